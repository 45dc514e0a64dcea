-- Row-level security: the database checks a second time for which retailer a statement works. Names as in docs/isolation.md.
--   sqlcmd -S SERVER -b -i 04-row-security.sql -v Database=ihub
-- The hub sets the keys of the session's context at the beginning of every statement, and the reset of a pooled connection
-- forgets them: without a scope there are no rows. Run again after an upgrade that made tables.
set quoted_identifier on;
set xact_abort on;
go
use [$(Database)];
go
if schema_id(N'security') is null exec(N'create schema security authorization ihub_owner');
go
drop security policy if exists security.retailer_rows;
go
create or alter function security.is_retailers (@retailer_id int)
returns table with schemabinding
as return
    select 1 as allowed
    where @retailer_id = try_convert(int, session_context(N'hub.retailer'))
        or convert(nvarchar(100), session_context(N'hub.system')) = N'migration';
go
-- Rows that a named lane of the hub itself reads or moves for all retailers.
create or alter function security.is_retailers_or (@retailer_id int, @lane nvarchar(100))
returns table with schemabinding
as return
    select 1 as allowed
    where @retailer_id = try_convert(int, session_context(N'hub.retailer'))
        or convert(nvarchar(100), session_context(N'hub.system')) in (N'migration', @lane);
go
create security policy security.retailer_rows
    add filter predicate security.is_retailers(retailer_id) on hub.archive,
    add block predicate security.is_retailers(retailer_id) on hub.archive,
    add filter predicate security.is_retailers(retailer_id) on hub.archive_chunk,
    add block predicate security.is_retailers(retailer_id) on hub.archive_chunk,
    add filter predicate security.is_retailers_or(retailer_id, N'ledger') on hub.event,
    add block predicate security.is_retailers_or(retailer_id, N'ledger') on hub.event,
    add filter predicate security.is_retailers(retailer_id) on hub.inbound_exchange,
    add block predicate security.is_retailers(retailer_id) on hub.inbound_exchange,
    add filter predicate security.is_retailers_or(retailer_id, N'drill') on hub.mailbox,
    add block predicate security.is_retailers_or(retailer_id, N'drill') on hub.mailbox,
    add filter predicate security.is_retailers_or(retailer_id, N'drill') on hub.mailbox_entry,
    add block predicate security.is_retailers_or(retailer_id, N'drill') on hub.mailbox_entry,
    add filter predicate security.is_retailers_or(retailer_id, N'claims') on hub.notification,
    add block predicate security.is_retailers_or(retailer_id, N'claims') on hub.notification,
    add filter predicate security.is_retailers_or(retailer_id, N'claims') on hub.outbound_exchange,
    add block predicate security.is_retailers_or(retailer_id, N'claims') on hub.outbound_exchange,
    add filter predicate security.is_retailers(retailer_id) on hub.party,
    add block predicate security.is_retailers(retailer_id) on hub.party,
    add filter predicate security.is_retailers(retailer_id) on hub.party_certificate,
    add block predicate security.is_retailers(retailer_id) on hub.party_certificate,
    add filter predicate security.is_retailers(retailer_id) on hub.pull_cursor,
    add block predicate security.is_retailers(retailer_id) on hub.pull_cursor,
    add filter predicate security.is_retailers(retailer_id) on hub.registered_document,
    add block predicate security.is_retailers(retailer_id) on hub.registered_document
    with (state = on, schemabinding = on);
go
-- Whether the login that serves can get round it: every answer has to be 0.
select is_rolemember(N'db_owner', N'ihub_company_user') as owns, is_rolemember(N'ihub_owner', N'ihub_company_user') as migrates,
    is_rolemember(N'db_ddladmin', N'ihub_company_user') as alters, is_rolemember(N'db_securityadmin', N'ihub_company_user') as grants;
go
