using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Crossing;
using IntegrationHub.Exchange.History;
using IntegrationHub.Storage.Confidential;
using IntegrationHub.Storage.Isolation;
using IntegrationHub.Storage.SqlServer.Execution;
using IntegrationHub.Storage.SqlServer.History;
using Microsoft.Data.SqlClient;

namespace IntegrationHub.Storage.SqlServer.Crossing;

/// <summary>One side's end of the streams, with the login of that side. Thread-safe.</summary>
/// <param name="work">Connections of the side's login.</param>
/// <param name="statements">Over the side's tables.</param>
/// <param name="values">Seals the entries of the ledger; the company's side alone has it.</param>
/// <param name="crashPoints">Reached between the two commits.</param>
internal sealed class SqlServerCrossingSide(SqlWork work, CrossingStatements statements, StoreValues? values, ICrashPoints crashPoints) : ICrossingSide
{
    /// <summary>Items that get their numbers in one transaction.</summary>
    private const int NumbersAtOnce = 1_000;

    public async ValueTask<CrossingState> ReadStateAsync(RetailerId retailer, CrossingStream stream, CancellationToken cancellationToken) =>
        await work.RunAsync(
            ScopeOf(retailer),
            session => session.FirstAsync(
                statements.State, parameters => CrossingStatements.Stream(parameters, retailer, stream),
                static reader => new CrossingState(reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2)), cancellationToken),
            cancellationToken);

    public async ValueTask<IReadOnlyList<CrossingEntry>> ReadAsync(RetailerId retailer, CrossingStream stream, long after, int max, CancellationToken cancellationToken) =>
        await work.RunAsync(
            ScopeOf(retailer),
            async session =>
            {
                if (await session.ScalarAsync(statements.AnyNew, parameters => CrossingStatements.Stream(parameters, retailer, stream), cancellationToken) is 1)
                {
                    await session.ScalarAsync(
                        statements.GiveNumbers, parameters => CrossingStatements.Stream(parameters, retailer, stream).Int("@most", NumbersAtOnce), cancellationToken);
                }

                return await session.ListAsync(
                    statements.ReadOutbox,
                    parameters => CrossingStatements.Stream(parameters, retailer, stream).Long("@after", after).Int("@max", max),
                    CrossingStatements.Read,
                    cancellationToken);
            },
            cancellationToken);

    public async ValueTask<bool> AcceptAsync(
        RetailerId retailer, CrossingStream stream, long expected, long upTo, IReadOnlyList<CrossingEntry> entries, ExchangeEvent? entry, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var moved = await MoveAsync(
            statements.Accept, retailer, stream, expected, upTo, entry, parameters => statements.AddItems(parameters.Time("@now", now), entries), cancellationToken);
        if (moved)
            crashPoints.Reached(CrashPoint.AfterCrossing);

        return moved;
    }

    public async ValueTask<bool> ConfirmAsync(
        RetailerId retailer, CrossingStream stream, long expected, long upTo, ExchangeEvent? entry, CancellationToken cancellationToken) =>
        await MoveAsync(statements.Confirm, retailer, stream, expected, upTo, entry, static _ => { }, cancellationToken);

    private static Scope ScopeOf(RetailerId retailer) => Scope.Of(SystemScope.Synchronisation, retailer);

    private async Task<bool> MoveAsync(
        Statement statement, RetailerId retailer, CrossingStream stream, long expected, long upTo, ExchangeEvent? entry, Action<SqlParameterCollection> fill, CancellationToken cancellationToken)
    {
        if (entry is not null && values is null)
            throw new ArgumentException("The customers' side keeps no ledger.", nameof(entry));

        return await work.RunAsync(
            ScopeOf(retailer),
            session => session.ScalarAsync(
                statement,
                parameters =>
                {
                    CrossingStatements.Stream(parameters, retailer, stream).Long("@expected", expected).Long("@up_to", upTo);
                    fill(parameters);
                    if (values is not null)
                        parameters.Events(values, retailer, entry is null ? [] : [entry]);
                },
                cancellationToken),
            cancellationToken) is 1;
    }
}

/// <summary>Both ends, for the synchronisation service.</summary>
internal sealed class SqlServerCrossingSides(SqlServerStore store) : ICrossingSides
{
    public ICrossingSide Company { get; } = new SqlServerCrossingSide(store.Work, CrossingStatements.Company, store.Values, store.CrashPoints);

    public ICrossingSide Customers { get; } = new SqlServerCrossingSide(
        store.Customers ?? throw new InvalidOperationException("The store was opened without the login of the customers' side."), CrossingStatements.Customers, values: null, store.CrashPoints);
}
