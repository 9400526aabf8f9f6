-- Loyalty4j: the tables, version 9, for H2: events, and an index of histories that is in their order.
-- Can be run again: what is there already stays as it is. A statement ends with a semicolon at the end of a line.

create index if not exists loyalty_entry_by_kind on loyalty_entry (customer_id, kind, happened_at, recorded_at, id);
drop index if exists loyalty_entry_of_kind;

create table if not exists loyalty_event (
    id uuid not null,
    place bigint,
    kind varchar(20) not null,
    what varchar(40) not null,
    customer_id uuid,
    purse varchar(80),
    entry_id uuid,
    number bigint not null,
    recorded_at timestamp(6) with time zone not null,
    constraint loyalty_event_pk primary key (id),
    constraint loyalty_event_ck_place check (place >= 1)
);
create index if not exists loyalty_event_by_place on loyalty_event (place, recorded_at, number, id);
comment on table loyalty_event is 'That something was changed: ids, no personal data. Removed when all have read it.';
comment on column loyalty_event.id is
    'Our id, shown to the host; that of the command where an account was changed.';
comment on column loyalty_event.place is
    'Place among all events, which whoever reads first gives; null until then.';
comment on column loyalty_event.kind is
    'CUSTOMER, ACCOUNT, ENTRY, GUEST, CARD or PROGRAM.';
comment on column loyalty_event.what is
    'What was done, or the kind of the entry.';
comment on column loyalty_event.customer_id is
    'Whose; null for what is nobody''s.';
comment on column loyalty_event.purse is
    'Which purse, for an account or a program.';
comment on column loyalty_event.entry_id is
    'Which entry of a history.';
comment on column loyalty_event.number is
    'Place of the command in the account, revision of the entry, or version of the program; otherwise 0.';
comment on column loyalty_event.recorded_at is
    'When it was written.';

create table if not exists loyalty_event_consumer (
    name varchar(200) not null,
    place bigint not null,
    constraint loyalty_event_consumer_pk primary key (name),
    constraint loyalty_event_consumer_ck_place check (place >= 0)
);
comment on table loyalty_event_consumer is 'How far somebody has read events.';
comment on column loyalty_event_consumer.name is
    'Who reads; the empty name stands for the last place that was given.';
comment on column loyalty_event_consumer.place is
    'Up to which place it has read.';

insert into loyalty_schema_version (version, installed_at, script)
    select 9, current_timestamp, 'V9__events.sql'
    where not exists (select 1 from loyalty_schema_version where version = 9);
