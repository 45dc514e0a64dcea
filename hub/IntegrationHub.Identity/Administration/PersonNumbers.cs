using IntegrationHub.Exchange;
using IntegrationHub.Identity.People;
using IntegrationHub.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace IntegrationHub.Identity.Administration;

/// <summary>
/// Which accounts are one human's. Numbers are personal and sealed, so nothing is searched for them: each account keeps the names of the others, and stating a number reads all.
/// Whoever asks in a request who else somebody is reads one row. Two who state or give roles at once would not see each other: every account that was looked at counts as changed,
/// so that one of them begins anew.
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

        var same = accounts.Where(one => one.Row != stated.Row && IsSame(one.Account.PersonNumber, number)).ToList();
        var refused = DutySeparation.CheckPerson([.. stated.Account.Roles, .. Counting(same.Select(static one => one.Account))]);
        if (refused.Count > 0)
            return refused;

        foreach (var (row, account) in accounts.Where(one => one.Row == stated.Row || same.Contains(one) || one.Account.OtherAccounts.Contains(name)))
        {
            var own = row == stated.Row ? number : account.PersonNumber;
            var others = own is null ? [] : accounts.Where(one => one.Row != row && IsSame(one.Row == stated.Row ? number : one.Account.PersonNumber, own)).Select(static one => one.Account.Name).Order(StringComparer.Ordinal).ToList();
            row.Person = store.Rows.SealPerson(store.Retailer, account with { PersonNumber = own, OtherAccounts = others });
        }

        foreach (var row in rows)
            row.Version++;

        var joined = same.ConvertAll(static one => one.Account.Name);
        store.Record(
            context, "user.person-stated", actor, exchange: null,
            ("user", name), ("others", NamesOf(joined)), ("parted", NamesOf(stated.Account.OtherAccounts.Except(joined, StringComparer.Ordinal))));
        return [];
    }

    /// <summary>Whether an account that is to be may have its roles beside those that the person has.</summary>
    public async Task<IReadOnlyList<Rejection>> CheckNewAsync(HubContext context, string number, IReadOnlyList<Role> roles, CancellationToken cancellationToken)
    {
        var rows = await context.Accounts.AsNoTracking().Where(x => x.RetailerId == store.Retailer.Value).ToListAsync(cancellationToken).ConfigureAwait(false);
        return DutySeparation.CheckPerson([.. roles, .. Counting(rows.Select(store.Rows.Read).Where(account => IsSame(account.PersonNumber, number)))]);
    }

    /// <summary>Whether an account may have its roles beside the person's other accounts.</summary>
    public async Task<IReadOnlyList<Rejection>> CheckAsync(HubContext context, Account account, CancellationToken cancellationToken)
    {
        if (account.OtherAccounts.Count == 0)
            return [];

        var names = account.OtherAccounts.ToArray();
        var others = await context.Accounts.Where(x => x.RetailerId == store.Retailer.Value && names.Contains(x.Name)).ToListAsync(cancellationToken).ConfigureAwait(false);
        foreach (var other in others)
            other.Version++;

        return DutySeparation.CheckPerson([.. account.Roles, .. Counting(others.Select(store.Rows.Read))]);
    }

    /// <summary>Staff lists write one number in large letters and in small ones.</summary>
    private static bool IsSame(string? one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static string? NamesOf(IEnumerable<string> names) => names.Order(StringComparer.Ordinal).ToList() is { Count: > 0 } some ? string.Join(',', some) : null;

    /// <summary>What a switched-off account may do counts as well: it can be switched on again.</summary>
    private static IEnumerable<Role> Counting(IEnumerable<Account> accounts) => accounts.SelectMany(static account => account.Roles);
}
