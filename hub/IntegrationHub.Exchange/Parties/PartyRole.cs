namespace IntegrationHub.Exchange.Parties;

/// <summary>What a market member is, after IEC 62325-301 market participants and the retailer's market.</summary>
public enum PartyRole
{
    /// <summary>Trading institution: runs the auctions and settles them.</summary>
    TradingCenter,
    Generator,
    Transmission,
    Distribution,
    Dispatch,
    Retailer,
}
