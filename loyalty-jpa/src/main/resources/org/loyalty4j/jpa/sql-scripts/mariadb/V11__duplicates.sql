-- Loyalty4j: the tables, version 11, for MariaDB: customers who may be one.
-- Can be run again: what is there already stays as it is. A statement ends with a semicolon at the end of a line.

create table if not exists loyalty_blocking_key (
    key_value bigint not null comment 'First eight bytes of a SHA-256 of a phone, an address, a tax number or of how a name sounds.',
    customer_id binary(16) not null comment 'Whose.',
    constraint loyalty_blocking_key_pk primary key (key_value, customer_id),
    constraint loyalty_blocking_key_fk_customer foreign key (customer_id) references loyalty_customer (id),
    index loyalty_blocking_key_of_customer (customer_id)
)
    engine = InnoDB default character set utf8mb4 collate utf8mb4_nopad_bin
    comment = 'What customers share who may be one. Personal, though it says nothing by itself.';

create table if not exists loyalty_distinction (
    first_id binary(16) not null comment 'The one of both whose id comes first.',
    second_id binary(16) not null comment 'The other one.',
    recorded_at datetime(6) not null comment 'When it was written first.',
    constraint loyalty_distinction_pk primary key (first_id, second_id),
    constraint loyalty_distinction_fk_first foreign key (first_id) references loyalty_customer (id),
    constraint loyalty_distinction_fk_second foreign key (second_id) references loyalty_customer (id),
    index loyalty_distinction_of_second (second_id)
)
    engine = InnoDB default character set utf8mb4 collate utf8mb4_nopad_bin
    comment = 'Customers who are known not to be one.';

insert into loyalty_schema_version (version, installed_at, script)
    select 11, utc_timestamp(6), 'V11__duplicates.sql'
    where not exists (select 1 from loyalty_schema_version where version = 11);
