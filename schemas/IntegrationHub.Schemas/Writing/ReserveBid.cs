using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Schemas.Writing;

/// <summary>Versions of the reserve bid that the writer knows.</summary>
public enum ReserveBidVersion
{
    V7_2,
    V7_6,
}

/// <summary>A <c>ReserveBid_MarketDocument</c> 7.2 or 7.6. Immutable.</summary>
/// <exception cref="ArgumentException">A value that no reserve bid can carry.</exception>
public sealed record ReserveBid
{
    public ReserveBid(ReserveBidVersion version) => Version = version;

    public ReserveBidVersion Version { get; }

    public required string MRid { get; init => field = Checked.Id(value, 60); }

    public int Revision { get; init => field = Checked.Version(value); } = 1;

    /// <summary>Message type; A37 reserve bid document unless said otherwise.</summary>
    public string Type { get; init => field = Checked.Code(value); } = "A37";

    public string? ProcessType { get; init => field = Checked.OptionalCode(value); }

    public required PartyInRole Sender { get; init; }

    public required PartyInRole Receiver { get; init; }

    public required DateTimeOffset Created { get; init => field = Checked.Second(value); }

    public required TimeInterval Period { get; init => field = Checked.Interval(value); }

    public required CodedId Domain { get; init => field = Checked.Coded(value, 18); }

    public PartyInRole? Subject { get; init; }

    public IReadOnlyList<BidSeries> Bids { get; init => field = value.ToArray(); } = [];

    public ProfileId Profile => ProfileOf(Version);

    internal static ProfileId ProfileOf(ReserveBidVersion version) => version == ReserveBidVersion.V7_2 ? Profile72 : Profile76;

    private static readonly ProfileId Profile72 = WriterProfile.Of("ReserveBid", "ReserveBid_MarketDocument", "451-7:reservebiddocument", 7, 2);
    private static readonly ProfileId Profile76 = WriterProfile.Of("ReserveBid", "ReserveBid_MarketDocument", "451-7:reservebiddocument", 7, 6);
}

/// <summary>One bid. Properties marked <i>7.6</i> are left out of a document of version 7.2.</summary>
public sealed record BidSeries
{
    public required string MRid { get; init => field = Checked.Id(value, 60); }

    public string? AuctionMRid { get; init => field = Checked.OptionalId(value, 60); }

    public required string BusinessType { get; init => field = Checked.Code(value); }

    public required CodedId AcquiringDomain { get; init => field = Checked.Coded(value, 18); }

    public required CodedId ConnectingDomain { get; init => field = Checked.Coded(value, 18); }

    public CodedId? Provider { get; init => field = Checked.OptionalCoded(value, 16); }

    /// <summary>Unit of the quantities; megawatt unless said otherwise.</summary>
    public string QuantityUnit { get; init => field = Checked.Code(value); } = "MAW";

    public string? Currency { get; init => field = Checked.OptionalCode(value); }

    public string? PriceUnit { get; init => field = Checked.OptionalCode(value); }

    /// <summary>True where a part of the quantity may be taken.</summary>
    public bool Divisible { get; init; }

    public string? LinkedBids { get; init => field = Checked.OptionalId(value, 60); }

    public string? MultipartBid { get; init => field = Checked.OptionalId(value, 60); }

    public string? ExclusiveBids { get; init => field = Checked.OptionalId(value, 60); }

    public bool? BlockBid { get; init; }

    /// <summary>Status code, e.g. A06 available.</summary>
    public string? Status { get; init => field = Checked.OptionalCode(value); }

    public int? Priority { get; init; }

    public CodedId? Resource { get; init => field = Checked.OptionalCoded(value, 60); }

    /// <summary>A01 up, A02 down, …</summary>
    public required string Direction { get; init => field = Checked.Code(value); }

    public decimal? StepIncrement { get; init; }

    public string? EnergyPriceUnit { get; init => field = Checked.OptionalCode(value); }

    public string? AgreementType { get; init => field = Checked.OptionalCode(value); }

    public string? AgreementId { get; init => field = Checked.OptionalId(value, 60); }

    public DateTimeOffset? AgreementCreated { get; init => field = Checked.OptionalSecond(value); }

    public string? ActivationDuration { get; init => field = Checked.OptionalDuration(value); }

    public string? RestingDuration { get; init => field = Checked.OptionalDuration(value); }

    public string? MinimumDuration { get; init => field = Checked.OptionalDuration(value); }

    public string? MaximumDuration { get; init => field = Checked.OptionalDuration(value); }

    public string? StandardProduct { get; init => field = Checked.OptionalCode(value); }

    public string? OriginalProduct { get; init => field = Checked.OptionalCode(value); }

    public TimeInterval? Validity { get; init => field = Checked.OptionalInterval(value); }

    /// <summary><i>7.6</i></summary>
    public string? InclusiveBids { get; init => field = Checked.OptionalId(value, 60); }

    /// <summary><i>7.6</i> Kind of asset, e.g. B16 solar.</summary>
    public string? AssetType { get; init => field = Checked.OptionalCode(value); }

    /// <summary><i>7.6</i>; in 7.2 a series is one of fixed size blocks.</summary>
    public string? CurveType { get; init => field = Checked.OptionalCode(value); }

    /// <summary><i>7.6</i></summary>
    public string? OriginalDocument { get; init => field = Checked.OptionalId(value, 60); }

    /// <summary><i>7.6</i></summary>
    public int? OriginalRevision { get; init => field = Checked.OptionalVersion(value); }

    /// <summary>At least one period, with quantities; minimum quantities, prices, energy prices and (7.6) qualities where there are any.</summary>
    public required IReadOnlyList<PeriodPoints> Periods { get; init => field = Checked.Some(Checked.Periods(value, p => !p.Quantities.IsEmpty && p.PointReasons is null, "quantities and no reasons of points")); }

    public IReadOnlyList<Reason> Reasons { get; init => field = Checked.Reasons(value); } = [];
}
