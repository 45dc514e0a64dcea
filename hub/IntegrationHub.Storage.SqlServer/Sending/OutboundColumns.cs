using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Storage.Confidential;
using IntegrationHub.Storage.Sending;
using IntegrationHub.Storage.SqlServer.Execution;
using Microsoft.Data.SqlClient;

namespace IntegrationHub.Storage.SqlServer.Sending;

/// <summary>The columns of <c>outbound_exchange</c> as statements read and write them; a parameter has the name of its column.</summary>
internal static class OutboundColumns
{
    /// <summary>What never changes after queueing.</summary>
    private static readonly string[] Fixed =
    [
        "retailer_id", "id", "party_id", "sender_code", "mrid", "revision", "profile", "root_element", "type", "period_start", "period_end", "created_at",
        "canonical_digest", "document_archive_id", "size", "never_acknowledged",
    ];

    /// <summary>What a decision may change.</summary>
    private static readonly string[] Changing = OutboundChanges.OfDecisions.Split(", ");

    /// <summary>Position of the fence in what <see cref="Read"/> reads.</summary>
    public static int Fence => Fixed.Length + Changing.Length;

    /// <summary>Everything in the order of <see cref="Read"/>, of a table that has <paramref name="name"/> in the statement.</summary>
    public static string AllOf(string name) => string.Join(", ", Fixed.Concat(Changing).Append("fence").Select(column => $"{name}.{column}"));

    public static string InsertNames { get; } = string.Join(", ", Fixed.Concat(Changing)) + ", series_cut, claimable_at, fence";

    public static string InsertValues { get; } = string.Join(", ", Fixed.Concat(Changing).Select(static column => "@" + column)) + ", @series_cut, @due_at, 0";

    public static string Assignments { get; } = string.Join(", ", Changing.Select(static column => $"{column} = @{column}"));

    public static SqlParameterCollection Unchanging(this SqlParameterCollection parameters, OutboundExchange exchange) =>
        parameters
            .Text("@sender_code", exchange.Document.SenderCode).Text("@mrid", exchange.Document.MRid).Int("@revision", exchange.Document.Revision)
            .Text("@profile", exchange.Profile).Text("@root_element", exchange.RootElement).Text("@type", exchange.Type).Time("@created_at", exchange.CreatedAt)
            .Bytes("@canonical_digest", exchange.CanonicalDigest).Id("@document_archive_id", exchange.DocumentArchiveId).Long("@size", exchange.Size)
            .Bool("@never_acknowledged", exchange.NeverAcknowledged).Bool("@series_cut", exchange.Series.IsCut);

    /// <summary>Who it is, when it applies and what a decision may change.</summary>
    public static SqlParameterCollection Changed(this SqlParameterCollection parameters, StoreValues values, OutboundExchange exchange) =>
        parameters
            .Int("@retailer_id", exchange.Retailer.Value).Id("@id", exchange.Id).Id("@party_id", exchange.Party.Value)
            .Time("@period_start", exchange.Period?.Start).Time("@period_end", exchange.Period?.End)
            .Short("@state", (int)exchange.State).Short("@priority", (int)exchange.Priority).Time("@updated_at", exchange.UpdatedAt)
            .Time("@due_at", exchange.DueAt).Time("@gate_closure", exchange.GateClosure).Int("@attempts", exchange.Attempts)
            .Bool("@answer_lost", exchange.AnswerLost).Id("@message_archive_id", exchange.MessageArchiveId)
            .BytesOrNull("@rejections", values.SealOrNull(SealedColumns.OutboundRejections, exchange.Retailer.Value, exchange.Id, StoredJson.Rejections(exchange.Rejections)))
            .Id("@acknowledged_by", exchange.AcknowledgedBy).Text("@endpoint", exchange.Endpoint);

    public static OutboundExchange Read(SqlDataReader reader, StoreValues values) => new()
    {
        Retailer = new RetailerId(reader.GetInt32(0)),
        Id = reader.Id(1),
        Party = new PartyId(reader.Id(2)),
        Document = new DocumentKey(reader.GetString(3), reader.GetString(4), reader.GetInt32(5)),
        Profile = reader.GetString(6),
        RootElement = reader.GetString(7),
        Type = reader.Text(8),
        Period = reader.Interval(9),
        CreatedAt = reader.Time(11),
        CanonicalDigest = reader.Bytes(12),
        DocumentArchiveId = reader.Id(13),
        Size = reader.GetInt64(14),
        NeverAcknowledged = reader.GetBoolean(15),
        State = (OutboundState)reader.GetInt16(16),
        Priority = (LanePriority)reader.GetInt16(17),
        UpdatedAt = reader.Time(18),
        DueAt = reader.TimeOrNull(19),
        GateClosure = reader.TimeOrNull(20),
        Attempts = reader.GetInt32(21),
        AnswerLost = reader.GetBoolean(22),
        MessageArchiveId = reader.IdOrNull(23),
        Rejections = StoredJson.Rejections(values.OpenOrNull(SealedColumns.OutboundRejections, reader.GetInt32(0), reader.Id(1), reader.IsDBNull(24) ? null : reader.Bytes(24))),
        AcknowledgedBy = reader.IdOrNull(25),
        Endpoint = reader.Text(26),
    };
}
