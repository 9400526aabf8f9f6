-- Loyalty4j: the tables, version 1, for MariaDB.
-- Can be run again: what is there already stays as it is. A statement ends with a semicolon at the end of a line.
-- Instants are UTC. Keys are compared letter by letter, trailing blanks too.

create table if not exists loyalty_schema_version (
    version integer not null
        comment 'Number of the script, 1, 2, 3 ... without a gap; the highest is the version of the tables.',
    installed_at datetime(6) not null comment 'When the script ended.',
    script varchar(200) not null comment 'File name of the script.',
    constraint loyalty_schema_version_pk primary key (version),
    constraint loyalty_schema_version_ck_version check (version >= 1)
)
    engine = InnoDB default character set utf8mb4 collate utf8mb4_nopad_bin
    comment = 'Which scripts were run. The library starts only on the version it was made for.';

create table if not exists loyalty_customer (
    id binary(16) not null comment 'Our id, shown to the host.',
    kind varchar(20) not null comment 'PERSON or ORGANIZATION.',
    name varchar(255) null comment 'Full name; null when none was given. Personal data.',
    joined_at datetime(6) not null comment 'First instant of the membership.',
    left_at datetime(6) null comment 'First instant after the membership; null while it lasts.',
    recorded_at datetime(6) not null comment 'When we first wrote the customer down.',
    constraint loyalty_customer_pk primary key (id),
    constraint loyalty_customer_ck_left_at check (left_at >= joined_at)
)
    engine = InnoDB default character set utf8mb4 collate utf8mb4_nopad_bin
    comment = 'A person or an organization that buys from the shop.';

create table if not exists loyalty_identifier (
    kind varchar(20) not null comment 'CARD, PHONE or REFERENCE (the number of the host).',
    identifier varchar(100) not null comment 'Normal form of the number. Personal data.',
    customer_id binary(16) not null comment 'Whose.',
    place integer not null comment 'Place among the identifiers of the customer, in the order they were given.',
    constraint loyalty_identifier_pk primary key (kind, identifier),
    constraint loyalty_identifier_fk_customer foreign key (customer_id) references loyalty_customer (id),
    index loyalty_identifier_of_customer (customer_id)
)
    engine = InnoDB default character set utf8mb4 collate utf8mb4_nopad_bin
    comment = 'What a customer is found by at the till, in its normal form.';

create table if not exists loyalty_customer_command (
    operation varchar(20) not null comment 'What was asked; request keys are unique within it.',
    request_key varchar(255) not null comment 'Key of the request, made by the caller.',
    customer_id binary(16) not null comment 'Which customer came of it.',
    actor varchar(100) null comment 'Who asked, by the id of the host. Personal data.',
    reason varchar(500) null comment 'Why, in the words of the caller. May hold personal data.',
    source varchar(50) null comment 'Which system asked.',
    fingerprint varbinary(256) not null
        comment '8 bytes per field of the request: tells a repeat from another request.',
    recorded_at datetime(6) not null comment 'When it was written.',
    constraint loyalty_customer_command_pk primary key (operation, request_key),
    constraint loyalty_customer_command_fk_customer foreign key (customer_id)
        references loyalty_customer (id),
    index loyalty_customer_command_of_customer (customer_id)
)
    engine = InnoDB default character set utf8mb4 collate utf8mb4_nopad_bin
    comment = 'What was asked about a customer, so that a request sent twice is done once. Insert-only.';

