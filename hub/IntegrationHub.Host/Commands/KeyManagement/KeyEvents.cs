using IntegrationHub.Exchange;
using IntegrationHub.Exchange.History;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Commands.Opening;
using IntegrationHub.Host.Node;

namespace IntegrationHub.Host.Commands.KeyManagement;

/// <summary>What operators do with keys, for the ledger.</summary>
internal static class KeyEvents
{
    public static async Task RecordAsync(OpenStore store, CommandContext context, string kind, string data, CancellationToken cancellationToken)
    {
        var now = context.Time.GetUtcNow();
        var item = new ExchangeEvent(new HubIds().Next(now), now, kind, ExchangeId: null, PartyId: null, Words.Operator(context.Surroundings), data);
        await store.Port<IReceptionStore>().RecordEventsAsync(RetailerId.Default, [item], cancellationToken);
    }
}
