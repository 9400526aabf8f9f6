-- Loyalty4j: the tables, version 4, for PostgreSQL: what the ledger still lacked.
-- Can be run again: what is there already stays as it is. A statement ends with a semicolon at the end of a line.

-- Tiers: points for who reaches one.
alter table loyalty_account add column if not exists tier_entered text;
comment on column loyalty_account.tier_entered is
    'JSON object: when tiers gave points last to who reached them, by their codes; null for never.';
alter table loyalty_posting drop constraint if exists loyalty_posting_ck_entry;
alter table loyalty_posting add constraint loyalty_posting_ck_entry check (amount > 0 or kind <> 'ENTRY');

-- Purses: a shop may count in several. A key is one of a purse, and a version of the program one of its purse.
alter table loyalty_command add column if not exists purse varchar(40) default '' not null;
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

insert into loyalty_schema_version (version, installed_at, script)
    select 4, current_timestamp, 'V4__ledger_completed.sql'
    where not exists (select 1 from loyalty_schema_version where version = 4);
