-- Makes the hub's database. Run once by an administrator, in sqlcmd:
--   sqlcmd -S SERVER -b -i 00-database.sql -v Database=ihub
set quoted_identifier on;
set xact_abort on;
go
if db_id(N'$(Database)') is null
    create database [$(Database)];
go
-- Readers see the last commit and wait for nobody; the hub does not start without it.
alter database [$(Database)] set read_committed_snapshot on with rollback immediate;
-- Bytes in the archive need not wait for the disk: the commit that promises anything about them does, and the log is written in order.
alter database [$(Database)] set delayed_durability = allowed;
-- A torn page is found when it is read.
alter database [$(Database)] set page_verify checksum;
-- Every change is in the log until a log backup took it.
alter database [$(Database)] set recovery full;
-- Statements are kept with their plans; every statement of the hub begins with its name in a comment.
alter database [$(Database)] set query_store = on;
go
use [$(Database)];
go
-- Row policies read the session's context, which is not safe in parallel plans (SESSION_CONTEXT, known issues); the hub does not start with them.
alter database scoped configuration set maxdop = 1;
go
