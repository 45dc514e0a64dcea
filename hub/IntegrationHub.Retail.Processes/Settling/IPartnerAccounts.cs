using IntegrationHub.Exchange.Parties;
using IntegrationHub.Schemas.Documents;
using IntegrationHub.Schemas.Writing;

namespace IntegrationHub.Retail.Processes.Settling;

/// <summary>Port: energy accounts that partners sent.</summary>
public interface IPartnerAccounts
{
    /// <summary>The newest accepted account of a partner about exactly this period; null where there is none.</summary>
    Task<EnergyAccount?> NewestAsync(Party partner, TimeInterval period, CancellationToken cancellationToken);
}
