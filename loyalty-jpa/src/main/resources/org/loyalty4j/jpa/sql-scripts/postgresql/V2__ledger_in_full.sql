-- Loyalty4j: the tables, version 2, for PostgreSQL: what of a balance can be used.
-- Can be run again: what is there already stays as it is. A statement ends with a semicolon at the end of a line.

alter table loyalty_account add column if not exists held bigint default 0 not null;
comment on column loyalty_account.held is 'Points that are reserved for redemptions to come.';
alter table loyalty_account add column if not exists pending bigint default 0 not null;
comment on column loyalty_account.pending is 'Points that were earned and cannot be used yet.';
alter table loyalty_account add column if not exists debt bigint default 0 not null;
comment on column loyalty_account.debt is 'Points that were taken although there were too few.';
alter table loyalty_account drop constraint if exists loyalty_account_ck_parts;
alter table loyalty_account add constraint loyalty_account_ck_parts check (held >= 0 and pending >= 0
    and debt >= 0 and (debt = 0 or balance = held + pending - debt));

create table if not exists loyalty_undo (
    account_id bigint not null,
    sequence bigint not null,
    operation varchar(20) not null,
    request_key varchar(255) not null,
    debit bigint not null,
    step integer not null,
    points bigint not null,
    constraint loyalty_undo_pk primary key (account_id, sequence),
    constraint loyalty_undo_uq_step unique (account_id, operation, request_key, step),
    constraint loyalty_undo_fk_command foreign key (account_id, sequence)
        references loyalty_command (account_id, sequence),
    constraint loyalty_undo_ck_step check (step >= 1),
    constraint loyalty_undo_ck_numbers check (debit >= 1 and points >= 0)
);
comment on table loyalty_undo is
    'One step of undoing a command, with the sum of all steps up to it. Insert-only.';
comment on column loyalty_undo.account_id is 'Which account.';
comment on column loyalty_undo.sequence is 'Which command of the account undoes.';
comment on column loyalty_undo.operation is 'What was undone.';
comment on column loyalty_undo.request_key is 'Key of what was undone; unique within the operation.';
comment on column loyalty_undo.debit is 'Number of the first posting of what was undone.';
comment on column loyalty_undo.step is '1, 2, 3 ... for what was undone.';
comment on column loyalty_undo.points is 'How many of its points were undone so far, in smallest units of the purse.';

insert into loyalty_schema_version (version, installed_at, script)
    select 2, current_timestamp, 'V2__ledger_in_full.sql'
    where not exists (select 1 from loyalty_schema_version where version = 2);
