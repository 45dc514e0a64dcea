namespace IntegrationHub.Exchange.Rules;

/// <summary>A document that names a receiver names the one it is handed to. A published document may name none.</summary>
public sealed class ReceiverRule : IMarketRule
{
    public IEnumerable<Rejection> Check(MarketRuleInput input)
    {
        if (input.Document.Receiver is { } receiver && !input.To.SpeaksFor(receiver))
        {
            yield return new Rejection(
                RejectionCodes.ReceiverIncorrect,
                "A53",
                $"The receiver is {receiver}, expected {input.To.Code}.",
                "receiver_MarketParticipant.mRID",
                CodingSchemes.RemedyFor(receiver, input.To) ?? "Address the document to the party it is handed to.");
        }
    }
}
