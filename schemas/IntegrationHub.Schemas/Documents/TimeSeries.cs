namespace IntegrationHub.Schemas.Documents;

/// <summary>
/// One series of a document, whatever the profile calls it (<c>TimeSeries</c>, <c>Bid_TimeSeries</c>, <c>Rejected_TimeSeries</c>,
/// <c>Imposed_TimeSeries</c>, …).
/// </summary>
public sealed class TimeSeries
{
    /// <summary>Local name of the element that holds the series.</summary>
    public required string ElementName { get; init; }

    /// <summary>1-based position among its siblings of the same name, as paths in errors use it.</summary>
    public required int Ordinal { get; init; }

    public string? MRid { get; init; }

    public int? Version { get; init; }

    public string? BusinessType { get; init; }

    public string? Product { get; init; }

    /// <summary>A01 sequential fixed blocks (also when absent), A02 points, A03 variable sized blocks, A04/A05 breakpoints.</summary>
    public string? CurveType { get; init; }

    /// <summary>The area the energy comes into: <c>in_Domain</c>, the acquiring one of a bid, the bidding zone of generation.</summary>
    public CodedId? InDomain { get; init; }

    /// <summary>The area the energy goes out of: <c>out_Domain</c>, the connecting one of a bid, the bidding zone of load.</summary>
    public CodedId? OutDomain { get; init; }

    /// <summary><c>in_MarketParticipant.mRID</c>, the party the energy goes to.</summary>
    public CodedId? InParty { get; init; }

    /// <summary><c>out_MarketParticipant.mRID</c>, the party the energy comes from.</summary>
    public CodedId? OutParty { get; init; }

    public CodedId? MeteringPoint { get; init; }

    public string? QuantityUnit { get; init; }

    public string? PriceUnit { get; init; }

    public string? Currency { get; init; }

    /// <summary><c>flowDirection.direction</c>: A01 up, A02 down, …</summary>
    public string? Direction { get; init; }

    public IReadOnlyList<SeriesPeriod> Periods { get; init; } = [];

    public IReadOnlyList<Reason> Reasons { get; init; } = [];
}
