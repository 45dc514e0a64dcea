using System.Security.Cryptography;
using IntegrationHub.Exchange.Reception.Documents;
using IntegrationHub.Schemas.Xml;

namespace IntegrationHub.Exchange.Reception.Steps;

/// <summary>
/// Step 5: what the document is and whether it is known. A repetition skips everything that follows and gets its stored acknowledgement,
/// also after gate closure, after its profile changed, and years later.
/// </summary>
internal sealed class RecogniseDocument(IReceptionStore store, IDocumentValidator validator) : IReceptionStep
{
    public async ValueTask<StepOutcome> RunAsync(ReceptionContext context, CancellationToken cancellationToken)
    {
        var message = context.Message!;
        if (message.Payload == PayloadKind.None)
        {
            return StepOutcome.Continue;
        }

        if (context.IsBinary && !context.Party.TakesBinary)
        {
            return new StepOutcome.Refuse([BinaryNotAgreed(context)]);
        }

        if ((context.IsBinary ? Binary(context, message) : Xml(context, message)) is { } error)
        {
            context.Check = new DocumentCheck(SchemaVerdict.Unreadable, null, null, []);
            return new StepOutcome.Refuse([error]);
        }

        // Only the sender's own keys are looked up: nobody learns of, or is answered with, what another party sent.
        if (context.Key is not { } key || (!context.IsBinary && !context.Party.SpeaksFor(context.Identity!.Sender!.Value)))
        {
            return StepOutcome.Continue;
        }

        var entry = await store.LookUpAsync(context.Incoming.Retailer, key, cancellationToken);
        context.LookedUp = (key, entry.HighestRevision);
        return entry.Document is { } first ? Known(context, first) : StepOutcome.Continue;
    }

    /// <summary>What nobody can judge is not acknowledged as if it had been judged.</summary>
    private static Rejection BinaryNotAgreed(ReceptionContext context) => new(
        RejectionCodes.BinaryNotAgreed,
        "A94",
        $"Files of format BINARY were not agreed with {context.Party.Name}.",
        "Payload/Format",
        "Send the document as XML, or have the exchange of files agreed.");

    /// <summary>Same document: repetition. Same id, other content: refused, not registered.</summary>
    internal static StepOutcome Known(ReceptionContext context, RegisteredDocument first) =>
        first.CanonicalDigest.Span.SequenceEqual(context.Digest.Span)
            ? new StepOutcome.Repeat(first)
            : new StepOutcome.Refuse(
            [
                new Rejection(
                    RejectionCodes.OtherContent,
                    "A51",
                    $"{first.Key.MRid} revision {first.Key.Revision} was received at {first.ReceivedAt.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ} with other content.",
                    "mRID",
                    "Send a correction under a higher revision, another document under another mRID."),
            ]);

    private Rejection? Xml(ReceptionContext context, OpenedMessage message)
    {
        XmlError? error = null;
        var reading = context.Reading ??= DocumentReading.OfWhole(message.Document, validator, context.Party, out error);
        if ((error ?? reading.Complete()) is { } fault)
        {
            return new Rejection(
                RejectionCodes.DocumentUnreadable, "A94", fault.Message, $"line {fault.Line}, column {fault.Column}", fault.Remedy);
        }

        context.Digest = reading.Digest;
        context.Identity = reading.Identity;
        context.Key = context.Identity?.Key;
        return null;
    }

    /// <summary>Bytes without a format have no id of their own: their content names them.</summary>
    private static Rejection? Binary(ReceptionContext context, OpenedMessage message)
    {
        var digest = SHA256.HashData(message.Document.Span);
        context.Digest = digest;
        context.Key = new DocumentKey(context.Party.Code.Value, "bin-" + Convert.ToHexStringLower(digest.AsSpan(0, 15)), 1);
        return null;
    }
}
