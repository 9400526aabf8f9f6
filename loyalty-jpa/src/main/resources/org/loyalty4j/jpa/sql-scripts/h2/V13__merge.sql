-- Loyalty4j: the tables, version 13, for H2: customers who are one by now.
-- Can be run again: what is there already stays as it is. A statement ends with a semicolon at the end of a line.

alter table loyalty_customer add column if not exists merged_into uuid;
comment on column loyalty_customer.merged_into is
    'Who this customer is by now, where he was merged into another one; null for one who is still himself.';
alter table loyalty_customer add column if not exists absorbed integer default 0 not null;
comment on column loyalty_customer.absorbed is
    'How many customers are this one by now.';
create index if not exists loyalty_customer_merged on loyalty_customer (merged_into);

create table if not exists loyalty_merge (
    absorbed_id uuid not null,
    number integer not null,
    survivor_id uuid not null,
    merged_at timestamp(6) with time zone not null,
    merged_by varchar(200),
    taken text,
    joined_at timestamp(6) with time zone,
    undone_at timestamp(6) with time zone,
    undone_by varchar(200),
    constraint loyalty_merge_pk primary key (absorbed_id, number),
    constraint loyalty_merge_ck_two check (absorbed_id <> survivor_id),
    constraint loyalty_merge_fk_absorbed foreign key (absorbed_id) references loyalty_customer (id),
    constraint loyalty_merge_fk_survivor foreign key (survivor_id) references loyalty_customer (id)
);
comment on table loyalty_merge is 'That a customer was merged into another one, and what is needed to undo it.';
comment on column loyalty_merge.absorbed_id is
    'Who is the other one from then on.';
comment on column loyalty_merge.number is
    'Which merging of that customer it is, from 1.';
comment on column loyalty_merge.survivor_id is
    'Who stood for both then.';
comment on column loyalty_merge.merged_at is
    'When.';
comment on column loyalty_merge.merged_by is
    'Who asked for it, by the id of the host; null for nobody. Personal data, of an employee.';
comment on column loyalty_merge.taken is
    'JSON object: the names of the attributes that the survivor has from the absorbed one, with their revisions; null for none.';
comment on column loyalty_merge.joined_at is
    'Since when the survivor took part before; null where that stayed.';
comment on column loyalty_merge.undone_at is
    'When it was undone; null as long as it is in force.';
comment on column loyalty_merge.undone_by is
    'Who asked for that, by the id of the host; null for nobody. Personal data, of an employee.';
create index if not exists loyalty_merge_survivor on loyalty_merge (survivor_id);

insert into loyalty_schema_version (version, installed_at, script)
    select 13, current_timestamp, 'V13__merge.sql'
    where not exists (select 1 from loyalty_schema_version where version = 13);
