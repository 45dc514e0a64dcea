using IntegrationHub.Adapters.Soap.Service;
using IntegrationHub.Evidence.Signatures;
using IntegrationHub.Exchange.Reception;

namespace IntegrationHub.Adapters.Soap.Messages;

/// <summary>Writes and signs the ResponseMessage that answers a Put.</summary>
public sealed class AnswerComposer(IMessageSigner signer, SoapKeys keys) : IAnswerComposer
{
    public ValueTask<ReadOnlyMemory<byte>> ComposeAsync(AnswerContent content, CancellationToken cancellationToken)
    {
        var header = new OwnHeader(content.At, content.MessageId.ToString("D"), content.Request.MessageId);
        var message = ResponseWriter.Put(content.Acknowledgement, content.Positive, header);
        return ValueTask.FromResult<ReadOnlyMemory<byte>>(signer.Sign(message, keys.SigningKey()));
    }
}
