-- Loyalty4j: the tables, version 13, for MariaDB: customers who are one by now.
-- Can be run again: what is there already stays as it is. A statement ends with a semicolon at the end of a line.

alter table loyalty_customer add column if not exists merged_into binary(16) null
    comment 'Who this customer is by now, where he was merged into another one; null for one who is still himself.';
alter table loyalty_customer add column if not exists absorbed integer not null default 0
    comment 'How many customers are this one by now.';
create index if not exists loyalty_customer_merged on loyalty_customer (merged_into);

create table if not exists loyalty_merge (
    absorbed_id binary(16) not null comment 'Who is the other one from then on.',
    number integer not null comment 'Which merging of that customer it is, from 1.',
    survivor_id binary(16) not null comment 'Who stood for both then.',
    merged_at datetime(6) not null comment 'When.',
    merged_by varchar(100) null comment 'Who asked for it, by the id of the host; null for nobody. Personal data, of an employee.',
    taken text null comment 'JSON object: the names of the attributes that the survivor has from the absorbed one, with their revisions; null for none.',
    joined_at datetime(6) null comment 'Since when the survivor took part before; null where that stayed.',
    undone_at datetime(6) null comment 'When it was undone; null as long as it is in force.',
    undone_by varchar(100) null comment 'Who asked for that, by the id of the host; null for nobody. Personal data, of an employee.',
    constraint loyalty_merge_pk primary key (absorbed_id, number),
    constraint loyalty_merge_ck_two check (absorbed_id <> survivor_id),
    constraint loyalty_merge_fk_absorbed foreign key (absorbed_id) references loyalty_customer (id),
    constraint loyalty_merge_fk_survivor foreign key (survivor_id) references loyalty_customer (id)
)
    engine = InnoDB default character set utf8mb4 collate utf8mb4_nopad_bin
    comment = 'That a customer was merged into another one, and what is needed to undo it.';
create index if not exists loyalty_merge_survivor on loyalty_merge (survivor_id);

insert into loyalty_schema_version (version, installed_at, script)
    select 13, utc_timestamp(6), 'V13__merge.sql'
    where not exists (select 1 from loyalty_schema_version where version = 13);
