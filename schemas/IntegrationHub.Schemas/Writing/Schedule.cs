using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Schemas.Writing;

/// <summary>A <c>Schedule_MarketDocument</c> 5.2. Immutable.</summary>
/// <exception cref="ArgumentException">A value that no schedule can carry.</exception>
public sealed record Schedule
{
    public static readonly ProfileId Profile = WriterProfile.Of("Schedule", "Schedule_MarketDocument", "451-2:scheduledocument", 5, 2);

    public required string MRid { get; init => field = Checked.Id(value, 60); }

    public int Revision { get; init => field = Checked.Version(value); } = 1;

    /// <summary>Message type, e.g. A01 balance responsible schedule.</summary>
    public required string Type { get; init => field = Checked.Code(value); }

    /// <summary>Process type, e.g. A01 day ahead, A02 intraday.</summary>
    public required string ProcessType { get; init => field = Checked.Code(value); }

    /// <summary>A01 detail, A02 summary.</summary>
    public string ClassificationType { get; init => field = Checked.Code(value); } = "A01";

    public required PartyInRole Sender { get; init; }

    public required PartyInRole Receiver { get; init; }

    public required DateTimeOffset Created { get; init => field = Checked.Second(value); }

    /// <summary>Whole market days, from local midnight to local midnight.</summary>
    public required TimeInterval Period { get; init => field = Checked.Interval(value); }

    public required CodedId Domain { get; init => field = Checked.Coded(value, 18); }

    public PartyInRole? Subject { get; init; }

    public TimeInterval? MatchingPeriod { get; init => field = Checked.OptionalInterval(value); }

    public IReadOnlyList<ScheduleSeries> Series { get; init => field = value.ToArray(); } = [];
}

/// <summary>What the series of schedules and confirmations have in common: an exchange between areas or parties, and its quantities.</summary>
public abstract record ExchangeSeries
{
    private protected ExchangeSeries()
    {
    }

    public required string MRid { get; init => field = Checked.Id(value, 60); }

    public int Version { get; init => field = Checked.Version(value); } = 1;

    public required string BusinessType { get; init => field = Checked.Code(value); }

    /// <summary>Energy product; active power unless said otherwise.</summary>
    public string Product { get; init => field = Checked.Code(value); } = "8716867000016";

    /// <summary>What the quantities are aggregated over, e.g. A03 party.</summary>
    public string ObjectAggregation { get; init => field = Checked.Code(value); } = "A03";

    public CodedId? InDomain { get; init => field = Checked.OptionalCoded(value, 18); }

    public CodedId? OutDomain { get; init => field = Checked.OptionalCoded(value, 18); }

    /// <summary>At most 35 characters in a schedule, 60 in a confirmation.</summary>
    public CodedId? MeteringPoint { get; init => field = Checked.OptionalCoded(value, MaxMeteringPoint); }

    public CodedId? InParty { get; init => field = Checked.OptionalCoded(value, 16); }

    public CodedId? OutParty { get; init => field = Checked.OptionalCoded(value, 16); }

    public string? AgreementType { get; init => field = Checked.OptionalCode(value); }

    public string? AgreementId { get; init => field = Checked.OptionalId(value, 60); }

    public CodedId? ConnectingLine { get; init => field = Checked.OptionalCoded(value, 60); }

    /// <summary>Unit of the quantities; megawatt unless said otherwise.</summary>
    public string Unit { get; init => field = Checked.Code(value); } = "MAW";

    public string? CurveType { get; init => field = Checked.OptionalCode(value); }

    private protected abstract int MaxMeteringPoint { get; }
}

/// <summary>A series of a schedule.</summary>
public sealed record ScheduleSeries : ExchangeSeries
{
    /// <summary>At least one period, with quantities.</summary>
    public required IReadOnlyList<PeriodPoints> Periods { get; init => field = Checked.Some(Checked.Periods(value, p => !p.Quantities.IsEmpty, "quantities")); }

    public Reason? Reason { get; init => field = value is { } reason ? Checked.Reasons([reason])[0] : null; }

    private protected override int MaxMeteringPoint => 35;
}
