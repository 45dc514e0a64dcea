using IntegrationHub.Exchange.Parties;

namespace IntegrationHub.Exchange.Sending;

/// <summary>Port: writes and signs the RequestMessage (verb create) that carries a document of ours; the document goes in unchanged.</summary>
public interface IRequestComposer
{
    /// <returns>The signed RequestMessage, UTF-8; these bytes are archived and every attempt sends exactly them.</returns>
    /// <param name="party">To whom.</param>
    /// <param name="rootElement">Noun: local name of the document's root.</param>
    /// <param name="document">The document, UTF-8, with or without XML declaration.</param>
    /// <param name="at">Timestamp of the header.</param>
    /// <param name="messageId">Identifier of the message.</param>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask<ReadOnlyMemory<byte>> ComposePutAsync(
        Party party, string rootElement, ReadOnlyMemory<byte> document, DateTimeOffset at, Guid messageId, CancellationToken cancellationToken);
}
