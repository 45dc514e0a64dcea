using IntegrationHub.Exchange.Parties;
using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Exchange.Rules;

/// <summary>What a market rule may look at; a value, so that a check can be repeated years later.</summary>
public sealed record MarketRuleInput
{
    public required MarketDocument Document { get; init; }

    /// <summary>Who handed the document over, and on whose limits and rights it is judged. Before sending this is ourselves.</summary>
    public required Party From { get; init; }

    /// <summary>Whom the document must name as receiver. At reception this is ourselves, before sending the partner.</summary>
    public required Party To { get; init; }

    /// <summary>The party at the other end of the exchange, whichever way the document goes: gates are its market's gates.</summary>
    public required PartyId Counterparty { get; init; }

    public required PartyDirectory Directory { get; init; }

    /// <summary>When the last byte was there; before sending, the present instant.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Highest revision of the document that is known, or <c>null</c>.</summary>
    public int? HighestRevision { get; init; }

    public required GateClosureCalendar Gates { get; init; }
}

/// <summary>One rule of the market about a document as a whole and the parties it goes between.</summary>
/// <remarks>Stateless; one instance serves every thread.</remarks>
public interface IMarketRule
{
    /// <summary>Everything in the document that breaks the rule; empty when nothing does or it does not apply.</summary>
    IEnumerable<Rejection> Check(MarketRuleInput input);
}
