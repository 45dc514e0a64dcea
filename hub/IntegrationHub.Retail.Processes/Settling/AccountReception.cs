using IntegrationHub.Exchange.Parties;
using IntegrationHub.Lanes.Notifications;
using IntegrationHub.Market.Time;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Values;
using NodaTime;

namespace IntegrationHub.Retail.Processes.Settling;

/// <summary>Tells the process that waits for it that an energy account of a month came from a trading center: message <c>energy-account-received</c>, correlated by the month.</summary>
public sealed class AccountReception(IPartyRegistry registry, ProcessEngine engine, DateTimeZone zone) : IDocumentHandler
{
    public const string Message = "energy-account-received";

    public bool Wants(string rootElement) => rootElement == "EnergyAccount_MarketDocument";

    public async Task HandleAsync(ReceivedDocument received, CancellationToken cancellationToken)
    {
        if (!registry.Current.Parties.Any(party => party.Id == received.Exchange.Party && party.Roles.Contains(PartyRole.TradingCenter)) || received.Document.Period is not { } period)
            return;

        var month = BillingMonth.Of(Instant.FromDateTimeOffset(period.Start).InZone(zone).Date);
        await engine.AcceptMessageAsync(new($"energy-account-{received.Exchange.Id:D}", Message, month.ToString(), ContextValue.Empty), cancellationToken).ConfigureAwait(false);
    }
}
