-- Loyalty4j: the tables, version 6, for MariaDB: what tiers count, and take back.
-- Can be run again: what is there already stays as it is. A statement ends with a semicolon at the end of a line.

-- Tiers that gave points, which a return may take back.
alter table loyalty_account modify column tier_entered longtext null
    comment 'JSON object: when tiers gave points last to who reached them, and by which posting, by their codes; null for never.';

-- What tiers count beside spend, points, purchases and days.
alter table loyalty_qualifying_day add column if not exists own_metrics longtext null
    comment 'JSON object: what the metrics of the program''s own count, by their codes; null for none.';

insert into loyalty_schema_version (version, installed_at, script)
    select 6, utc_timestamp(6), 'V6__tiers_in_full.sql'
    where not exists (select 1 from loyalty_schema_version where version = 6);
