-- Loyalty4j: the tables, version 2, for MariaDB: what of a balance can be used.
-- Can be run again: what is there already stays as it is. A statement ends with a semicolon at the end of a line.

alter table loyalty_account add column if not exists held bigint not null default 0
    comment 'Points that are reserved for redemptions to come.';
alter table loyalty_account add column if not exists pending bigint not null default 0
    comment 'Points that were earned and cannot be used yet.';
alter table loyalty_account add column if not exists debt bigint not null default 0
    comment 'Points that were taken although there were too few.';
alter table loyalty_account drop constraint if exists loyalty_account_ck_parts;
alter table loyalty_account add constraint loyalty_account_ck_parts check (held >= 0 and pending >= 0
    and debt >= 0 and (debt = 0 or balance = held + pending - debt));

create table if not exists loyalty_undo (
    account_id bigint not null comment 'Which account.',
    sequence bigint not null comment 'Which command of the account undoes.',
    operation varchar(20) not null comment 'What was undone.',
    request_key varchar(255) not null comment 'Key of what was undone; unique within the operation.',
    debit bigint not null comment 'Number of the first posting of what was undone.',
    step integer not null comment '1, 2, 3 ... for what was undone.',
    points bigint not null comment 'How many of its points were undone so far, in smallest units of the purse.',
    constraint loyalty_undo_pk primary key (account_id, sequence),
    constraint loyalty_undo_uq_step unique (account_id, operation, request_key, step),
    constraint loyalty_undo_fk_command foreign key (account_id, sequence)
        references loyalty_command (account_id, sequence),
    constraint loyalty_undo_ck_step check (step >= 1),
    constraint loyalty_undo_ck_numbers check (debit >= 1 and points >= 0)
)
    engine = InnoDB default character set utf8mb4 collate utf8mb4_nopad_bin
    comment = 'One step of undoing a command, with the sum of all steps up to it. Insert-only.';
create table if not exists loyalty_counter (
    account_id bigint not null comment 'Which account.',
    code varchar(60) not null
        comment 'What is counted: earned or used points, or what a rule counts.',
    period_kind varchar(10) not null comment 'DAY, WEEK (from Monday), MONTH, YEAR or LIFETIME.',
    from_date date not null
        comment 'First date of the period, in the time zone of the program.',
    amount bigint not null
        comment 'How much so far, less what came back; points in smallest units of the purse.',
    constraint loyalty_counter_pk primary key (account_id, code, period_kind, from_date),
    constraint loyalty_counter_fk_account foreign key (account_id) references loyalty_account (id),
    constraint loyalty_counter_ck_period check (period_kind in ('DAY', 'WEEK', 'MONTH', 'YEAR', 'LIFETIME')),
    constraint loyalty_counter_ck_amount check (amount >= 0)
)
    engine = InnoDB default character set utf8mb4 collate utf8mb4_nopad_bin
    comment = 'What an account has counted in calendar periods that a program limits. A cache of purchases and postings.';
alter table loyalty_command add column if not exists usable bigint null
    comment 'Points that could be used, where a number of points was asked for; null otherwise.';
alter table loyalty_command add column if not exists room bigint null
    comment 'What the strictest limit of spending of a period left; null where there was none.';
alter table loyalty_command add column if not exists room_period varchar(10) null
    comment 'The period of that limit.';
alter table loyalty_command drop constraint if exists loyalty_command_ck_room;
alter table loyalty_command add constraint loyalty_command_ck_room check ((room is null) = (room_period is null)
    and (room is null or usable is not null));
alter table loyalty_command add column if not exists held bigint not null default 0
    comment 'Points it reserved.';
alter table loyalty_command add column if not exists freed bigint not null default 0
    comment 'Points of a hold that it gave back.';
alter table loyalty_command drop constraint if exists loyalty_command_ck_holds;
alter table loyalty_command add constraint loyalty_command_ck_holds check (held >= 0 and freed >= 0);

