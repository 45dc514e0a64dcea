using IntegrationHub.Exchange;
using IntegrationHub.Exchange.History;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Pulling;
using IntegrationHub.Storage.Isolation;
using IntegrationHub.Storage.SqlServer.Execution;
using IntegrationHub.Storage.SqlServer.History;

namespace IntegrationHub.Storage.SqlServer.Pulling;

/// <summary>Durable cursors of polling. Thread-safe.</summary>
internal sealed class SqlServerPullStore(SqlServerStore store, PollLocks locks) : IPullStore
{
    internal static readonly Statement Find = new(
        "pulling.find",
        """
        select last_code, last_server_timestamp, next_poll_at, failures, entry_failures from hub.pull_cursor
        where retailer_id = @retailer and party_id = @party;
        """);

    internal static readonly Statement Save = new(
        "pulling.save",
        $"""
        set xact_abort on;
        begin transaction;
        {CursorColumns.Move}
        {EventList.Insert}
        commit transaction;
        """);

    public async ValueTask<PullCursor?> FindAsync(RetailerId retailer, PartyId party, CancellationToken cancellationToken) =>
        await store.Work.RunAsync(
            Scope.Of(retailer),
            session => session.FirstAsync(
                Find,
                parameters => parameters.Int("@retailer", retailer.Value).Id("@party", party.Value),
                reader => new PullCursor(retailer, party, reader.GetInt64(0), reader.TimeOrNull(1), reader.Time(2), reader.GetInt32(3), reader.GetInt32(4)),
                cancellationToken),
            cancellationToken);

    public async ValueTask SaveAsync(PullCursor cursor, IReadOnlyList<ExchangeEvent> events, CancellationToken cancellationToken) =>
        await store.Work.RunAsync(
            Scope.Of(cursor.Retailer),
            session => session.ScalarAsync(
                Save, parameters => parameters.Cursor(cursor).Int("@retailer", cursor.Retailer.Value).Events(store.Values, cursor.Retailer, events), cancellationToken),
            cancellationToken);

    public async ValueTask<IAsyncDisposable?> TryHoldAsync(RetailerId retailer, PartyId party, CancellationToken cancellationToken) =>
        await store.GuardAsync(() => locks.TryTakeAsync(retailer, party, cancellationToken));
}
