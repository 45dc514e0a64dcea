using System.Globalization;
using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Storage.Isolation;

namespace IntegrationHub.Storage.PostgreSql.Ledger;

/// <summary>The ledger's entries about one exchange, and single ones. Thread-safe.</summary>
internal sealed class PostgresExchangeLeaves(PostgresStore database) : IExchangeLeaves
{
    public ValueTask<(IReadOnlyList<SequencedLeaf> Leaves, int Waiting)> ReadAsync(string retailer, Guid exchange, CancellationToken cancellationToken) =>
        new(Availability.GuardAsync(async () =>
        {
            var number = new Exchange.RetailerId(int.Parse(retailer, CultureInfo.InvariantCulture));
            await using var command = database.Commits.CreateCommand(
                Scope.Of(number), $"select {LeafColumns.List} from event where retailer_id = $1 and exchange_id = $2 order by position nulls last");
            command.Parameters.Int(number.Value).Uuid(exchange);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            var leaves = new List<SequencedLeaf>();
            var waiting = 0;
            while (await reader.ReadAsync(cancellationToken))
            {
                if (LeafColumns.HasPlace(reader))
                    leaves.Add(LeafColumns.Sequenced(reader, database.Values));
                else
                    waiting++;
            }
            return ((IReadOnlyList<SequencedLeaf>)leaves, waiting);
        }));

    public ValueTask<SequencedLeaf?> FindAsync(string retailer, Guid eventId, CancellationToken cancellationToken) =>
        new(Availability.GuardAsync(async () =>
        {
            var number = new Exchange.RetailerId(int.Parse(retailer, CultureInfo.InvariantCulture));
            await using var command = database.Commits.CreateCommand(
                Scope.Of(number), $"select {LeafColumns.List} from event where retailer_id = $1 and id = $2 and position is not null");
            command.Parameters.Int(number.Value).Uuid(eventId);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            return await reader.ReadAsync(cancellationToken) ? LeafColumns.Sequenced(reader, database.Values) : null;
        }));
}
