using IntegrationHub.Market.Contracts;
using IntegrationHub.Market.Customers;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.Customers;

namespace IntegrationHub.Retail.Processes.CustomerSide;

/// <summary>
/// Which contracts are a customer's: retail contracts whose buyer the customer is, and all of whose accounts the books have under the customer's name. The accounts alone do not say it: they
/// may have become another's since. Thread-safe.
/// </summary>
public sealed class CustomerContracts(ContractBook contracts, CustomerBook customers)
{
    /// <summary>The newest version of a contract that is this customer's and has been offered; else null.</summary>
    public async Task<StoredContract?> FindAsync(string customer, string number, CancellationToken cancellationToken) =>
        await contracts.FindAsync(number, null, cancellationToken).ConfigureAwait(false) is { } stored
        && IsShown(stored) && IsOf(stored, customer, await AccountsAsync(customer, cancellationToken).ConfigureAwait(false))
            ? stored
            : null;

    /// <summary>Every version that the customers of these accounts see, by the name of the customer.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<StoredContract>>> ByCustomerAsync(IReadOnlyCollection<MeteringAccount> customers, CancellationToken cancellationToken) =>
        (await LookAsync(customers, cancellationToken).ConfigureAwait(false)).Shown;

    /// <summary>The same, and every retail version that no customer sees: one of them may have been offered before.</summary>
    public async Task<(IReadOnlyDictionary<string, IReadOnlyList<StoredContract>> Shown, IReadOnlyList<StoredContract> Hidden)> LookAsync(IReadOnlyCollection<MeteringAccount> customers, CancellationToken cancellationToken)
    {
        var accounts = customers.GroupBy(static account => account.CustomerName, StringComparer.Ordinal).ToDictionary(static group => group.Key, static group => group.Select(static account => new ContractAccount(account.AccountNumber, account.VoltageLevel)).ToHashSet(), StringComparer.Ordinal);
        var all = await contracts.ListAsync(null, null, cancellationToken).ConfigureAwait(false);
        var shown = all.Where(IsShown).ToList();
        return (
            accounts.ToDictionary(static one => one.Key, one => (IReadOnlyList<StoredContract>)[.. shown.Where(contract => IsOf(contract, one.Key, one.Value))], StringComparer.Ordinal),
            [.. all.Where(static one => one.Contract is { Terms.Kind: ContractKind.Retail, State: var state } && !CustomerContract.IsShown(state))]);
    }

    /// <summary>From the offer on, with the text that was offered. One that was taken over as it was in force has none, and is the customer's all the same: its bills are made by it.</summary>
    private static bool IsShown(StoredContract stored) =>
        stored.Contract is { Terms.Kind: ContractKind.Retail, State: var state } && CustomerContract.IsShown(state)
        && (stored is { Text: not null, Language: not null, Contract.Digest: not null } || (stored.Text is null && ContractTransitions.HasBound(state)));

    private static bool IsOf(StoredContract stored, string customer, HashSet<ContractAccount> accounts) =>
        stored.Contract.Terms is var terms && terms.Buyer.Name == customer && terms.Accounts.Count > 0 && terms.Accounts.All(accounts.Contains);

    private async Task<HashSet<ContractAccount>> AccountsAsync(string customer, CancellationToken cancellationToken) =>
        [.. (await customers.ListAsync(null, cancellationToken).ConfigureAwait(false)).Where(account => account.CustomerName == customer).Select(static account => new ContractAccount(account.AccountNumber, account.VoltageLevel))];
}
