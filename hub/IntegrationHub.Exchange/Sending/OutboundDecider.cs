using IntegrationHub.Exchange.Sending.Deciding;

namespace IntegrationHub.Exchange.Sending;

/// <summary>
/// The state machine of a document of ours: <c>Decide(state, input, now) → state and events</c>. Id, key, digest, archived bytes and size
/// never change, whatever comes.
/// </summary>
/// <remarks>Pure and thread-safe; only identifiers of events come from a port.</remarks>
public sealed class OutboundDecider(OutboundPolicy policy, IIdSource ids)
{
    /// <summary>What becomes of <paramref name="exchange"/>; <c>null</c> for it is only legal with an acknowledgement of a document we do not know.</summary>
    /// <exception cref="IllegalTransitionException">The caller asks for what the state does not allow.</exception>
    public OutboundDecision Decide(OutboundExchange? exchange, OutboundInput input, DateTimeOffset now)
    {
        if (exchange is null)
        {
            return input is OutboundInput.AcknowledgementReceived unknown
                ? AcknowledgementDecisions.OfNothing(unknown, new EventWriter(null, now, ids))
                : throw new ArgumentNullException(nameof(exchange));
        }

        var step = new Step(exchange, now, policy, new EventWriter(exchange, now, ids));
        return input switch
        {
            OutboundInput.Sign sign => QueueDecisions.Sign(step, sign),
            OutboundInput.Queue queue => QueueDecisions.Queue(step, queue),
            OutboundInput.Release release => QueueDecisions.Release(step, release),
            OutboundInput.SendNow hurry => QueueDecisions.SendNow(step, hurry),
            OutboundInput.Cancel cancel => QueueDecisions.Cancel(step, cancel),
            OutboundInput.GateClosurePassed => QueueDecisions.GateClosurePassed(step),
            OutboundInput.AttemptDelivered delivered => AttemptDecisions.Delivered(step, delivered.Endpoint),
            OutboundInput.FetchedByParty => AttemptDecisions.Fetched(step),
            OutboundInput.Fault fault => AttemptDecisions.Fault(step, fault),
            OutboundInput.NotDelivered failed => AttemptDecisions.NotDelivered(step, failed),
            OutboundInput.AnswerLost lost => AttemptDecisions.AnswerLost(step, lost.Endpoint, "exchange.answer-lost", lost.Text),
            OutboundInput.AnswerNotTrusted bad => AttemptDecisions.AnswerLost(step, bad.Endpoint, "exchange.answer-not-trusted", bad.Text),
            OutboundInput.Interrupted => AttemptDecisions.Interrupted(step),
            OutboundInput.StatusFound found => StatusDecisions.Found(step, found),
            OutboundInput.StatusNotFound => StatusDecisions.NotFound(step),
            OutboundInput.StatusUnknown unknown => StatusDecisions.Unknown(step, unknown),
            OutboundInput.AcknowledgementOverdue => StatusDecisions.Overdue(step),
            OutboundInput.AcknowledgementReceived acknowledgement => AcknowledgementDecisions.Received(step, acknowledgement),
            _ => throw new IllegalTransitionException(exchange.Id, exchange.State, input.GetType().Name),
        };
    }

    /// <summary>Two things that happened together (an attempt and the acknowledgement in its answer), as one decision.</summary>
    public OutboundDecision Decide(OutboundExchange? exchange, OutboundInput first, OutboundInput second, DateTimeOffset now)
    {
        var one = Decide(exchange, first, now);
        var two = Decide(one.Exchange, second, now);
        return new OutboundDecision(two.Exchange, [.. one.Events, .. two.Events], two.Alarm ?? one.Alarm);
    }
}
