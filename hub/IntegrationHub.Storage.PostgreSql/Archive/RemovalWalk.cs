using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Sending;

namespace IntegrationHub.Storage.PostgreSql.Archive;

/// <summary>One way in which exchanges name archived bytes of a class.</summary>
/// <param name="Class">The class.</param>
/// <param name="Lane">Name of the walk's place in <c>archive_progress</c>.</param>
/// <param name="What">What the bytes are to people.</param>
/// <param name="Sql">Exchanges behind $2 and before $3, at most $4, in the order of their ids: id, party, entry, settled.</param>
internal sealed record RemovalWalk(ArchiveClass Class, string Lane, string What, string Sql)
{
    /// <summary>The lanes of all walks begin with it.</summary>
    public const string LanePrefix = "retention/";

    /// <summary>Nothing is sent any more, and no operator will have it sent.</summary>
    private static readonly string Settled =
        $"(state in ({(int)OutboundState.Accepted}, {(int)OutboundState.PartlyAccepted}, {(int)OutboundState.Rejected}, {(int)OutboundState.Expired}, {(int)OutboundState.Cancelled}) "
        + $"or (state = {(int)OutboundState.Delivered} and never_acknowledged))";

    public static IReadOnlyList<RemovalWalk> All { get; } =
    [
        new(ArchiveClass.Received, LanePrefix + "received", "received", Select("inbound_exchange", "archive_id", "true")),
        new(ArchiveClass.Sent, LanePrefix + "answer", "answer", Select("inbound_exchange", "answer_archive_id", "true")),
        new(ArchiveClass.Sent, LanePrefix + "message", "message", Select("outbound_exchange", "message_archive_id", Settled)),
        new(ArchiveClass.Document, LanePrefix + "document", "document", Select("outbound_exchange", "document_archive_id", Settled)),
    ];

    private static string Select(string table, string column, string settled) =>
        $"select id, party_id, {column}, {settled} from {table} where retailer_id = $1 and id > $2 and id < $3 order by id limit $4";
}
