-- Loyalty4j: the tables, version 3, for MariaDB: points that move, and the terms on which they stay.
-- Can be run again: what is there already stays as it is. A statement ends with a semicolon at the end of a line.

alter table loyalty_posting drop constraint if exists loyalty_posting_ck_sign_of_moves;
alter table loyalty_posting add constraint loyalty_posting_ck_sign_of_moves check (
    (amount > 0 or kind not in ('OPENING', 'MOVE_IN', 'MOVE_BACK')) and (amount < 0 or kind not in ('MOVE_OUT', 'FEE')));

create table if not exists loyalty_transfer (
    account_id bigint not null comment 'Which account.',
    sequence bigint not null comment 'Which command of the account.',
    other_customer_id binary(16) not null comment 'Whose account is at the other end.',
    other_sequence bigint not null comment 'Which command of that account is the other leg.',
    constraint loyalty_transfer_pk primary key (account_id, sequence),
    constraint loyalty_transfer_fk_command foreign key (account_id, sequence)
        references loyalty_command (account_id, sequence),
    constraint loyalty_transfer_ck_other_sequence check (other_sequence >= 1)
)
    engine = InnoDB default character set utf8mb4 collate utf8mb4_nopad_bin
    comment = 'One leg of a transfer, or of undoing one; both legs have one key. Insert-only.';

-- Expiry: what decided when the points of a lot go.
alter table loyalty_lot_terms add column if not exists expiry_level varchar(10) default 'PROGRAM' not null
    comment 'What decided when they go: PROGRAM, TIER, RULE or LOT.';
alter table loyalty_lot_terms add column if not exists expiry_code varchar(40) null
    comment 'Code of that tier or rule; null for the others.';
alter table loyalty_lot_terms drop constraint if exists loyalty_lot_terms_ck_expiry;
alter table loyalty_lot_terms add constraint loyalty_lot_terms_ck_expiry check (
    (expiry_code is not null) = (expiry_level in ('TIER', 'RULE')));

-- Tiers: those that were given by hand.
alter table loyalty_account add column if not exists tier_given longtext null
    comment 'JSON array: the last tier given by hand, its first instant, the first one after it, the command, LIVE, OVER or REVOKED.';
alter table loyalty_account add column if not exists tier_upcoming longtext null
    comment 'JSON array: the tier that was reached in this period, the first date of the next one, and when it was reached.';
alter table loyalty_tier_change add column if not exists until_at datetime(6) null
    comment 'For GIVEN by hand the first instant without the tier, as it was planned; null where it was not.';
alter table loyalty_tier_change add column if not exists sequence bigint not null default 0
    comment 'For GIVEN and REVOKED the command that did it, for OVER the one that had given the tier; 0 for others.';

-- Earning: what the host said of a customer when a purchase was reckoned.
alter table loyalty_command add column if not exists factors longtext null
    comment 'JSON object: the personal factors that a purchase was reckoned with, by their names; null for none.';
alter table loyalty_command add column if not exists turns longtext null
    comment 'JSON object: the rules about the n-th purchase that a purchase had the turn of, and which one it was; null for none.';
alter table loyalty_command add column if not exists fractions longtext null
    comment 'JSON object: what lines of a purchase are worth more than their whole points, by the ids of the lines; null for none.';

-- What goes soon.
create table if not exists loyalty_expiry_notice (
    account_id bigint not null comment 'Which account.',
    sequence bigint not null comment 'Which command of the account wrote it.',
    gone_at datetime(6) not null comment 'First instant at which the points cannot be used any more.',
    since_at datetime(6) not null comment 'Instant from which it was to be told.',
    points bigint not null comment 'How many points, in smallest units of the purse.',
    constraint loyalty_expiry_notice_pk primary key (account_id, sequence, gone_at, since_at),
    constraint loyalty_expiry_notice_fk_command foreign key (account_id, sequence)
        references loyalty_command (account_id, sequence),
    constraint loyalty_expiry_notice_ck_points check (points > 0),
    constraint loyalty_expiry_notice_ck_instants check (since_at < gone_at),
    index loyalty_expiry_notice_by_end (gone_at, account_id)
)
    engine = InnoDB default character set utf8mb4 collate utf8mb4_nopad_bin
    comment = 'That points go soon, told once. Insert-only.';
-- Purchases of those who did not say who they were.

