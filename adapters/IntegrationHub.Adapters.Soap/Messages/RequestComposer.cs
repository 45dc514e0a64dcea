using IntegrationHub.Adapters.Soap.Service;
using IntegrationHub.Evidence.Signatures;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Sending;

namespace IntegrationHub.Adapters.Soap.Messages;

/// <summary>Writes and signs the RequestMessage that puts a document of ours.</summary>
public sealed class RequestComposer(IMessageSigner signer, SoapKeys keys) : IRequestComposer
{
    public ValueTask<ReadOnlyMemory<byte>> ComposePutAsync(
        Party party, string rootElement, ReadOnlyMemory<byte> document, DateTimeOffset at, Guid messageId, CancellationToken cancellationToken)
    {
        var message = RequestWriter.Put(document, new OwnHeader(at, messageId.ToString("D")));
        return ValueTask.FromResult<ReadOnlyMemory<byte>>(signer.Sign(message, keys.SigningKey()));
    }
}
