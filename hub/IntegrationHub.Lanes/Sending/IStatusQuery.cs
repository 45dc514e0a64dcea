using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Sending;

namespace IntegrationHub.Lanes.Sending;

/// <summary>Asks a partner whether it has a document of ours: List filtered by our identification.</summary>
public interface IStatusQuery
{
    /// <returns><see cref="OutboundInput.StatusFound"/>, <see cref="OutboundInput.StatusNotFound"/> or <see cref="OutboundInput.StatusUnknown"/>.</returns>
    Task<OutboundInput> AskAsync(Party party, PartyEndpoint endpoint, OutboundExchange exchange, CancellationToken cancellationToken);
}
