-- Loyalty4j: the tables, version 14, for MariaDB: customers who are kept for a matter of law.
-- Can be run again: what is there already stays as it is. A statement ends with a semicolon at the end of a line.

create table if not exists loyalty_legal_hold (
    customer_id binary(16) not null comment 'Whom it is about.',
    number integer not null comment 'The place among all of the customer, from 1.',
    matter varchar(100) not null comment 'Which matter of law: a code of the host, such as a file number.',
    placed_at datetime(6) not null comment 'Since when.',
    placed_by varchar(100) not null comment 'Who asked for it, by the id of the host. Personal data, of an employee.',
    lifted_at datetime(6) null comment 'Until when; null as long as it is in force.',
    lifted_by varchar(100) null comment 'Who asked for that, by the id of the host; null for nobody. Personal data, of an employee.',
    constraint loyalty_legal_hold_pk primary key (customer_id, number),
    constraint loyalty_legal_hold_fk_customer foreign key (customer_id) references loyalty_customer (id)
)
    engine = InnoDB default character set utf8mb4 collate utf8mb4_nopad_bin
    comment = 'That what is known of a customer is kept for a matter of law.';

insert into loyalty_schema_version (version, installed_at, script)
    select 14, utc_timestamp(6), 'V14__legal_hold.sql'
    where not exists (select 1 from loyalty_schema_version where version = 14);