create table if not exists loyalty_guest_purchase (
    request_key varchar(255) not null
        comment 'Key of the purchase, made by the till; no purchase of a customer has it, unless it is claimed.',
    fingerprint varbinary(256) not null comment '8 bytes per field of the purchase: tells a repeat from another one.',
    happened_at datetime(6) null comment 'Time of the sale by the till; null when the till did not say.',
    currency varchar(3) not null comment 'ISO 4217 code of all its amounts.',
    total bigint not null
        comment 'Lines and rounding together, in smallest units of the currency, as all amounts here.',
    rounding bigint not null comment 'What cash rounding added; below zero where it took something off.',
    store varchar(100) null comment 'The shop.',
    till varchar(100) null comment 'The cash desk.',
    cashier varchar(100) null comment 'Who served. Personal data.',
    receipt varchar(100) null comment 'The printed number.',
    zone varchar(100) null comment 'Time zone of the clock of the shop; null for that of the program.',
    lines_sold longtext not null
        comment 'JSON: the lines, each with id, kind, quantity, net, tax, discount and what was sold. May hold personal data.',
    tenders longtext null comment 'JSON: how it was paid, kinds and amounts.',
    actor varchar(100) null comment 'Who asked, by the id of the host. Personal data.',
    source varchar(50) null comment 'Which system asked.',
    recorded_at datetime(6) not null comment 'When it was written.',
    constraint loyalty_guest_purchase_pk primary key (request_key),
    constraint loyalty_guest_purchase_ck_total check (total >= 0)
)
    engine = InnoDB default character set utf8mb4 collate utf8mb4_nopad_bin
    comment = 'A purchase of somebody who did not say who it was, kept to be claimed. It belongs to no account. Insert-only.';

create table if not exists loyalty_guest_mark (
    request_key varchar(255) not null comment 'Which guest purchase.',
    place integer not null comment 'Place among its marks, in the order they were given.',
    kind varchar(20) not null comment 'CARD, PHONE or REFERENCE (the number of the host).',
    identifier varchar(100) not null comment 'Normal form of the number. Personal data.',
    constraint loyalty_guest_mark_pk primary key (request_key, place),
    constraint loyalty_guest_mark_fk_purchase foreign key (request_key)
        references loyalty_guest_purchase (request_key),
    index loyalty_guest_mark_by_identifier (kind, identifier)
)
    engine = InnoDB default character set utf8mb4 collate utf8mb4_nopad_bin
    comment = 'What a guest purchase is found by beside its key. Can be erased alone.';

create table if not exists loyalty_guest_step (
    request_key varchar(255) not null comment 'Which guest purchase.',
    step integer not null comment '1, 2, 3 ... for the purchase; of two at the same time only one gets it.',
    kind varchar(20) not null comment 'RETURN or CLAIM.',
    step_key varchar(255) not null comment 'Key of the request, made by the caller; unique within the kind.',
    customer_id binary(16) not null comment 'Who claimed; all zeros for a return.',
    fingerprint varbinary(256) not null comment '8 bytes per field of the request: tells a repeat from another one.',
    line_sums longtext not null comment 'JSON: what came back of each line so far.',
    actor varchar(100) null comment 'Who asked, by the id of the host. Personal data.',
    reason varchar(500) null comment 'Why, in the words of the caller. May hold personal data.',
    source varchar(50) null comment 'Which system asked.',
    recorded_at datetime(6) not null comment 'When it was written.',
    constraint loyalty_guest_step_pk primary key (request_key, step),
    constraint loyalty_guest_step_uq_key unique (kind, step_key),
    constraint loyalty_guest_step_fk_purchase foreign key (request_key)
        references loyalty_guest_purchase (request_key),
    constraint loyalty_guest_step_ck_kind check (kind in ('RETURN', 'CLAIM')),
    constraint loyalty_guest_step_ck_step check (step >= 1)
)
    engine = InnoDB default character set utf8mb4 collate utf8mb4_nopad_bin
    comment = 'What was done with a guest purchase: some of it came back, or a customer claimed the rest, which is the last step. Insert-only.';

-- Points that had expired and were given back.
alter table loyalty_posting drop constraint if exists loyalty_posting_ck_sign_of_reinstated;
alter table loyalty_posting add constraint loyalty_posting_ck_sign_of_reinstated check (
    amount > 0 or kind <> 'REINSTATE');

create table if not exists loyalty_reinstated (
    account_id bigint not null comment 'Which account.',
    number bigint not null comment 'Number of the posting that gave them back, and of the lot it opened.',
    lot bigint not null comment 'Number of the lot that they had expired in.',
    expiry bigint not null comment 'Number of the posting that they had expired with.',
    points bigint not null comment 'How many points, in smallest units of the purse.',
    constraint loyalty_reinstated_pk primary key (account_id, number, lot),
    constraint loyalty_reinstated_fk_posting foreign key (account_id, number)
        references loyalty_posting (account_id, number),
    constraint loyalty_reinstated_fk_expiry foreign key (account_id, expiry)
        references loyalty_posting (account_id, number),
    constraint loyalty_reinstated_ck_order check (lot < expiry and expiry < number),
    constraint loyalty_reinstated_ck_points check (points > 0)
)
    engine = InnoDB default character set utf8mb4 collate utf8mb4_nopad_bin
    comment = 'Points that had expired and were given back, by the lots they had expired in. Insert-only.';
