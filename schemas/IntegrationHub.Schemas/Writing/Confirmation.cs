using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Schemas.Writing;

/// <summary>A <c>Confirmation_MarketDocument</c> 5.3. Immutable.</summary>
/// <exception cref="ArgumentException">A value that no confirmation can carry.</exception>
public sealed record Confirmation
{
    public static readonly ProfileId Profile = WriterProfile.Of("Confirmation", "Confirmation_MarketDocument", "451-2:confirmationdocument", 5, 3);

    public required string MRid { get; init => field = Checked.Id(value, 60); }

    /// <summary>A07 intermediate, A08 final confirmation, …</summary>
    public required string Type { get; init => field = Checked.Code(value); }

    public required DateTimeOffset Created { get; init => field = Checked.Second(value); }

    public required PartyInRole Sender { get; init; }

    public required PartyInRole Receiver { get; init; }

    public required TimeInterval Period { get; init => field = Checked.Interval(value); }

    /// <summary>The schedule that is confirmed, at most 60 characters.</summary>
    public string? ConfirmedMRid { get; init => field = Checked.OptionalId(value, 60); }

    public int? ConfirmedRevision { get; init => field = Checked.OptionalVersion(value); }

    public string? RelatedMRid { get; init => field = Checked.OptionalId(value, 60); }

    public int? RelatedRevision { get; init => field = Checked.OptionalVersion(value); }

    public required CodedId Domain { get; init => field = Checked.Coded(value, 18); }

    public PartyInRole? Subject { get; init; }

    public string? ProcessType { get; init => field = Checked.OptionalCode(value); }

    /// <summary>At least one: A06 accepted, A07 partially accepted, A08 rejected, …</summary>
    public required IReadOnlyList<Reason> Reasons { get; init => field = Checked.SomeReasons(value); }

    public IReadOnlyList<ImposedSeries> Imposed { get; init => field = value.ToArray(); } = [];

    public IReadOnlyList<ConfirmedSeries> Confirmed { get; init => field = value.ToArray(); } = [];
}

/// <summary>A series that the confirming party imposes; it says why.</summary>
public sealed record ImposedSeries : ExchangeSeries
{
    /// <summary>At least one period, with quantities.</summary>
    public required IReadOnlyList<PeriodPoints> Periods { get; init => field = Checked.Some(Checked.Periods(value, p => !p.Quantities.IsEmpty, "quantities")); }

    /// <summary>At least one.</summary>
    public required IReadOnlyList<Reason> Reasons { get; init => field = Checked.SomeReasons(value); }

    private protected override int MaxMeteringPoint => 60;
}

/// <summary>A series that is confirmed, as sent or as matched.</summary>
public sealed record ConfirmedSeries : ExchangeSeries
{
    /// <summary>Periods with quantities; may be empty.</summary>
    public IReadOnlyList<PeriodPoints> Periods { get; init => field = Checked.Periods(value, p => !p.Quantities.IsEmpty, "quantities"); } = [];

    public IReadOnlyList<Reason> Reasons { get; init => field = Checked.Reasons(value); } = [];

    private protected override int MaxMeteringPoint => 60;
}