create table if not exists loyalty_account (
    id bigint not null auto_increment comment 'Our own number; never leaves the database.',
    customer_id binary(16) not null comment 'Whose.',
    purse varchar(40) not null comment 'Code of what is counted: points, stars, stamps.',
    status varchar(10) not null comment 'OPEN, FROZEN (earns, cannot use) or CLOSED.',
    balance bigint not null comment 'Sum of all postings, in smallest units of the purse; below zero is a debt.',
    last_number bigint not null comment 'Number of the last posting, 0 before the first.',
    commands bigint not null comment 'How many commands have written here; grows with every one.',
    last_recorded_at datetime(6) not null comment 'When the last command was recorded; never falls.',
    last_hash varbinary(32) not null comment 'End of the chain of postings, SHA-256; 32 zero bytes before the first.',
    due_at datetime(6) null
        comment 'Nothing of the account falls due before this instant; null when nothing ever will.',
    tier varchar(40) null comment 'Code of the tier now; null before any was reckoned.',
    tier_since datetime(6) null comment 'Instant the tier began.',
    holds longtext null
        comment 'JSON object: for each tier that was reached, the first date on which it is not qualified for.',
    ladder_version integer null comment 'Version of the program that last reckoned the tier.',
    window_start date null comment 'Last date before the days that window_sum counts.',
    window_day date null comment 'Last date that window_sum counts.',
    window_sum bigint null comment 'What the days between count for the tiers.',
    tier_changes integer null comment 'How many changes of the tier are recorded.',
    tier_revision integer null comment 'How often the recorded changes were recounted.',
    constraint loyalty_account_pk primary key (id),
    constraint loyalty_account_uq_purse unique (customer_id, purse),
    constraint loyalty_account_fk_customer foreign key (customer_id) references loyalty_customer (id),
    constraint loyalty_account_ck_status check (status in ('OPEN', 'FROZEN', 'CLOSED')),
    constraint loyalty_account_ck_last_number check (last_number >= 0),
    constraint loyalty_account_ck_commands check (commands >= 0),
    constraint loyalty_account_ck_last_hash check (octet_length(last_hash) = 32),
    constraint loyalty_account_ck_balance_has_postings check (last_number > 0 or balance = 0)
)
    engine = InnoDB default character set utf8mb4 collate utf8mb4_nopad_bin
    comment = 'Head of an account of points: locked first by every command; a cache of its postings.';

create table if not exists loyalty_command (
    account_id bigint not null comment 'Which account.',
    sequence bigint not null comment 'Place among the commands of the account, 1, 2, 3 ... without a gap.',
    id binary(16) not null comment 'Our id, shown to the host and covered by the chain of postings.',
    operation varchar(20) not null
        comment 'What was asked: SALE, RETURN, REDEEM, BONUS, ADJUST, STATUS or MAINTENANCE.',
    request_key varchar(255) not null comment 'Key of the request, made by the caller; unique within the operation.',
    customer_id binary(16) not null comment 'The customer as given.',
    actor varchar(100) null comment 'Who asked, by the id of the host. Personal data.',
    reason varchar(500) null comment 'Why, in the words of the caller. May hold personal data.',
    source varchar(50) null comment 'Which system asked.',
    fingerprint varbinary(256) not null
        comment '8 bytes per field of the request: tells a repeat from another request.',
    earned bigint not null comment 'Points given, in smallest units of the purse, as all points here.',
    redeemed bigint not null comment 'Points used.',
    restored bigint not null comment 'Points put back by a return.',
    reversed bigint not null comment 'Points taken back by a return.',
    shortfall bigint not null comment 'Points a return should have taken back, but nothing was left to take from.',
    lapsed bigint not null comment 'Points a return need not take back, because they had expired unused.',
    expired bigint not null comment 'Points that were gone as soon as the command gave them or put them back.',
    balance bigint not null comment 'Balance after it.',
    first_number bigint not null comment 'Number of its first own posting, 0 without one.',
    last_number bigint not null comment 'Number of its last own posting, 0 without one.',
    moved_revision integer not null default 0
        comment 'Revision of the tier changes that this command began, 0 when it recounted none.',
    moved_from date null comment 'First date whose tiers this command recounted; null when it recounted none.',
    recorded_at datetime(6) not null comment 'When it was written; never falls within an account.',
    salt bigint null comment 'Random bits that go into the seal; erased together with the words of the caller.',
    seal varbinary(32) null
        comment 'SHA-256 of salt, key, actor, reason and source, kept once these are erased; null before.',
    constraint loyalty_command_pk primary key (account_id, sequence),
    constraint loyalty_command_uq_request_key unique (operation, request_key),
    constraint loyalty_command_fk_account foreign key (account_id) references loyalty_account (id),
    constraint loyalty_command_ck_sequence check (sequence >= 1),
    constraint loyalty_command_ck_numbers check (earned >= 0 and redeemed >= 0 and restored >= 0 and reversed >= 0
        and shortfall >= 0 and lapsed >= 0 and expired >= 0),
    constraint loyalty_command_ck_postings check (first_number >= 0 and last_number >= first_number),
    constraint loyalty_command_ck_salt_or_seal check (salt is null or seal is null),
    constraint loyalty_command_ck_seal check (octet_length(seal) = 32)
)
    engine = InnoDB default character set utf8mb4 collate utf8mb4_nopad_bin
    comment = 'What was asked of an account and what came of it. Insert-only until the words of a caller are erased.';

