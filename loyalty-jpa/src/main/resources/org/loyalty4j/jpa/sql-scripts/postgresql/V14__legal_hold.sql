-- Loyalty4j: the tables, version 14, for PostgreSQL: customers who are kept for a matter of law.
-- Can be run again: what is there already stays as it is. A statement ends with a semicolon at the end of a line.

create table if not exists loyalty_legal_hold (
    customer_id uuid not null,
    number integer not null,
    matter varchar(100) not null,
    placed_at timestamp(6) with time zone not null,
    placed_by varchar(100) not null,
    lifted_at timestamp(6) with time zone,
    lifted_by varchar(100),
    constraint loyalty_legal_hold_pk primary key (customer_id, number),
    constraint loyalty_legal_hold_fk_customer foreign key (customer_id) references loyalty_customer (id)
);
comment on table loyalty_legal_hold is 'That what is known of a customer is kept for a matter of law.';
comment on column loyalty_legal_hold.customer_id is
    'Whom it is about.';
comment on column loyalty_legal_hold.number is
    'The place among all of the customer, from 1.';
comment on column loyalty_legal_hold.matter is
    'Which matter of law: a code of the host, such as a file number.';
comment on column loyalty_legal_hold.placed_at is
    'Since when.';
comment on column loyalty_legal_hold.placed_by is
    'Who asked for it, by the id of the host. Personal data, of an employee.';
comment on column loyalty_legal_hold.lifted_at is
    'Until when; null as long as it is in force.';
comment on column loyalty_legal_hold.lifted_by is
    'Who asked for that, by the id of the host; null for nobody. Personal data, of an employee.';

insert into loyalty_schema_version (version, installed_at, script)
    select 14, current_timestamp, 'V14__legal_hold.sql'
    where not exists (select 1 from loyalty_schema_version where version = 14);
