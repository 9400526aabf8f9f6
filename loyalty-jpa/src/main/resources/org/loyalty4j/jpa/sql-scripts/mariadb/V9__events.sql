-- Loyalty4j: the tables, version 9, for MariaDB: events, and an index of histories that is in their order.
-- Can be run again: what is there already stays as it is. A statement ends with a semicolon at the end of a line.

create index if not exists loyalty_entry_by_kind on loyalty_entry (customer_id, kind, happened_at, recorded_at, id);
alter table loyalty_entry drop index if exists loyalty_entry_of_kind;

create table if not exists loyalty_event (
    id binary(16) not null comment 'Our id, shown to the host; that of the command where an account was changed.',
    place bigint null comment 'Place among all events, which whoever reads first gives; null until then.',
    kind varchar(20) not null comment 'CUSTOMER, ACCOUNT, ENTRY, GUEST, CARD or PROGRAM.',
    what varchar(40) not null comment 'What was done, or the kind of the entry.',
    customer_id binary(16) null comment 'Whose; null for what is nobody''s.',
    purse varchar(40) null comment 'Which purse, for an account or a program.',
    entry_id binary(16) null comment 'Which entry of a history.',
    number bigint not null comment 'Place of the command in the account, revision of the entry, or version of the program; otherwise 0.',
    recorded_at datetime(6) not null comment 'When it was written.',
    constraint loyalty_event_pk primary key (id),
    constraint loyalty_event_ck_place check (place >= 1),
    index loyalty_event_by_place (place, recorded_at, number, id)
)
    engine = InnoDB default character set utf8mb4 collate utf8mb4_nopad_bin
    comment = 'That something was changed: ids, no personal data. Removed when all have read it.';

create table if not exists loyalty_event_consumer (
    name varchar(100) not null comment 'Who reads; the empty name stands for the last place that was given.',
    place bigint not null comment 'Up to which place it has read.',
    constraint loyalty_event_consumer_pk primary key (name),
    constraint loyalty_event_consumer_ck_place check (place >= 0)
)
    engine = InnoDB default character set utf8mb4 collate utf8mb4_nopad_bin
    comment = 'How far somebody has read events.';

insert into loyalty_schema_version (version, installed_at, script)
    select 9, utc_timestamp(6), 'V9__events.sql'
    where not exists (select 1 from loyalty_schema_version where version = 9);
