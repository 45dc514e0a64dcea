namespace IntegrationHub.Exchange.Reception.Steps;

/// <summary>Step 3: the SOAP envelope and the message inside. A file has neither and is a document itself.</summary>
internal sealed class OpenEnvelope(IEnvelopeOpener opener) : IReceptionStep
{
    public ValueTask<StepOutcome> RunAsync(ReceptionContext context, CancellationToken cancellationToken) => ValueTask.FromResult(Run(context));

    private StepOutcome Run(ReceptionContext context)
    {
        if (context.Incoming.Channel == Channel.File)
        {
            context.Message = new OpenedMessage
            {
                Verb = "create",
                Noun = "",
                Payload = PayloadKind.CompressedDocument,
                Document = context.Incoming.Body,
            };
            return StepOutcome.Continue;
        }

        var limits = context.Party.Limits;
        var opened = context.Incoming.Opened ?? opener.Open(context.Incoming.Body, limits);
        if (opened is OpenResult.Refused refused)
        {
            return new StepOutcome.Fault(refused.Reason);
        }

        var message = ((OpenResult.Opened)opened).Message;
        context.Message = message;
        var verb = context.Incoming.Channel == Channel.Push ? "create" : "reply";
        if (!string.Equals(message.Verb, verb, StringComparison.Ordinal))
        {
            return new StepOutcome.Fault(new Rejection(
                RejectionCodes.VerbUnexpected, null, $"The verb is {message.Verb}, expected {verb}.", "Header/Verb", $"Use the verb {verb}."));
        }

        if (message.Payload == PayloadKind.None && context.Incoming.Channel != Channel.Answer)
        {
            return new StepOutcome.Fault(new Rejection(
                RejectionCodes.PayloadMissing, "A94", "The message carries no document.", "Payload", "Put one document into Payload."));
        }

        return message.Document.Length <= limits.MaxDocumentBytes
            ? StepOutcome.Continue
            : new StepOutcome.Fault(new Rejection(
                RejectionCodes.DocumentTooLarge, "A94", $"The document has {message.Document.Length} bytes, allowed are {limits.MaxDocumentBytes}.", "Payload", "Send smaller documents, or have the limit raised."));
    }
}