create table if not exists loyalty_posting (
    account_id bigint not null comment 'Which account.',
    number bigint not null comment 'Place in the account, 1, 2, 3 ... without a gap.',
    kind varchar(20) not null
        comment 'EARN, BONUS, RESTORE and ADJUST_UP add; REDEEM, REVERSE, EXPIRE and ADJUST_DOWN take.',
    amount bigint not null comment 'Change of the balance in smallest units of the purse, never zero.',
    balance_after bigint not null comment 'Balance with it.',
    lot_earned_at datetime(6) null
        comment 'When the points of the lot it opened count from; null when it opened none.',
    lot_gone_at datetime(6) null
        comment 'First instant at which the points of that lot cannot be used any more; null when they stay.',
    attributions longtext null comment 'JSON: which line of the purchase and which rule gave what.',
    command_id binary(16) not null comment 'Id of the command that wrote it.',
    program_version integer not null comment 'Version of the program that decided it.',
    counts_at datetime(6) not null comment 'Instant it counts from.',
    recorded_at datetime(6) not null comment 'When it was written; never falls within an account.',
    hash varbinary(32) not null comment 'SHA-256 over this posting and the hash of the one before it.',
    constraint loyalty_posting_pk primary key (account_id, number),
    constraint loyalty_posting_fk_account foreign key (account_id) references loyalty_account (id),
    constraint loyalty_posting_ck_number check (number >= 1),
    constraint loyalty_posting_ck_amount check (amount <> 0),
    constraint loyalty_posting_ck_sign check ((amount > 0 or kind not in ('EARN', 'BONUS', 'RESTORE', 'ADJUST_UP'))
        and (amount < 0 or kind not in ('REDEEM', 'REVERSE', 'EXPIRE', 'ADJUST_DOWN'))),
    constraint loyalty_posting_ck_lot check (lot_gone_at is null or lot_earned_at is not null),
    constraint loyalty_posting_ck_hash check (octet_length(hash) = 32)
)
    engine = InnoDB default character set utf8mb4 collate utf8mb4_nopad_bin
    comment = 'One line of the ledger of an account. Insert-only: a mistake is corrected by another posting.';

create table if not exists loyalty_lot_allocation (
    account_id bigint not null comment 'Which account.',
    posting_number bigint not null comment 'Which posting of the account.',
    place integer not null comment 'Place within the posting, in the order the lots were used.',
    lot bigint not null comment 'Number of the posting that opened the lot.',
    earned_at datetime(6) not null comment 'When the points of the lot count from.',
    gone_at datetime(6) null comment 'First instant at which they cannot be used any more; null when they stay.',
    amount bigint not null comment 'Below zero for points taken out, above for points put in.',
    constraint loyalty_lot_allocation_pk primary key (account_id, posting_number, place),
    constraint loyalty_lot_allocation_fk_posting foreign key (account_id, posting_number)
        references loyalty_posting (account_id, number),
    constraint loyalty_lot_allocation_ck_amount check (amount <> 0),
    index loyalty_lot_allocation_by_lot (account_id, lot)
)
    engine = InnoDB default character set utf8mb4 collate utf8mb4_nopad_bin
    comment = 'Which lots a posting took from or put back into. Insert-only: a reversal finds its way back.';

create table if not exists loyalty_lot (
    account_id bigint not null comment 'Which account.',
    gone_at datetime(6) not null
        comment 'First instant at which the points cannot be used any more; 9999-12-31 23:59:59.999999 when they stay.',
    earned_at datetime(6) not null comment 'When the points count from.',
    number bigint not null comment 'Number of the posting that opened it.',
    remaining bigint not null comment 'How many points are left, in smallest units of the purse.',
    constraint loyalty_lot_pk primary key (account_id, gone_at, earned_at, number),
    constraint loyalty_lot_fk_account foreign key (account_id) references loyalty_account (id),
    constraint loyalty_lot_ck_remaining check (remaining > 0)
)
    engine = InnoDB default character set utf8mb4 collate utf8mb4_nopad_bin
    comment = 'Points that came together and go together. A row exists while something is left; a cache.';

