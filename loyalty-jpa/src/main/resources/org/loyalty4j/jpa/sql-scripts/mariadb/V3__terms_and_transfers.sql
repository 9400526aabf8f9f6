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

insert into loyalty_schema_version (version, installed_at, script)
    select 3, utc_timestamp(6), 'V3__terms_and_transfers.sql'
    where not exists (select 1 from loyalty_schema_version where version = 3);