create table if not exists loyalty_hold (
    account_id bigint not null comment 'Which account.',
    sequence bigint not null comment 'Which command of the account made it.',
    until_at datetime(6) not null comment 'First instant at which it cannot be captured any more.',
    amount bigint not null comment 'How many points are reserved.',
    reward varchar(40) null comment 'Code of the reward whose price it is; null for a number of points.',
    purchase_key varchar(255) null comment 'Key of the purchase it is to pay.',
    constraint loyalty_hold_pk primary key (account_id, sequence),
    constraint loyalty_hold_fk_command foreign key (account_id, sequence)
        references loyalty_command (account_id, sequence),
    constraint loyalty_hold_ck_amount check (amount > 0)
)
    engine = InnoDB default character set utf8mb4 collate utf8mb4_nopad_bin
    comment = 'Points that are reserved for a redemption to come. Insert-only.';

create table if not exists loyalty_hold_pin (
    account_id bigint not null comment 'Which account.',
    hold bigint not null comment 'Which hold: the command that made it.',
    place integer not null comment 'Place within the hold, in the order of burning.',
    lot bigint not null comment 'Number of the posting that opened the lot.',
    earned_at datetime(6) not null comment 'When the points of the lot count from.',
    gone_at datetime(6) null comment 'First instant at which they cannot be used any more unless held; null when they stay.',
    amount bigint not null comment 'How many points of the lot are reserved.',
    constraint loyalty_hold_pin_pk primary key (account_id, hold, place),
    constraint loyalty_hold_pin_fk_hold foreign key (account_id, hold)
        references loyalty_hold (account_id, sequence),
    constraint loyalty_hold_pin_ck_amount check (amount > 0)
)
    engine = InnoDB default character set utf8mb4 collate utf8mb4_nopad_bin
    comment = 'From which lots the points of a hold come. Insert-only: they find their way back.';

create table if not exists loyalty_hold_end (
    account_id bigint not null comment 'Which account.',
    hold bigint not null comment 'Which hold: the command that made it.',
    how varchar(20) not null comment 'CAPTURED, RELEASED or LAPSED.',
    captured bigint not null comment 'How many of its points were used.',
    ended_at datetime(6) not null comment 'When; for a hold that lapsed, its limit.',
    sequence bigint not null comment 'Which command of the account wrote it.',
    constraint loyalty_hold_end_pk primary key (account_id, hold),
    constraint loyalty_hold_end_fk_hold foreign key (account_id, hold)
        references loyalty_hold (account_id, sequence),
    constraint loyalty_hold_end_fk_command foreign key (account_id, sequence)
        references loyalty_command (account_id, sequence),
    constraint loyalty_hold_end_ck_how check ((how = 'CAPTURED' and captured > 0)
        or (how in ('RELEASED', 'LAPSED') and captured = 0))
)
    engine = InnoDB default character set utf8mb4 collate utf8mb4_nopad_bin
    comment = 'How a hold ended, which it does once. Insert-only.';

create table if not exists loyalty_live_hold (
    account_id bigint not null comment 'Which account.',
    until_at datetime(6) not null comment 'When its time is over.',
    hold bigint not null comment 'Which hold: the command that made it.',
    constraint loyalty_live_hold_pk primary key (account_id, until_at, hold),
    constraint loyalty_live_hold_fk_hold foreign key (account_id, hold)
        references loyalty_hold (account_id, sequence)
)
    engine = InnoDB default character set utf8mb4 collate utf8mb4_nopad_bin
    comment = 'A hold that has not ended. A cache: the row goes when the hold ends.';

