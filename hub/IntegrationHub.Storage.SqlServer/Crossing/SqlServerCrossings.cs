using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Crossing;
using IntegrationHub.Exchange.History;
using IntegrationHub.Storage.Isolation;
using IntegrationHub.Storage.SqlServer.Execution;
using IntegrationHub.Storage.SqlServer.History;
using Microsoft.Data.SqlClient;

namespace IntegrationHub.Storage.SqlServer.Crossing;

/// <summary>The company's side of what crosses. Thread-safe.</summary>
internal sealed class SqlServerCompanyCrossings(SqlServerStore store) : ICompanyCrossings
{
    public async ValueTask<IReadOnlyList<Rejection>> PublishAsync(RetailerId retailer, CrossingItem item, string actor, CancellationToken cancellationToken)
    {
        var refused = CrossingRules.Check(CrossingStream.Publications, item);
        if (refused.Count > 0)
            return refused;

        await store.Work.RunAsync(
            Scope.Of(retailer),
            session => session.ScalarAsync(
                CrossingStatements.Company.HandIn,
                parameters => CrossingStatements.Item(parameters, retailer, CrossingStream.Publications, item).Events(store.Values, retailer, [EventFor(item, actor)]),
                cancellationToken),
            cancellationToken);
        return [];
    }

    public async ValueTask<IReadOnlyList<CrossingEntry>> ReadRequestsAsync(RetailerId retailer, long after, int max, CancellationToken cancellationToken) =>
        await store.Work.RunAsync(
            Scope.Of(retailer),
            session => session.ListAsync(
                CrossingStatements.Company.ReadInbox,
                parameters => CrossingStatements.Stream(parameters, retailer, CrossingStream.Requests).Long("@after", after).Int("@max", max),
                CrossingStatements.Read,
                cancellationToken),
            cancellationToken);

    private static ExchangeEvent EventFor(CrossingItem item, string actor) => new(
        Guid.CreateVersion7(item.At), item.At, "synchronisation.published", ExchangeId: null, PartyId: null, actor,
        EventData.Json(("item", item.Id.ToString("D")), ("kind", item.Kind), ("for", item.Subject?.ToString("D") ?? "all")));
}

/// <summary>The customers' side of what crosses, in the name of one customer each time. Thread-safe.</summary>
internal sealed class SqlServerCustomerCrossings(SqlWork customers) : ICustomerCrossings
{
    public async ValueTask<IReadOnlyList<Rejection>> RequestAsync(RetailerId retailer, Guid customer, CrossingItem item, CancellationToken cancellationToken)
    {
        var request = item with { Subject = customer };
        var refused = CrossingRules.Check(CrossingStream.Requests, request);
        if (refused.Count > 0)
            return refused;

        try
        {
            await customers.RunAsync(
                Scope.OfCustomer(retailer, customer),
                session => session.ScalarAsync(
                    CrossingStatements.Customers.HandIn, parameters => CrossingStatements.Item(parameters, retailer, CrossingStream.Requests, request), cancellationToken),
                cancellationToken);
        }
        catch (SqlException taken) when (Faults.IsDuplicate(taken))
        {
            // The id is another customer's, whose row this one does not see: the same id again changes nothing.
        }

        return [];
    }

    public async ValueTask<IReadOnlyList<CrossingEntry>> ReadPublicationsAsync(RetailerId retailer, Guid customer, long after, int max, CancellationToken cancellationToken) =>
        await customers.RunAsync(
            Scope.OfCustomer(retailer, customer),
            session => session.ListAsync(
                CrossingStatements.Customers.ReadInbox,
                parameters => CrossingStatements.Stream(parameters, retailer, CrossingStream.Publications).Long("@after", after).Int("@max", max),
                CrossingStatements.Read,
                cancellationToken),
            cancellationToken);

    public async ValueTask<IReadOnlyList<CrossingEntry>> ReadOwnPublicationsAsync(RetailerId retailer, Guid customer, long after, int max, CancellationToken cancellationToken) =>
        await customers.RunAsync(
            Scope.OfCustomer(retailer, customer),
            session => session.ListAsync(
                CrossingStatements.ReadOwn,
                parameters => CrossingStatements.Stream(parameters, retailer, CrossingStream.Publications).Long("@after", after).Int("@max", max).Id("@subject", customer),
                CrossingStatements.Read,
                cancellationToken),
            cancellationToken);
}
