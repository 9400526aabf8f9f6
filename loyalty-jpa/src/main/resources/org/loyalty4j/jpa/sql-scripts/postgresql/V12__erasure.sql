-- Loyalty4j: the tables, version 12, for PostgreSQL: customers who were erased.
-- Can be run again: what is there already stays as it is. A statement ends with a semicolon at the end of a line.

alter table loyalty_customer add column if not exists erased_at timestamp(6) with time zone;
comment on column loyalty_customer.erased_at is
    'When all was destroyed that tells who this was; null as long as it is there.';
create index if not exists loyalty_guest_step_of_customer on loyalty_guest_step (customer_id);

create table if not exists loyalty_erasure (
    customer_id uuid not null,
    reason varchar(20) not null,
    actor varchar(100) not null,
    forced integer not null,
    open_then text,
    counts text,
    erased_at timestamp(6) with time zone not null,
    constraint loyalty_erasure_pk primary key (customer_id),
    constraint loyalty_erasure_fk_customer foreign key (customer_id) references loyalty_customer (id)
);
comment on table loyalty_erasure is 'That a customer was erased, and what of him. Says nothing of who he was. Insert-only.';
comment on column loyalty_erasure.customer_id is
    'Whose id it was.';
comment on column loyalty_erasure.reason is
    'On what grounds: ASKED_FOR, CONSENT_WITHDRAWN, PURPOSE_ENDED, UNLAWFUL or LEGAL_DUTY.';
comment on column loyalty_erasure.actor is
    'Who asked, by the id of the host. Personal data, of an employee.';
comment on column loyalty_erasure.forced is
    '1 where it was asked for whatever was open, otherwise 0.';
comment on column loyalty_erasure.open_then is
    'JSON array: what was open then; null for nothing.';
comment on column loyalty_erasure.counts is
    'JSON object: how many rows of each kind were destroyed or blanked; null for none.';
comment on column loyalty_erasure.erased_at is
    'When.';

create table if not exists loyalty_suppression (
    hash varchar(64) not null,
    since timestamp(6) with time zone not null,
    constraint loyalty_suppression_pk primary key (hash)
);
comment on table loyalty_suppression is 'Who was erased, and is not to be brought back by a file, or contacted. Names nobody.';
comment on column loyalty_suppression.hash is
    'HMAC-SHA-256 of an identifier, under a key that is kept elsewhere.';
comment on column loyalty_suppression.since is
    'When whoever was found by it was erased.';

insert into loyalty_schema_version (version, installed_at, script)
    select 12, current_timestamp, 'V12__erasure.sql'
    where not exists (select 1 from loyalty_schema_version where version = 12);
