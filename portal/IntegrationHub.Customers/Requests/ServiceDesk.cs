using IntegrationHub.Market.CustomerSide;

namespace IntegrationHub.Customers.Requests;

/// <summary>Customers turn to the retailer. Thread-safe.</summary>
internal sealed class ServiceDesk(RequestDesk desk)
{
    public async Task<Asked> AskAsync(CustomerLogin login, Guid id, ServiceTopic topic, string text, CancellationToken cancellationToken)
    {
        var request = new ServiceRequest(login.Name, topic, Tidy(text));
        return request.Check() is { Count: > 0 } wrong ? Asked.Wrong(wrong) : Asked.Of(await desk.HandInAsync(login, id, CrossingKinds.Service, request, cancellationToken));
    }

    /// <summary>An answer that does not content the customer opens the request again; the company's side judges whether it still may be.</summary>
    /// <param name="login">Who asks.</param>
    /// <param name="request">Id of the request that was answered.</param>
    /// <param name="id">Id of this one.</param>
    /// <param name="text">What is still wanted.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Asked> AskAgainAsync(CustomerLogin login, Guid request, Guid id, string text, CancellationToken cancellationToken)
    {
        var again = new RequestReopening(login.Name, request, Tidy(text));
        return again.Check() is { Count: > 0 } wrong ? Asked.Wrong(wrong) : Asked.Of(await desk.HandInAsync(login, id, CrossingKinds.ServiceAgain, again, cancellationToken));
    }

    private static string Tidy(string text) => text.ReplaceLineEndings("\n").Trim();
}