-- Debts: what debits took although nobody had it, and what repaid it.
alter table loyalty_command add column if not exists owed bigint not null default 0
    comment 'Points of those it took that nobody had: they are owed.';
alter table loyalty_command add column if not exists debt bigint not null default 0
    comment 'What the account owes after it.';
alter table loyalty_command drop constraint if exists loyalty_command_ck_debt;
alter table loyalty_command add constraint loyalty_command_ck_debt check (owed >= 0 and debt >= 0);

create table if not exists loyalty_debt (
    account_id bigint not null comment 'Which account.',
    debit bigint not null comment 'Number of the posting.',
    remaining bigint not null comment 'How many points are owed still, in smallest units of the purse.',
    constraint loyalty_debt_pk primary key (account_id, debit),
    constraint loyalty_debt_fk_posting foreign key (account_id, debit)
        references loyalty_posting (account_id, number),
    constraint loyalty_debt_ck_remaining check (remaining > 0)
)
    engine = InnoDB default character set utf8mb4 collate utf8mb4_nopad_bin
    comment = 'What is owed still of what a posting took although nobody had it. A row exists while something is left; a cache.';

create table if not exists loyalty_repayment (
    account_id bigint not null comment 'Which account.',
    sequence bigint not null comment 'Which command of the account wrote it.',
    place integer not null comment 'Its place among the repayments of the command, from 1.',
    debit bigint not null comment 'Number of the posting whose debt it is.',
    after_number bigint not null comment 'Number of the last posting of the account before it.',
    amount bigint not null comment 'How many points, in smallest units of the purse.',
    lot bigint null
        comment 'Number of the posting that opened the lot they came from; null where the debit itself was undone.',
    earned_at datetime(6) null comment 'When the points of the lot count from; null without one.',
    gone_at datetime(6) null comment 'First instant at which the points of the lot are gone; null when they stay.',
    recorded_at datetime(6) not null comment 'When it was written.',
    constraint loyalty_repayment_pk primary key (account_id, sequence, place),
    constraint loyalty_repayment_fk_command foreign key (account_id, sequence)
        references loyalty_command (account_id, sequence),
    constraint loyalty_repayment_fk_posting foreign key (account_id, debit)
        references loyalty_posting (account_id, number),
    constraint loyalty_repayment_ck_amount check (amount > 0),
    constraint loyalty_repayment_ck_lot check ((lot is null) = (earned_at is null)
        and (gone_at is null or lot is not null))
)
    engine = InnoDB default character set utf8mb4 collate utf8mb4_nopad_bin
    comment = 'Points of a debt that are owed no more. Insert-only.';
create index if not exists loyalty_repayment_by_debit on loyalty_repayment (account_id, debit);
create index if not exists loyalty_repayment_by_lot on loyalty_repayment (account_id, lot);

-- Points that were given more time.
alter table loyalty_posting drop constraint if exists loyalty_posting_ck_sign_of_extended;
alter table loyalty_posting add constraint loyalty_posting_ck_sign_of_extended check (
    (amount < 0 or kind <> 'EXTEND_OUT') and (amount > 0 or kind <> 'EXTEND_IN'));

create table if not exists loyalty_extended (
    account_id bigint not null comment 'Which account.',
    number bigint not null comment 'Number of the posting that opened the lot they stand in since then.',
    lot bigint not null comment 'Number of the lot they stood in.',
    root bigint not null comment 'Number of the lot they stood in before they were ever given more time.',
    before_at datetime(6) not null comment 'First instant at which they could not have been used any more.',
    until_at datetime(6) not null comment 'First instant at which they cannot be used any more since then.',
    constraint loyalty_extended_pk primary key (account_id, root, number),
    constraint loyalty_extended_fk_posting foreign key (account_id, number)
        references loyalty_posting (account_id, number),
    constraint loyalty_extended_ck_order check (root <= lot and lot < number),
    constraint loyalty_extended_ck_instants check (before_at < until_at)
)
    engine = InnoDB default character set utf8mb4 collate utf8mb4_nopad_bin
    comment = 'Points that were to go and were given more time, in a lot of their own. Insert-only.';

-- Goods that were weighed.
alter table loyalty_purchase_line add column if not exists weighed integer default 0 not null
    comment 'Whether it was weighed: 1, or 0 where only decimals of the quantity tell so.';
alter table loyalty_purchase_line drop constraint if exists loyalty_purchase_line_ck_weighed;
alter table loyalty_purchase_line add constraint loyalty_purchase_line_ck_weighed check (weighed in (0, 1));

insert into loyalty_schema_version (version, installed_at, script)
    select 3, utc_timestamp(6), 'V3__terms_and_transfers.sql'
    where not exists (select 1 from loyalty_schema_version where version = 3);
