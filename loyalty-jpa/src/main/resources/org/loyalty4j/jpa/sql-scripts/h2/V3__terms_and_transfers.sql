-- Loyalty4j: the tables, version 3, for H2: points that move, and the terms on which they stay.
-- Can be run again: what is there already stays as it is. A statement ends with a semicolon at the end of a line.

alter table loyalty_posting drop constraint if exists loyalty_posting_ck_sign_of_moves;
alter table loyalty_posting add constraint loyalty_posting_ck_sign_of_moves check (
    (amount > 0 or kind not in ('OPENING', 'MOVE_IN', 'MOVE_BACK')) and (amount < 0 or kind not in ('MOVE_OUT', 'FEE')));

create table if not exists loyalty_transfer (
    account_id bigint not null,
    sequence bigint not null,
    other_customer_id uuid not null,
    other_sequence bigint not null,
    constraint loyalty_transfer_pk primary key (account_id, sequence),
    constraint loyalty_transfer_fk_command foreign key (account_id, sequence)
        references loyalty_command (account_id, sequence),
    constraint loyalty_transfer_ck_other_sequence check (other_sequence >= 1)
);
comment on table loyalty_transfer is
    'One leg of a transfer, or of undoing one; both legs have one key. Insert-only.';
comment on column loyalty_transfer.account_id is 'Which account.';
comment on column loyalty_transfer.sequence is 'Which command of the account.';
comment on column loyalty_transfer.other_customer_id is 'Whose account is at the other end.';
comment on column loyalty_transfer.other_sequence is 'Which command of that account is the other leg.';

-- Expiry: what decided when the points of a lot go.
alter table loyalty_lot_terms add column if not exists expiry_level varchar(10) default 'PROGRAM' not null;
comment on column loyalty_lot_terms.expiry_level is 'What decided when they go: PROGRAM, TIER, RULE or LOT.';
alter table loyalty_lot_terms add column if not exists expiry_code varchar(40);
comment on column loyalty_lot_terms.expiry_code is 'Code of that tier or rule; null for the others.';
alter table loyalty_lot_terms drop constraint if exists loyalty_lot_terms_ck_expiry;
alter table loyalty_lot_terms add constraint loyalty_lot_terms_ck_expiry check (
    (expiry_code is not null) = (expiry_level in ('TIER', 'RULE')));

-- Tiers: those that were given by hand.
alter table loyalty_account add column if not exists tier_given varchar(1000000000);
comment on column loyalty_account.tier_given is
    'JSON array: the last tier given by hand, its first instant, the first one after it, the command, LIVE, OVER or REVOKED.';
alter table loyalty_account add column if not exists tier_upcoming varchar(1000000000);
comment on column loyalty_account.tier_upcoming is
    'JSON array: the tier that was reached in this period, the first date of the next one, and when it was reached.';
alter table loyalty_tier_change add column if not exists until_at timestamp(6) with time zone;
comment on column loyalty_tier_change.until_at is
    'For GIVEN by hand the first instant without the tier, as it was planned; null where it was not.';
alter table loyalty_tier_change add column if not exists sequence bigint default 0 not null;
comment on column loyalty_tier_change.sequence is
    'For GIVEN and REVOKED the command that did it, for OVER the one that had given the tier; 0 for others.';
comment on column loyalty_tier_change.cause is
    'REACHED by a purchase, BEGUN with the period after it; ENDED: the tier above was not kept; GIVEN by hand, REVOKED or OVER.';

-- Earning: what the host said of a customer when a purchase was reckoned.
alter table loyalty_command add column if not exists factors varchar(1000000000);
comment on column loyalty_command.factors is
    'JSON object: the personal factors that a purchase was reckoned with, by their names; null for none.';
alter table loyalty_command add column if not exists turns varchar(1000000000);
comment on column loyalty_command.turns is
    'JSON object: the rules about the n-th purchase that a purchase had the turn of, and which one it was; null for none.';
alter table loyalty_command add column if not exists fractions varchar(1000000000);
comment on column loyalty_command.fractions is
    'JSON object: what lines of a purchase are worth more than their whole points, by the ids of the lines; null for none.';

