using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Crossing;
using IntegrationHub.Exchange.History;
using IntegrationHub.Storage.Isolation;
using IntegrationHub.Storage.PostgreSql.History;
using IntegrationHub.Storage.PostgreSql.Isolation;

namespace IntegrationHub.Storage.PostgreSql.Crossing;

/// <summary>The company's side of what crosses. Thread-safe.</summary>
internal sealed class PostgresCompanyCrossings(PostgresStore database) : ICompanyCrossings
{
    /// <summary>The event is written only when the row is: the same id again changes nothing.</summary>
    private static readonly string PublishSql =
        $"with handed as ({CrossingRows.HandIn} returning 1), entry as ({EventColumns.Insert(1, 9, "handed")}) select count(*) from handed";

    public async ValueTask<IReadOnlyList<Rejection>> PublishAsync(RetailerId retailer, CrossingItem item, string actor, CancellationToken cancellationToken)
    {
        var refused = CrossingRules.Check(CrossingStream.Publications, item);
        if (refused.Count > 0)
            return refused;

        await Availability.GuardAsync(async () =>
        {
            await using var command = database.Commits.CreateCommand(Scope.Of(retailer), PublishSql);
            CrossingRows.AddHandIn(command.Parameters, retailer, CrossingStream.Publications, item);
            EventColumns.Add(command.Parameters, database.Values, retailer, [EventFor(item, actor)]);
            await command.ExecuteScalarAsync(cancellationToken);
        });
        return [];
    }

    public ValueTask<IReadOnlyList<CrossingEntry>> ReadRequestsAsync(RetailerId retailer, long after, int max, CancellationToken cancellationToken) =>
        new(Availability.GuardAsync(async () =>
        {
            await using var command = database.Commits.CreateCommand(Scope.Of(retailer), CrossingRows.ReadInbox);
            return await CrossingRows.ReadAsync(command, retailer, CrossingStream.Requests, after, max, cancellationToken);
        }));

    private static ExchangeEvent EventFor(CrossingItem item, string actor) => new(
        Guid.CreateVersion7(item.At), item.At, "synchronisation.published", ExchangeId: null, PartyId: null, actor,
        EventData.Json(("item", item.Id.ToString("D")), ("kind", item.Kind), ("for", item.Subject?.ToString("D") ?? "all")));
}

/// <summary>The customers' side of what crosses, in the name of one customer each time. Thread-safe.</summary>
internal sealed class PostgresCustomerCrossings(ScopedPool customers) : ICustomerCrossings
{
    public async ValueTask<IReadOnlyList<Rejection>> RequestAsync(RetailerId retailer, Guid customer, CrossingItem item, CancellationToken cancellationToken)
    {
        var request = item with { Subject = customer };
        var refused = CrossingRules.Check(CrossingStream.Requests, request);
        if (refused.Count > 0)
            return refused;

        await Availability.GuardAsync(async () =>
        {
            await using var command = customers.CreateCommand(Scope.OfCustomer(retailer, customer), CrossingRows.HandIn);
            CrossingRows.AddHandIn(command.Parameters, retailer, CrossingStream.Requests, request);
            await command.ExecuteNonQueryAsync(cancellationToken);
        });
        return [];
    }

    public ValueTask<IReadOnlyList<CrossingEntry>> ReadPublicationsAsync(RetailerId retailer, Guid customer, long after, int max, CancellationToken cancellationToken) =>
        new(Availability.GuardAsync(async () =>
        {
            await using var command = customers.CreateCommand(Scope.OfCustomer(retailer, customer), CrossingRows.ReadInbox);
            return await CrossingRows.ReadAsync(command, retailer, CrossingStream.Publications, after, max, cancellationToken);
        }));

    public ValueTask<IReadOnlyList<CrossingEntry>> ReadOwnPublicationsAsync(RetailerId retailer, Guid customer, long after, int max, CancellationToken cancellationToken) =>
        new(Availability.GuardAsync(async () =>
        {
            await using var command = customers.CreateCommand(Scope.OfCustomer(retailer, customer), CrossingRows.ReadOwnInbox);
            return await CrossingRows.ReadAsync(command, retailer, CrossingStream.Publications, after, max, cancellationToken, customer);
        }));
}
