using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Exchange.Acknowledging;

namespace IntegrationHub.Exchange.Sending.Deciding;

/// <summary>What a verified acknowledgement does; the first one counts, everything after it is recorded.</summary>
internal static class AcknowledgementDecisions
{
    public static OutboundDecision OfNothing(OutboundInput.AcknowledgementReceived input, EventWriter events) => new(
        null,
        [events.Write("acknowledgement.unknown", Facts(input))],
        $"An acknowledgement ({input.Content.MRid}) came for a document that never left: {input.Content.Acknowledged?.MRid ?? "not named"}.");

    public static OutboundDecision Received(Step step, OutboundInput.AcknowledgementReceived input)
    {
        var outcome = input.Content.Outcome;
        if (step.Exchange.NeverAcknowledged)
        {
            return step.Only(step.Events.Write("acknowledgement.not-expected", Facts(input)));
        }

        if (outcome == AcknowledgementOutcome.Unclear)
        {
            return step.Only(
                step.Events.Write("acknowledgement.unclear", Facts(input)),
                $"The acknowledgement {input.Content.MRid} of {step.Exchange.Document} says neither accepted nor rejected.");
        }

        return step.State switch
        {
            OutboundState.Sent or OutboundState.Delivered or OutboundState.Quarantined => Settle(step, input, StateOf(outcome)),

            // The partner was faster than our own commit of the attempt. One that names no revision may be about an earlier one.
            OutboundState.Queued when step.Exchange.Attempts > 0 || input.Content.Acknowledged?.Revision is not null => Early(step, input),
            OutboundState.Accepted or OutboundState.PartlyAccepted or OutboundState.Rejected => Again(step, input),

            // Not on its way by our own record: nothing a partner can have answered.
            OutboundState.Draft or OutboundState.Signed or OutboundState.Queued => step.Only(
                step.Events.Write("acknowledgement.premature", Facts(input)), $"{step.Exchange.Document} was acknowledged before it left."),
            _ => step.Only(
                step.Events.Write("acknowledgement.late", Facts(input)),
                $"{step.Exchange.Document} is {step.State} here and was acknowledged ({outcome}) by the partner."),
        };
    }

    private static OutboundDecision Early(Step step, OutboundInput.AcknowledgementReceived input)
    {
        var settled = Settle(step, input, StateOf(input.Content.Outcome));
        return settled with { Events = [step.Events.Write("acknowledgement.early", Facts(input)), .. settled.Events] };
    }

    private static OutboundDecision Settle(Step step, OutboundInput.AcknowledgementReceived input, OutboundState state) => step.To(
        step.Exchange with
        {
            State = state,
            AnswerLost = false,
            DueAt = null,
            AcknowledgedBy = input.AcknowledgementExchangeId,
            Rejections = state is OutboundState.Accepted ? [] : input.Content.Reasons,
        },
        step.Events.Write(
            state switch
            {
                OutboundState.Accepted => "exchange.accepted",
                OutboundState.PartlyAccepted => "exchange.partly-accepted",
                _ => "exchange.rejected",
            },
            Facts(input)));

    private static OutboundDecision Again(Step step, OutboundInput.AcknowledgementReceived input) =>
        StateOf(input.Content.Outcome) == step.State
            ? step.Only(step.Events.Write("acknowledgement.repeated", Facts(input)))
            : step.Only(
                step.Events.Write("acknowledgement.contradictory", Facts(input)),
                $"{step.Exchange.Document} is {step.State}, and a later acknowledgement says {input.Content.Outcome}. The first one stands; clear it with the partner.");

    private static OutboundState StateOf(AcknowledgementOutcome outcome) => outcome switch
    {
        AcknowledgementOutcome.Accepted => OutboundState.Accepted,
        AcknowledgementOutcome.PartlyAccepted => OutboundState.PartlyAccepted,
        _ => OutboundState.Rejected,
    };

    private static (string, string?)[] Facts(OutboundInput.AcknowledgementReceived input) =>
    [
        ("acknowledgement", input.Content.MRid),
        ("exchange", input.AcknowledgementExchangeId.ToString("D")),
        ("outcome", input.Content.Outcome.ToString()),
        ("document", input.Content.Acknowledged?.MRid),
        (AnswerEvent.Sha256Name, Convert.ToHexStringLower(input.Sha256.Span)),
    ];
}
