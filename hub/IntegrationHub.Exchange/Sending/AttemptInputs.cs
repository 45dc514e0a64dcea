using IntegrationHub.Exchange.Reception;

namespace IntegrationHub.Exchange.Sending;

/// <summary>From how the answer to an attempt was taken in to what the state machine is told.</summary>
public static class AttemptInputs
{
    /// <summary>
    /// The input for a response that was taken in on <see cref="Channel.Answer"/>; <c>null</c> when the attempt was committed with its
    /// acknowledgement.
    /// </summary>
    public static OutboundInput? Of(ReceptionResult answer, string endpoint)
    {
        if (answer.SettlesAttempt)
        {
            return null;
        }

        return answer.State switch
        {
            // A signed empty answer, or an acknowledgement that had come before: either way the partner has the document.
            InboundState.Accepted when answer.Exchange.Document is null => new OutboundInput.AttemptDelivered(endpoint),
            InboundState.Repeated => new OutboundInput.AttemptDelivered(endpoint),
            InboundState.Refused => new OutboundInput.AnswerNotTrusted(endpoint, answer.Fault is { } fault ? $"{fault.Code}: {fault.Text}" : "The answer was refused."),
            InboundState.Rejected when answer.Exchange.Document is null => new OutboundInput.AnswerNotTrusted(endpoint, "FAILED without an acknowledgement."),
            _ => new OutboundInput.AnswerNotTrusted(endpoint, "The answer is about another document."),
        };
    }
}
