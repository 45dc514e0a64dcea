using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Schemas.Writing;

/// <summary>Versions of the energy account that the writer knows.</summary>
public enum EnergyAccountVersion
{
    /// <summary>4.0: identifications of at most 35 characters; every series is one of fixed size blocks.</summary>
    V4_0,

    /// <summary>4.1: identifications of at most 60 characters.</summary>
    V4_1,
}

/// <summary>An <c>EnergyAccount_MarketDocument</c> 4.0 or 4.1: settlement and reconciliation. Immutable.</summary>
/// <exception cref="ArgumentException">A value that no energy account of this version can carry.</exception>
public sealed record EnergyAccount
{
    public EnergyAccount(EnergyAccountVersion version) => Version = version;

    public EnergyAccountVersion Version { get; }

    public required string MRid { get; init => field = Checked.Id(value, MaxId); }

    public int Revision { get; init => field = Checked.Version(value); } = 1;

    /// <summary>Message type, e.g. A12 imbalance report.</summary>
    public required string Type { get; init => field = Checked.Code(value); }

    /// <summary>Status code, e.g. A01 intermediate, A02 final.</summary>
    public required string Status { get; init => field = Checked.Code(value); }

    public required string ProcessType { get; init => field = Checked.Code(value); }

    /// <summary>A01 detail, A02 summary.</summary>
    public string ClassificationType { get; init => field = Checked.Code(value); } = "A01";

    public required PartyInRole Sender { get; init; }

    public required PartyInRole Receiver { get; init; }

    public required DateTimeOffset Created { get; init => field = Checked.Second(value); }

    public required TimeInterval Period { get; init => field = Checked.Interval(value); }

    public CodedId? Domain { get; init => field = Checked.OptionalCoded(value, 18); }

    /// <summary>At least one.</summary>
    public required IReadOnlyList<AccountSeries> Series { get; init => field = Checked.Some(value.Select(Fitting).ToArray()); }

    public ProfileId Profile => ProfileOf(Version);

    internal static ProfileId ProfileOf(EnergyAccountVersion version) => version == EnergyAccountVersion.V4_0 ? Profile40 : Profile41;

    private static readonly ProfileId Profile40 = WriterProfile.Of("EnergyAccount", "EnergyAccount_MarketDocument", "451-4:energyaccountdocument", 4, 0);
    private static readonly ProfileId Profile41 = WriterProfile.Of("EnergyAccount", "EnergyAccount_MarketDocument", "451-4:energyaccountdocument", 4, 1);

    private int MaxId => Version == EnergyAccountVersion.V4_0 ? 35 : 60;

    private AccountSeries Fitting(AccountSeries series)
    {
        Checked.Id(series.MRid, MaxId, nameof(series.MRid));
        Checked.OptionalId(series.AgreementId, MaxId, nameof(series.AgreementId));
        Checked.OptionalCoded(series.MeteringPoint, MaxId, nameof(series.MeteringPoint));
        return Version == EnergyAccountVersion.V4_1 || series.CurveType == "A01"
            ? series
            : throw new ArgumentException("Version 4.0 has no curve type, so a series is one of fixed size blocks (A01).", nameof(series));
    }
}

/// <summary>A series of an energy account: what came in and what went out.</summary>
public sealed record AccountSeries
{
    /// <summary>At most 35 characters in 4.0, 60 in 4.1.</summary>
    public required string MRid { get; init => field = Checked.Id(value, 60); }

    public required string BusinessType { get; init => field = Checked.Code(value); }

    /// <summary>Energy product; active energy unless said otherwise.</summary>
    public string Product { get; init => field = Checked.Code(value); } = "8716867000030";

    public string ObjectAggregation { get; init => field = Checked.Code(value); } = "A03";

    public string CurveType { get; init => field = Checked.Code(value); } = "A01";

    public required CodedId Area { get; init => field = Checked.Coded(value, 18); }

    public CodedId? Party { get; init => field = Checked.OptionalCoded(value, 16); }

    public string? AgreementId { get; init => field = Checked.OptionalId(value, 60); }

    /// <summary>Unit of the quantities; megawatt hour unless said otherwise.</summary>
    public string Unit { get; init => field = Checked.Code(value); } = "MWH";

    public string? Currency { get; init => field = Checked.OptionalCode(value); }

    public CodedId? MeteringPoint { get; init => field = Checked.OptionalCoded(value, 60); }

    /// <summary>At least one period, with quantities in and out; qualities and prices where there are any.</summary>
    public required IReadOnlyList<PeriodPoints> Periods
    {
        get;
        init => field = Checked.Some(Checked.Periods(value, p => !p.Quantities.IsEmpty && !p.OutQuantities.IsEmpty, "quantities and outgoing quantities"));
    }
}
