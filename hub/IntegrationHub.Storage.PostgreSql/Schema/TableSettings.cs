namespace IntegrationHub.Storage.PostgreSql.Schema;

/// <summary>What PostgreSQL's tables need beyond their columns; run by the first migration.</summary>
internal static class TableSettings
{
    public const string Sql =
        """
        -- Archived bytes are packed by the hub: the server must not try again. A row stays in one piece while it fits a page.
        alter table hub.archive alter column body set storage external;
        alter table hub.archive set (toast_tuple_target = 8160);
        alter table hub.archive_chunk alter column body set storage external;
        alter table hub.registered_document alter column acknowledgement set storage external;
        alter table hub.registered_document set (toast_tuple_target = 8160);

        -- Rows that are claimed and go: vacuum by count, not by share, so that ten million rows keep the plan.
        alter table hub.notification set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000,
            autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 20000);
        alter table hub.outbound_exchange set (fillfactor = 85, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000);
        alter table hub.mailbox set (fillfactor = 50);
        """;
}
