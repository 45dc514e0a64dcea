-- Roles and database for the hub on a PostgreSQL server that somebody else runs (15 or newer). Run as a superuser, once:
--   psql -v database=ihub -f roles.sql
-- Then give the logins their passwords (\password ihub_owner, …), or make logins of your own as members of these roles.
select format('create role %I login nosuperuser nobypassrls nocreaterole nocreatedb', name)
from unnest(array['ihub_owner', 'ihub_company', 'ihub_customer']) as name where to_regrole(name) is null \gexec
select format('create database %I owner ihub_owner template template0 encoding ''UTF8'' locale_provider libc lc_collate ''C'' lc_ctype ''C''', :'database')
where not exists (select from pg_database where datname = :'database') \gexec
revoke all on database :"database" from public;
grant connect on database :"database" to ihub_company, ihub_customer;
\connect :"database"
revoke all on schema public from public;
