using System.Globalization;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Retail.Customers;

namespace IntegrationHub.Retail.Processes.CustomerSide;

/// <summary>Looks for contracts that come to their last day, and tells each person so many days before as he chose. Thread-safe.</summary>
public sealed class EndingContracts(CustomerNoticeBook notices, LoginBook logins, SubscriptionBook subscriptions, CustomerBook book, CustomerContracts contracts, ReminderLimits limits, TimeProvider time)
{
    /// <summary>Tells whom it is time to tell. The same look again tells nobody twice.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        var persons = (await logins.ListAsync(cancellationToken).ConfigureAwait(false)).Where(static login => !login.Login.IsDisabled).ToLookup(static login => login.CustomerName, StringComparer.Ordinal);
        if (persons.Count == 0)
            return;

        var today = limits.Today;
        var accounts = (await book.ListAsync(null, cancellationToken).ConfigureAwait(false)).Where(account => persons.Contains(account.CustomerName)).ToList();
        foreach (var (customer, own) in await contracts.ByCustomerAsync(accounts, cancellationToken).ConfigureAwait(false))
        {
            // A version that an amendment takes the place of ends, and the contract does not.
            var ending = own.Where(static stored => ContractTransitions.Binds(stored.Contract.State)).GroupBy(static stored => stored.Contract.Terms.MRid, StringComparer.Ordinal)
                .Select(static versions => versions.MaxBy(static stored => stored.Contract.LastDay)!.Contract)
                .Where(contract => contract.LastDay >= today && contract.LastDay <= today.PlusDays(SubscriptionChoices.MostEndingDays)).ToList();
            foreach (var person in ending.Count == 0 ? [] : persons[customer])
            {
                var days = (await subscriptions.OfAsync(person.Login.Name, cancellationToken).ConfigureAwait(false)).EndingDays;
                foreach (var contract in ending.Where(contract => contract.LastDay <= today.PlusDays(days)))
                {
                    var thing = string.Create(CultureInfo.InvariantCulture, $"{contract.Terms.MRid}/{contract.Terms.Version}");
                    await notices.RaiseAsync(person.Login.Name, new(SubscriptionTopic.ContractEnding, thing, time.GetUtcNow()) { On = contract.LastDay }, cancellationToken).ConfigureAwait(false);
                }
            }
        }
    }
}
