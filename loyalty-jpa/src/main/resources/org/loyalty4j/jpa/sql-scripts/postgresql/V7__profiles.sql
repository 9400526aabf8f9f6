-- Loyalty4j: the tables, version 7, for PostgreSQL: who customers are.
-- Can be run again: what is there already stays as it is. A statement ends with a semicolon at the end of a line.

-- Identifiers that are issued, blocked, replaced and ended.
alter table loyalty_identifier alter column identifier type varchar(254);
alter table loyalty_guest_mark alter column identifier type varchar(254);
alter table loyalty_identifier alter column customer_id drop not null;
comment on column loyalty_identifier.kind is 'CARD, PHONE, REFERENCE (the number of the host), EMAIL or HANDLE.';
comment on column loyalty_identifier.customer_id is 'Whose it is or was last; null for a card that is nobody''s yet.';
alter table loyalty_identifier add column if not exists revision integer not null default 1;
comment on column loyalty_identifier.revision is
    'Place among what was known of it, from 1; what was known before is in loyalty_identifier_past.';
alter table loyalty_identifier add column if not exists status varchar(10) not null default 'ACTIVE';
comment on column loyalty_identifier.status is
    'ISSUED (nobody''s yet), ACTIVE (the customer is found by it), BLOCKED, REPLACED or ENDED.';
alter table loyalty_identifier add column if not exists recorded_at timestamp(6) with time zone;
comment on column loyalty_identifier.recorded_at is
    'When it was written; null before version 7 until the script has filled it.';
alter table loyalty_identifier add column if not exists valid_until timestamp(6) with time zone;
comment on column loyalty_identifier.valid_until is
    'From when on nobody is found by it; null for never.';
alter table loyalty_identifier add column if not exists actor varchar(100);
comment on column loyalty_identifier.actor is
    'Who asked, by the id of the host. Personal data.';
alter table loyalty_identifier add column if not exists reason varchar(500);
comment on column loyalty_identifier.reason is
    'Why, in the words of the caller. May hold personal data.';
alter table loyalty_identifier add column if not exists source varchar(50);
comment on column loyalty_identifier.source is
    'Which system asked.';
update loyalty_identifier set recorded_at =
    (select c.recorded_at from loyalty_customer c where c.id = loyalty_identifier.customer_id)
    where recorded_at is null;

create table if not exists loyalty_identifier_past (
    kind varchar(20) not null,
    identifier varchar(254) not null,
    revision integer not null,
    status varchar(10) not null,
    customer_id uuid,
    place integer not null,
    recorded_at timestamp(6) with time zone not null,
    valid_until timestamp(6) with time zone,
    actor varchar(100),
    reason varchar(500),
    source varchar(50),
    constraint loyalty_identifier_past_pk primary key (kind, identifier, revision),
    constraint loyalty_identifier_past_fk_customer foreign key (customer_id) references loyalty_customer (id),
    constraint loyalty_identifier_past_ck_status check (status in ('ISSUED', 'ACTIVE', 'BLOCKED', 'REPLACED', 'ENDED')),
    constraint loyalty_identifier_past_ck_revision check (revision >= 1)
);
create index if not exists loyalty_identifier_past_of_customer on loyalty_identifier_past (customer_id);
comment on table loyalty_identifier_past is 'What was known of an identifier until something else was. Insert-only.';
comment on column loyalty_identifier_past.kind is
    'CARD, PHONE, REFERENCE (the number of the host), EMAIL or HANDLE.';
comment on column loyalty_identifier_past.identifier is
    'Normal form of the number. Personal data.';
comment on column loyalty_identifier_past.revision is
    'Place among what was known of it, from 1.';
comment on column loyalty_identifier_past.status is
    'ISSUED, ACTIVE, BLOCKED, REPLACED or ENDED.';
comment on column loyalty_identifier_past.customer_id is
    'Whose it was; null for a card that was nobody''s.';
comment on column loyalty_identifier_past.place is
    'Place among the identifiers that the customer ever had; 0 for nobody''s.';
comment on column loyalty_identifier_past.recorded_at is
    'When it was written.';
comment on column loyalty_identifier_past.valid_until is
    'From when on nobody was to be found by it; null for never.';