-- What goes soon.
create table if not exists loyalty_expiry_notice (
    account_id bigint not null,
    sequence bigint not null,
    gone_at timestamp(6) with time zone not null,
    since_at timestamp(6) with time zone not null,
    points bigint not null,
    constraint loyalty_expiry_notice_pk primary key (account_id, sequence, gone_at, since_at),
    constraint loyalty_expiry_notice_fk_command foreign key (account_id, sequence)
        references loyalty_command (account_id, sequence),
    constraint loyalty_expiry_notice_ck_points check (points > 0),
    constraint loyalty_expiry_notice_ck_instants check (since_at < gone_at)
);
create index if not exists loyalty_expiry_notice_by_end on loyalty_expiry_notice (gone_at, account_id);
comment on table loyalty_expiry_notice is 'That points go soon, told once. Insert-only.';
comment on column loyalty_expiry_notice.account_id is 'Which account.';
comment on column loyalty_expiry_notice.sequence is 'Which command of the account wrote it.';
comment on column loyalty_expiry_notice.gone_at is
    'First instant at which the points cannot be used any more.';
comment on column loyalty_expiry_notice.since_at is 'Instant from which it was to be told.';
comment on column loyalty_expiry_notice.points is 'How many points, in smallest units of the purse.';
-- Purchases of those who did not say who they were.

create table if not exists loyalty_guest_purchase (
    request_key varchar(510) not null,
    fingerprint varbinary(256) not null,
    happened_at timestamp(6) with time zone,
    currency varchar(6) not null,
    total bigint not null,
    rounding bigint not null,
    store varchar(200),
    till varchar(200),
    cashier varchar(200),
    receipt varchar(200),
    zone varchar(200),
    lines_sold varchar(1000000000) not null,
    tenders varchar(1000000000),
    actor varchar(200),
    source varchar(100),
    recorded_at timestamp(6) with time zone not null,
    constraint loyalty_guest_purchase_pk primary key (request_key),
    constraint loyalty_guest_purchase_ck_total check (total >= 0)
);
comment on table loyalty_guest_purchase is
    'A purchase of somebody who did not say who it was, kept to be claimed. It belongs to no account. Insert-only.';
comment on column loyalty_guest_purchase.request_key is
    'Key of the purchase, made by the till; no purchase of a customer has it, unless it is claimed.';
comment on column loyalty_guest_purchase.fingerprint is
    '8 bytes per field of the purchase: tells a repeat from another one.';
comment on column loyalty_guest_purchase.happened_at is
    'Time of the sale by the till; null when the till did not say.';
comment on column loyalty_guest_purchase.currency is 'ISO 4217 code of all its amounts.';
comment on column loyalty_guest_purchase.total is
    'Lines and rounding together, in smallest units of the currency, as all amounts here.';
comment on column loyalty_guest_purchase.rounding is
    'What cash rounding added; below zero where it took something off.';
comment on column loyalty_guest_purchase.store is 'The shop.';
comment on column loyalty_guest_purchase.till is 'The cash desk.';
comment on column loyalty_guest_purchase.cashier is 'Who served. Personal data.';
comment on column loyalty_guest_purchase.receipt is 'The printed number.';
comment on column loyalty_guest_purchase.zone is
    'Time zone of the clock of the shop; null for that of the program.';
comment on column loyalty_guest_purchase.lines_sold is
    'JSON: the lines, each with id, kind, quantity, net, tax, discount and what was sold. May hold personal data.';
comment on column loyalty_guest_purchase.tenders is 'JSON: how it was paid, kinds and amounts.';
comment on column loyalty_guest_purchase.actor is 'Who asked, by the id of the host. Personal data.';
comment on column loyalty_guest_purchase.source is 'Which system asked.';
comment on column loyalty_guest_purchase.recorded_at is 'When it was written.';

create table if not exists loyalty_guest_mark (
    request_key varchar(510) not null,
    place integer not null,
    kind varchar(40) not null,
    identifier varchar(200) not null,
    constraint loyalty_guest_mark_pk primary key (request_key, place),
    constraint loyalty_guest_mark_fk_purchase foreign key (request_key)
        references loyalty_guest_purchase (request_key)
);
create index if not exists loyalty_guest_mark_by_identifier on loyalty_guest_mark (kind, identifier);
comment on table loyalty_guest_mark is 'What a guest purchase is found by beside its key. Can be erased alone.';
comment on column loyalty_guest_mark.request_key is 'Which guest purchase.';
comment on column loyalty_guest_mark.place is 'Place among its marks, in the order they were given.';
comment on column loyalty_guest_mark.kind is 'CARD, PHONE or REFERENCE (the number of the host).';
comment on column loyalty_guest_mark.identifier is 'Normal form of the number. Personal data.';