create table if not exists loyalty_qualifying_day (
    account_id bigint not null comment 'Which account.',
    local_date date not null comment 'The day, in the time zone of the program.',
    spend bigint not null comment 'Spent on lines that qualify, in smallest units of money.',
    points bigint not null comment 'Points those purchases earned, in smallest units of the purse.',
    purchases bigint not null comment 'How many purchases were made.',
    peak varchar(40) null
        comment 'Code of the highest tier that was reached or kept on that day; null before any was reckoned.',
    constraint loyalty_qualifying_day_pk primary key (account_id, local_date),
    constraint loyalty_qualifying_day_fk_account foreign key (account_id) references loyalty_account (id)
)
    engine = InnoDB default character set utf8mb4 collate utf8mb4_nopad_bin
    comment = 'What one day of an account counts for its tier. A cache of purchases and earnings, less what came back.';

create table if not exists loyalty_tier_change (
    account_id bigint not null comment 'Which account.',
    number integer not null comment 'Place among the changes of the account, 1, 2, 3 ... without a gap.',
    revision integer not null comment '0 for changes as they came, more for recounts after a late purchase.',
    from_at datetime(6) not null comment 'First instant with the tier.',
    tier varchar(40) not null comment 'Code of the tier.',
    cause varchar(20) not null comment 'REACHED by a purchase, or ENDED: the tier above was not kept.',
    evidence bigint not null
        comment 'For REACHED what the window counted; for ENDED the first date without it, in days since 1970-01-01.',
    constraint loyalty_tier_change_pk primary key (account_id, number),
    constraint loyalty_tier_change_fk_account foreign key (account_id) references loyalty_account (id),
    constraint loyalty_tier_change_ck_number check (number >= 1),
    constraint loyalty_tier_change_ck_revision check (revision >= 0)
)
    engine = InnoDB default character set utf8mb4 collate utf8mb4_nopad_bin
    comment = 'Beginning of an interval in which an account had a tier; it ends where the next begins. Insert-only.';

create table if not exists loyalty_purchase (
    account_id bigint not null comment 'Which account.',
    sequence bigint not null comment 'Which command of the account.',
    counts_at datetime(6) not null comment 'Instant it counts from.',
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
    constraint loyalty_purchase_pk primary key (account_id, sequence),
    constraint loyalty_purchase_fk_command foreign key (account_id, sequence)
        references loyalty_command (account_id, sequence),
    constraint loyalty_purchase_ck_total check (total >= 0)
)
    engine = InnoDB default character set utf8mb4 collate utf8mb4_nopad_bin
    comment = 'A sale as the till knows it: what its command does not say. Insert-only.';

create table if not exists loyalty_purchase_line (
    account_id bigint not null comment 'Which account.',
    sequence bigint not null comment 'Which command of the account.',
    place integer not null comment 'Place within the purchase.',
    line_id varchar(50) not null comment 'The number the till gave the line, unique within the purchase.',
    kind varchar(20) not null comment 'GOODS, SHIPPING, FEE, TIP, DEPOSIT, GIFT_CARD or REWARD.',
    sku varchar(100) null comment 'The number the shop has for the article.',
    category longtext null comment 'JSON array: the path from the widest group of articles to the narrowest.',
    brand varchar(100) null comment 'The brand.',
    attributes longtext null comment 'JSON object: anything else that rules may ask for. May hold personal data.',
    quantity decimal(15,6) not null comment 'How much, more than zero.',
    net bigint not null
        comment 'Price of the whole quantity before discount, without the tax, in smallest units of the currency.',
    tax bigint not null comment 'Tax on it.',
    discount bigint not null comment 'What was taken off net and tax.',
    constraint loyalty_purchase_line_pk primary key (account_id, sequence, place),
    constraint loyalty_purchase_line_fk_purchase foreign key (account_id, sequence)
        references loyalty_purchase (account_id, sequence),
    constraint loyalty_purchase_line_ck_quantity check (quantity > 0),
    constraint loyalty_purchase_line_ck_amounts check (net >= 0 and tax >= 0
        and discount >= 0 and discount - tax <= net)
)
    engine = InnoDB default character set utf8mb4 collate utf8mb4_nopad_bin
    comment = 'One line of a purchase. Insert-only.';

