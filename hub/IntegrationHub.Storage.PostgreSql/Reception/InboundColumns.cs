using IntegrationHub.Storage.Confidential;
using IntegrationHub.Exchange.Reception;
using Npgsql;

namespace IntegrationHub.Storage.PostgreSql.Reception;

/// <summary>The columns of <c>inbound_exchange</c> as statements write them.</summary>
internal static class InboundColumns
{
    /// <summary>Number of parameters that <see cref="Add"/> adds, the retailer first.</summary>
    public const int Count = 23;

    public const string Names =
        "retailer_id, id, party_id, channel, state, received_at, completed_at, archive_id, size, profile, root_element, sender_code, mrid, "
        + "revision, type, schema_result, period_start, period_end, canonical_digest, rejections, answer_archive_id, first_exchange_id, series_cut";

    /// <summary><c>$1, $2, …</c></summary>
    public const string Values = "$1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23";

    public static void Add(NpgsqlParameterCollection parameters, StoreValues values, InboundExchange exchange) =>
        parameters
            .Int(exchange.Retailer.Value).Uuid(exchange.Id).Uuid(exchange.Party.Value).Short((int)exchange.Channel).Short((int)exchange.State)
            .Time(exchange.ReceivedAt).Time(exchange.CompletedAt).Uuid(exchange.ArchiveId).Long(exchange.Size).Text(exchange.Profile)
            .Text(exchange.RootElement).Text(exchange.Document?.SenderCode).Text(exchange.Document?.MRid).Int(exchange.Document?.Revision)
            .Text(exchange.Type).Text(exchange.SchemaResult).Time(exchange.Period?.Start).Time(exchange.Period?.End)
            .BytesOrNull(exchange.CanonicalDigest)
            .BytesOrNull(values.SealOrNull(SealedColumns.InboundRejections, exchange.Retailer.Value, exchange.Id, StoredJson.Rejections(exchange.Rejections))).Uuid(exchange.AnswerArchiveId)
            .Uuid(exchange.FirstExchangeId).Bool(exchange.Series.IsCut);
}
