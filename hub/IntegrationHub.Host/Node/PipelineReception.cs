using IntegrationHub.Adapters.Soap.Service;
using IntegrationHub.Exchange.Reception;

namespace IntegrationHub.Host.Node;

/// <summary>What the SOAP service hands its documents to.</summary>
internal sealed class PipelineReception(ReceptionPipeline pipeline) : IDocumentReception
{
    public ValueTask<ReceptionResult> ReceiveAsync(IncomingMessage message, CancellationToken cancellationToken) =>
        pipeline.ReceiveAsync(message, cancellationToken);
}
