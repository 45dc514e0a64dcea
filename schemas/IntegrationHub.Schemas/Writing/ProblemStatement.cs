using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Schemas.Writing;

/// <summary>A <c>ProblemStatement_MarketDocument</c> 3.2: an expected document is missing or cannot be sent. Immutable.</summary>
/// <exception cref="ArgumentException">A value that no problem statement can carry.</exception>
public sealed record ProblemStatement
{
    public static readonly ProfileId Profile = WriterProfile.Of("ProblemStatement", "ProblemStatement_MarketDocument", "451-5:problemdocument", 3, 2);

    public required string MRid { get; init => field = Checked.Id(value, 60); }

    public int Revision { get; init => field = Checked.Version(value); } = 1;

    public required string Type { get; init => field = Checked.Code(value); }

    public required PartyInRole Sender { get; init; }

    public required PartyInRole Receiver { get; init; }

    public required DateTimeOffset Created { get; init => field = Checked.Second(value); }

    /// <summary>The interval that the expected document is about.</summary>
    public required TimeInterval Period { get; init => field = Checked.Interval(value); }

    /// <summary>Message type of the expected document.</summary>
    public required string ExpectedType { get; init => field = Checked.Code(value); }

    public required DateTimeOffset ExpectedCreated { get; init => field = Checked.Second(value); }

    public string? ExpectedProcessType { get; init => field = Checked.OptionalCode(value); }

    public string? ExpectedTimeframe { get; init => field = Checked.OptionalCode(value); }

    /// <summary>When the document is estimated to come.</summary>
    public DateTimeOffset? EstimatedDelivery { get; init => field = Checked.OptionalSecond(value); }

    public CodedId? Domain { get; init => field = Checked.OptionalCoded(value, 18); }

    /// <summary>At least one: A91 not received, A92 late, A93 no estimate, …</summary>
    public required IReadOnlyList<Reason> Reasons { get; init => field = Checked.SomeReasons(value); }
}
