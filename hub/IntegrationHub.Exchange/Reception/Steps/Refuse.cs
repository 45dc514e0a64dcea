using System.Buffers.Binary;
using System.Security.Cryptography;
using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Exchange.Acknowledging;
using IntegrationHub.Exchange.Sending;

namespace IntegrationHub.Exchange.Reception.Steps;

/// <summary>The endings that register nothing: faults, technical refusals and repetitions. Each leaves its evidence before it is answered.</summary>
internal sealed class Refuse(IReceptionStore store, ISendingStore sending, Acknowledge acknowledge, ReceptionRecords records, IIdSource ids, IHubClock clock)
{
    public async ValueTask<ReceptionResult> FaultAsync(ReceptionContext context, Rejection reason, CancellationToken cancellationToken)
    {
        var exchange = records.Exchange(context, InboundState.Refused, [reason]);
        await store.RecordAsync(exchange, null, [records.Event(context, OctetsEvent.Refused, [reason])], context.Incoming.Cursor, cancellationToken);
        return new ReceptionResult(exchange, null, default, false, reason);
    }

    public async ValueTask<ReceptionResult> RefuseAsync(ReceptionContext context, IReadOnlyList<Rejection> reasons, CancellationToken cancellationToken)
    {
        if (context.IsAcknowledgement)
        {
            return await FaultAsync(context, reasons[0], cancellationToken);
        }

        var document = acknowledge.Write(context, AcknowledgementPlan.Of(reasons, null), ReplyId(context));
        if (await acknowledge.ReplyAsync(context, document, cancellationToken) is var (reply, replyEvents))
        {
            await sending.QueueAsync(reply.Exchange, reply.Document, reply.SignedMessage, replyEvents, cancellationToken);
        }

        var answer = await acknowledge.AnswerAsync(context, document.Bytes, false, cancellationToken);
        var exchange = records.Exchange(context, InboundState.Refused, reasons) with { AnswerArchiveId = answer is null ? null : ids.Next(clock.Now) };
        await store.RecordAsync(exchange, answer, [records.Event(context, OctetsEvent.Refused, reasons, answer)], context.Incoming.Cursor, cancellationToken);
        return new ReceptionResult(exchange, answer, document.Bytes, false, null);
    }

    /// <summary>
    /// The same document from the same place gives the same id: taken up again after a crash it queues no second acknowledgement. A fetched one
    /// comes in another message each time, with a timestamp and a signature of its own; its place is its entry in the partner's list.
    /// </summary>
    private static string ReplyId(ReceptionContext context)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(context.Party.Id.Value.ToByteArray());
        var cursor = context.Incoming.Channel is Channel.Pull ? context.Incoming.Cursor : null;
        if (cursor is not null)
        {
            Span<byte> code = stackalloc byte[sizeof(long)];
            BinaryPrimitives.WriteInt64BigEndian(code, cursor.LastCode);
            hash.AppendData(code);
        }

        hash.AppendData(cursor is not null && context.Message is { } message ? message.Document.Span : context.Archived!.Sha256.Span);
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }

    /// <summary>
    /// The stored acknowledgement in a freshly signed answer: the bytes that were promised stay, but the old answer's certificate may have
    /// expired since.
    /// </summary>
    public async ValueTask<ReceptionResult> RepeatAsync(ReceptionContext context, RegisteredDocument first, CancellationToken cancellationToken)
    {
        var answer = await acknowledge.AnswerAsync(context, first.Acknowledgement, first.Accepted, cancellationToken);
        var exchange = records.Exchange(context, InboundState.Repeated, []) with
        {
            FirstExchangeId = first.ExchangeId,
            AnswerArchiveId = answer is null ? null : ids.Next(clock.Now),
        };
        await store.RecordAsync(exchange, answer, [records.Event(context, OctetsEvent.Repeated, [], answer)], context.Incoming.Cursor, cancellationToken);
        return new ReceptionResult(exchange, answer, first.Acknowledgement, first.Accepted, null);
    }
}
