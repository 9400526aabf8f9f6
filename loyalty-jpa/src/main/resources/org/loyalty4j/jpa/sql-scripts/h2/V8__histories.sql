-- Loyalty4j: the tables, version 8, for H2: the histories of customers.
-- Can be run again: what is there already stays as it is. A statement ends with a semicolon at the end of a line.

alter table loyalty_customer add column if not exists changes bigint not null default 0;
comment on column loyalty_customer.changes is
    'Grows whenever something of the customer is written that is known to others only through the lock of this row.';
create index if not exists loyalty_purchase_by_time on loyalty_purchase (account_id, counts_at, sequence);

create table if not exists loyalty_entry (
    id uuid not null,
    customer_id uuid not null,
    kind varchar(40) not null,
    revision integer not null,
    state varchar(40) not null,
    happened_at timestamp(6) with time zone not null,
    recorded_at timestamp(6) with time zone not null,
    changed_at timestamp(6) with time zone not null,
    origin_space varchar(100) not null,
    origin_id varchar(600) not null,
    fingerprint varbinary(1000) not null,
    author varchar(200),
    source varchar(100),
    changed_by varchar(200),
    reason varchar(1000),
    wakes_at timestamp(6) with time zone,
    document varchar(1000000000) not null,
    constraint loyalty_entry_pk primary key (id),
    constraint loyalty_entry_uq_origin unique (origin_space, origin_id),
    constraint loyalty_entry_ck_revision check (revision >= 1)
);
create index if not exists loyalty_entry_of_customer on loyalty_entry (customer_id, happened_at, recorded_at, id);
create index if not exists loyalty_entry_of_kind on loyalty_entry (customer_id, kind, happened_at);
alter table loyalty_entry add constraint if not exists loyalty_entry_fk_customer
    foreign key (customer_id) references loyalty_customer (id);
comment on table loyalty_entry is 'Something in a customer''s history, as it is now.';
comment on column loyalty_entry.id is
    'Our id, shown to the host.';
comment on column loyalty_entry.customer_id is
    'Whose history.';
comment on column loyalty_entry.kind is
    'INTERACTION, TASK, OBLIGATION, AGREEMENT, DOCUMENT, STAGE, ASSIGNMENT or CONSENT.';
comment on column loyalty_entry.revision is
    'How often it was said anew, from 1; what it said before is in loyalty_entry_past.';
comment on column loyalty_entry.state is
    'What became of it so far.';
comment on column loyalty_entry.happened_at is
    'When it happened, or is planned for.';
comment on column loyalty_entry.recorded_at is
    'When it was written first.';
comment on column loyalty_entry.changed_at is
    'When this revision was written.';
comment on column loyalty_entry.origin_space is
    'The system that gave it a number; empty where it was written under a key.';
comment on column loyalty_entry.origin_id is
    'The number there, or what stands for the key. May hold personal data.';
comment on column loyalty_entry.fingerprint is
    '8 bytes per field of the request: tells a repeat from another request.';
comment on column loyalty_entry.author is
    'Who wrote it first, by the id of the host. Personal data.';
comment on column loyalty_entry.source is
    'Which system wrote it first.';
comment on column loyalty_entry.changed_by is
    'Who wrote this revision, by the id of the host. Personal data.';
comment on column loyalty_entry.reason is
    'Why this revision was written, in the words of the caller. May hold personal data.';
comment on column loyalty_entry.wakes_at is
    'When somebody is to hear of it next; null for never.';
comment on column loyalty_entry.document is
    'JSON: what it says. Personal data.';

create table if not exists loyalty_entry_past (
    entry_id uuid not null,
    revision integer not null,
    changed_at timestamp(6) with time zone not null,
    changed_by varchar(200),
    reason varchar(1000),
    wakes_at timestamp(6) with time zone,
    document varchar(1000000000) not null,
    constraint loyalty_entry_past_pk primary key (entry_id, revision),
    constraint loyalty_entry_past_ck_revision check (revision >= 1)
);
alter table loyalty_entry_past add constraint if not exists loyalty_entry_past_fk_entry
    foreign key (entry_id) references loyalty_entry (id);
comment on table loyalty_entry_past is 'What an entry of a history said until it said something else. Insert-only.';
comment on column loyalty_entry_past.entry_id is
    'Which entry.';
comment on column loyalty_entry_past.revision is
    'Which revision of it, from 1.';
comment on column loyalty_entry_past.changed_at is
    'When this revision was written.';
comment on column loyalty_entry_past.changed_by is
    'Who wrote it, by the id of the host. Personal data.';
comment on column loyalty_entry_past.reason is
    'Why, in the words of the caller. May hold personal data.';
comment on column loyalty_entry_past.wakes_at is
    'When somebody was to hear of it next; null for never.';
comment on column loyalty_entry_past.document is
    'JSON: what it said. Personal data.';

create table if not exists loyalty_live_entry (
    entry_id uuid not null,
    customer_id uuid not null,
    kind varchar(40) not null,
    owner varchar(200),
    unit varchar(120),
    due_at timestamp(6) with time zone not null,
    wakes_at timestamp(6) with time zone,
    constraint loyalty_live_entry_pk primary key (entry_id)
);
create index if not exists loyalty_live_entry_of_customer on loyalty_live_entry (customer_id, due_at, entry_id);
create index if not exists loyalty_live_entry_of_owner on loyalty_live_entry (owner, due_at, entry_id);
create index if not exists loyalty_live_entry_of_unit on loyalty_live_entry (unit, due_at, entry_id);
create index if not exists loyalty_live_entry_by_time on loyalty_live_entry (due_at, entry_id);
create index if not exists loyalty_live_entry_by_waking on loyalty_live_entry (wakes_at, entry_id);
alter table loyalty_live_entry add constraint if not exists loyalty_live_entry_fk_entry
    foreign key (entry_id) references loyalty_entry (id);
comment on table loyalty_live_entry is 'An entry that still asks for something, or is in force. A row exists as long as it does; a cache.';
comment on column loyalty_live_entry.entry_id is
    'Which entry.';
comment on column loyalty_live_entry.customer_id is
    'Whose history.';
comment on column loyalty_live_entry.kind is
    'INTERACTION, TASK, OBLIGATION, AGREEMENT, DOCUMENT, STAGE, ASSIGNMENT or CONSENT.';
comment on column loyalty_live_entry.owner is
    'Who of the shop''s people has to do with it, by the id of the host. Personal data.';
comment on column loyalty_live_entry.unit is
    'Which unit of the shop has to do with it.';
comment on column loyalty_live_entry.due_at is
    'Until when it is to be done; 2201-01-01 for never.';
comment on column loyalty_live_entry.wakes_at is
    'When somebody is to hear of it next; null for never.';

insert into loyalty_schema_version (version, installed_at, script)
    select 8, current_timestamp, 'V8__histories.sql'
    where not exists (select 1 from loyalty_schema_version where version = 8);
