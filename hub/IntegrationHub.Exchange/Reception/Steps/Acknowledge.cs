using IntegrationHub.Evidence.Canonicalization;
using IntegrationHub.Exchange.Acknowledging;
using IntegrationHub.Exchange.History;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Exchange.Reception.Steps;

/// <summary>
/// Step 9: the answer. An acknowledgement is written once and kept; its bytes go into the signed answer of a push, and leave as a document of
/// their own where there is no answer to put them in. Acknowledgements are never acknowledged.
/// </summary>
internal sealed class Acknowledge(IAnswerComposer composer, OutboundPreparation outbound, IIdSource ids, IHubClock clock)
{
    /// <summary>The document that says <paramref name="plan"/>; empty for an acknowledgement.</summary>
    public Acknowledgement Write(ReceptionContext context, AcknowledgementPlan plan, string mRid)
    {
        if (context.IsAcknowledgement)
        {
            return Acknowledgement.None;
        }

        var (bytes, profile) = AcknowledgementDraft.Write(plan, context.Directory.Self, context.Party, Received(context), mRid, clock.Now);
        return new(bytes, profile, mRid);
    }

    /// <summary>The signed ResponseMessage of a push; <c>null</c> on the other channels.</summary>
    public async ValueTask<ReadOnlyMemory<byte>?> AnswerAsync(
        ReceptionContext context, ReadOnlyMemory<byte> acknowledgement, bool positive, CancellationToken cancellationToken)
    {
        if (context.Incoming.Channel != Channel.Push)
        {
            return null;
        }

        var now = clock.Now;
        return await composer.ComposeAsync(
            new AnswerContent(context.Party, context.Message!, acknowledgement, positive, now, ids.Next(now)), cancellationToken);
    }

    /// <summary>The acknowledgement as a document that leaves by itself, for pulled documents and files; <c>null</c> on a push.</summary>
    public async ValueTask<(QueuedDocument Document, IReadOnlyList<ExchangeEvent> Events)?> ReplyAsync(
        ReceptionContext context, Acknowledgement acknowledgement, CancellationToken cancellationToken)
    {
        if (acknowledgement.Bytes.IsEmpty
            || context.Incoming.Channel is not (Channel.Pull or Channel.File)
            || context.Party.Connection == Parties.PartyConnection.None)
        {
            return null;
        }

        var digest = CanonicalDigest.Of(acknowledgement.Bytes, out var error)
            ?? throw new InvalidOperationException($"An acknowledgement of our own is no XML: {error?.Message}");
        var document = new OutboundDocument(
            new DocumentKey(context.Directory.Self.Code.Value, acknowledgement.MRid, 1),
            acknowledgement.Profile!,
            null,
            null,
            acknowledgement.Bytes,
            digest,
            null,
            NeverAcknowledged: true);
        return await outbound.PrepareAsync(context.Party, document, waitsToBeFetched: false, clock.Now, cancellationToken);
    }

    private static DocumentReference? Received(ReceptionContext context)
    {
        if (context.Read is { } document)
        {
            return AcknowledgementDraft.ReferenceTo(document);
        }

        return context.IsBinary
            ? new DocumentReference(null, null, Title: context.Message!.FileName)
            : context.Identity is { } identity ? new DocumentReference(identity.MRid, identity.Revision, identity.Type) : null;
    }
}

/// <summary>An acknowledgement of ours, written.</summary>
internal sealed record Acknowledgement(ReadOnlyMemory<byte> Bytes, ProfileId? Profile, string MRid)
{
    public static Acknowledgement None { get; } = new(default, null, "");
}
