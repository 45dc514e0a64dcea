using IntegrationHub.Exchange.Search;

namespace IntegrationHub.Host.Demo;

/// <summary>What an exchange of the demo must end as.</summary>
/// <param name="What">What it is, for people.</param>
/// <param name="Direction">Seen from the hub.</param>
/// <param name="MRid">Identification of the document; <c>null</c> for one whose content must not be believed (a broken signature).</param>
/// <param name="State">Name of the final state.</param>
/// <param name="Reason">A code of the hub or of the market that must be among its reasons; <c>null</c> when there must be none.</param>
internal sealed record DemoExpectation(string What, Direction Direction, string? MRid, string State, string? Reason = null)
{
    /// <summary>True when the exchange is the one that is expected, whatever became of it.</summary>
    public bool Concerns(ExchangeSummary exchange) =>
        exchange.Direction == Direction && string.Equals(exchange.MRid, MRid, StringComparison.Ordinal) && (State == "Repeated") == (exchange.State == "Repeated");

    /// <summary>True when it ended as expected.</summary>
    public bool IsMetBy(ExchangeSummary exchange) =>
        exchange.State == State
        && (Reason is null
            ? exchange.Rejections.Count == 0
            : exchange.Rejections.Any(reason => reason.Code == Reason || reason.MarketReason == Reason));

    /// <summary>As the JSON shows it.</summary>
    public string Text => Reason is null ? State : $"{State} {Reason}";
}
