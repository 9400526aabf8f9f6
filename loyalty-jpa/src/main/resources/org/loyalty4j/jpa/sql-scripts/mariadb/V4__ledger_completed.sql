-- Loyalty4j: the tables, version 4, for MariaDB: what the ledger still lacked.
-- Can be run again: what is there already stays as it is. A statement ends with a semicolon at the end of a line.

insert into loyalty_schema_version (version, installed_at, script)
    select 4, utc_timestamp(6), 'V4__ledger_completed.sql'
    where not exists (select 1 from loyalty_schema_version where version = 4);
