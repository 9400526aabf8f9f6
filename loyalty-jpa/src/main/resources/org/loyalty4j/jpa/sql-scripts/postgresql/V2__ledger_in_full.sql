-- Loyalty4j: the tables, version 2, for PostgreSQL: what of a balance can be used.
-- Can be run again: what is there already stays as it is. A statement ends with a semicolon at the end of a line.

alter table loyalty_account add column if not exists held bigint default 0 not null;
comment on column loyalty_account.held is 'Points that are reserved for redemptions to come.';
alter table loyalty_account add column if not exists pending bigint default 0 not null;
comment on column loyalty_account.pending is 'Points that were earned and cannot be used yet.';
alter table loyalty_account add column if not exists debt bigint default 0 not null;
comment on column loyalty_account.debt is 'Points that were taken although there were too few.';
alter table loyalty_account drop constraint if exists loyalty_account_ck_parts;
alter table loyalty_account add constraint loyalty_account_ck_parts check (held >= 0 and pending >= 0
    and debt >= 0 and (debt = 0 or balance = held + pending - debt));

create table if not exists loyalty_undo (
    account_id bigint not null,
    sequence bigint not null,
    operation varchar(20) not null,
    request_key varchar(255) not null,
    debit bigint not null,
    step integer not null,
    points bigint not null,
    constraint loyalty_undo_pk primary key (account_id, sequence),
    constraint loyalty_undo_uq_step unique (account_id, operation, request_key, step),
    constraint loyalty_undo_fk_command foreign key (account_id, sequence)
        references loyalty_command (account_id, sequence),
    constraint loyalty_undo_ck_step check (step >= 1),
    constraint loyalty_undo_ck_numbers check (debit >= 1 and points >= 0)
);
comment on table loyalty_undo is
    'One step of undoing a command, with the sum of all steps up to it. Insert-only.';
comment on column loyalty_undo.account_id is 'Which account.';
comment on column loyalty_undo.sequence is 'Which command of the account undoes.';
comment on column loyalty_undo.operation is 'What was undone.';
comment on column loyalty_undo.request_key is 'Key of what was undone; unique within the operation.';
comment on column loyalty_undo.debit is 'Number of the first posting of what was undone.';
comment on column loyalty_undo.step is '1, 2, 3 ... for what was undone.';
comment on column loyalty_undo.points is 'How many of its points were undone so far, in smallest units of the purse.';
create table if not exists loyalty_counter (
    account_id bigint not null,
    code varchar(60) not null,
    period_kind varchar(10) not null,
    from_date date not null,
    amount bigint not null,
    constraint loyalty_counter_pk primary key (account_id, code, period_kind, from_date),
    constraint loyalty_counter_fk_account foreign key (account_id) references loyalty_account (id),
    constraint loyalty_counter_ck_period check (period_kind in ('DAY', 'WEEK', 'MONTH', 'YEAR', 'LIFETIME')),
    constraint loyalty_counter_ck_amount check (amount >= 0)
) with (fillfactor = 80);
comment on table loyalty_counter is
    'What an account has counted in calendar periods that a program limits. A cache of purchases and postings.';
comment on column loyalty_counter.account_id is 'Which account.';
comment on column loyalty_counter.code is
    'What is counted: earned or used points, or what a rule counts.';
comment on column loyalty_counter.period_kind is 'DAY, WEEK (from Monday), MONTH, YEAR or LIFETIME.';
comment on column loyalty_counter.from_date is 'First date of the period, in the time zone of the program.';
comment on column loyalty_counter.amount is
    'How much so far, less what came back; points in smallest units of the purse.';
alter table loyalty_command add column if not exists usable bigint;
comment on column loyalty_command.usable is
    'Points that could be used, where a number of points was asked for; null otherwise.';
alter table loyalty_command add column if not exists room bigint;
comment on column loyalty_command.room is
    'What the strictest limit of spending of a period left; null where there was none.';
alter table loyalty_command add column if not exists room_period varchar(10);
comment on column loyalty_command.room_period is
    'The period of that limit.';
alter table loyalty_command drop constraint if exists loyalty_command_ck_room;
alter table loyalty_command add constraint loyalty_command_ck_room check ((room is null) = (room_period is null)
    and (room is null or usable is not null));
alter table loyalty_command add column if not exists held bigint default 0 not null;
comment on column loyalty_command.held is 'Points it reserved.';
alter table loyalty_command add column if not exists freed bigint default 0 not null;
comment on column loyalty_command.freed is 'Points of a hold that it gave back.';
alter table loyalty_command drop constraint if exists loyalty_command_ck_holds;
alter table loyalty_command add constraint loyalty_command_ck_holds check (held >= 0 and freed >= 0);

