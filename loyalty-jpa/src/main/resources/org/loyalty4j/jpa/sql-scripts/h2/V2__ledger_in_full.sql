-- Loyalty4j: the tables, version 2, for H2: what of a balance can be used.
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

insert into loyalty_schema_version (version, installed_at, script)
    select 2, current_timestamp, 'V2__ledger_in_full.sql'
    where not exists (select 1 from loyalty_schema_version where version = 2);
