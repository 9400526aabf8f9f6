-- Loyalty4j: the tables, version 11, for PostgreSQL: customers who may be one.
-- Can be run again: what is there already stays as it is. A statement ends with a semicolon at the end of a line.

create table if not exists loyalty_blocking_key (
    key_value bigint not null,
    customer_id uuid not null,
    constraint loyalty_blocking_key_pk primary key (key_value, customer_id),
    constraint loyalty_blocking_key_fk_customer foreign key (customer_id) references loyalty_customer (id)
);
create index if not exists loyalty_blocking_key_of_customer on loyalty_blocking_key (customer_id);
comment on table loyalty_blocking_key is 'What customers share who may be one. Personal, though it says nothing by itself.';
comment on column loyalty_blocking_key.key_value is
    'First eight bytes of a SHA-256 of a phone, an address, a tax number or of how a name sounds.';
comment on column loyalty_blocking_key.customer_id is
    'Whose.';

create table if not exists loyalty_distinction (
    first_id uuid not null,
    second_id uuid not null,
    recorded_at timestamp(6) with time zone not null,
    constraint loyalty_distinction_pk primary key (first_id, second_id),
    constraint loyalty_distinction_fk_first foreign key (first_id) references loyalty_customer (id),
    constraint loyalty_distinction_fk_second foreign key (second_id) references loyalty_customer (id)
);
create index if not exists loyalty_distinction_of_second on loyalty_distinction (second_id);
comment on table loyalty_distinction is 'Customers who are known not to be one.';
comment on column loyalty_distinction.first_id is
    'The one of both whose id comes first.';
comment on column loyalty_distinction.second_id is
    'The other one.';
comment on column loyalty_distinction.recorded_at is
    'When it was written first.';

insert into loyalty_schema_version (version, installed_at, script)
    select 11, current_timestamp, 'V11__duplicates.sql'
    where not exists (select 1 from loyalty_schema_version where version = 11);
