namespace IntegrationHub.Confidential;

/// <summary>What a value is to the retailer and to people; decides whether the hub seals it. The numbers are stored with data keys.</summary>
public enum DataClass
{
    /// <summary>Anybody may know it: codes of market members, types of documents.</summary>
    Public = 0,

    /// <summary>Of the retailer's business, and harmless by itself: states, instants, digests, identifications. Not sealed.</summary>
    Internal = 1,

    /// <summary>About a person or a household: names, contacts, metering points, readings. Sealed.</summary>
    Personal = 2,

    /// <summary>Contracts, prices, bids, settled energy, and free text that may hold any of them. Sealed.</summary>
    Confidential = 3,
}
