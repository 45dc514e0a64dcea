namespace IntegrationHub.Exchange.Sending.Deciding;

/// <summary>How an attempt to deliver ended.</summary>
internal static class AttemptDecisions
{
    public static OutboundDecision Delivered(Step step, string endpoint)
    {
        var exchange = step.Exchange with { Attempts = step.Exchange.Attempts + 1, Endpoint = endpoint };
        return Arrived(step, exchange, step.Events.Write("exchange.delivered", ("endpoint", endpoint)));
    }

    public static OutboundDecision Fetched(Step step) => step.State switch
    {
        OutboundState.Delivered => step.Nothing(),
        _ => Arrived(step, step.Exchange, step.Events.Write("exchange.fetched")),
    };

    /// <summary>The partner has it: the acknowledgement is awaited, or nothing more where the document gets none.</summary>
    internal static OutboundDecision Arrived(Step step, OutboundExchange exchange, History.ExchangeEvent happened)
    {
        switch (step.State)
        {
            case OutboundState.Queued or OutboundState.Sent or OutboundState.Quarantined:
                return step.To(
                    exchange with
                    {
                        State = OutboundState.Delivered,
                        AnswerLost = false,
                        Rejections = [],
                        DueAt = exchange.NeverAcknowledged ? null : step.Now + step.Policy.AcknowledgementWithin,
                    },
                    happened);

            // The acknowledgement overtook the answer, or an attempt came back after another one: nothing new.
            case OutboundState.Delivered or OutboundState.Accepted or OutboundState.PartlyAccepted or OutboundState.Rejected:
                return step.Only(happened);

            // An operator or the gate was faster than the answer: the partner has what we gave up.
            case OutboundState.Cancelled or OutboundState.Expired:
                return step.Only(
                    happened with { Kind = "exchange.delivered-after-end" },
                    $"{step.Exchange.Document} is {step.State} here, but the partner took it.");

            default:
                throw step.Illegal(happened.Kind);
        }
    }

    public static OutboundDecision Fault(Step step, OutboundInput.Fault fault)
    {
        var happened = step.Events.Write(
            "exchange.fault", ("endpoint", fault.Endpoint), ("code", fault.Code), ("text", fault.Text), ("transient", fault.Transient ? "true" : "false"));
        var rejection = new Rejection(RejectionCodes.PartnerFault, null, $"{fault.Code}: {fault.Text}", fault.Endpoint, "A fault is not signed and rejects nothing. Mend the cause, then release the document.");
        return Failed(step, fault.Endpoint, happened, rejection, fault.Transient, fault.RetryAfter);
    }

    public static OutboundDecision NotDelivered(Step step, OutboundInput.NotDelivered failed)
    {
        var happened = step.Events.Write(
            "exchange.not-delivered", ("endpoint", failed.Endpoint), ("text", failed.Text), ("transient", failed.Transient ? "true" : "false"));
        var rejection = new Rejection(RejectionCodes.PartnerRefusesConnection, null, failed.Text, failed.Endpoint, "Mend certificate, address or rights with the partner, then release the document.");
        return Failed(step, failed.Endpoint, happened, rejection, failed.Transient, null);
    }

    private static OutboundDecision Failed(
        Step step, string endpoint, History.ExchangeEvent happened, Rejection rejection, bool transient, TimeSpan? retryAfter)
    {
        switch (step.State)
        {
            case OutboundState.Queued or OutboundState.Sent:
                break;
            case OutboundState.Draft or OutboundState.Signed:
                throw step.Illegal(happened.Kind);
            default:
                return step.Only(happened);
        }

        var attempts = step.Exchange.Attempts + 1;
        var tried = step.Exchange with { Attempts = attempts, Endpoint = endpoint };
        if (!transient)
        {
            return step.To(
                tried with { State = OutboundState.Quarantined, DueAt = tried.GateClosure, Rejections = [rejection] },
                happened,
                $"{tried.Document} is quarantined: {rejection.Text}");
        }

        return step.GateClosed && tried.State == OutboundState.Queued
            ? step.Expire(happened)
            : step.To(tried with { DueAt = step.RetryAt(attempts, retryAfter) }, happened, step.AlarmAt(attempts, rejection.Text));
    }

    /// <summary>Nobody knows whether it arrived: it is asked for before it is sent again.</summary>
    public static OutboundDecision AnswerLost(Step step, string endpoint, string kind, string text)
    {
        var happened = step.Events.Write(kind, ("endpoint", endpoint), ("text", text));
        if (step.State is OutboundState.Draft or OutboundState.Signed)
        {
            throw step.Illegal(kind);
        }

        if (step.State is not (OutboundState.Queued or OutboundState.Sent))
        {
            return step.Only(happened);
        }

        var attempts = step.Exchange.Attempts + 1;
        return step.To(Unanswered(step, step.Exchange with { Attempts = attempts, Endpoint = endpoint }), happened, step.AlarmAt(attempts, text));
    }

    public static OutboundDecision Interrupted(Step step) => step.State is OutboundState.Queued
        ? step.To(Unanswered(step, step.Exchange) with { DueAt = step.Now }, step.Events.Write("exchange.interrupted"))
        : step.Nothing();

    private static OutboundExchange Unanswered(Step step, OutboundExchange exchange) =>
        exchange with { State = OutboundState.Sent, AnswerLost = true, DueAt = step.Now + step.Policy.AskAfter };
}