create table if not exists loyalty_hold (
    account_id bigint not null,
    sequence bigint not null,
    until_at timestamp(6) with time zone not null,
    amount bigint not null,
    reward varchar(40),
    purchase_key varchar(255),
    constraint loyalty_hold_pk primary key (account_id, sequence),
    constraint loyalty_hold_fk_command foreign key (account_id, sequence)
        references loyalty_command (account_id, sequence),
    constraint loyalty_hold_ck_amount check (amount > 0)
);
comment on table loyalty_hold is 'Points that are reserved for a redemption to come. Insert-only.';
comment on column loyalty_hold.account_id is 'Which account.';
comment on column loyalty_hold.sequence is 'Which command of the account made it.';
comment on column loyalty_hold.until_at is 'First instant at which it cannot be captured any more.';
comment on column loyalty_hold.amount is 'How many points are reserved.';
comment on column loyalty_hold.reward is 'Code of the reward whose price it is; null for a number of points.';
comment on column loyalty_hold.purchase_key is 'Key of the purchase it is to pay.';

create table if not exists loyalty_hold_pin (
    account_id bigint not null,
    hold bigint not null,
    place integer not null,
    lot bigint not null,
    earned_at timestamp(6) with time zone not null,
    gone_at timestamp(6) with time zone,
    amount bigint not null,
    constraint loyalty_hold_pin_pk primary key (account_id, hold, place),
    constraint loyalty_hold_pin_fk_hold foreign key (account_id, hold)
        references loyalty_hold (account_id, sequence),
    constraint loyalty_hold_pin_ck_amount check (amount > 0)
);
comment on table loyalty_hold_pin is
    'From which lots the points of a hold come. Insert-only: they find their way back.';
comment on column loyalty_hold_pin.account_id is 'Which account.';
comment on column loyalty_hold_pin.hold is 'Which hold: the command that made it.';
comment on column loyalty_hold_pin.place is 'Place within the hold, in the order of burning.';
comment on column loyalty_hold_pin.lot is 'Number of the posting that opened the lot.';
comment on column loyalty_hold_pin.earned_at is 'When the points of the lot count from.';
comment on column loyalty_hold_pin.gone_at is
    'First instant at which they cannot be used any more unless held; null when they stay.';
comment on column loyalty_hold_pin.amount is 'How many points of the lot are reserved.';

create table if not exists loyalty_hold_end (
    account_id bigint not null,
    hold bigint not null,
    how varchar(20) not null,
    captured bigint not null,
    ended_at timestamp(6) with time zone not null,
    sequence bigint not null,
    constraint loyalty_hold_end_pk primary key (account_id, hold),
    constraint loyalty_hold_end_fk_hold foreign key (account_id, hold)
        references loyalty_hold (account_id, sequence),
    constraint loyalty_hold_end_fk_command foreign key (account_id, sequence)
        references loyalty_command (account_id, sequence),
    constraint loyalty_hold_end_ck_how check ((how = 'CAPTURED' and captured > 0)
        or (how in ('RELEASED', 'LAPSED') and captured = 0))
);
comment on table loyalty_hold_end is 'How a hold ended, which it does once. Insert-only.';
comment on column loyalty_hold_end.account_id is 'Which account.';
comment on column loyalty_hold_end.hold is 'Which hold: the command that made it.';
comment on column loyalty_hold_end.how is 'CAPTURED, RELEASED or LAPSED.';
comment on column loyalty_hold_end.captured is 'How many of its points were used.';
comment on column loyalty_hold_end.ended_at is 'When; for a hold that lapsed, its limit.';
comment on column loyalty_hold_end.sequence is 'Which command of the account wrote it.';

create table if not exists loyalty_live_hold (
    account_id bigint not null,
    until_at timestamp(6) with time zone not null,
    hold bigint not null,
    constraint loyalty_live_hold_pk primary key (account_id, until_at, hold),
    constraint loyalty_live_hold_fk_hold foreign key (account_id, hold)
        references loyalty_hold (account_id, sequence)
);
comment on table loyalty_live_hold is 'A hold that has not ended. A cache: the row goes when the hold ends.';
comment on column loyalty_live_hold.account_id is 'Which account.';
comment on column loyalty_live_hold.until_at is 'When its time is over.';
comment on column loyalty_live_hold.hold is 'Which hold: the command that made it.';

create table if not exists loyalty_lot_terms (
    account_id bigint not null,
    lot bigint not null,
    program_version integer not null,
    waiting varchar(10),
    active_at timestamp(6) with time zone,
    forfeit_at timestamp(6) with time zone,
    constraint loyalty_lot_terms_pk primary key (account_id, lot),
    constraint loyalty_lot_terms_fk_posting foreign key (account_id, lot)
        references loyalty_posting (account_id, number),
    constraint loyalty_lot_terms_ck_waiting check (waiting is not null or (active_at is null and forfeit_at is null))
);
comment on table loyalty_lot_terms is
    'What a lot was opened with beside its dates, where that is not what every lot has. Insert-only.';
