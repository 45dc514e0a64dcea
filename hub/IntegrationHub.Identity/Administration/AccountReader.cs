using IntegrationHub.Identity.People;
using Microsoft.EntityFrameworkCore;

namespace IntegrationHub.Identity.Administration;

/// <summary>Who somebody is, for parts that know persons by name. Thread-safe.</summary>
public sealed class AccountReader(IdentityStore store)
{
    /// <summary>The person; <c>null</c> where nobody has this name or the account is switched off.</summary>
    public Task<Account?> FindAsync(string name, CancellationToken cancellationToken) => store.ReadAsync(
        async context =>
        {
            var normal = AccountRules.Normal(name);
            return await context.Accounts.AsNoTracking()
                .SingleOrDefaultAsync(x => x.RetailerId == store.Retailer.Value && x.Name == normal && x.DisabledAt == null, cancellationToken).ConfigureAwait(false) is { } row
                ? store.Rows.Read(row)
                : null;
        },
        cancellationToken);

    /// <summary>Everybody whose account is not switched off, by name.</summary>
    public Task<IReadOnlyList<Account>> ListAsync(CancellationToken cancellationToken) => store.ReadAsync(
        async context => (IReadOnlyList<Account>)
        [
            .. (await context.Accounts.AsNoTracking().Where(x => x.RetailerId == store.Retailer.Value && x.DisabledAt == null).OrderBy(x => x.Name).ToListAsync(cancellationToken).ConfigureAwait(false)).Select(row => store.Rows.Read(row)),
        ],
        cancellationToken);

    /// <summary>The other accounts of the person who has this one; none where the account is unknown, or its person has no other.</summary>
    public async Task<IReadOnlyList<string>> OthersOfAsync(string name, CancellationToken cancellationToken) => await store.ReadAsync(
        async context =>
        {
            var normal = AccountRules.Normal(name);
            return await context.Accounts.AsNoTracking().SingleOrDefaultAsync(x => x.RetailerId == store.Retailer.Value && x.Name == normal, cancellationToken).ConfigureAwait(false) is { } row
                ? store.Rows.Read(row).OtherAccounts
                : [];
        },
        cancellationToken).ConfigureAwait(false);

    /// <summary>Whether there is an account of this name, switched off or not.</summary>
    public Task<bool> ExistsAsync(string name, CancellationToken cancellationToken) => store.ReadAsync(
        context =>
        {
            var normal = AccountRules.Normal(name);
            return context.Accounts.AsNoTracking().AnyAsync(x => x.RetailerId == store.Retailer.Value && x.Name == normal, cancellationToken);
        },
        cancellationToken);
}
