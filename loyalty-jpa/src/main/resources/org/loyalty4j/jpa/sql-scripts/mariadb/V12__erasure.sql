-- Loyalty4j: the tables, version 12, for MariaDB: customers who were erased.
-- Can be run again: what is there already stays as it is. A statement ends with a semicolon at the end of a line.

alter table loyalty_customer add column if not exists erased_at datetime(6) null
    comment 'When all was destroyed that tells who this was; null as long as it is there.';
create index if not exists loyalty_guest_step_of_customer on loyalty_guest_step (customer_id);

create table if not exists loyalty_erasure (
    customer_id binary(16) not null comment 'Whose id it was.',
    reason varchar(20) not null comment 'On what grounds: ASKED_FOR, CONSENT_WITHDRAWN, PURPOSE_ENDED, UNLAWFUL or LEGAL_DUTY.',
    actor varchar(100) not null comment 'Who asked, by the id of the host. Personal data, of an employee.',
    forced integer not null comment '1 where it was asked for whatever was open, otherwise 0.',
    open_then text null comment 'JSON array: what was open then; null for nothing.',
    counts text null comment 'JSON object: how many rows of each kind were destroyed or blanked; null for none.',
    erased_at datetime(6) not null comment 'When.',
    constraint loyalty_erasure_pk primary key (customer_id),
    constraint loyalty_erasure_fk_customer foreign key (customer_id) references loyalty_customer (id)
)
    engine = InnoDB default character set utf8mb4 collate utf8mb4_nopad_bin
    comment = 'That a customer was erased, and what of him. Says nothing of who he was. Insert-only.';

create table if not exists loyalty_suppression (
    hash varchar(64) not null comment 'HMAC-SHA-256 of an identifier, under a key that is kept elsewhere.',
    since datetime(6) not null comment 'When whoever was found by it was erased.',
    constraint loyalty_suppression_pk primary key (hash)
)
    engine = InnoDB default character set utf8mb4 collate utf8mb4_nopad_bin
    comment = 'Who was erased, and is not to be brought back by a file, or contacted. Names nobody.';

insert into loyalty_schema_version (version, installed_at, script)
    select 12, utc_timestamp(6), 'V12__erasure.sql'
    where not exists (select 1 from loyalty_schema_version where version = 12);
