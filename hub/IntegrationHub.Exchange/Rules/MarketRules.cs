using IntegrationHub.Schemas.Rules;

namespace IntegrationHub.Exchange.Rules;

/// <summary>All rules that a valid document is judged by, at reception and before sending alike.</summary>
public static class MarketRules
{
    private static readonly SenderRule Sender = new();

    private static readonly ReceiverRule Receiver = new();

    private static readonly IMarketRule[] AboutTheDocument =
        [Receiver, new AllowedProfileRule(), new RevisionRule(), new GateOpenRule()];

    /// <summary>Whether the sender holds; what fails here never enters the registry.</summary>
    public static IReadOnlyList<Rejection> CheckSender(MarketRuleInput input) => [.. Sender.Check(input)];

    /// <summary>Whether it is addressed to the right one; all that is asked of an acknowledgement.</summary>
    public static IReadOnlyList<Rejection> CheckReceiver(MarketRuleInput input) => [.. Receiver.Check(input)];

    /// <summary>All errors of a document whose sender holds, together: parties and gates first, then what the document says.</summary>
    public static IReadOnlyList<Rejection> Check(MarketRuleInput input, RuleContext context) =>
    [
        .. AboutTheDocument.SelectMany(rule => rule.Check(input)),
        .. DocumentRules.Check(input.Document, context).Select(FromFinding),
    ];

    /// <summary>A finding of the document rules as the hub's rejection; its code is the rule's in upper snake case.</summary>
    public static Rejection FromFinding(RuleFinding finding) => new(
        "RULE_" + finding.Rule.Replace('-', '_').ToUpperInvariant(),
        finding.ReasonCode,
        $"found {finding.Found}, expected {finding.Expected}",
        finding.Path,
        $"Make it {finding.Expected}.",
        finding.Level switch
        {
            RuleLevel.Interval when finding.SeriesMRid is not null => RejectionLevel.Interval,
            RuleLevel.Document => RejectionLevel.Document,
            _ when finding.SeriesMRid is null => RejectionLevel.Document,
            _ => RejectionLevel.Series,
        },
        finding.SeriesMRid,
        finding.Interval);
}