comment on column loyalty_identifier_past.actor is
    'Who asked, by the id of the host. Personal data.';
comment on column loyalty_identifier_past.reason is
    'Why, in the words of the caller. May hold personal data.';
comment on column loyalty_identifier_past.source is
    'Which system asked.';

create table if not exists loyalty_attribute (
    customer_id uuid not null,
    name varchar(40) not null,
    revision integer not null,
    value_kind varchar(10),
    value_text text,
    value_number numeric(21, 6),
    value_date date,
    said_from timestamp(6) with time zone not null,
    said_until timestamp(6) with time zone,
    actor varchar(100),
    source varchar(50),
    constraint loyalty_attribute_pk primary key (customer_id, name, revision),
    constraint loyalty_attribute_fk_customer foreign key (customer_id) references loyalty_customer (id),
    constraint loyalty_attribute_ck_value_kind check (value_kind in ('TEXT', 'NUMBER', 'DATE', 'FLAG', 'TEXTS')),
    constraint loyalty_attribute_ck_revision check (revision >= 1),
    constraint loyalty_attribute_ck_said_until check (said_until >= said_from)
);
comment on table loyalty_attribute is 'What is or was known of a customer under a name.';
comment on column loyalty_attribute.customer_id is
    'Whose.';
comment on column loyalty_attribute.name is
    'What it is about.';
comment on column loyalty_attribute.revision is
    'Place among what was said under the name, from 1.';
comment on column loyalty_attribute.value_kind is
    'TEXT, NUMBER, DATE, FLAG or TEXTS; null where it was taken away.';
comment on column loyalty_attribute.value_text is
    'The text; for TEXTS a JSON array. Personal data.';
comment on column loyalty_attribute.value_number is
    'The number; for FLAG 1 or 0. Personal data.';
comment on column loyalty_attribute.value_date is
    'The date. Personal data.';
comment on column loyalty_attribute.said_from is
    'When it was recorded.';
comment on column loyalty_attribute.said_until is
    'When the next revision was recorded; null for the last one.';
comment on column loyalty_attribute.actor is
    'Who said so, by the id of the host. Personal data.';
comment on column loyalty_attribute.source is
    'Which system said so.';

create table if not exists loyalty_contact_person (
    organization_id uuid not null,
    number integer not null,
    person_id uuid not null,
    roles text not null,
    influence integer,
    main integer not null,
    valid_from timestamp(6) with time zone not null,
    valid_until timestamp(6) with time zone,
    recorded_at timestamp(6) with time zone not null,
    constraint loyalty_contact_person_pk primary key (organization_id, number),
    constraint loyalty_contact_person_fk_organization foreign key (organization_id) references loyalty_customer (id),
    constraint loyalty_contact_person_fk_person foreign key (person_id) references loyalty_customer (id),
    constraint loyalty_contact_person_ck_valid_until check (valid_until >= valid_from),
    constraint loyalty_contact_person_ck_influence check (influence between 0 and 100)
);
create index if not exists loyalty_contact_person_of_person on loyalty_contact_person (person_id);
comment on table loyalty_contact_person is 'That a person acts for an organization, for a time.';
comment on column loyalty_contact_person.organization_id is
    'The organization.';
comment on column loyalty_contact_person.number is
    'Place among all times of people at the organization, from 1.';
comment on column loyalty_contact_person.person_id is
    'The person.';
comment on column loyalty_contact_person.roles is
    'JSON array: as what the person acts, in the order of their letters.';
comment on column loyalty_contact_person.influence is
    'How much the person''s word weighs, 0 to 100; null where nobody said.';
comment on column loyalty_contact_person.main is
    '1 for the person whom to ask first, 0 for others.';
comment on column loyalty_contact_person.valid_from is
    'First instant.';
comment on column loyalty_contact_person.valid_until is
    'First instant no more; null while it lasts.';
comment on column loyalty_contact_person.recorded_at is
    'When it was written.';

insert into loyalty_schema_version (version, installed_at, script)
    select 7, current_timestamp, 'V7__profiles.sql'
    where not exists (select 1 from loyalty_schema_version where version = 7);
