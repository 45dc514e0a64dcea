using IntegrationHub.Exchange.Parties;

namespace IntegrationHub.Exchange.Reception;

/// <summary>What an answer to a Put says.</summary>
/// <param name="Party">To whom.</param>
/// <param name="Request">The message that is answered.</param>
/// <param name="Acknowledgement">Acknowledgement_MarketDocument, UTF-8; empty where there is none (acknowledgements, binary payloads).</param>
/// <param name="Positive">Result OK, else FAILED.</param>
/// <param name="At">Timestamp of the header.</param>
/// <param name="MessageId">Identifier of the answer.</param>
public sealed record AnswerContent(
    Party Party, OpenedMessage Request, ReadOnlyMemory<byte> Acknowledgement, bool Positive, DateTimeOffset At, Guid MessageId);

/// <summary>Port: writes and signs the ResponseMessage; the acknowledgement's bytes go in unchanged.</summary>
public interface IAnswerComposer
{
    /// <returns>The signed ResponseMessage as a document of its own, UTF-8; the adapter puts the envelope of the asked SOAP version around it.</returns>
    ValueTask<ReadOnlyMemory<byte>> ComposeAsync(AnswerContent content, CancellationToken cancellationToken);
}
