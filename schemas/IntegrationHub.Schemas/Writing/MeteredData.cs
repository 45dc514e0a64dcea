using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Schemas.Writing;

/// <summary>A <c>NotifyValidatedMeasureData_MarketDocument</c> 0.1 of the Ediel exchange: validated readings of metering points. Immutable.</summary>
/// <exception cref="ArgumentException">A value that no such document can carry.</exception>
public sealed record MeteredData
{
    public static readonly ProfileId Profile = new(
        "NotifyValidatedMeasureData 0.1", "NotifyValidatedMeasureData_MarketDocument", "urn:ediel.org:measure:notifyvalidatedmeasuredata:0:1");

    /// <summary>At most 60 characters, though the profile sets no limit.</summary>
    public required string MRid { get; init => field = Checked.Id(value, 60); }

    /// <summary>Message type; E66 validated metered data unless said otherwise.</summary>
    public string Type { get; init => field = Checked.Code(value); } = "E66";

    public required string ProcessType { get; init => field = Checked.Code(value); }

    /// <summary>Business sector, e.g. 23 electricity.</summary>
    public string? BusinessSector { get; init => field = Checked.OptionalCode(value); }

    public required PartyInRole Sender { get; init; }

    public required PartyInRole Receiver { get; init; }

    public required DateTimeOffset Created { get; init => field = Checked.Second(value); }

    public IReadOnlyList<MeteredSeries> Series { get; init => field = value.ToArray(); } = [];
}

/// <summary>The readings of one metering point in one interval.</summary>
public sealed record MeteredSeries
{
    public required string MRid { get; init => field = Checked.Id(value, 60); }

    /// <summary>The transaction that asked for the data.</summary>
    public string? OriginalTransaction { get; init => field = Checked.OptionalId(value, 60); }

    /// <summary>At most 35 characters; a GSRN under scheme A10.</summary>
    public required CodedId MeteringPoint { get; init => field = Checked.Coded(value, 35); }

    /// <summary>E17 consumption, E18 production, E20 exchange, …</summary>
    public required string MeteringPointType { get; init => field = Checked.Code(value); }

    /// <summary>When the readings were registered.</summary>
    public required DateTimeOffset Registered { get; init => field = Checked.Second(value); }

    public CodedId? InDomain { get; init => field = Checked.OptionalCoded(value, 18); }

    public CodedId? OutDomain { get; init => field = Checked.OptionalCoded(value, 18); }

    /// <summary>Energy product; active energy unless said otherwise.</summary>
    public string? Product { get; init => field = Checked.OptionalCode(value); } = "8716867000030";

    /// <summary>Unit of the quantities; kilowatt hour unless said otherwise.</summary>
    public string Unit { get; init => field = Checked.Code(value); } = "KWH";

    /// <summary>Quantities, and qualities where there are any; a quantity whose quality is A02 (not available) is left out of its point.</summary>
    public required PeriodPoints Period { get; init => field = Checked.Periods([value], p => !p.Quantities.IsEmpty && p.PointReasons is null, "quantities and no reasons of points")[0]; }
}
