using IntegrationHub.Storage.Confidential;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Sending;
using Npgsql;

namespace IntegrationHub.Storage.PostgreSql.Sending;

/// <summary>The columns of <c>outbound_exchange</c> as statements read and write them.</summary>
internal static class OutboundColumns
{
    /// <summary>What never changes after queueing: parameters $1 to $16.</summary>
    public const string FixedNames =
        "retailer_id, id, party_id, sender_code, mrid, revision, profile, root_element, type, period_start, period_end, created_at, "
        + "canonical_digest, document_archive_id, size, never_acknowledged";

    public const int FixedCount = 16;

    /// <summary>What a decision may change.</summary>
    public const string ChangingNames = Storage.Sending.OutboundChanges.OfDecisions;

    public const int ChangingCount = 11;

    /// <summary>Everything in the order of <see cref="Read"/>.</summary>
    public const string All = FixedNames + ", " + ChangingNames + ", fence";

    /// <summary><see cref="All"/> of a table that has another name in the statement.</summary>
    public static string AllOf(string table) => string.Join(", ", All.Split(", ").Select(column => $"{table}.{column}"));

    public const int Fence = FixedCount + ChangingCount;

    public static void AddFixed(NpgsqlParameterCollection parameters, OutboundExchange exchange) =>
        parameters
            .Int(exchange.Retailer.Value).Uuid(exchange.Id).Uuid(exchange.Party.Value).Text(exchange.Document.SenderCode)
            .Text(exchange.Document.MRid).Int(exchange.Document.Revision).Text(exchange.Profile).Text(exchange.RootElement).Text(exchange.Type)
            .Time(exchange.Period?.Start).Time(exchange.Period?.End).Time(exchange.CreatedAt).Bytes(exchange.CanonicalDigest)
            .Uuid(exchange.DocumentArchiveId).Long(exchange.Size).Bool(exchange.NeverAcknowledged);

    public static void AddChanging(NpgsqlParameterCollection parameters, StoreValues values, OutboundExchange exchange) =>
        parameters
            .Short((int)exchange.State).Short((int)exchange.Priority).Time(exchange.UpdatedAt).Time(exchange.DueAt).Time(exchange.GateClosure)
            .Int(exchange.Attempts).Bool(exchange.AnswerLost).Uuid(exchange.MessageArchiveId)
            .BytesOrNull(values.SealOrNull(SealedColumns.OutboundRejections, exchange.Retailer.Value, exchange.Id, StoredJson.Rejections(exchange.Rejections)))
            .Uuid(exchange.AcknowledgedBy).Text(exchange.Endpoint);

    public static OutboundExchange Read(NpgsqlDataReader reader, StoreValues values) => new()
    {
        Retailer = new RetailerId(reader.GetInt32(0)),
        Id = reader.GetGuid(1),
        Party = new PartyId(reader.GetGuid(2)),
        Document = new DocumentKey(reader.GetString(3), reader.GetString(4), reader.GetInt32(5)),
        Profile = reader.GetString(6),
        RootElement = reader.GetString(7),
        Type = reader.Text(8),
        Period = reader.Interval(9),
        CreatedAt = reader.Time(11),
        CanonicalDigest = reader.Bytes(12),
        DocumentArchiveId = reader.GetGuid(13),
        Size = reader.GetInt64(14),
        NeverAcknowledged = reader.GetBoolean(15),
        State = (OutboundState)reader.GetInt16(16),
        Priority = (LanePriority)reader.GetInt16(17),
        UpdatedAt = reader.Time(18),
        DueAt = reader.TimeOrNull(19),
        GateClosure = reader.TimeOrNull(20),
        Attempts = reader.GetInt32(21),
        AnswerLost = reader.GetBoolean(22),
        MessageArchiveId = reader.Uuid(23),
        Rejections = StoredJson.Rejections(values.OpenOrNull(SealedColumns.OutboundRejections, reader.GetInt32(0), reader.GetGuid(1), reader.BytesOrNull(24))),
        AcknowledgedBy = reader.Uuid(25),
        Endpoint = reader.Text(26),
    };

    /// <summary><c>$first, …</c> for <paramref name="count"/> parameters.</summary>
    public static string Values(int first, int count) => string.Join(", ", Enumerable.Range(first, count).Select(static number => $"${number}"));
}