create table if not exists loyalty_guest_step (
    request_key varchar(510) not null,
    step integer not null,
    kind varchar(40) not null,
    step_key varchar(510) not null,
    customer_id uuid not null,
    fingerprint varbinary(256) not null,
    line_sums varchar(1000000000) not null,
    actor varchar(200),
    reason varchar(1000),
    source varchar(100),
    recorded_at timestamp(6) with time zone not null,
    constraint loyalty_guest_step_pk primary key (request_key, step),
    constraint loyalty_guest_step_uq_key unique (kind, step_key),
    constraint loyalty_guest_step_fk_purchase foreign key (request_key)
        references loyalty_guest_purchase (request_key),
    constraint loyalty_guest_step_ck_kind check (kind in ('RETURN', 'CLAIM')),
    constraint loyalty_guest_step_ck_step check (step >= 1)
);
comment on table loyalty_guest_step is
    'What was done with a guest purchase: some of it came back, or a customer claimed the rest, which is the last step. Insert-only.';
comment on column loyalty_guest_step.request_key is 'Which guest purchase.';
comment on column loyalty_guest_step.step is
    '1, 2, 3 ... for the purchase; of two at the same time only one gets it.';
comment on column loyalty_guest_step.kind is 'RETURN or CLAIM.';
comment on column loyalty_guest_step.step_key is 'Key of the request, made by the caller; unique within the kind.';
comment on column loyalty_guest_step.customer_id is 'Who claimed; all zeros for a return.';
comment on column loyalty_guest_step.fingerprint is
    '8 bytes per field of the request: tells a repeat from another one.';
comment on column loyalty_guest_step.line_sums is 'JSON: what came back of each line so far.';
comment on column loyalty_guest_step.actor is 'Who asked, by the id of the host. Personal data.';
comment on column loyalty_guest_step.reason is 'Why, in the words of the caller. May hold personal data.';
comment on column loyalty_guest_step.source is 'Which system asked.';
comment on column loyalty_guest_step.recorded_at is 'When it was written.';

-- Points that had expired and were given back.
alter table loyalty_posting drop constraint if exists loyalty_posting_ck_sign_of_reinstated;
alter table loyalty_posting add constraint loyalty_posting_ck_sign_of_reinstated check (
    amount > 0 or kind <> 'REINSTATE');

create table if not exists loyalty_reinstated (
    account_id bigint not null,
    number bigint not null,
    lot bigint not null,
    expiry bigint not null,
    points bigint not null,
    constraint loyalty_reinstated_pk primary key (account_id, number, lot),
    constraint loyalty_reinstated_fk_posting foreign key (account_id, number)
        references loyalty_posting (account_id, number),
    constraint loyalty_reinstated_fk_expiry foreign key (account_id, expiry)
        references loyalty_posting (account_id, number),
    constraint loyalty_reinstated_ck_order check (lot < expiry and expiry < number),
    constraint loyalty_reinstated_ck_points check (points > 0)
);
comment on table loyalty_reinstated is
    'Points that had expired and were given back, by the lots they had expired in. Insert-only.';
comment on column loyalty_reinstated.account_id is 'Which account.';
comment on column loyalty_reinstated.number is 'Number of the posting that gave them back, and of the lot it opened.';
comment on column loyalty_reinstated.lot is 'Number of the lot that they had expired in.';
comment on column loyalty_reinstated.expiry is 'Number of the posting that they had expired with.';
comment on column loyalty_reinstated.points is 'How many points, in smallest units of the purse.';
-- Debts: what debits took although nobody had it, and what repaid it.
alter table loyalty_command add column if not exists owed bigint default 0 not null;
comment on column loyalty_command.owed is 'Points of those it took that nobody had: they are owed.';
alter table loyalty_command add column if not exists debt bigint default 0 not null;
comment on column loyalty_command.debt is 'What the account owes after it.';
alter table loyalty_command drop constraint if exists loyalty_command_ck_debt;
alter table loyalty_command add constraint loyalty_command_ck_debt check (owed >= 0 and debt >= 0);

create table if not exists loyalty_debt (
    account_id bigint not null,
    debit bigint not null,
    remaining bigint not null,
    constraint loyalty_debt_pk primary key (account_id, debit),
    constraint loyalty_debt_fk_posting foreign key (account_id, debit)
        references loyalty_posting (account_id, number),
    constraint loyalty_debt_ck_remaining check (remaining > 0)
);
comment on table loyalty_debt is
    'What is owed still of what a posting took although nobody had it. A row exists while something is left; a cache.';