comment on column loyalty_lot_terms.account_id is 'Which account.';
comment on column loyalty_lot_terms.lot is 'Number of the posting that opened the lot.';
comment on column loyalty_lot_terms.program_version is 'Version of the program that decided it.';
comment on column loyalty_lot_terms.waiting is
    'What its points wait for before they can be used: DATED, or UNDATED where the first confirmation says when they go; null for nothing.';
comment on column loyalty_lot_terms.active_at is
    'First instant at which they can be used; null where they wait for a confirmation.';
comment on column loyalty_lot_terms.forfeit_at is
    'Instant at which they are lost when nobody confirms them; null where they are not.';

create table if not exists loyalty_pending_lot (
    account_id bigint not null,
    number bigint not null,
    earned_at timestamp(6) with time zone not null,
    gone_at timestamp(6) with time zone,
    begun integer not null,
    remaining bigint not null,
    constraint loyalty_pending_lot_pk primary key (account_id, number),
    constraint loyalty_pending_lot_fk_terms foreign key (account_id, number)
        references loyalty_lot_terms (account_id, lot),
    constraint loyalty_pending_lot_ck_begun check (begun in (0, 1)),
    constraint loyalty_pending_lot_ck_remaining check (remaining > 0)
) with (fillfactor = 80);
comment on table loyalty_pending_lot is
    'Points of a lot that cannot be used yet. A row exists while something is left; a cache.';
comment on column loyalty_pending_lot.account_id is 'Which account.';
comment on column loyalty_pending_lot.number is 'Number of the posting that opened the lot.';
comment on column loyalty_pending_lot.earned_at is 'When the points count from.';
comment on column loyalty_pending_lot.gone_at is
    'First instant at which they are gone; null when they stay or nothing says yet.';
comment on column loyalty_pending_lot.begun is '1 when some of the lot has become active before, otherwise 0.';
comment on column loyalty_pending_lot.remaining is 'How many points are left, in smallest units of the purse.';

create table if not exists loyalty_activation (
    account_id bigint not null,
    sequence bigint not null,
    lot bigint not null,
    after_number bigint not null,
    amount bigint not null,
    gone_at timestamp(6) with time zone,
    counts_at timestamp(6) with time zone not null,
    recorded_at timestamp(6) with time zone not null,
    constraint loyalty_activation_pk primary key (account_id, sequence, lot),
    constraint loyalty_activation_fk_command foreign key (account_id, sequence)
        references loyalty_command (account_id, sequence),
    constraint loyalty_activation_fk_terms foreign key (account_id, lot)
        references loyalty_lot_terms (account_id, lot),
    constraint loyalty_activation_ck_amount check (amount > 0)
);
create index if not exists loyalty_activation_by_lot on loyalty_activation (account_id, lot);
comment on table loyalty_activation is 'Pending points that can be used from then on. Insert-only.';
comment on column loyalty_activation.account_id is 'Which account.';
comment on column loyalty_activation.sequence is 'Which command of the account wrote it.';
comment on column loyalty_activation.lot is 'Number of the posting that opened the lot.';
comment on column loyalty_activation.after_number is 'Number of the last posting of the account before it.';
comment on column loyalty_activation.amount is 'How many points, in smallest units of the purse.';
comment on column loyalty_activation.gone_at is
    'First instant at which they cannot be used any more; null when they stay.';
comment on column loyalty_activation.counts_at is 'Instant from which they can be used.';
comment on column loyalty_activation.recorded_at is 'When it was written.';

alter table loyalty_posting drop constraint if exists loyalty_posting_ck_sign_of_pending;
alter table loyalty_posting add constraint loyalty_posting_ck_sign_of_pending
    check (amount < 0 or kind not in ('CANCEL', 'FORFEIT', 'RECALL'));

-- Tiers: what windows beside the first count, and what the conditions of a tier counted when it was reached.
alter table loyalty_account add column if not exists window_sums text;
comment on column loyalty_account.window_sums is
    'JSON object: for each further window of the tiers, the last date before its days, and what they count.';
alter table loyalty_account add column if not exists tier_changed date;
comment on column loyalty_account.tier_changed is
    'Last date before the last change of the tier; null where no window begins anew with each change.';
alter table loyalty_tier_change add column if not exists counts text;
comment on column loyalty_tier_change.counts is
    'JSON array: what each condition of the rule of the tier counted; null for a tier without a rule.';

insert into loyalty_schema_version (version, installed_at, script)
    select 2, current_timestamp, 'V2__ledger_in_full.sql'
    where not exists (select 1 from loyalty_schema_version where version = 2);
