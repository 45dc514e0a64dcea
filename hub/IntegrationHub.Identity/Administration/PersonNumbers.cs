using IntegrationHub.Exchange;
using IntegrationHub.Identity.People;
using IntegrationHub.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace IntegrationHub.Identity.Administration;

/// <summary>
/// Which accounts are one human's. Numbers are personal and sealed, so nothing is searched for them: each account keeps the names of the others, and stating a number reads all.
/// Whoever asks in a request who else somebody is reads one row.
/// </summary>
internal sealed class PersonNumbers(IdentityStore store)
{
    /// <summary>States the number of an account, and joins and parts what changes by it.</summary>
    public async Task<IReadOnlyList<Rejection>> StateAsync(HubContext context, string name, string number, string actor, CancellationToken cancellationToken)
    {
        var rows = await context.Accounts.Where(x => x.RetailerId == store.Retailer.Value).ToListAsync(cancellationToken).ConfigureAwait(false);
        var accounts = rows.Select(row => (Row: row, Account: store.Rows.Read(row))).ToList();
        if (accounts.FirstOrDefault(one => one.Account.Name == name) is not { Row: not null } stated)
            return [new Rejection("ACCOUNT_UNKNOWN", null, $"there is no account {name}", "name", "`ihub user list` shows them.")];

        var same = accounts.Where(one => one.Row != stated.Row && one.Account.PersonNumber == number).ToList();
        var refused = DutySeparation.CheckPerson([.. stated.Account.Roles, .. Counting(same.Select(static one => one.Account))]);
        if (refused.Count > 0)
            return refused;

        foreach (var (row, account) in accounts.Where(one => one.Row == stated.Row || same.Contains(one) || one.Account.OtherAccounts.Contains(name)))
        {
            var own = row == stated.Row ? number : account.PersonNumber;
            var others = own is null ? [] : accounts.Where(one => one.Row != row && (one.Row == stated.Row ? number : one.Account.PersonNumber) == own).Select(static one => one.Account.Name).Order(StringComparer.Ordinal).ToList();
            row.Person = store.Rows.SealPerson(store.Retailer, account with { PersonNumber = own, OtherAccounts = others });
            row.Version++;
        }

        store.Record(context, "user.person-stated", actor, exchange: null, ("user", name), ("others", same.Count == 0 ? null : string.Join(',', same.Select(static one => one.Account.Name).Order(StringComparer.Ordinal))));
        return [];
    }

    /// <summary>Whether an account may have its roles beside the person's other accounts.</summary>
    public async Task<IReadOnlyList<Rejection>> CheckAsync(HubContext context, Account account, CancellationToken cancellationToken)
    {
        if (account.OtherAccounts.Count == 0)
            return [];

        var names = account.OtherAccounts.ToArray();
        var others = await context.Accounts.AsNoTracking().Where(x => x.RetailerId == store.Retailer.Value && names.Contains(x.Name)).ToListAsync(cancellationToken).ConfigureAwait(false);
        return DutySeparation.CheckPerson([.. account.Roles, .. Counting(others.Select(store.Rows.Read))]);
    }

    /// <summary>What a switched-off account may do counts as well: it can be switched on again.</summary>
    private static IEnumerable<Role> Counting(IEnumerable<Account> accounts) => accounts.SelectMany(static account => account.Roles);
}
