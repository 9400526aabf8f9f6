-- Loyalty4j: the tables, version 6, for H2: what tiers count, and take back.
-- Can be run again: what is there already stays as it is. A statement ends with a semicolon at the end of a line.

-- Tiers that gave points, which a return may take back.
comment on column loyalty_account.tier_entered is
    'JSON object: when tiers gave points last to who reached them, and by which posting, by their codes; null for never.';

-- Tiers that are reckoned anew by a version of the program.
comment on column loyalty_tier_change.sequence is
    'For GIVEN, REVOKED and RECKONED the command that did it, for OVER the one that had given the tier; 0 for others.';
comment on column loyalty_tier_change.cause is
    'REACHED by a purchase, BEGUN with the period after it; ENDED: the tier above was not kept; GIVEN by hand, TAKEN_OVER, REVOKED or OVER; RECKONED: all of it by a version of the program.';

-- What tiers count beside spend, points, purchases and days.
alter table loyalty_qualifying_day add column if not exists own_metrics varchar(1000000000);
comment on column loyalty_qualifying_day.own_metrics is
    'JSON object: what the metrics of the program''s own count, by their codes; null for none.';

insert into loyalty_schema_version (version, installed_at, script)
    select 6, current_timestamp, 'V6__tiers_in_full.sql'
    where not exists (select 1 from loyalty_schema_version where version = 6);
