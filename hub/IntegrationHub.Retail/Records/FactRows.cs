using System.Text.Json;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.History;
using IntegrationHub.Storage;
using IntegrationHub.Storage.History;
using IntegrationHub.Storage.Model;

namespace IntegrationHub.Retail.Records;

/// <summary>Facts as rows of the history, in the transaction of what they are about.</summary>
internal static class FactRows
{
    public static void Add(HubContext context, HubStore store, IIdSource ids, IEnumerable<RecordFact> facts, string actor, DateTimeOffset now)
    {
        foreach (var fact in facts)
        {
            context.Events.Add(EventRows.Of(
                store.Values, store.Options.Retailer, new ExchangeEvent(ids.Next(now), now, fact.Kind, ExchangeId: null, PartyId: null, actor, JsonSerializer.Serialize(fact.Facts))));
        }
    }
}
