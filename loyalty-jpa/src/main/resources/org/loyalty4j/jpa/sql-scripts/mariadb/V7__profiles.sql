-- Loyalty4j: the tables, version 7, for MariaDB: who customers are.
-- Can be run again: what is there already stays as it is. A statement ends with a semicolon at the end of a line.

-- Identifiers that are issued, blocked, replaced and ended.
alter table loyalty_identifier modify column kind varchar(20) not null
    comment 'CARD, PHONE, REFERENCE (the number of the host), EMAIL or HANDLE.';
alter table loyalty_identifier modify column identifier varchar(254) not null
    comment 'Normal form of the number. Personal data.';
alter table loyalty_identifier modify column customer_id binary(16) null
    comment 'Whose it is or was last; null for a card that is nobody''s yet.';
alter table loyalty_guest_mark modify column identifier varchar(254) not null
    comment 'Normal form of the number. Personal data.';
alter table loyalty_identifier add column if not exists revision integer not null default 1
    comment 'Place among what was known of it, from 1; what was known before is in loyalty_identifier_past.';
alter table loyalty_identifier add column if not exists status varchar(10) not null default 'ACTIVE'
    comment 'ISSUED (nobody''s yet), ACTIVE (the customer is found by it), BLOCKED, REPLACED or ENDED.';
alter table loyalty_identifier add column if not exists recorded_at datetime(6) null
    comment 'When it was written; null before version 7 until the script has filled it.';
alter table loyalty_identifier add column if not exists valid_until datetime(6) null
    comment 'From when on nobody is found by it; null for never.';
alter table loyalty_identifier add column if not exists actor varchar(100) null
    comment 'Who asked, by the id of the host. Personal data.';
alter table loyalty_identifier add column if not exists reason varchar(500) null
    comment 'Why, in the words of the caller. May hold personal data.';
alter table loyalty_identifier add column if not exists source varchar(50) null
    comment 'Which system asked.';
update loyalty_identifier set recorded_at =
    (select c.recorded_at from loyalty_customer c where c.id = loyalty_identifier.customer_id)
    where recorded_at is null;

create table if not exists loyalty_identifier_past (
    kind varchar(20) not null comment 'CARD, PHONE, REFERENCE (the number of the host), EMAIL or HANDLE.',
    identifier varchar(254) not null comment 'Normal form of the number. Personal data.',
    revision integer not null comment 'Place among what was known of it, from 1.',
    status varchar(10) not null comment 'ISSUED, ACTIVE, BLOCKED, REPLACED or ENDED.',
    customer_id binary(16) null comment 'Whose it was; null for a card that was nobody''s.',
    place integer not null comment 'Place among the identifiers that the customer ever had; 0 for nobody''s.',
    recorded_at datetime(6) not null comment 'When it was written.',
    valid_until datetime(6) null comment 'From when on nobody was to be found by it; null for never.',
    actor varchar(100) null comment 'Who asked, by the id of the host. Personal data.',
    reason varchar(500) null comment 'Why, in the words of the caller. May hold personal data.',
    source varchar(50) null comment 'Which system asked.',
    constraint loyalty_identifier_past_pk primary key (kind, identifier, revision),
    constraint loyalty_identifier_past_fk_customer foreign key (customer_id) references loyalty_customer (id),
    constraint loyalty_identifier_past_ck_status check (status in ('ISSUED', 'ACTIVE', 'BLOCKED', 'REPLACED', 'ENDED')),
    constraint loyalty_identifier_past_ck_revision check (revision >= 1),
    index loyalty_identifier_past_of_customer (customer_id)
)
    engine = InnoDB default character set utf8mb4 collate utf8mb4_nopad_bin
    comment = 'What was known of an identifier until something else was. Insert-only.';

create table if not exists loyalty_attribute (
    customer_id binary(16) not null comment 'Whose.',
    name varchar(40) not null comment 'What it is about.',
    revision integer not null comment 'Place among what was said under the name, from 1.',
    value_kind varchar(10) null comment 'TEXT, NUMBER, DATE, FLAG or TEXTS; null where it was taken away.',
    value_text longtext null comment 'The text; for TEXTS a JSON array. Personal data.',
    value_number decimal(21, 6) null comment 'The number; for FLAG 1 or 0. Personal data.',
    value_date date null comment 'The date. Personal data.',
    said_from datetime(6) not null comment 'When it was recorded.',
    said_until datetime(6) null comment 'When the next revision was recorded; null for the last one.',
    actor varchar(100) null comment 'Who said so, by the id of the host. Personal data.',
    source varchar(50) null comment 'Which system said so.',
    constraint loyalty_attribute_pk primary key (customer_id, name, revision),
    constraint loyalty_attribute_fk_customer foreign key (customer_id) references loyalty_customer (id),
    constraint loyalty_attribute_ck_value_kind check (value_kind in ('TEXT', 'NUMBER', 'DATE', 'FLAG', 'TEXTS')),
    constraint loyalty_attribute_ck_revision check (revision >= 1),
    constraint loyalty_attribute_ck_said_until check (said_until >= said_from)
)
    engine = InnoDB default character set utf8mb4 collate utf8mb4_nopad_bin
    comment = 'What is or was known of a customer under a name.';

create table if not exists loyalty_contact_person (
    organization_id binary(16) not null comment 'The organization.',
    number integer not null comment 'Place among all times of people at the organization, from 1.',
    person_id binary(16) not null comment 'The person.',
    roles longtext not null comment 'JSON array: as what the person acts, in the order of their letters.',
    influence integer null comment 'How much the person''s word weighs, 0 to 100; null where nobody said.',
    main integer not null comment '1 for the person whom to ask first, 0 for others.',
    valid_from datetime(6) not null comment 'First instant.',
    valid_until datetime(6) null comment 'First instant no more; null while it lasts.',
    recorded_at datetime(6) not null comment 'When it was written.',
    constraint loyalty_contact_person_pk primary key (organization_id, number),
    constraint loyalty_contact_person_fk_organization foreign key (organization_id) references loyalty_customer (id),
    constraint loyalty_contact_person_fk_person foreign key (person_id) references loyalty_customer (id),
    constraint loyalty_contact_person_ck_valid_until check (valid_until >= valid_from),
    constraint loyalty_contact_person_ck_influence check (influence between 0 and 100),
    index loyalty_contact_person_of_person (person_id)
)
    engine = InnoDB default character set utf8mb4 collate utf8mb4_nopad_bin
    comment = 'That a person acts for an organization, for a time.';

insert into loyalty_schema_version (version, installed_at, script)
    select 7, utc_timestamp(6), 'V7__profiles.sql'
    where not exists (select 1 from loyalty_schema_version where version = 7);
