using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Exchange.Acknowledging;
using IntegrationHub.Exchange.Sending;

namespace IntegrationHub.Exchange.Reception.Steps;

/// <summary>
/// Step 8: registry, exchange, answer, effect on our own document, ledger leaf and outbox row in one transaction. The answer is written before
/// it, because it is stored in it, and leaves after it. The registry's unique key decides races: the loser behaves like a repetition.
/// </summary>
internal sealed class CommitOnce(
    IReceptionStore store, Acknowledge acknowledge, ReceptionRecords records, OutboundDecider outbound, IIdSource ids, IHubClock clock) : IReceptionStep
{
    public async ValueTask<StepOutcome> RunAsync(ReceptionContext context, CancellationToken cancellationToken)
    {
        if (context.Message!.Payload == PayloadKind.None)
        {
            return new StepOutcome.Done(await EmptyAnswerAsync(context, cancellationToken));
        }

        var plan = AcknowledgementPlan.Of(context.Rejections, context.Read);
        var document = acknowledge.Write(context, plan, ids.Next(clock.Now).ToString("N"));
        var answer = await acknowledge.AnswerAsync(context, document.Bytes, plan.IsPositive, cancellationToken);
        var reply = await acknowledge.ReplyAsync(context, document, cancellationToken);
        var exchange = records.Exchange(context, StateOf(plan.Outcome), context.Rejections) with { AnswerArchiveId = answer is null ? null : ids.Next(clock.Now) };
        var effect = EffectOf(context);
        var commit = new ReceptionCommit(
            exchange,
            new RegisteredDocument(context.Key!, context.Digest, context.ExchangeId, document.Bytes, plan.IsPositive, context.At),
            answer,
            [records.Event(context, KindOf(plan.Outcome), context.Rejections, answer), .. context.Notes, .. reply?.Events ?? []],
            effect,
            context.Incoming.Cursor,
            Notify: plan.IsPositive && !context.IsAcknowledgement,
            Reply: reply?.Document);
        return await store.CommitAsync(commit, cancellationToken) is CommitOutcome.AlreadyRegistered { First: var first }
            ? RecogniseDocument.Known(context, first)
            : new StepOutcome.Done(new ReceptionResult(exchange, answer, document.Bytes, plan.IsPositive, null)
            {
                SettlesAttempt = effect is not null && context.Incoming.AnswerTo is { } attempt && Names(effect, attempt),
            });
    }

    /// <summary>An asynchronous partner answers a Put with a signed message that carries nothing: evidence of delivery, not a document.</summary>
    private async ValueTask<ReceptionResult> EmptyAnswerAsync(ReceptionContext context, CancellationToken cancellationToken)
    {
        var positive = !string.Equals(context.Message!.ReplyResult, "FAILED", StringComparison.Ordinal);
        var exchange = records.Exchange(context, positive ? InboundState.Accepted : InboundState.Rejected, []);
        await store.RecordAsync(
            exchange, null, [records.Event(context, positive ? OctetsEvent.AnswerDelivered : OctetsEvent.AnswerFailed, [])], context.Incoming.Cursor, cancellationToken);
        return new ReceptionResult(exchange, null, default, positive, null);
    }

    /// <summary>
    /// What an acknowledgement does to our document. In the answer to a Put it may leave out what it answers, and then it can only be the
    /// document that was put; one that names another document settles that one and leaves the attempt open.
    /// </summary>
    private AcknowledgementEffect? EffectOf(ReceptionContext context)
    {
        if (!context.IsAcknowledgement || context.Read is not { } document || context.Rejections.Count > 0)
        {
            return null;
        }

        var content = AcknowledgementReader.Read(document);
        var input = new OutboundInput.AcknowledgementReceived(content, context.ExchangeId, context.Archived!.Sha256);
        var now = clock.Now;
        if (context.Incoming.AnswerTo is { } attempt && IsAbout(content, attempt.Exchange.Document))
        {
            var delivered = new OutboundInput.AttemptDelivered(attempt.Endpoint);
            return new AcknowledgementEffect(
                context.Party.Id,
                attempt.Exchange.Document.MRid,
                attempt.Exchange.Document.Revision,
                ours => ours is null ? outbound.Decide(ours, input, now) : outbound.Decide(ours, delivered, input, now));
        }

        return new AcknowledgementEffect(
            context.Party.Id, content.Acknowledged?.MRid ?? "", content.Acknowledged?.Revision, ours => outbound.Decide(ours, input, now));
    }

    private static bool IsAbout(AcknowledgementContent content, DocumentKey sent) =>
        content.Acknowledged?.MRid is not { Length: > 0 } mRid
        || (string.Equals(mRid, sent.MRid, StringComparison.Ordinal) && (content.Acknowledged.Revision ?? sent.Revision) == sent.Revision);

    private static bool Names(AcknowledgementEffect effect, AnsweredAttempt attempt) =>
        string.Equals(effect.MRid, attempt.Exchange.Document.MRid, StringComparison.Ordinal) && effect.Revision == attempt.Exchange.Document.Revision;

    private static InboundState StateOf(AcknowledgementOutcome outcome) => outcome switch
    {
        AcknowledgementOutcome.Accepted => InboundState.Accepted,
        AcknowledgementOutcome.PartlyAccepted => InboundState.PartlyAccepted,
        _ => InboundState.Rejected,
    };

    private static string KindOf(AcknowledgementOutcome outcome) => outcome switch
    {
        AcknowledgementOutcome.Accepted => OctetsEvent.Accepted,
        AcknowledgementOutcome.PartlyAccepted => OctetsEvent.PartlyAccepted,
        _ => OctetsEvent.Rejected,
    };
}
