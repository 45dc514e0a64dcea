using IntegrationHub.Exchange.History;

namespace IntegrationHub.Exchange.Sending.Deciding;

/// <summary>Makes the events of one decision.</summary>
internal sealed class EventWriter(OutboundExchange? exchange, DateTimeOffset now, IIdSource ids)
{
    public ExchangeEvent Write(string kind, params ReadOnlySpan<(string Name, string? Value)> facts) => Write(kind, "hub", facts);

    public ExchangeEvent WriteAs(string actor, string kind, params ReadOnlySpan<(string Name, string? Value)> facts) => Write(kind, actor, facts);

    private ExchangeEvent Write(string kind, string actor, ReadOnlySpan<(string Name, string? Value)> facts) =>
        new(ids.Next(now), now, kind, exchange?.Id, exchange?.Party.Value, actor, EventData.Json(facts));
}
