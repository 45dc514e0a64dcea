namespace IntegrationHub.Exchange.Search;

/// <summary>What of a document its exchange is found by beside its header. The numbers are stored.</summary>
public enum SearchKeyKind : short
{
    /// <summary>mRID of a time series.</summary>
    Series = 1,

    /// <summary>Identification of a metering point: it leads to a person, so only its keyed hash is kept open.</summary>
    MeteringPoint = 2,

    /// <summary>Code of a rejection, the hub's or the market's.</summary>
    Reason = 3,
}
