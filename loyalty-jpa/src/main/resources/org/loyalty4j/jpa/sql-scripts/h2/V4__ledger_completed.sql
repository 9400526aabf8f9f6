-- Loyalty4j: the tables, version 4, for H2: what the ledger still lacked.
-- Can be run again: what is there already stays as it is. A statement ends with a semicolon at the end of a line.

-- Tiers: points for who reaches one.
alter table loyalty_account add column if not exists tier_entered varchar(1000000000);
comment on column loyalty_account.tier_entered is
    'JSON object: when tiers gave points last to who reached them, by their codes; null for never.';
alter table loyalty_posting drop constraint if exists loyalty_posting_ck_entry;
alter table loyalty_posting add constraint loyalty_posting_ck_entry check (amount > 0 or kind <> 'ENTRY');

-- Purses: a shop may count in several. A key is one of a purse, and a version of the program one of its purse.
alter table loyalty_command add column if not exists purse varchar(80) default '' not null;
comment on column loyalty_command.purse is 'Code of what the account counts; keys are unique within it and the operation.';
update loyalty_command c set purse = (select a.purse from loyalty_account a where a.id = c.account_id)
    where c.purse = '';
alter table loyalty_command drop constraint if exists loyalty_command_uq_request_key;
create unique index if not exists loyalty_command_uq_purse_key
    on loyalty_command (operation, request_key, purse);
alter table loyalty_program_version drop constraint if exists loyalty_program_version_uq_valid_from;
comment on column loyalty_program_version.version is
    'Which publishing it is, 1, 2, 3 ... without a gap over all purses; the document says the version of its purse.';

-- Points that go when nothing happens for a time.
alter table loyalty_account add column if not exists active_at timestamp(6) with time zone;
comment on column loyalty_account.active_at is
    'What the time counts from after which points go when nothing happens; null where it has not begun.';

-- What customers had bought before they were taken over.
create table if not exists loyalty_opened_day (
    account_id bigint not null,
    sequence bigint not null,
    local_date date not null,
    spend bigint not null,
    points bigint not null,
    purchases bigint not null,
    constraint loyalty_opened_day_pk primary key (account_id, sequence, local_date),
    constraint loyalty_opened_day_fk_command foreign key (account_id, sequence)
        references loyalty_command (account_id, sequence),
    constraint loyalty_opened_day_ck_amounts check (spend >= 0 and points >= 0 and purchases >= 1)
);
comment on table loyalty_opened_day is 'What days counted in a former system, as it was taken over. Insert-only.';
comment on column loyalty_opened_day.account_id is 'Account whose days they are.';
comment on column loyalty_opened_day.sequence is 'Command that took them over.';
comment on column loyalty_opened_day.local_date is 'Day, of the program''s zone.';
comment on column loyalty_opened_day.spend is 'What was spent on what qualifies, in smallest units of money.';
comment on column loyalty_opened_day.points is 'Points it earned, in smallest units of the purse.';
comment on column loyalty_opened_day.purchases is 'How many purchases there were.';

insert into loyalty_schema_version (version, installed_at, script)
    select 4, current_timestamp, 'V4__ledger_completed.sql'
    where not exists (select 1 from loyalty_schema_version where version = 4);
