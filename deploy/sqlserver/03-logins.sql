-- Roles, logins and schemas. Run before the schema is made: `ihub db script --provider sqlserver` gives the rights and row policies.
--   sqlcmd -S SERVER -b -i 03-logins.sql -v Database=ihub OwnerPassword=… CompanyPassword=… CustomerPassword=…
--
--   ihub_owner     owns the schemas and migrates; nobody serves with it
--   ihub_company   serves the company's side: rows of hub and ledger, table by table; owns nothing
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
-- In a database that was restored on another server the users are there, but belong to logins of the old one.
alter user ihub_owner_user with login = ihub_owner_login;
alter user ihub_company_user with login = ihub_company_login;
alter user ihub_customer_user with login = ihub_customer_login;
alter role ihub_owner add member ihub_owner_user;
alter role ihub_company add member ihub_company_user;
alter role ihub_customer add member ihub_customer_user;
go
if schema_id(N'hub') is null exec(N'create schema hub');
if schema_id(N'ledger') is null exec(N'create schema ledger');
if schema_id(N'customer') is null exec(N'create schema customer');
if schema_id(N'security') is null exec(N'create schema security');
go
alter authorization on schema::hub to ihub_owner;
alter authorization on schema::ledger to ihub_owner;
alter authorization on schema::customer to ihub_owner;
alter authorization on schema::security to ihub_owner;
grant create table, create type, create schema, create function to ihub_owner;
grant alter any security policy to ihub_owner;
go
-- Whether a login that serves can get round its rights: every answer has to be 0.
select u.name, is_rolemember(N'db_owner', u.name) as owns, is_rolemember(N'ihub_owner', u.name) as migrates,
    is_rolemember(N'db_ddladmin', u.name) as alters, is_rolemember(N'db_securityadmin', u.name) as grants
from sys.database_principals as u where u.name in (N'ihub_company_user', N'ihub_customer_user');
go
