-- Loyalty4j: the tables, version 4, for PostgreSQL: what the ledger still lacked.
-- Can be run again: what is there already stays as it is. A statement ends with a semicolon at the end of a line.

-- Tiers: points for who reaches one.
alter table loyalty_account add column if not exists tier_entered text;
comment on column loyalty_account.tier_entered is
    'JSON object: when tiers gave points last to who reached them, by their codes; null for never.';
alter table loyalty_posting drop constraint if exists loyalty_posting_ck_entry;
alter table loyalty_posting add constraint loyalty_posting_ck_entry check (amount > 0 or kind <> 'ENTRY');

insert into loyalty_schema_version (version, installed_at, script)
    select 4, current_timestamp, 'V4__ledger_completed.sql'
    where not exists (select 1 from loyalty_schema_version where version = 4);
