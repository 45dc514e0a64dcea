namespace IntegrationHub.Exchange.Rules;

/// <summary>
/// The document's sender is the party that handed it over, or one it speaks for. Checked before a document's id may count, so that nobody
/// burns another's id.
/// </summary>
public sealed class SenderRule : IMarketRule
{
    public IEnumerable<Rejection> Check(MarketRuleInput input)
    {
        var sender = input.Document.Sender;
        if (input.From.SpeaksFor(sender))
        {
            yield break;
        }

        // Another member of the market may exist without having given this party the right to speak for it: a missing contract, not a wrong id.
        yield return input.Directory.FindByCode(sender) is not null
            ? new Rejection(
                RejectionCodes.SenderNotRepresented,
                "A05",
                $"The sender {sender} is another party; {input.From.Code} may not send for it.",
                "sender_MarketParticipant.mRID",
                "Send from the sender's own certificate, or have the representation registered.")
            : new Rejection(
                RejectionCodes.SenderUnknown,
                "A78",
                $"The sender {sender} is not the party {input.From.Code} that sent the document.",
                "sender_MarketParticipant.mRID",
                CodingSchemes.RemedyFor(sender, input.From) ?? "Name the code under which the sending certificate is registered.");
    }
}
