namespace IntegrationHub.Exchange.Sending.Deciding;

/// <summary>What we learn by asking the partner whether it has a document.</summary>
internal static class StatusDecisions
{
    public static OutboundDecision Found(Step step, OutboundInput.StatusFound found)
    {
        var happened = step.Events.Write("exchange.found-at-partner", ("status", found.Status));
        if (step.State is not (OutboundState.Sent or OutboundState.Delivered))
        {
            return step.State is OutboundState.Draft or OutboundState.Signed ? throw step.Illegal(happened.Kind) : step.Only(happened);
        }

        return step.To(
            step.Exchange with
            {
                State = OutboundState.Delivered,
                AnswerLost = false,
                DueAt = step.Exchange.NeverAcknowledged ? null : step.Now + step.Policy.AcknowledgementWithin,
            },
            happened);
    }

    /// <summary>It is not there: the same bytes go again, unless the gate has closed.</summary>
    public static OutboundDecision NotFound(Step step)
    {
        var happened = step.Events.Write("exchange.not-found-at-partner");
        return step.State switch
        {
            OutboundState.Draft or OutboundState.Signed => throw step.Illegal(happened.Kind),
            OutboundState.Sent when step.GateClosed => step.Expire(happened),

            OutboundState.Delivered when step.GateClosed => step.To(
                step.Exchange with { DueAt = step.Now + step.Policy.AcknowledgementWithin },
                happened,
                $"The partner took {step.Exchange.Document} in time and does not have it any more; its gate has closed since."),

            // Delivered and gone: the partner lost it (a restore from an older backup). It would deduplicate a document it still has.
            OutboundState.Sent or OutboundState.Delivered => step.To(
                step.Exchange with { State = OutboundState.Queued, AnswerLost = false, DueAt = step.Now },
                happened,
                step.State is OutboundState.Delivered ? $"The partner took {step.Exchange.Document} and does not have it any more." : null),
            _ => step.Only(happened),
        };
    }

    public static OutboundDecision Unknown(Step step, OutboundInput.StatusUnknown unknown)
    {
        var happened = step.Events.Write("exchange.status-unknown", ("text", unknown.Text));
        if (step.State is OutboundState.Draft or OutboundState.Signed)
        {
            throw step.Illegal(happened.Kind);
        }

        if (step.State is not (OutboundState.Sent or OutboundState.Delivered))
        {
            return step.Only(happened);
        }

        var attempts = step.Exchange.Attempts + 1;
        var pause = Backoff.After(attempts, step.Policy.FirstRetry, step.Policy.LongestRetry, step.Exchange.Id);
        return step.To(
            step.Exchange with { Attempts = attempts, DueAt = step.Now + pause }, happened, step.AlarmAt(attempts, unknown.Text));
    }

    /// <summary>The hub asks now, and again after each further wait.</summary>
    public static OutboundDecision Overdue(Step step) => step.State is OutboundState.Delivered && !step.Exchange.NeverAcknowledged
        ? step.To(
            step.Exchange with { DueAt = step.Now + step.Policy.AcknowledgementWithin },
            step.Events.Write("exchange.acknowledgement-overdue"),
            $"{step.Exchange.Document} was delivered, but its acknowledgement has not come.")
        : step.Nothing();
}
