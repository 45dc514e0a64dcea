using IntegrationHub.Market.Contracts;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Market.Json;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Time;
using IntegrationHub.Market.Tracking;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.Tracking;

namespace IntegrationHub.Retail.Processes.CustomerSide;

/// <summary>What customers are reminded of on their pages: warnings of the month that their contracts are delivered in, and that they have passed, or that the month or the contract has. Thread-safe.</summary>
public sealed class CustomerReminders(DeliveryBook deliveries, DeliveryWatch watch)
{
    /// <summary>How names of reminders begin.</summary>
    internal const string Prefix = CrossingKinds.Reminder + " ";

    /// <summary>Reminders of a customer's contracts.</summary>
    internal async Task<IReadOnlyList<ShelfOffer>> OfAsync(IReadOnlyList<StoredContract> contracts, CancellationToken cancellationToken)
    {
        var month = DeliveryWatch.MonthOn(watch.Today);
        var offers = new List<ShelfOffer>();
        foreach (var number in contracts.GroupBy(static stored => stored.Contract.Terms.MRid, StringComparer.Ordinal).Where(IsDelivered).Select(static versions => versions.Key))
        {
            if (await deliveries.FindAsync(number, month, cancellationToken).ConfigureAwait(false) is not { Status: { } status } delivery)
                continue;

            offers.AddRange(delivery.Warnings.Where(static warning => DeliveryWarnings.IsForCustomers(warning.Kind)).Select(warning => new ShelfOffer(
                CrossingKinds.Reminder, $"{Prefix}{number} {month} {warning.Kind}",
                MarketJson.Write(new CustomerReminder(number, month, warning.Kind, status.Through, status.Projected, status.Contracted, warning.IsOpen)))));
        }

        return offers;

        // Each version on the days that are left to it: one that a later one took the place of is not delivered any more, whether or not it was ended.
        bool IsDelivered(IEnumerable<StoredContract> versions) =>
            ContractLife.EachDayOnce([.. versions.Select(static stored => stored.Contract).DistinctBy(static contract => contract.Terms.Version).OrderBy(static contract => contract.Terms.Version)])
                .Any(contract => ContractTransitions.Binds(contract.State) && month.EveryDay().Any(contract.BindsOn));
    }

    /// <summary>The word that a reminder stands no more, for one that was published and is offered no longer; null where its name is of no reminder.</summary>
    /// <param name="name">As it was offered under.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal async Task<ShelfOffer?> CloseAsync(string name, CancellationToken cancellationToken)
    {
        // The number of a contract may have blanks in it; month and kind have none.
        var words = name[Prefix.Length..].Split(' ');
        if (words.Length < 3 || !BillingMonth.TryParse(words[^2], out var month) || !Enum.TryParse<DeliveryWarningKind>(words[^1], out var kind))
            return null;

        var number = string.Join(' ', words[..^2]);
        var status = (await deliveries.FindAsync(number, month, cancellationToken).ConfigureAwait(false))?.Status;
        return new(
            CrossingKinds.Reminder, name,
            MarketJson.Write(new CustomerReminder(number, month, kind, status?.Through ?? month.LastDay, status?.Projected ?? Energy.Zero, status?.Contracted ?? Energy.Zero, IsOpen: false)));
    }
}
