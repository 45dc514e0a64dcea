using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Schemas.Writing;

/// <summary>A <c>ReserveAllocationResult_MarketDocument</c> 6.4: what an auction gave to bids. Immutable.</summary>
/// <exception cref="ArgumentException">A value that no allocation result can carry.</exception>
public sealed record ReserveAllocationResult
{
    public static readonly ProfileId Profile = WriterProfile.Of("ReserveAllocationResult", "ReserveAllocationResult_MarketDocument", "451-7:reserveallocationresultdocument", 6, 4);

    public required string MRid { get; init => field = Checked.Id(value, 60); }

    public int Revision { get; init => field = Checked.Version(value); } = 1;

    /// <summary>Message type; A38 reserve allocation result unless said otherwise.</summary>
    public string Type { get; init => field = Checked.Code(value); } = "A38";

    public string? ProcessType { get; init => field = Checked.OptionalCode(value); }

    public required PartyInRole Sender { get; init; }

    public required PartyInRole Receiver { get; init; }

    public required DateTimeOffset Created { get; init => field = Checked.Second(value); }

    public required TimeInterval Period { get; init => field = Checked.Interval(value); }

    public required CodedId Domain { get; init => field = Checked.Coded(value, 18); }

    public IReadOnlyList<AllocatedSeries> Series { get; init => field = value.ToArray(); } = [];

    public IReadOnlyList<Reason> Reasons { get; init => field = Checked.Reasons(value); } = [];
}

/// <summary>What one bid was given.</summary>
public sealed record AllocatedSeries
{
    public required string MRid { get; init => field = Checked.Id(value, 60); }

    /// <summary>The document that the bid came in.</summary>
    public string? BidDocument { get; init => field = Checked.OptionalId(value, 60); }

    public int? BidRevision { get; init => field = Checked.OptionalVersion(value); }

    /// <summary>The bid's series in that document.</summary>
    public string? BidSeries { get; init => field = Checked.OptionalId(value, 60); }

    /// <summary>Who bid.</summary>
    public CodedId? Tendering { get; init => field = Checked.OptionalCoded(value, 16); }

    public string? AuctionMRid { get; init => field = Checked.OptionalId(value, 60); }

    public required string BusinessType { get; init => field = Checked.Code(value); }

    public required CodedId AcquiringDomain { get; init => field = Checked.Coded(value, 18); }

    public required CodedId ConnectingDomain { get; init => field = Checked.Coded(value, 18); }

    /// <summary>Unit of the quantities; megawatt unless said otherwise.</summary>
    public string QuantityUnit { get; init => field = Checked.Code(value); } = "MAW";

    public string? Currency { get; init => field = Checked.OptionalCode(value); }

    public string? PriceUnit { get; init => field = Checked.OptionalCode(value); }

    /// <summary>A01 up, A02 down, …</summary>
    public required string Direction { get; init => field = Checked.Code(value); }

    public string? CurveType { get; init => field = Checked.OptionalCode(value); }

    /// <summary>At least one period, with the quantities that were given; prices where there are any.</summary>
    public required IReadOnlyList<PeriodPoints> Periods { get; init => field = Checked.Some(Checked.Periods(value, p => !p.Quantities.IsEmpty && p.PointReasons is null, "quantities and no reasons of points")); }

    public IReadOnlyList<Reason> Reasons { get; init => field = Checked.Reasons(value); } = [];
}
