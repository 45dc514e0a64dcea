using IntegrationHub.Evidence.Signatures;
using IntegrationHub.Exchange.History;

namespace IntegrationHub.Exchange.Reception.Steps;

/// <summary>
/// Step 4: the signature over the bytes that will be used, and only those. Under a bad signature nothing else is said or kept. A file lane
/// is identified by its folder and carries no signature.
/// </summary>
internal sealed class VerifySignature(IMessageVerifier verifier, ISignaturePolicies policies, IIdSource ids) : IReceptionStep
{
    public ValueTask<StepOutcome> RunAsync(ReceptionContext context, CancellationToken cancellationToken) => ValueTask.FromResult(Run(context));

    private StepOutcome Run(ReceptionContext context)
    {
        if (context.Incoming.Channel == Channel.File)
        {
            return StepOutcome.Continue;
        }

        var message = context.Message!;
        var verdict = verifier.Verify(message.Message, policies.For(context.Party), context.At);
        if (!verdict.Accepted)
        {
            context.Message = null;
            return new StepOutcome.Fault(Refusal(verdict.Refusal));
        }

        if (verdict.Doubt is { } doubt)
        {
            context.Notes.Add(new ExchangeEvent(
                ids.Next(context.At), context.At, "signature.revocation-assumed", context.ExchangeId, context.Party.Id.Value, context.Party.Name, EventData.Json(("text", doubt))));
        }

        // The opener promises slices; a document from elsewhere would not be what was verified.
        return message.Payload != PayloadKind.Document || message.Message.Span.Overlaps(message.Document.Span)
            ? StepOutcome.Continue
            : throw new InvalidOperationException("The payload does not lie inside the verified message.");
    }

    /// <summary><c>signature.digest_mismatch</c> becomes SIGNATURE_DIGEST_MISMATCH.</summary>
    internal static Rejection Refusal(SignatureRefusal refusal) => new(
        refusal.Id.Replace('.', '_').ToUpperInvariant(), null, refusal.Detail, "Header/Signature", refusal.Remedy);
}
