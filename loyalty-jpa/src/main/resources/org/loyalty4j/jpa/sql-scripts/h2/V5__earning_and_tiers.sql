-- Loyalty4j: the tables, version 5, for H2: more ways to earn, and to count for tiers.
-- Can be run again: what is there already stays as it is. A statement ends with a semicolon at the end of a line.

-- Corrections: on what grounds.
alter table loyalty_command add column if not exists grounds varchar(1000000000);
comment on column loyalty_command.grounds is
    'JSON array: code of the reason, document, shop, till and second approver of what was done by hand. May hold personal data.';

-- Purchases: who bought for whom.
alter table loyalty_purchase add column if not exists buyer_id uuid;
comment on column loyalty_purchase.buyer_id is 'Customer who bought, where another one earns; otherwise null.';

-- Points for something that is no purchase.
alter table loyalty_posting drop constraint if exists loyalty_posting_ck_event;
alter table loyalty_posting add constraint loyalty_posting_ck_event check (amount > 0 or kind <> 'EVENT');
comment on column loyalty_command.turns is
    'JSON object: the rules about the n-th purchase that a purchase had the turn of, and which one it was; for an event that is no purchase what it was, and why rules gave nothing; for a correction of purchases out of order what of each; null for none.';

-- Corrections of what purchases earned because they did not arrive in their order.
alter table loyalty_posting drop constraint if exists loyalty_posting_ck_true_up;
alter table loyalty_posting add constraint loyalty_posting_ck_true_up check (
    (amount > 0 or kind <> 'TRUE_UP') and (amount < 0 or kind <> 'TRUE_DOWN'));

insert into loyalty_schema_version (version, installed_at, script)
    select 5, current_timestamp, 'V5__earning_and_tiers.sql'
    where not exists (select 1 from loyalty_schema_version where version = 5);
