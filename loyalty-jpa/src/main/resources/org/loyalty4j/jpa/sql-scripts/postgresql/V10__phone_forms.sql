-- Loyalty4j: the tables, version 10, for PostgreSQL: how phones were given, and why something was said of a customer.
-- Can be run again: what is there already stays as it is. A statement ends with a semicolon at the end of a line.

alter table loyalty_identifier add column if not exists as_given varchar(60);
comment on column loyalty_identifier.as_given is
    'The phone as it was given; null for other kinds, and where nobody knows. Personal data.';
alter table loyalty_identifier add column if not exists normalizer varchar(40);
comment on column loyalty_identifier.normalizer is
    'Which normalizer made the normal form of a phone; null for other kinds.';
update loyalty_identifier set normalizer = 'plain' where kind = 'PHONE' and normalizer is null;

alter table loyalty_identifier_past add column if not exists as_given varchar(60);
comment on column loyalty_identifier_past.as_given is
    'The phone as it was given; null for other kinds, and where nobody knows. Personal data.';
alter table loyalty_identifier_past add column if not exists normalizer varchar(40);
comment on column loyalty_identifier_past.normalizer is
    'Which normalizer made the normal form of a phone; null for other kinds.';
update loyalty_identifier_past set normalizer = 'plain' where kind = 'PHONE' and normalizer is null;

alter table loyalty_guest_mark add column if not exists as_given varchar(60);
comment on column loyalty_guest_mark.as_given is
    'The phone as it was given; null for other kinds, and where nobody knows. Personal data.';
alter table loyalty_guest_mark add column if not exists normalizer varchar(40);
comment on column loyalty_guest_mark.normalizer is
    'Which normalizer made the normal form of a phone; null for other kinds.';
update loyalty_guest_mark set normalizer = 'plain' where kind = 'PHONE' and normalizer is null;

alter table loyalty_attribute add column if not exists reason varchar(500);
comment on column loyalty_attribute.reason is
    'Why, in the words of the caller. May hold personal data.';

insert into loyalty_schema_version (version, installed_at, script)
    select 10, current_timestamp, 'V10__phone_forms.sql'
    where not exists (select 1 from loyalty_schema_version where version = 10);
