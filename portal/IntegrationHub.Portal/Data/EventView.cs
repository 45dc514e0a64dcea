using System.Text.Json;
using IntegrationHub.Exchange.History;

namespace IntegrationHub.Portal.Data;

/// <summary>An event of the ledger, as calls answer it and files hold it.</summary>
/// <param name="Facts">What belongs to it; empty where it is about a bid and the caller may not read bids.</param>
public sealed record EventView(Guid Id, DateTimeOffset At, string Kind, string Actor, Guid? Exchange, Guid? Party, JsonElement Facts)
{
    public static EventView Of(ExchangeEvent item)
    {
        using var facts = JsonDocument.Parse(item.Data);
        return new(item.Id, item.At, item.Kind, item.Actor, item.ExchangeId, item.PartyId, facts.RootElement.Clone());
    }
}
