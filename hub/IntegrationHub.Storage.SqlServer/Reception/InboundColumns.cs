using IntegrationHub.Exchange.Reception;
using IntegrationHub.Storage.Confidential;
using IntegrationHub.Storage.SqlServer.Execution;
using Microsoft.Data.SqlClient;

namespace IntegrationHub.Storage.SqlServer.Reception;

/// <summary>The columns of <c>inbound_exchange</c> as statements write them.</summary>
internal static class InboundColumns
{
    public const string Insert =
        """
        insert into hub.inbound_exchange (retailer_id, id, party_id, channel, state, received_at, completed_at, archive_id, size, profile, root_element,
            sender_code, mrid, revision, type, schema_result, period_start, period_end, canonical_digest, rejections, answer_archive_id, first_exchange_id, series_cut)
        values (@retailer, @id, @party, @channel, @state, @received_at, @completed_at, @archive_id, @size, @profile, @root_element,
            @sender_code, @mrid, @revision, @type, @schema_result, @period_start, @period_end, @canonical_digest, @rejections, @answer_archive_id, @first_exchange_id, @series_cut);
        """;

    public static SqlParameterCollection Inbound(this SqlParameterCollection parameters, StoreValues values, InboundExchange exchange) =>
        parameters
            .Int("@retailer", exchange.Retailer.Value).Id("@id", exchange.Id).Id("@party", exchange.Party.Value).Short("@channel", (int)exchange.Channel)
            .Short("@state", (int)exchange.State).Time("@received_at", exchange.ReceivedAt).Time("@completed_at", exchange.CompletedAt)
            .Id("@archive_id", exchange.ArchiveId).Long("@size", exchange.Size).Text("@profile", exchange.Profile).Text("@root_element", exchange.RootElement)
            .Text("@sender_code", exchange.Document?.SenderCode).Text("@mrid", exchange.Document?.MRid).Int("@revision", exchange.Document?.Revision)
            .Text("@type", exchange.Type).Text("@schema_result", exchange.SchemaResult).Time("@period_start", exchange.Period?.Start)
            .Time("@period_end", exchange.Period?.End).BytesOrNull("@canonical_digest", exchange.CanonicalDigest)
            .BytesOrNull("@rejections", values.SealOrNull(SealedColumns.InboundRejections, exchange.Retailer.Value, exchange.Id, StoredJson.Rejections(exchange.Rejections))).Id("@answer_archive_id", exchange.AnswerArchiveId)
            .Id("@first_exchange_id", exchange.FirstExchangeId).Bool("@series_cut", exchange.Series.IsCut);
}
