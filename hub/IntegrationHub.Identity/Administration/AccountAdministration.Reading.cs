using System.Linq.Expressions;
using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Identity.People;
using IntegrationHub.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace IntegrationHub.Identity.Administration;

/// <summary>A person in lists.</summary>
/// <param name="Certificates">How many are bound.</param>
/// <param name="Asked">Roles that wait for another administrator.</param>
public sealed record ListedAccount(Account Account, int Certificates, AskedRoles? Asked)
{
    /// <summary>Something was begun that another administrator decides on.</summary>
    public bool Waits => Asked is not null || Account is { IsDisabled: true, SetBy: not null };

    /// <summary>Whether it is this administrator who can decide: neither the person nor who began it.</summary>
    public bool WaitsFor(Account administrator) => !administrator.IsActor(Account.Actor)
        && ((Asked is { } asked && !administrator.IsActor(asked.AskedBy)) || (Account is { IsDisabled: true, SetBy: { } by } && !administrator.IsActor(by)));
}

/// <summary>Everything that is kept of one person but the password; of the phone pages and calls tell the last digits alone.</summary>
/// <param name="Version">Counts the changes; who decides on what he has read names it.</param>
/// <param name="PasswordAt">When the password was set.</param>
/// <param name="Key">The certificate's keys that are bound; <c>null</c> where none are.</param>
/// <param name="LastSignInAt">When somebody last came in with every factor; <c>null</c> when nobody ever did.</param>
/// <param name="Asked">Roles that wait for another administrator.</param>
public sealed record PersonFile(Account Account, long Version, DateTimeOffset PasswordAt, BoundKey? Key, DateTimeOffset? LastSignInAt, AskedRoles? Asked);

/// <summary>What a certificate is known by: the public keys of issuer and holder.</summary>
/// <param name="IssuerKey">SHA-256, hex.</param>
/// <param name="SubjectKey">SHA-256, hex.</param>
public sealed record BoundKey(string IssuerKey, string SubjectKey, DateTimeOffset BoundAt);

/// <summary>What administrators read of persons.</summary>
public sealed partial class AccountAdministration
{
    /// <summary>Everybody, by name.</summary>
    public Task<IReadOnlyList<ListedAccount>> ListAsync(CancellationToken cancellationToken) => store.ReadAsync(
        async context => await ListAsync(context, static _ => true, await AskedAsync(context, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false),
        cancellationToken);

    /// <summary>Persons of whom something waits that this administrator can decide on, by name.</summary>
    public Task<IReadOnlyList<ListedAccount>> WaitingForAsync(Account administrator, CancellationToken cancellationToken) => store.ReadAsync(
        async context =>
        {
            var asked = await AskedAsync(context, cancellationToken).ConfigureAwait(false);
            var names = asked.Keys.ToArray();
            var listed = await ListAsync(context, x => x.DisabledAt != null || names.Contains(x.Name), asked, cancellationToken).ConfigureAwait(false);
            return (IReadOnlyList<ListedAccount>)[.. listed.Where(one => one.WaitsFor(administrator))];
        },
        cancellationToken);

    /// <summary>True when the certificate counts now and is bound to this person, who may sign in. Names alone bind nobody.</summary>
    public async Task<bool> HoldsAsync(string name, X509Certificate2 certificate, CancellationToken cancellationToken)
    {
        if (certificates.Judge(certificate, out _) is not { } factor)
            return false;

        var normal = AccountRules.Normal(name);
        return await store.ReadAsync(
            context => context.AccountCertificates.AsNoTracking()
                .Where(x => x.RetailerId == store.Retailer.Value && x.IssuerKey == factor.IssuerKey && x.SubjectKey == factor.SubjectKey)
                .Join(
                    context.Accounts.AsNoTracking().Where(x => x.RetailerId == store.Retailer.Value && x.Name == normal && x.DisabledAt == null),
                    static bound => bound.AccountId, static account => account.Id, static (bound, account) => account.Id)
                .AnyAsync(cancellationToken),
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>One person, switched off or not; <c>null</c> where nobody has the name.</summary>
    public Task<PersonFile?> FindAsync(string name, CancellationToken cancellationToken) => store.ReadAsync(
        async context =>
        {
            var normal = AccountRules.Normal(name);
            if (await context.Accounts.AsNoTracking().SingleOrDefaultAsync(x => x.RetailerId == store.Retailer.Value && x.Name == normal, cancellationToken).ConfigureAwait(false) is not { } row)
                return null;

            var bound = await context.AccountCertificates.AsNoTracking().Where(x => x.RetailerId == store.Retailer.Value && x.AccountId == row.Id)
                .OrderByDescending(x => x.BoundAt).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
            var last = await context.Sessions.AsNoTracking().Where(x => x.RetailerId == store.Retailer.Value && x.AccountId == row.Id && x.IsComplete)
                .MaxAsync(x => (DateTimeOffset?)x.BegunAt, cancellationToken).ConfigureAwait(false);
            return new PersonFile(
                store.Rows.Read(row), row.Version, row.PasswordAt, bound is null ? null : new BoundKey(bound.IssuerKey, bound.SubjectKey, bound.BoundAt), last,
                await AskedAsync(context, row.Name, cancellationToken).ConfigureAwait(false));
        },
        cancellationToken);

    private async Task<Dictionary<string, AskedRoles?>> AskedAsync(HubContext context, CancellationToken cancellationToken) =>
        (await _requests.ListAsync(context, Waiting, cancellationToken).ConfigureAwait(false)).ToDictionary(static request => request.Key, AskedOf, StringComparer.Ordinal);

    private async Task<IReadOnlyList<ListedAccount>> ListAsync(
        HubContext context, Expression<Func<AccountRow, bool>> which, Dictionary<string, AskedRoles?> asked, CancellationToken cancellationToken)
    {
        var rows = await context.Accounts.AsNoTracking().Where(x => x.RetailerId == store.Retailer.Value).Where(which).OrderBy(x => x.Name).ToListAsync(cancellationToken).ConfigureAwait(false);
        var bound = await context.AccountCertificates.AsNoTracking().Where(x => x.RetailerId == store.Retailer.Value)
            .GroupBy(x => x.AccountId).Select(x => new { x.Key, Count = x.Count() }).ToDictionaryAsync(x => x.Key, x => x.Count, cancellationToken).ConfigureAwait(false);
        return rows.ConvertAll(row => new ListedAccount(store.Rows.Read(row), bound.GetValueOrDefault(row.Id), asked.GetValueOrDefault(row.Name)));
    }
}
