using IntegrationHub.Exchange.History;
using IntegrationHub.Exchange.Parties;

namespace IntegrationHub.Exchange.Search;

/// <summary>Direction of an exchange, seen from the hub.</summary>
public enum Direction
{
    In,
    Out,
}

/// <summary>One exchange as lists show it.</summary>
/// <param name="State">Name of the <see cref="Reception.InboundState"/> or <see cref="Sending.OutboundState"/>.</param>
/// <param name="Schema">Schema result, where the check was reached.</param>
public sealed record ExchangeSummary(
    Guid Id,
    Direction Direction,
    PartyId Party,
    string? Profile,
    string? RootElement,
    string? MRid,
    int? Revision,
    string? Type,
    string State,
    string? Schema,
    long Size,
    DateTimeOffset At,
    DateTimeOffset UpdatedAt,
    IReadOnlyList<Rejection> Rejections)
{
    /// <summary>Start of the document's own period; <c>null</c> where it has none.</summary>
    public DateTimeOffset? PeriodStart { get; init; }

    /// <summary>True when the document has more series than search keeps of one.</summary>
    public bool SeriesCut { get; init; }
}

/// <summary>How far a document of ours has come.</summary>
/// <param name="Attempts">Attempts to send so far.</param>
/// <param name="Endpoint">Which endpoint took it last.</param>
/// <param name="DueAt">When its next step is due; <c>null</c> when nothing is scheduled.</param>
/// <param name="GateClosure">From this instant on it must not leave.</param>
/// <param name="AnswerLost">True while nobody knows whether the last attempt arrived.</param>
public sealed record OutgoingProgress(int Attempts, string? Endpoint, DateTimeOffset? DueAt, DateTimeOffset? GateClosure, bool AnswerLost);

/// <summary>One exchange with everything that belongs to it.</summary>
/// <param name="RawArchiveId">The bytes as they arrived, or the signed message as it leaves; <c>null</c> where no message is sent.</param>
/// <param name="Channel">By which way it came; <c>null</c> for a document of ours.</param>
/// <param name="Progress">Of a document of ours; <c>null</c> for a received one.</param>
/// <param name="CanonicalDigest">SHA-256 of the document's canonical form; <c>null</c> where it could not be read.</param>
public sealed record ExchangeDetail(
    ExchangeSummary Summary,
    IReadOnlyList<ExchangeEvent> History,
    Guid? RawArchiveId,
    Guid? DocumentArchiveId,
    Guid? AnswerArchiveId,
    Guid? AcknowledgedBy,
    Guid? FirstExchangeId,
    Reception.Channel? Channel = null,
    OutgoingProgress? Progress = null,
    byte[]? CanonicalDigest = null);

/// <summary>How many exchanges are in which state, and what waits.</summary>
/// <param name="OpenOutgoing">Documents of ours that wait, are on the way, or were delivered and still get an acknowledgement.</param>
public sealed record ExchangeCounts(IReadOnlyDictionary<string, long> ByState, long OpenOutgoing, long Quarantined, DateTimeOffset? OldestDue);

/// <summary>What went through with one party, and what waits.</summary>
/// <param name="Open">Documents of ours that are not settled (not acknowledged, expired, cancelled or quarantined).</param>
/// <param name="Retrying">Those of them that failed at least once and have not arrived.</param>
/// <param name="OldestWaiting">When the oldest one that has not arrived was handed in.</param>
/// <param name="LastThrough">When a document of ours last arrived or was acknowledged.</param>
/// <param name="LastReceived">When something last came from the party, whatever became of it.</param>
public sealed record PartyTraffic(
    PartyId Party, long Open, long Retrying, long Quarantined, DateTimeOffset? OldestWaiting, DateTimeOffset? LastThrough, DateTimeOffset? LastReceived);

/// <summary>That something happened, without what: for those who only want to know whether to look again.</summary>
public sealed record EventMark(Guid Id, DateTimeOffset At, string Kind);

/// <summary>Port: reading exchanges for people.</summary>
public interface IExchangeReader
{
    /// <summary>A page of the exchanges that fit, in the order of <see cref="ExchangeFilter.IsByPeriod"/>.</summary>
    ValueTask<IReadOnlyList<ExchangeSummary>> SearchAsync(RetailerId retailer, ExchangeFilter filter, CancellationToken cancellationToken);

    ValueTask<ExchangeDetail?> FindAsync(RetailerId retailer, Guid id, CancellationToken cancellationToken);

    /// <summary>How many exchanges are in which state.</summary>
    /// <param name="retailer">Whose.</param>
    /// <param name="since">Settled ones count from here; <c>null</c> counts all there are, which takes the longer the more there are. Open and quarantined ones of ours count always.</param>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask<ExchangeCounts> CountAsync(RetailerId retailer, DateTimeOffset? since, CancellationToken cancellationToken);

    /// <summary>What the exchanges of each registered party say about it; a party without exchanges is missing.</summary>
    ValueTask<IReadOnlyList<PartyTraffic>> TrafficAsync(RetailerId retailer, CancellationToken cancellationToken);

    /// <summary>The newest events of a kind, newest first.</summary>
    ValueTask<IReadOnlyList<ExchangeEvent>> RecentEventsAsync(RetailerId retailer, string kind, int max, CancellationToken cancellationToken) => RecentEventsAsync(retailer, [kind], max, cancellationToken);

    /// <summary>A page of the entries that fit, newest first.</summary>
    ValueTask<IReadOnlyList<ExchangeEvent>> SearchEventsAsync(RetailerId retailer, EventFilter filter, CancellationToken cancellationToken);

    /// <summary>One entry; <c>null</c> where the retailer has none of this id.</summary>
    ValueTask<ExchangeEvent?> FindEventAsync(RetailerId retailer, Guid id, CancellationToken cancellationToken);

    /// <summary>The root elements of exchanges, received and sent, in one look; what is no exchange of the retailer is missing.</summary>
    ValueTask<IReadOnlyDictionary<Guid, string?>> RootElementsAsync(RetailerId retailer, IReadOnlyCollection<Guid> exchanges, CancellationToken cancellationToken);

    /// <summary>Marks of the newest events of every kind, newest first. Nothing is opened for them.</summary>
    ValueTask<IReadOnlyList<EventMark>> RecentMarksAsync(RetailerId retailer, int max, CancellationToken cancellationToken);

    /// <summary>The newest events of any of the kinds together, newest first.</summary>
    /// <param name="retailer">Whose.</param>
    /// <param name="kinds">Each is a range of an index, however rare it is. One that ends with a dot is all that begin so (<c>look.</c>), an empty one is all there are: those cost more.</param>
    /// <param name="max">How many.</param>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask<IReadOnlyList<ExchangeEvent>> RecentEventsAsync(RetailerId retailer, IReadOnlyList<string> kinds, int max, CancellationToken cancellationToken);
}
