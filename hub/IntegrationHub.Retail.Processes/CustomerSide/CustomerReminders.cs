using IntegrationHub.Market.Contracts;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Market.Json;
using IntegrationHub.Market.Tracking;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.Tracking;

namespace IntegrationHub.Retail.Processes.CustomerSide;

/// <summary>What customers are reminded of on their pages: warnings of the month that their contracts are delivered in, and that they have passed. Thread-safe.</summary>
public sealed class CustomerReminders(DeliveryBook deliveries, DeliveryWatch watch)
{
    /// <summary>Reminders of a customer's contracts.</summary>
    internal async Task<IReadOnlyList<ShelfOffer>> OfAsync(IReadOnlyList<StoredContract> contracts, CancellationToken cancellationToken)
    {
        var month = DeliveryWatch.MonthOn(watch.Today);
        var offers = new List<ShelfOffer>();
        foreach (var number in contracts.Where(stored => ContractTransitions.Binds(stored.Contract.State) && month.EveryDay().Any(stored.Contract.BindsOn)).Select(static stored => stored.Contract.Terms.MRid).Distinct(StringComparer.Ordinal))
        {
            if (await deliveries.FindAsync(number, month, cancellationToken).ConfigureAwait(false) is not { Status: { } status } delivery)
                continue;

            offers.AddRange(delivery.Warnings.Where(static warning => DeliveryWarnings.IsForCustomers(warning.Kind)).Select(warning => new ShelfOffer(
                CrossingKinds.Reminder, $"{CrossingKinds.Reminder} {number} {month} {warning.Kind}",
                MarketJson.Write(new CustomerReminder(number, month, warning.Kind, status.Through, status.Projected, status.Contracted, warning.IsOpen)))));
        }

        return offers;
    }
}
