using IntegrationHub.Exchange.History;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Storage.Confidential;
using IntegrationHub.Storage.Model;

namespace IntegrationHub.Storage.Search;

/// <summary>Rows as people's lists show them.</summary>
internal sealed class Summaries(StoreValues values)
{
    public ExchangeSummary Of(InboundExchangeRow row) => new(
        row.Id, Direction.In, new PartyId(row.PartyId), row.Profile, row.RootElement, row.MRid, row.Revision, row.Type,
        ((InboundState)row.State).ToString(), row.SchemaResult, row.Size, row.ReceivedAt, row.CompletedAt,
        StoredJson.Rejections(values.OpenOrNull(SealedColumns.InboundRejections, row.RetailerId, row.Id, row.Rejections)))
    {
        PeriodStart = row.PeriodStart, SeriesCut = row.SeriesCut,
    };

    public ExchangeSummary Of(OutboundExchangeRow row) => new(
        row.Id, Direction.Out, new PartyId(row.PartyId), row.Profile, row.RootElement, row.MRid, row.Revision, row.Type,
        ((OutboundState)row.State).ToString(), Schema: null, row.Size, row.CreatedAt, row.UpdatedAt,
        StoredJson.Rejections(values.OpenOrNull(SealedColumns.OutboundRejections, row.RetailerId, row.Id, row.Rejections)))
    {
        PeriodStart = row.PeriodStart, SeriesCut = row.SeriesCut,
    };

    public ExchangeEvent Of(EventRow row) => new(row.Id, row.At, row.Kind, row.ExchangeId, row.PartyId, row.Actor,
        values.Open(SealedColumns.EventData, row.RetailerId, row.Id, row.Data));
}
