-- Roles and logins with least rights. Run after the schema was made (`ihub db script --provider sqlserver`), and again after every upgrade.
--   sqlcmd -S SERVER -b -i 03-logins.sql -v Database=ihub OwnerPassword=… CompanyPassword=… CustomerPassword=…
--
--   ihub_owner     owns the schemas and migrates; nobody serves with it
--   ihub_company   serves the company's side: reads and writes rows of hub and ledger, changes nothing of the schema
--   ihub_customer  serves the customers' side: schema customer alone
set quoted_identifier on;
set xact_abort on;
go
use [master];
go
if suser_id(N'ihub_owner_login') is null
    create login ihub_owner_login with password = N'$(OwnerPassword)', check_policy = on;
if suser_id(N'ihub_company_login') is null
    create login ihub_company_login with password = N'$(CompanyPassword)', check_policy = on;
if suser_id(N'ihub_customer_login') is null
    create login ihub_customer_login with password = N'$(CustomerPassword)', check_policy = on;
go
-- The state of the encryption, and nothing else of the server.
grant view server security state to ihub_company_login;
go
use [$(Database)];
go
if database_principal_id(N'ihub_owner') is null create role ihub_owner;
if database_principal_id(N'ihub_company') is null create role ihub_company;
if database_principal_id(N'ihub_customer') is null create role ihub_customer;
if user_id(N'ihub_owner_user') is null create user ihub_owner_user for login ihub_owner_login;
if user_id(N'ihub_company_user') is null create user ihub_company_user for login ihub_company_login;
if user_id(N'ihub_customer_user') is null create user ihub_customer_user for login ihub_customer_login;
alter role ihub_owner add member ihub_owner_user;
alter role ihub_company add member ihub_company_user;
alter role ihub_customer add member ihub_customer_user;
go
if schema_id(N'hub') is null exec(N'create schema hub');
if schema_id(N'ledger') is null exec(N'create schema ledger');
if schema_id(N'customer') is null exec(N'create schema customer');
go
alter authorization on schema::hub to ihub_owner;
alter authorization on schema::ledger to ihub_owner;
alter authorization on schema::customer to ihub_owner;
grant create table, create type, create schema, create function to ihub_owner;
grant alter any security policy to ihub_owner;
go
-- A type is used by its own right; rows are read and written, tables are not altered.
grant select, insert, update, delete, execute on schema::hub to ihub_company;
grant select, insert, update, delete, execute on schema::ledger to ihub_company;
deny alter, control, take ownership on schema::hub to ihub_company;
deny alter, control, take ownership on schema::ledger to ihub_company;
deny select, insert, update, delete, execute, alter, control on schema::customer to ihub_company;
grant select, insert, update, delete, execute on schema::customer to ihub_customer;
deny select, insert, update, delete, execute, alter, control on schema::hub to ihub_customer;
deny select, insert, update, delete, execute, alter, control on schema::ledger to ihub_customer;
go
-- The ledger only grows: places, heads and timestamps are written, what happened is not taken back.
deny delete on hub.event to ihub_company;
deny delete on ledger.tile to ihub_company;
deny delete on ledger.[checkpoint] to ihub_company;
-- The registry is permanent.
deny delete, update on hub.registered_document to ihub_company;
-- Which migrations ran is for the owner to write.
deny insert, update, delete on hub.schema_migration to ihub_company;
go
