using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Market.Json;
using IntegrationHub.Retail.Records;

namespace IntegrationHub.Retail.Processes.CustomerSide;

/// <summary>A service request that a customer made, with its answer when there is one.</summary>
/// <param name="Id">Of the request.</param>
/// <param name="Customer">Whose.</param>
/// <param name="CustomerName">Name of the customer.</param>
/// <param name="Request">What was asked.</param>
/// <param name="At">When.</param>
/// <param name="Until">When it is answered at the latest.</param>
public sealed record StoredRequest(Guid Id, Guid Customer, string CustomerName, ServiceRequest Request, DateTimeOffset At, DateTimeOffset Until)
{
    internal const string Open = "open";

    /// <summary>Answered, and the answer is not yet known to be handed in.</summary>
    internal const string Answered = "answered";

    internal const string Told = "told";

    public string? Answer { get; init; }

    public string? AnsweredBy { get; init; }

    internal BusinessRecord ToRecord(string state, long revision) => new(RecordKind.Request, Id.ToString("D"), 1, state, null, null, MarketJson.WriteUtf8(this), revision);

    internal static StoredRequest Of(BusinessRecord record) =>
        record.Read<StoredRequest>("request");

    internal RecordFact Fact(string what) => new($"service-request.{what}", new Dictionary<string, string> { ["request"] = Id.ToString("D"), ["topic"] = Request.Topic.ToString() });
}
