-- Loyalty4j: the tables, version 8, for MariaDB: the histories of customers.
-- Can be run again: what is there already stays as it is. A statement ends with a semicolon at the end of a line.

alter table loyalty_customer add column if not exists changes bigint not null default 0
    comment 'Grows whenever something of the customer is written that is known to others only through the lock of this row.';
create index if not exists loyalty_purchase_by_time on loyalty_purchase (account_id, counts_at, sequence);

create table if not exists loyalty_entry (
    id binary(16) not null comment 'Our id, shown to the host.',
    customer_id binary(16) not null comment 'Whose history.',
    kind varchar(20) not null comment 'INTERACTION, TASK, OBLIGATION, AGREEMENT, DOCUMENT, STAGE, ASSIGNMENT or CONSENT.',
    revision integer not null comment 'How often it was said anew, from 1; what it said before is in loyalty_entry_past.',
    state varchar(20) not null comment 'What became of it so far.',
    happened_at datetime(6) not null comment 'When it happened, or is planned for.',
    recorded_at datetime(6) not null comment 'When it was written first.',
    changed_at datetime(6) not null comment 'When this revision was written.',
    origin_space varchar(50) not null comment 'The system that gave it a number; empty where it was written under a key.',
    origin_id varchar(300) not null comment 'The number there, or what stands for the key. May hold personal data.',
    fingerprint varbinary(1000) not null comment '8 bytes per field of the request: tells a repeat from another request.',
    author varchar(100) null comment 'Who wrote it first, by the id of the host. Personal data.',
    source varchar(50) null comment 'Which system wrote it first.',
    changed_by varchar(100) null comment 'Who wrote this revision, by the id of the host. Personal data.',
    reason varchar(500) null comment 'Why this revision was written, in the words of the caller. May hold personal data.',
    wakes_at datetime(6) null comment 'When somebody is to hear of it next; null for never.',
    document longtext not null comment 'JSON: what it says. Personal data.',
    constraint loyalty_entry_pk primary key (id),
    constraint loyalty_entry_uq_origin unique (origin_space, origin_id),
    constraint loyalty_entry_fk_customer foreign key (customer_id) references loyalty_customer (id),
    constraint loyalty_entry_ck_revision check (revision >= 1),
    index loyalty_entry_of_customer (customer_id, happened_at, recorded_at, id),
    index loyalty_entry_of_kind (customer_id, kind, happened_at)
)
    engine = InnoDB default character set utf8mb4 collate utf8mb4_nopad_bin
    comment = 'Something in a customer''s history, as it is now.';

create table if not exists loyalty_entry_past (
    entry_id binary(16) not null comment 'Which entry.',
    revision integer not null comment 'Which revision of it, from 1.',
    changed_at datetime(6) not null comment 'When this revision was written.',
    changed_by varchar(100) null comment 'Who wrote it, by the id of the host. Personal data.',
    reason varchar(500) null comment 'Why, in the words of the caller. May hold personal data.',
    wakes_at datetime(6) null comment 'When somebody was to hear of it next; null for never.',
    document longtext not null comment 'JSON: what it said. Personal data.',
    constraint loyalty_entry_past_pk primary key (entry_id, revision),
    constraint loyalty_entry_past_fk_entry foreign key (entry_id) references loyalty_entry (id),
    constraint loyalty_entry_past_ck_revision check (revision >= 1)
)
    engine = InnoDB default character set utf8mb4 collate utf8mb4_nopad_bin
    comment = 'What an entry of a history said until it said something else. Insert-only.';

create table if not exists loyalty_live_entry (
    entry_id binary(16) not null comment 'Which entry.',
    customer_id binary(16) not null comment 'Whose history.',
    kind varchar(20) not null comment 'INTERACTION, TASK, OBLIGATION, AGREEMENT, DOCUMENT, STAGE, ASSIGNMENT or CONSENT.',
    owner varchar(100) null comment 'Who of the shop''s people has to do with it, by the id of the host. Personal data.',
    unit varchar(60) null comment 'Which unit of the shop has to do with it.',
    due_at datetime(6) not null comment 'Until when it is to be done; 2201-01-01 for never.',
    wakes_at datetime(6) null comment 'When somebody is to hear of it next; null for never.',
    constraint loyalty_live_entry_pk primary key (entry_id),
    constraint loyalty_live_entry_fk_entry foreign key (entry_id) references loyalty_entry (id),
    index loyalty_live_entry_of_customer (customer_id, due_at, entry_id),
    index loyalty_live_entry_of_owner (owner, due_at, entry_id),
    index loyalty_live_entry_of_unit (unit, due_at, entry_id),
    index loyalty_live_entry_by_time (due_at, entry_id),
    index loyalty_live_entry_by_waking (wakes_at, entry_id)
)
    engine = InnoDB default character set utf8mb4 collate utf8mb4_nopad_bin
    comment = 'An entry that still asks for something, or is in force. A row exists as long as it does; a cache.';

insert into loyalty_schema_version (version, installed_at, script)
    select 8, utc_timestamp(6), 'V8__histories.sql'
    where not exists (select 1 from loyalty_schema_version where version = 8);
