using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Host.Schemas;
using IntegrationHub.Lanes.Notifications;
using IntegrationHub.Market.Settlement;
using IntegrationHub.Retail.Processes.Settling;
using IntegrationHub.Schemas.Documents;
using IntegrationHub.Schemas.Reading;
using IntegrationHub.Schemas.Writing;

namespace IntegrationHub.Host.Node.Retail;

/// <summary>Energy accounts out of the exchanges: found by their period, read anew from the archived octets.</summary>
internal sealed class PartnerAccounts(IExchangeReader exchanges, IReceivedDocuments received, SchemaFolders schemas) : IPartnerAccounts
{
    private const string Root = "EnergyAccount_MarketDocument";

    /// <summary>Documents about a period that are looked at; a center sends an account a few times, not more.</summary>
    private const int Most = 100;

    public async Task<EnergyAccount?> NewestAsync(Party partner, TimeInterval period, CancellationToken cancellationToken)
    {
        var filter = new ExchangeFilter(partner.Id, Direction.In, Max: Most) { Type = AccountDocument.Type, PeriodFrom = period.Start, PeriodTo = period.Start.AddMinutes(1) };
        EnergyAccount? newest = null;
        foreach (var exchange in await exchanges.SearchAsync(partner.Retailer, filter, cancellationToken))
        {
            if (exchange.RootElement == Root && exchange.State is "Accepted" or "PartlyAccepted"
                && await ReadAsync(partner, exchange.Id, cancellationToken) is { } account && account.Period == period && (newest is null || account.Created > newest.Created))
            {
                newest = account;
            }
        }

        return newest;
    }

    private async Task<EnergyAccount?> ReadAsync(Party partner, Guid exchange, CancellationToken cancellationToken)
    {
        if (await received.LoadAsync(partner.Retailer, exchange, cancellationToken) is not { } document)
        {
            return null;
        }

        var id = document.Document.Profile;
        return schemas.Catalogs(partner.Name).Select(catalog => catalog.Find(id.RootElement, id.Namespace)).FirstOrDefault(static found => found is not null) is { } profile
            ? DocumentReaders.ReadEnergyAccount(document.Bytes, null, profile).Document
            : null;
    }
}
