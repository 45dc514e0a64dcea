using System.Globalization;
using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Exchange;
using IntegrationHub.Storage.Isolation;
using IntegrationHub.Storage.SqlServer.Execution;

namespace IntegrationHub.Storage.SqlServer.Ledger;

/// <summary>The ledger's entries about one exchange, and single ones. Thread-safe.</summary>
internal sealed class SqlServerExchangeLeaves(SqlServerStore store) : IExchangeLeaves
{
    public async ValueTask<(IReadOnlyList<SequencedLeaf> Leaves, int Waiting)> ReadAsync(string retailer, Guid exchange, CancellationToken cancellationToken)
    {
        var number = int.Parse(retailer, CultureInfo.InvariantCulture);
        var rows = await store.Work.RunAsync(
            Scope.Of(new RetailerId(number)),
            session => session.ListAsync(
                LedgerStatements.OfExchange, parameters => parameters.Int("@retailer", number).Id("@exchange", exchange), reader => LeafRows.SequencedOrNull(reader, store.Values), cancellationToken),
            cancellationToken);
        var leaves = rows.OfType<SequencedLeaf>().ToList();
        return (leaves, rows.Count - leaves.Count);
    }

    public async ValueTask<SequencedLeaf?> FindAsync(string retailer, Guid eventId, CancellationToken cancellationToken)
    {
        var number = int.Parse(retailer, CultureInfo.InvariantCulture);
        return await store.Work.RunAsync(
            Scope.Of(new RetailerId(number)),
            session => session.FirstAsync(
                LedgerStatements.OfEvent, parameters => parameters.Int("@retailer", number).Id("@id", eventId), reader => LeafRows.Sequenced(reader, store.Values), cancellationToken),
            cancellationToken);
    }
}
