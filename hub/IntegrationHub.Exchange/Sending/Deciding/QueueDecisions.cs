using IntegrationHub.Evidence.Ledger;

namespace IntegrationHub.Exchange.Sending.Deciding;

/// <summary>Into the lane and out of it by will: signing, queueing, the gate closure, and what operators do.</summary>
internal static class QueueDecisions
{
    public static OutboundDecision Sign(Step step, OutboundInput.Sign sign) => step.State switch
    {
        OutboundState.Draft => step.To(
            step.Exchange with { State = OutboundState.Signed, MessageArchiveId = sign.MessageArchiveId },
            step.Events.Write(
                OctetsEvent.Signed,
                (OctetsEvent.Sha256Name, Convert.ToHexStringLower(sign.Sha256.Span)),
                (OctetsEvent.CanonicalName, step.Exchange.CanonicalDigest.IsEmpty ? null : Convert.ToHexStringLower(step.Exchange.CanonicalDigest.Span)),
                (OctetsEvent.PartyCodeName, sign.PartyCode))),
        _ => throw step.Illegal(nameof(OutboundInput.Sign)),
    };

    public static OutboundDecision Queue(Step step, OutboundInput.Queue queue) => step.State switch
    {
        OutboundState.Signed when step.GateClosed => step.Expire(),
        OutboundState.Signed => step.To(
            step.Exchange with { State = OutboundState.Queued, DueAt = queue.WaitsToBeFetched ? step.Exchange.GateClosure : step.Now },
            step.Events.Write("exchange.queued", ("priority", step.Exchange.Priority.ToString()))),
        _ => throw step.Illegal(nameof(OutboundInput.Queue)),
    };

    public static OutboundDecision GateClosurePassed(Step step) => step.State switch
    {
        _ when !step.GateClosed => step.Nothing(),
        OutboundState.Draft or OutboundState.Signed or OutboundState.Queued or OutboundState.Quarantined => step.Expire(),

        // It may have arrived in time: whoever asks will know, so the document expires only once the partner says that it is not there.
        OutboundState.Sent => step.To(
            step.Exchange with { DueAt = step.Now }, step.Events.Write("exchange.gate-closed-while-unanswered")),
        _ => step.Nothing(),
    };

    public static OutboundDecision Release(Step step, OutboundInput.Release release) => step.State switch
    {
        OutboundState.Quarantined when step.GateClosed => step.Expire(),
        OutboundState.Quarantined => step.To(
            step.Exchange with
            {
                State = step.Exchange.AnswerLost ? OutboundState.Sent : OutboundState.Queued,
                DueAt = step.Now,
                Rejections = [],
            },
            step.Events.WriteAs(release.Actor, "exchange.released", ("why", release.Why))),
        _ => throw step.Illegal(nameof(OutboundInput.Release)),
    };

    /// <summary>What waits to be fetched has no attempt to bring forward: it is due at its gate closure, or never.</summary>
    public static OutboundDecision SendNow(Step step, OutboundInput.SendNow hurry) => step.State switch
    {
        OutboundState.Queued when step.GateClosed => step.Expire(),
        OutboundState.Queued when step.Exchange.MessageArchiveId is not null || step.Exchange.Attempts > 0 || (step.Exchange.DueAt is { } due && due != step.Exchange.GateClosure) => Hurried(step, hurry),
        OutboundState.Sent => Hurried(step, hurry),
        _ => throw step.Illegal(nameof(OutboundInput.SendNow)),
    };

    public static OutboundDecision Cancel(Step step, OutboundInput.Cancel cancel) => step.State switch
    {
        OutboundState.Draft or OutboundState.Signed or OutboundState.Queued => Cancelled(step, cancel),
        OutboundState.Quarantined when !step.Exchange.AnswerLost => Cancelled(step, cancel),
        _ => throw step.Illegal(nameof(OutboundInput.Cancel)),
    };

    private static OutboundDecision Hurried(Step step, OutboundInput.SendNow hurry) => step.To(
        step.Exchange with { DueAt = step.Now }, step.Events.WriteAs(hurry.Actor, "exchange.hurried", ("why", hurry.Why)));

    private static OutboundDecision Cancelled(Step step, OutboundInput.Cancel cancel) => step.To(
        step.Exchange with { State = OutboundState.Cancelled, DueAt = null },
        step.Events.WriteAs(cancel.Actor, "exchange.cancelled", ("why", cancel.Why)));
}
