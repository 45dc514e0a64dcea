using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Schemas.Writing;

/// <summary>Versions of the publication that the writer knows.</summary>
public enum PublicationVersion
{
    /// <summary>7.0: no status, no connecting line.</summary>
    V7_0,

    V7_3,

    /// <summary>7.4: identifications of at most 60 characters.</summary>
    V7_4,
}

/// <summary>A <c>Publication_MarketDocument</c> 7.0, 7.3 or 7.4: prices and results. Immutable.</summary>
/// <exception cref="ArgumentException">A value that no publication of this version can carry.</exception>
public sealed record Publication
{
    public Publication(PublicationVersion version) => Version = version;

    public PublicationVersion Version { get; }

    public required string MRid { get; init => field = Checked.Id(value, MaxId); }

    public int Revision { get; init => field = Checked.Version(value); } = 1;

    /// <summary>Message type, e.g. A44 price document.</summary>
    public required string Type { get; init => field = Checked.Code(value); }

    public required PartyInRole Sender { get; init; }

    public PartyInRole? Receiver { get; init; }

    public required DateTimeOffset Created { get; init => field = Checked.Second(value); }

    public required TimeInterval Period { get; init => field = Checked.Interval(value); }

    public CodedId? Domain { get; init => field = Checked.OptionalCoded(value, 18); }

    /// <summary>Status code; left out of version 7.0.</summary>
    public string? Status { get; init => field = Checked.OptionalCode(value); }

    /// <summary>At least one.</summary>
    public required IReadOnlyList<PublishedSeries> Series { get; init => field = Checked.Some(value.Select(Fitting).ToArray()); }

    public ProfileId Profile => ProfileOf(Version);

    internal static ProfileId ProfileOf(PublicationVersion version) => version switch
    {
        PublicationVersion.V7_0 => Profile70,
        PublicationVersion.V7_3 => Profile73,
        _ => Profile74,
    };

    private static readonly ProfileId Profile70 = Known(0);
    private static readonly ProfileId Profile73 = Known(3);
    private static readonly ProfileId Profile74 = Known(4);

    private static ProfileId Known(int minor) => WriterProfile.Of("Publication", "Publication_MarketDocument", "451-3:publicationdocument", 7, minor);

    private int MaxId => Version == PublicationVersion.V7_4 ? 60 : 35;

    private PublishedSeries Fitting(PublishedSeries series)
    {
        Checked.Id(series.MRid, MaxId, nameof(series.MRid));
        Checked.OptionalId(series.AuctionMRid, MaxId, nameof(series.AuctionMRid));
        return series;
    }
}

/// <summary>A series of a publication.</summary>
public sealed record PublishedSeries
{
    /// <summary>At most 35 characters in 7.0 and 7.3, 60 in 7.4.</summary>
    public required string MRid { get; init => field = Checked.Id(value, 60); }

    public string? AuctionMRid { get; init => field = Checked.OptionalId(value, 60); }

    public string? AuctionType { get; init => field = Checked.OptionalCode(value); }

    public string? AuctionCategory { get; init => field = Checked.OptionalCode(value); }

    public required string BusinessType { get; init => field = Checked.Code(value); }

    public required CodedId InDomain { get; init => field = Checked.Coded(value, 18); }

    public required CodedId OutDomain { get; init => field = Checked.Coded(value, 18); }

    public string? ContractType { get; init => field = Checked.OptionalCode(value); }

    public string? QuantityUnit { get; init => field = Checked.OptionalCode(value); }

    public string? Currency { get; init => field = Checked.OptionalCode(value); }

    public string? PriceUnit { get; init => field = Checked.OptionalCode(value); }

    public string? CurveType { get; init => field = Checked.OptionalCode(value); }

    /// <summary>Left out of version 7.0.</summary>
    public CodedId? ConnectingLine { get; init => field = Checked.OptionalCoded(value, 60); }

    /// <summary>Periods with quantities, prices or both.</summary>
    public IReadOnlyList<PeriodPoints> Periods
    {
        get;
        init => field = Checked.Periods(value, p => !p.Quantities.IsEmpty || !p.Prices.IsEmpty, "quantities or prices");
    } = [];

    public IReadOnlyList<Reason> Reasons { get; init => field = Checked.Reasons(value); } = [];
}
