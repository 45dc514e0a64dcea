using System.Globalization;
using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Exchange;
using IntegrationHub.Storage.SqlServer.Execution;

namespace IntegrationHub.Storage.SqlServer.Ledger;

/// <summary>The ledger's entries about one exchange. Thread-safe.</summary>
internal sealed class SqlServerExchangeLeaves(SqlServerStore store) : IExchangeLeaves
{
    public async ValueTask<(IReadOnlyList<SequencedLeaf> Leaves, int Waiting)> ReadAsync(string retailer, Guid exchange, CancellationToken cancellationToken)
    {
        var number = int.Parse(retailer, CultureInfo.InvariantCulture);
        var rows = await store.Work.RunAsync(
            SqlScope.Of(new RetailerId(number)),
            session => session.ListAsync(
                LedgerStatements.OfExchange, parameters => parameters.Int("@retailer", number).Id("@exchange", exchange), LeafRows.SequencedOrNull, cancellationToken),
            cancellationToken);
        var leaves = rows.OfType<SequencedLeaf>().ToList();
        return (leaves, rows.Count - leaves.Count);
    }
}
