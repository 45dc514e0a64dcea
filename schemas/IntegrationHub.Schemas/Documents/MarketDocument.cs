namespace IntegrationHub.Schemas.Documents;

/// <summary>
/// What the hub reads from any market document while it validates it: the header, the series and their points.
/// Elements that only one document type knows are read by that type's own reader (<see cref="Reading.DocumentReaders"/>).
/// </summary>
/// <remarks>Immutable after reading; safe to share between threads.</remarks>
public sealed class MarketDocument
{
    public required ProfileId Profile { get; init; }

    /// <summary><c>mRID</c> of the document; with the revision it names the document for its sender.</summary>
    public required string MRid { get; init; }

    /// <summary><c>revisionNumber</c>, 1 to 999; a document without one counts as revision 1.</summary>
    public int Revision { get; init; } = 1;

    /// <summary><c>type</c>, a code of the message type list (A01 balance responsible schedule, A37 reserve bid, …).</summary>
    public string? Type { get; init; }

    public string? ProcessType { get; init; }

    public required CodedId Sender { get; init; }

    public string? SenderRole { get; init; }

    /// <summary>Receiver, or <c>null</c> for documents that are published to nobody in particular.</summary>
    public CodedId? Receiver { get; init; }

    public string? ReceiverRole { get; init; }

    public DateTimeOffset? Created { get; init; }

    /// <summary>The document's own interval (<c>schedule_Time_Period.timeInterval</c>, <c>period.timeInterval</c>, …) where it has one.</summary>
    public TimeInterval? Period { get; init; }

    public CodedId? Domain { get; init; }

    /// <summary><c>docStatus/value</c>, e.g. A01 intermediate, A02 final, A13 withdrawn.</summary>
    public string? Status { get; init; }

    /// <summary>The document that this one answers (<c>received_MarketDocument</c>, or <c>order_/bid_/reference</c> documents of other types).</summary>
    public DocumentReference? Received { get; init; }

    public IReadOnlyList<Reason> Reasons { get; init; } = [];

    public IReadOnlyList<TimeSeries> Series { get; init; } = [];
}