create table if not exists loyalty_lot_terms (
    account_id bigint not null comment 'Which account.',
    lot bigint not null comment 'Number of the posting that opened the lot.',
    program_version integer not null comment 'Version of the program that decided it.',
    waiting varchar(10) null
        comment 'What its points wait for before they can be used: DATED, or UNDATED where the first confirmation says when they go; null for nothing.',
    active_at datetime(6) null
        comment 'First instant at which they can be used; null where they wait for a confirmation.',
    forfeit_at datetime(6) null
        comment 'Instant at which they are lost when nobody confirms them; null where they are not.',
    constraint loyalty_lot_terms_pk primary key (account_id, lot),
    constraint loyalty_lot_terms_fk_posting foreign key (account_id, lot)
        references loyalty_posting (account_id, number),
    constraint loyalty_lot_terms_ck_waiting check (waiting is not null or (active_at is null and forfeit_at is null))
)
    engine = InnoDB default character set utf8mb4 collate utf8mb4_nopad_bin
    comment = 'What a lot was opened with beside its dates, where that is not what every lot has. Insert-only.';

create table if not exists loyalty_pending_lot (
    account_id bigint not null comment 'Which account.',
    number bigint not null comment 'Number of the posting that opened the lot.',
    earned_at datetime(6) not null comment 'When the points count from.',
    gone_at datetime(6) null comment 'First instant at which they are gone; null when they stay or nothing says yet.',
    begun integer not null comment '1 when some of the lot has become active before, otherwise 0.',
    remaining bigint not null comment 'How many points are left, in smallest units of the purse.',
    constraint loyalty_pending_lot_pk primary key (account_id, number),
    constraint loyalty_pending_lot_fk_terms foreign key (account_id, number)
        references loyalty_lot_terms (account_id, lot),
    constraint loyalty_pending_lot_ck_begun check (begun in (0, 1)),
    constraint loyalty_pending_lot_ck_remaining check (remaining > 0)
)
    engine = InnoDB default character set utf8mb4 collate utf8mb4_nopad_bin
    comment = 'Points of a lot that cannot be used yet. A row exists while something is left; a cache.';

create table if not exists loyalty_activation (
    account_id bigint not null comment 'Which account.',
    sequence bigint not null comment 'Which command of the account wrote it.',
    lot bigint not null comment 'Number of the posting that opened the lot.',
    after_number bigint not null comment 'Number of the last posting of the account before it.',
    amount bigint not null comment 'How many points, in smallest units of the purse.',
    gone_at datetime(6) null comment 'First instant at which they cannot be used any more; null when they stay.',
    counts_at datetime(6) not null comment 'Instant from which they can be used.',
    recorded_at datetime(6) not null comment 'When it was written.',
    constraint loyalty_activation_pk primary key (account_id, sequence, lot),
    constraint loyalty_activation_fk_command foreign key (account_id, sequence)
        references loyalty_command (account_id, sequence),
    constraint loyalty_activation_fk_terms foreign key (account_id, lot)
        references loyalty_lot_terms (account_id, lot),
    constraint loyalty_activation_ck_amount check (amount > 0)
)
    engine = InnoDB default character set utf8mb4 collate utf8mb4_nopad_bin
    comment = 'Pending points that can be used from then on. Insert-only.';

alter table loyalty_posting drop constraint if exists loyalty_posting_ck_sign_of_pending;
alter table loyalty_posting add constraint loyalty_posting_ck_sign_of_pending
    check (amount < 0 or kind not in ('CANCEL', 'FORFEIT', 'RECALL'));

-- Tiers: what windows beside the first count, and what the conditions of a tier counted when it was reached.
alter table loyalty_account add column if not exists window_sums longtext null
    comment 'JSON object: for each further window of the tiers, the last date before its days, and what they count.';
alter table loyalty_account add column if not exists tier_changed date
    comment 'Last date before the last change of the tier; null where no window begins anew with each change.';
alter table loyalty_tier_change add column if not exists counts longtext null
    comment 'JSON array: what each condition of the rule of the tier counted; null for a tier without a rule.';

insert into loyalty_schema_version (version, installed_at, script)
    select 2, utc_timestamp(6), 'V2__ledger_in_full.sql'
    where not exists (select 1 from loyalty_schema_version where version = 2);
