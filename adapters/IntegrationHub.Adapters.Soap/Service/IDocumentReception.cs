using IntegrationHub.Exchange.Reception;

namespace IntegrationHub.Adapters.Soap.Service;

/// <summary>Where a Put goes: the reception pipeline, or what a simulated partner puts in its place.</summary>
public interface IDocumentReception
{
    /// <summary>Returns after everything the result promises is durable.</summary>
    ValueTask<ReceptionResult> ReceiveAsync(IncomingMessage incoming, CancellationToken cancellationToken);
}

/// <summary>The hub's own reception.</summary>
public sealed class PipelineReception(ReceptionPipeline pipeline) : IDocumentReception
{
    public ValueTask<ReceptionResult> ReceiveAsync(IncomingMessage incoming, CancellationToken cancellationToken) =>
        pipeline.ReceiveAsync(incoming, cancellationToken);
}
