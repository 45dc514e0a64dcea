using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Sending;

namespace IntegrationHub.Storage.Archive.Keeping;

/// <summary>One way in which exchanges name archived bytes of a class.</summary>
/// <param name="Class">The class.</param>
/// <param name="Lane">Name of the walk's place in <c>archive_progress</c>.</param>
/// <param name="What">What the bytes are to people.</param>
/// <param name="Table">The exchanges, in schema <c>hub</c>.</param>
/// <param name="Column">Their column with the archive's id.</param>
/// <param name="MayBeUnsettled">True where an exchange may still need its bytes: <see cref="Settled"/> says when it does not.</param>
internal sealed record RemovalWalk(ArchiveClass Class, string Lane, string What, string Table, string Column, bool MayBeUnsettled)
{
    /// <summary>The lanes of all walks begin with it.</summary>
    public const string LanePrefix = "retention/";

    /// <summary>States in which nothing is sent any more, and no operator will have it sent.</summary>
    private static readonly string Over =
        $"{(int)OutboundState.Accepted}, {(int)OutboundState.PartlyAccepted}, {(int)OutboundState.Rejected}, {(int)OutboundState.Expired}, {(int)OutboundState.Cancelled}";

    public static IReadOnlyList<RemovalWalk> All { get; } =
    [
        new(ArchiveClass.Received, LanePrefix + "received", "received", "inbound_exchange", "archive_id", MayBeUnsettled: false),
        new(ArchiveClass.Sent, LanePrefix + "answer", "answer", "inbound_exchange", "answer_archive_id", MayBeUnsettled: false),
        new(ArchiveClass.Sent, LanePrefix + "message", "message", "outbound_exchange", "message_archive_id", MayBeUnsettled: true),
        new(ArchiveClass.Document, LanePrefix + "document", "document", "outbound_exchange", "document_archive_id", MayBeUnsettled: true),
    ];

    /// <summary>The condition of <c>outbound_exchange</c> for what is settled.</summary>
    /// <param name="isTrue">How the database asks whether a column of truth is true.</param>
    public static string Settled(Func<string, string> isTrue) => $"(state in ({Over}) or (state = {(int)OutboundState.Delivered} and {isTrue("never_acknowledged")}))";
}
