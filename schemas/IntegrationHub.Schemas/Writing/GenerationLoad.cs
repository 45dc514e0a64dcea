using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Schemas.Writing;

/// <summary>A <c>GL_MarketDocument</c> 3.0: generation and load. Immutable.</summary>
/// <exception cref="ArgumentException">A value that no such document can carry.</exception>
public sealed record GenerationLoad
{
    public static readonly ProfileId Profile = WriterProfile.Of("GL", "GL_MarketDocument", "451-6:generationloaddocument", 3, 0);

    public required string MRid { get; init => field = Checked.Id(value, 35); }

    public int Revision { get; init => field = Checked.Version(value); } = 1;

    /// <summary>Message type, e.g. A65 system total load.</summary>
    public required string Type { get; init => field = Checked.Code(value); }

    /// <summary>Process type, e.g. A16 realised.</summary>
    public required string ProcessType { get; init => field = Checked.Code(value); }

    public required PartyInRole Sender { get; init; }

    public required PartyInRole Receiver { get; init; }

    public required DateTimeOffset Created { get; init => field = Checked.Second(value); }

    public required TimeInterval Period { get; init => field = Checked.Interval(value); }

    /// <summary>At least one.</summary>
    public required IReadOnlyList<GenerationLoadSeries> Series { get; init => field = Checked.Some(value); }
}

/// <summary>A series of a generation and load document.</summary>
public sealed record GenerationLoadSeries
{
    public required string MRid { get; init => field = Checked.Id(value, 35); }

    public required string BusinessType { get; init => field = Checked.Code(value); }

    public string ObjectAggregation { get; init => field = Checked.Code(value); } = "A01";

    /// <summary>The zone that generation comes into.</summary>
    public CodedId? InBiddingZone { get; init => field = Checked.OptionalCoded(value, 18); }

    /// <summary>The zone that load goes out of.</summary>
    public CodedId? OutBiddingZone { get; init => field = Checked.OptionalCoded(value, 18); }

    public CodedId? Resource { get; init => field = Checked.OptionalCoded(value, 18); }

    public string? ResourceName { get; init => field = value is null ? null : Checked.Text(value, 10_000); }

    public string Unit { get; init => field = Checked.Code(value); } = "MAW";

    public string CurveType { get; init => field = Checked.Code(value); } = "A01";

    public bool? Cancelled { get; init; }

    /// <summary>Kind of asset, e.g. B16 solar.</summary>
    public string? AssetType { get; init => field = Checked.OptionalCode(value); }

    /// <summary>Periods with quantities, and second quantities where there are any.</summary>
    public IReadOnlyList<PeriodPoints> Periods
    {
        get;
        init => field = Checked.Periods(value, p => !p.Quantities.IsEmpty && p.PointReasons is null, "quantities and no reasons of points");
    } = [];
}
