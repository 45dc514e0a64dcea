using IntegrationHub.Customers.Hosting;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Crossing;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Market.Json;

namespace IntegrationHub.Customers.Requests;

/// <summary>Hands requests in, each in the name of one customer. Thread-safe.</summary>
internal sealed class RequestDesk(ICustomerCrossings crossings, CustomersSettings settings, TimeProvider time)
{
    /// <param name="login">Who asks.</param>
    /// <param name="id">Made when the form was shown: sent twice, it is one request.</param>
    /// <param name="kind">A name of <see cref="CrossingKinds"/>.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Why it does not cross; empty when it is on its way.</returns>
    public async Task<IReadOnlyList<Rejection>> HandInAsync<T>(CustomerLogin login, Guid id, string kind, T request, CancellationToken cancellationToken) =>
        await crossings.RequestAsync(
            settings.Retailer, login.Customer, new CrossingItem(id, login.Customer, kind, CrossingKinds.Version, MarketJson.Write(request), time.GetUtcNow()), cancellationToken);

    /// <summary>Has the ledger know what happened to a session.</summary>
    public async Task TellAsync(CustomerLogin login, string what, string? reason, string address, CancellationToken cancellationToken) =>
        await HandInAsync(login, Guid.CreateVersion7(time.GetUtcNow()), CrossingKinds.Session, new SessionNotice(login.Name, what, address, reason), cancellationToken);
}
