using IntegrationHub.Exchange;
using IntegrationHub.Exchange.History;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Pulling;
using IntegrationHub.Storage.Isolation;
using IntegrationHub.Storage.PostgreSql.History;

namespace IntegrationHub.Storage.PostgreSql.Pulling;

/// <summary>Durable cursors of polling. Thread-safe.</summary>
internal sealed class PostgresPullStore(PostgresStore database, PollLocks locks) : IPullStore
{
    public ValueTask<PullCursor?> FindAsync(RetailerId retailer, PartyId party, CancellationToken cancellationToken) =>
        new(Availability.GuardAsync(async () =>
        {
            await using var command = database.Commits.CreateCommand(
                Scope.Of(retailer),
                "select last_code, last_server_timestamp, next_poll_at, failures, entry_failures from pull_cursor where retailer_id = $1 and party_id = $2");
            command.Parameters.Int(retailer.Value).Uuid(party.Value);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            return await reader.ReadAsync(cancellationToken)
                ? new PullCursor(retailer, party, reader.GetInt64(0), reader.TimeOrNull(1), reader.Time(2), reader.GetInt32(3), reader.GetInt32(4))
                : null;
        }));

    public async ValueTask SaveAsync(PullCursor cursor, IReadOnlyList<ExchangeEvent> events, CancellationToken cancellationToken) =>
        await Availability.GuardAsync(async () =>
        {
            await using var batch = database.Commits.CreateBatch(Scope.Of(cursor.Retailer));
            CursorColumns.AddCommand(batch, cursor);
            EventColumns.AddCommand(batch, database.Values, cursor.Retailer, events);
            await batch.ExecuteNonQueryAsync(cancellationToken);
        });

    public ValueTask<IAsyncDisposable?> TryHoldAsync(RetailerId retailer, PartyId party, CancellationToken cancellationToken) =>
        new(Availability.GuardAsync(() => locks.TryTakeAsync(retailer, party, cancellationToken)));
}
