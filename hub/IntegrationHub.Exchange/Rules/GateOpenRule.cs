namespace IntegrationHub.Exchange.Rules;

/// <summary>The document arrived before its gate closed; at the closing instant the gate is closed (see <see cref="GateClosureCalendar"/>).</summary>
public sealed class GateOpenRule : IMarketRule
{
    public IEnumerable<Rejection> Check(MarketRuleInput input)
    {
        var document = input.Document;
        var closes = input.Gates.ClosesAt(input.Counterparty, document.Profile.RootElement, document.Type, document.Period);
        if (closes is { } gate && input.At >= gate)
        {
            yield return new Rejection(
                RejectionCodes.GateClosed,
                "A57",
                $"The gate closed at {gate.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}; the document was there at {input.At.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ}.",
                "",
                "Submit before the gate closure, or use the procedure for late changes of the market.");
        }
    }
}
