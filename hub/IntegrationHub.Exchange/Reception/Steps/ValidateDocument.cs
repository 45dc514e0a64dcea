using IntegrationHub.Exchange.Reception.Documents;

namespace IntegrationHub.Exchange.Reception.Steps;

/// <summary>
/// Step 6: against the compiled profile, streaming. The walk that verified the document has validated it, too; its verdict is heard here and
/// not before. What fails never enters the registry.
/// </summary>
internal sealed class ValidateDocument : IReceptionStep
{
    public ValueTask<StepOutcome> RunAsync(ReceptionContext context, CancellationToken cancellationToken) => ValueTask.FromResult(Run(context));

    private static StepOutcome Run(ReceptionContext context)
    {
        if (context.Reading is not { } reading)
        {
            return StepOutcome.Continue;
        }

        var message = context.Message!;
        var root = context.Identity?.RootElement;
        if (message.Payload == PayloadKind.Document && !string.Equals(message.Noun, root, StringComparison.Ordinal))
        {
            return new StepOutcome.Refuse(
            [
                new Rejection(RejectionCodes.NounMismatch, "A94", $"The noun is {message.Noun}, the payload is {root}.", "Header/Noun", "Name the payload's root element as noun."),
            ]);
        }

        context.Check = reading.Check;
        return context.Check.Verdict switch
        {
            SchemaVerdict.Valid => Identified(context),
            SchemaVerdict.Unknown => new StepOutcome.Refuse(
            [
                new Rejection(
                    RejectionCodes.ProfileUnknown, "A94", $"No profile is loaded for {root} in {context.Identity?.Namespace}.", root ?? "", "Send a document type and version that was agreed."),
            ]),
            _ => new StepOutcome.Refuse(context.Check.Errors),
        };
    }

    /// <summary>
    /// From here on the validated document says who it is. Should the look-up have gone by another key, the commit finds the right one.
    /// </summary>
    private static StepOutcome Identified(ReceptionContext context)
    {
        var document = context.Read!;
        if (document.MRid.Length == 0 || document.Sender.Value.Length == 0)
        {
            return new StepOutcome.Refuse(
            [
                new Rejection(RejectionCodes.DocumentUnidentified, "A69", "The document has no mRID or no sender.", "mRID", "State both."),
            ]);
        }

        context.Key = new DocumentKey(document.Sender.Value, document.MRid, document.Revision);
        return StepOutcome.Continue;
    }
}
