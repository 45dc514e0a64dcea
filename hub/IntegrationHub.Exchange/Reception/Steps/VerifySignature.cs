using IntegrationHub.Evidence.Signatures;
using IntegrationHub.Exchange.History;
using IntegrationHub.Exchange.Reception.Documents;

namespace IntegrationHub.Exchange.Reception.Steps;

/// <summary>
/// Step 4: the signature over the bytes that will be used, and only those. Under a bad signature nothing else is said or kept. A file lane
/// is identified by its folder and carries no signature. The document in the message is read in the same walk; what was read counts from here on.
/// </summary>
internal sealed class VerifySignature(IMessageVerifier verifier, ISignaturePolicies policies, IDocumentValidator validator, IIdSource ids) : IReceptionStep
{
    public ValueTask<StepOutcome> RunAsync(ReceptionContext context, CancellationToken cancellationToken) => ValueTask.FromResult(Run(context));

    private StepOutcome Run(ReceptionContext context)
    {
        if (context.Incoming.Channel == Channel.File)
        {
            return StepOutcome.Continue;
        }

        var message = context.Message!;
        var reading = message.Payload == PayloadKind.Document ? DocumentReading.OfSlice(message, validator, context.Party) : null;
        var verdict = verifier.Verify(message.Message, policies.For(context.Party, context.At), context.At, reading);
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

        context.Reading = reading;
        return StepOutcome.Continue;
    }

    /// <summary><c>signature.digest_mismatch</c> becomes SIGNATURE_DIGEST_MISMATCH.</summary>
    internal static Rejection Refusal(SignatureRefusal refusal) => new(
        refusal.Id.Replace('.', '_').ToUpperInvariant(), null, refusal.Detail, "Header/Signature", refusal.Remedy);
}
