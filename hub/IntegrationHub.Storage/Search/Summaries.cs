using IntegrationHub.Exchange.History;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Storage.Model;

namespace IntegrationHub.Storage.Search;

/// <summary>Rows as people's lists show them.</summary>
internal static class Summaries
{
    public static ExchangeSummary Of(InboundExchangeRow row) => new(
        row.Id, Direction.In, new PartyId(row.PartyId), row.Profile, row.RootElement, row.MRid, row.Revision, row.Type,
        ((InboundState)row.State).ToString(), row.SchemaResult, row.Size, row.ReceivedAt, row.CompletedAt, StoredJson.Rejections(row.Rejections))
    {
        PeriodStart = row.PeriodStart, SeriesCut = row.SeriesCut,
    };

    public static ExchangeSummary Of(OutboundExchangeRow row) => new(
        row.Id, Direction.Out, new PartyId(row.PartyId), row.Profile, row.RootElement, row.MRid, row.Revision, row.Type,
        ((OutboundState)row.State).ToString(), Schema: null, row.Size, row.CreatedAt, row.UpdatedAt, StoredJson.Rejections(row.Rejections))
    {
        PeriodStart = row.PeriodStart, SeriesCut = row.SeriesCut,
    };

    public static ExchangeEvent Of(EventRow row) => new(row.Id, row.At, row.Kind, row.ExchangeId, row.PartyId, row.Actor, row.Data);
}