create table if not exists loyalty_tender (
    account_id bigint not null comment 'Which account.',
    sequence bigint not null comment 'Which command of the account.',
    place integer not null comment 'Place within the purchase.',
    kind varchar(20) not null comment 'CASH, CARD, TRANSFER, GIFT_CARD, POINTS or OTHER.',
    amount bigint not null comment 'How much, in smallest units of the currency.',
    redemption_key varchar(255) null
        comment 'For POINTS the key of the redemption that paid; null where the checkout redeemed itself.',
    constraint loyalty_tender_pk primary key (account_id, sequence, place),
    constraint loyalty_tender_fk_purchase foreign key (account_id, sequence)
        references loyalty_purchase (account_id, sequence),
    constraint loyalty_tender_ck_amount check (amount > 0)
)
    engine = InnoDB default character set utf8mb4 collate utf8mb4_nopad_bin
    comment = 'A part of the payment of a purchase. Insert-only.';

create table if not exists loyalty_payment (
    account_id bigint not null comment 'Which account.',
    redemption_key varchar(255) not null comment 'Key of the redemption.',
    purchase_key varchar(255) not null comment 'Key of the purchase.',
    constraint loyalty_payment_pk primary key (account_id, redemption_key),
    constraint loyalty_payment_fk_account foreign key (account_id) references loyalty_account (id),
    index loyalty_payment_of_purchase (account_id, purchase_key)
)
    engine = InnoDB default character set utf8mb4 collate utf8mb4_nopad_bin
    comment = 'Which redemption paid which purchase, once. Insert-only.';

create table if not exists loyalty_return (
    account_id bigint not null comment 'Which account.',
    sequence bigint not null comment 'Which command of the account.',
    purchase_key varchar(255) not null comment 'Key of the purchase that comes back.',
    step integer not null comment '1, 2, 3 ... for the purchase.',
    line_sums longtext not null comment 'JSON: what came back of each line so far.',
    payment_sums longtext not null comment 'JSON: what was put back of each redemption so far.',
    reversed bigint not null comment 'Points taken back so far, in smallest units of the purse.',
    shortfall bigint not null comment 'Points that could not be taken back so far.',
    constraint loyalty_return_pk primary key (account_id, sequence),
    constraint loyalty_return_uq_step unique (account_id, purchase_key, step),
    constraint loyalty_return_fk_command foreign key (account_id, sequence)
        references loyalty_command (account_id, sequence),
    constraint loyalty_return_ck_step check (step >= 1),
    constraint loyalty_return_ck_numbers check (reversed >= 0 and shortfall >= 0)
)
    engine = InnoDB default character set utf8mb4 collate utf8mb4_nopad_bin
    comment = 'One step of returning a purchase, with the sums of all steps up to it. Insert-only.';

create table if not exists loyalty_agenda (
    due_at datetime(6) not null comment 'Look at the account at this instant or later.',
    account_id bigint not null comment 'Which account.',
    constraint loyalty_agenda_pk primary key (due_at, account_id),
    constraint loyalty_agenda_fk_account foreign key (account_id) references loyalty_account (id),
    index loyalty_agenda_of_account (account_id)
)
    engine = InnoDB default character set utf8mb4 collate utf8mb4_nopad_bin
    comment = 'When accounts have to be looked at: the only way maintenance finds work.';

create table if not exists loyalty_program_version (
    version integer not null comment '1, 2, 3 ... without a gap.',
    valid_from datetime(6) not null comment 'Instant from which it decides.',
    publication binary(16) not null comment 'Id of this publishing; a number that was rolled back and used again has another.',
    document longtext not null comment 'JSON: the whole program.',
    constraint loyalty_program_version_pk primary key (version),
    constraint loyalty_program_version_uq_valid_from unique (valid_from),
    constraint loyalty_program_version_uq_publication unique (publication),
    constraint loyalty_program_version_ck_version check (version >= 1)
)
    engine = InnoDB default character set utf8mb4 collate utf8mb4_nopad_bin
    comment = 'The rules of the shop, version by version. Insert-only.';

insert into loyalty_schema_version (version, installed_at, script)
    select 1, utc_timestamp(6), 'V1__first_tables.sql'
    where not exists (select 1 from loyalty_schema_version where version = 1);