comment on column loyalty_debt.account_id is 'Which account.';
comment on column loyalty_debt.debit is 'Number of the posting.';
comment on column loyalty_debt.remaining is 'How many points are owed still, in smallest units of the purse.';

create table if not exists loyalty_repayment (
    account_id bigint not null,
    sequence bigint not null,
    place integer not null,
    debit bigint not null,
    after_number bigint not null,
    amount bigint not null,
    lot bigint,
    earned_at timestamp(6) with time zone,
    gone_at timestamp(6) with time zone,
    recorded_at timestamp(6) with time zone not null,
    constraint loyalty_repayment_pk primary key (account_id, sequence, place),
    constraint loyalty_repayment_fk_command foreign key (account_id, sequence)
        references loyalty_command (account_id, sequence),
    constraint loyalty_repayment_fk_posting foreign key (account_id, debit)
        references loyalty_posting (account_id, number),
    constraint loyalty_repayment_ck_amount check (amount > 0),
    constraint loyalty_repayment_ck_lot check ((lot is null) = (earned_at is null)
        and (gone_at is null or lot is not null))
);
create index if not exists loyalty_repayment_by_debit on loyalty_repayment (account_id, debit);
create index if not exists loyalty_repayment_by_lot on loyalty_repayment (account_id, lot);
comment on table loyalty_repayment is 'Points of a debt that are owed no more. Insert-only.';
comment on column loyalty_repayment.account_id is 'Which account.';
comment on column loyalty_repayment.sequence is 'Which command of the account wrote it.';
comment on column loyalty_repayment.place is 'Its place among the repayments of the command, from 1.';
comment on column loyalty_repayment.debit is 'Number of the posting whose debt it is.';
comment on column loyalty_repayment.after_number is 'Number of the last posting of the account before it.';
comment on column loyalty_repayment.amount is 'How many points, in smallest units of the purse.';
comment on column loyalty_repayment.lot is
    'Number of the posting that opened the lot they came from; null where the debit itself was undone.';
comment on column loyalty_repayment.earned_at is 'When the points of the lot count from; null without one.';
comment on column loyalty_repayment.gone_at is
    'First instant at which the points of the lot are gone; null when they stay.';
comment on column loyalty_repayment.recorded_at is 'When it was written.';

-- Points that were given more time.
alter table loyalty_posting drop constraint if exists loyalty_posting_ck_sign_of_extended;
alter table loyalty_posting add constraint loyalty_posting_ck_sign_of_extended check (
    (amount < 0 or kind <> 'EXTEND_OUT') and (amount > 0 or kind <> 'EXTEND_IN'));

create table if not exists loyalty_extended (
    account_id bigint not null,
    number bigint not null,
    lot bigint not null,
    root bigint not null,
    before_at timestamp(6) with time zone not null,
    until_at timestamp(6) with time zone not null,
    constraint loyalty_extended_pk primary key (account_id, root, number),
    constraint loyalty_extended_fk_posting foreign key (account_id, number)
        references loyalty_posting (account_id, number),
    constraint loyalty_extended_ck_order check (root <= lot and lot < number),
    constraint loyalty_extended_ck_instants check (before_at < until_at)
);
comment on table loyalty_extended is
    'Points that were to go and were given more time, in a lot of their own. Insert-only.';
comment on column loyalty_extended.account_id is
    'Which account.';
comment on column loyalty_extended.number is
    'Number of the posting that opened the lot they stand in since then.';
comment on column loyalty_extended.lot is
    'Number of the lot they stood in.';
comment on column loyalty_extended.root is
    'Number of the lot they stood in before they were ever given more time.';
comment on column loyalty_extended.before_at is
    'First instant at which they could not have been used any more.';
comment on column loyalty_extended.until_at is
    'First instant at which they cannot be used any more since then.';

-- Goods that were weighed.
alter table loyalty_purchase_line add column if not exists weighed integer default 0 not null;
comment on column loyalty_purchase_line.weighed is
    'Whether it was weighed: 1, or 0 where only decimals of the quantity tell so.';
alter table loyalty_purchase_line drop constraint if exists loyalty_purchase_line_ck_weighed;
alter table loyalty_purchase_line add constraint loyalty_purchase_line_ck_weighed check (weighed in (0, 1));

insert into loyalty_schema_version (version, installed_at, script)
    select 3, current_timestamp, 'V3__terms_and_transfers.sql'
    where not exists (select 1 from loyalty_schema_version where version = 3);
