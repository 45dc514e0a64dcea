using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Identity.People;
using IntegrationHub.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace IntegrationHub.Identity.Administration;

/// <summary>A person in lists.</summary>
/// <param name="Certificates">How many are bound.</param>
/// <param name="Asked">Roles that wait for another administrator.</param>
public sealed record ListedAccount(Account Account, int Certificates, AskedRoles? Asked);

/// <summary>Everything that is kept of one person but the password and the whole phone number.</summary>
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
        async context =>
        {
            var rows = await context.Accounts.AsNoTracking().Where(x => x.RetailerId == store.Retailer.Value).OrderBy(x => x.Name).ToListAsync(cancellationToken).ConfigureAwait(false);
            var bound = await context.AccountCertificates.AsNoTracking().Where(x => x.RetailerId == store.Retailer.Value)
                .GroupBy(x => x.AccountId).Select(x => new { x.Key, Count = x.Count() }).ToDictionaryAsync(x => x.Key, x => x.Count, cancellationToken).ConfigureAwait(false);
            var asked = (await _requests.ListAsync(context, Waiting, cancellationToken).ConfigureAwait(false)).ToDictionary(static request => request.Key, AskedOf, StringComparer.Ordinal);
            return (IReadOnlyList<ListedAccount>)rows.ConvertAll(row => new ListedAccount(store.Rows.Read(row), bound.GetValueOrDefault(row.Id), asked.GetValueOrDefault(row.Name)));
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
}
