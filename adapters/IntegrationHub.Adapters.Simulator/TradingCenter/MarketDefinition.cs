using IntegrationHub.Adapters.Simulator.Documents;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Schemas.Documents;
using IntegrationHub.Schemas.Writing;
using NodaTime;

namespace IntegrationHub.Adapters.Simulator.TradingCenter;

/// <summary>The market that the center runs.</summary>
/// <param name="Domain">Its bidding zone.</param>
/// <param name="Zone">Its time zone.</param>
public sealed record MarketDefinition(CodedId Domain, DateTimeZone Zone)
{
    /// <summary>The setting with one retailer.</summary>
    public MarketSetting With(Party retailer, Party center) =>
        new(new PartyInRole(retailer.Code, retailer.MarketRole), new PartyInRole(center.Code, center.MarketRole), Domain, Zone);
}
