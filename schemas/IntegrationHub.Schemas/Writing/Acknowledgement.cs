using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Schemas.Writing;

/// <summary>Versions of the acknowledgement that partners use; a party's version is part of its registration.</summary>
public enum AcknowledgementVersion
{
    /// <summary>7.0: identifications of at most 35 characters, no process type.</summary>
    V7_0,

    /// <summary>8.0: identifications of at most 35 characters.</summary>
    V8_0,

    /// <summary>8.1: identifications of at most 60 characters.</summary>
    V8_1,
}

/// <summary>An <c>Acknowledgement_MarketDocument</c>, technical or business.</summary>
/// <remarks>
/// Every received document can be acknowledged in every version: what a version cannot hold (a received identification longer than
/// 35 characters, the process type in 7.0) is said in the title or left out, and a rejected series whose identification does not fit
/// is named in a header reason instead. Immutable.
/// </remarks>
/// <exception cref="ArgumentException">A value that no acknowledgement can carry.</exception>
public sealed record Acknowledgement
{
    public Acknowledgement(AcknowledgementVersion version) => Version = version;

    public AcknowledgementVersion Version { get; }

    public required string MRid { get; init => field = Checked.Id(value, MaxId); }

    public required DateTimeOffset Created { get; init => field = Checked.Second(value); }

    public required PartyInRole Sender { get; init; }

    public required CodedId Receiver { get; init => field = Checked.Coded(value, 16); }

    public string? ReceiverRole { get; init => field = Checked.OptionalCode(value); }

    /// <summary>The document that is acknowledged, as far as it could be read.</summary>
    public DocumentReference? Received { get; init; }

    public IReadOnlyList<RejectedSeries> Rejected { get; init => field = value.ToArray(); } = [];

    /// <summary>At least one: A01 accepted, A02 rejected, A03 errors in series, and what else is to be said.</summary>
    public required IReadOnlyList<Reason> Reasons { get; init => field = Checked.SomeReasons(value); }

    /// <summary>Intervals that are wrong in the document itself.</summary>
    public IReadOnlyList<IntervalInError> Intervals { get; init => field = value.ToArray(); } = [];

    public ProfileId Profile => ProfileOf(Version);

    internal static ProfileId ProfileOf(AcknowledgementVersion version) => version switch
    {
        AcknowledgementVersion.V7_0 => Profile70,
        AcknowledgementVersion.V8_0 => Profile80,
        _ => Profile81,
    };

    /// <summary>Most characters of an identification in this version.</summary>
    internal int MaxId => Version == AcknowledgementVersion.V8_1 ? 60 : 35;

    private static readonly ProfileId Profile70 = Known(7, 0);
    private static readonly ProfileId Profile80 = Known(8, 0);
    private static readonly ProfileId Profile81 = Known(8, 1);

    private static ProfileId Known(int major, int minor) => WriterProfile.Of("Acknowledgement", "Acknowledgement_MarketDocument", "451-1:acknowledgementdocument", major, minor);
}

/// <summary>A series that was rejected, wholly (A20) or in intervals (A21).</summary>
public sealed record RejectedSeries
{
    /// <summary>The series' identification, at most 60 characters.</summary>
    public required string MRid { get; init => field = Checked.Id(value, 60); }

    public int? Version { get; init => field = Checked.OptionalVersion(value); }

    public IReadOnlyList<IntervalInError> Intervals { get; init => field = value.ToArray(); } = [];

    public IReadOnlyList<Reason> Reasons { get; init => field = Checked.Reasons(value); } = [];
}

/// <summary>An interval and what is wrong in it; at least one reason.</summary>
public sealed record IntervalInError(TimeInterval Interval, IReadOnlyList<Reason> Reasons)
{
    public TimeInterval Interval { get; init => field = Checked.Interval(value); } = Checked.Interval(Interval);

    public IReadOnlyList<Reason> Reasons { get; init => field = Checked.SomeReasons(value); } = Checked.SomeReasons(Reasons);
}
