using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Exchange;
using IntegrationHub.Identity.Certificates;
using IntegrationHub.Identity.People;
using IntegrationHub.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace IntegrationHub.Identity.Administration;

/// <summary>Certificates of persons.</summary>
public sealed partial class AccountAdministration
{
    /// <summary>
    /// Binds a certificate to a person, in place of those before. It must count at the core door now. Ends the sessions. One administrator at a door does not give an open account both its
    /// phone and its certificate.
    /// </summary>
    public async Task<IReadOnlyList<Rejection>> BindCertificateAsync(string name, X509Certificate2 certificate, ActedBy by, CancellationToken cancellationToken)
    {
        if (certificates.Judge(certificate, out var reason) is not { } factor)
            return [new Rejection("CERTIFICATE_REFUSED", null, $"{certificate.Subject}: {reason}", "certificate", "Use one of an authority in pki.trust that is valid now.")];

        return await ChangeAsync(
            name,
            async (context, row) =>
            {
                var refused = await WhyNotAsync(context, row, factor, by, cancellationToken).ConfigureAwait(false);
                if (refused.Count > 0)
                    return refused;

                await RemoveAsync(context, row, cancellationToken).ConfigureAwait(false);
                context.AccountCertificates.Add(new AccountCertificateRow
                {
                    RetailerId = store.Retailer.Value, IssuerKey = factor.IssuerKey, SubjectKey = factor.SubjectKey, AccountId = row.Id, BoundAt = store.Now,
                });
                var account = store.Rows.Read(row);
                row.Person = store.Rows.SealPerson(store.Retailer, account with { Certificate = ShownCertificate.Of(certificate), CertificateBy = by.ActorAtDoor, SetBy = WaitsFor(account, by) });
                store.Record(
                    context, "user.certificate-bound", by.Actor, exchange: null,
                    ("user", row.Name), ("subject", factor.Subject), ("issuerKey", factor.IssuerKey), ("subjectKey", factor.SubjectKey), ("thumbprint", factor.Thumbprint), ("reason", by.Why));
                return [];
            },
            by,
            "certificate changed",
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes a person's certificate away, who comes in no more until another one is bound. Ends the sessions.</summary>
    public Task<IReadOnlyList<Rejection>> UnbindCertificateAsync(string name, ActedBy by, CancellationToken cancellationToken) => ChangeAsync(
        name,
        async (context, row) =>
        {
            if (await RemoveAsync(context, row, cancellationToken).ConfigureAwait(false) == 0)
                return [new Rejection("CERTIFICATE_NONE", null, $"no certificate is bound to {row.Name}", "name", "Look at the person.")];

            row.Person = store.Rows.SealPerson(store.Retailer, store.Rows.Read(row) with { Certificate = null });
            store.Record(context, "user.certificate-unbound", by.Actor, exchange: null, ("user", row.Name), ("reason", by.Why));
            return [];
        },
        by,
        "certificate taken away",
        cancellationToken);

    private async Task<IReadOnlyList<Rejection>> WhyNotAsync(HubContext context, AccountRow row, CertificateFactor factor, ActedBy by, CancellationToken cancellationToken)
    {
        if ((UserClass)row.Class == UserClass.Staff)
            return [new Rejection("CERTIFICATE_NOT_NEEDED", null, $"{row.Name} is of class Staff and shows no certificate", "name", "Bind certificates to core users and auditors.")];

        var account = store.Rows.Read(row);
        if ((Begun(account, by) ?? Second(account, by, account.PhoneBy, "changed the phone", "bind the certificate")) is { } held)
            return [held];

        var taken = await context.AccountCertificates.AsNoTracking().SingleOrDefaultAsync(
            x => x.RetailerId == store.Retailer.Value && x.IssuerKey == factor.IssuerKey && x.SubjectKey == factor.SubjectKey, cancellationToken).ConfigureAwait(false);
        return taken is not null && taken.AccountId != row.Id
            ? [new Rejection("CERTIFICATE_TAKEN", null, "this key is bound to somebody else", "certificate", "Issue a certificate with a key of its own: one certificate is one person.")]
            : [];
    }

    private Task<int> RemoveAsync(HubContext context, AccountRow row, CancellationToken cancellationToken) =>
        context.AccountCertificates.Where(x => x.RetailerId == store.Retailer.Value && x.AccountId == row.Id).ExecuteDeleteAsync(cancellationToken);
}
