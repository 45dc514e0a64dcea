using IntegrationHub.Exchange;

namespace IntegrationHub.Lanes.Notifications;

/// <summary>
/// The business side of received documents. Called at least once for every registered document, after its commit; what it does must
/// bear being done again.
/// </summary>
public interface IDocumentHandler
{
    /// <exception cref="Exception">Whatever is thrown means: try again later.</exception>
    Task HandleAsync(RetailerId retailer, Guid exchangeId, CancellationToken cancellationToken);
}
