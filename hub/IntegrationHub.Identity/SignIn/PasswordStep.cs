using IntegrationHub.Identity.Certificates;
using IntegrationHub.Identity.Codes;
using IntegrationHub.Identity.Passwords;
using IntegrationHub.Identity.People;
using IntegrationHub.Identity.Sessions;
using IntegrationHub.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace IntegrationHub.Identity.SignIn;

/// <summary>The first step: name and password, at the core door together with the certificate. Thread-safe.</summary>
public sealed class PasswordStep(IdentityStore store, PasswordHashing hashing, CertificateJudge certificates, CodeSending codes)
{
    private const int LongestAgent = 120;

    /// <summary>
    /// The same work whatever is wrong, and the same answer. The try is counted and committed before the password is looked at, so that
    /// many at the same time are not more than many one after the other.
    /// </summary>
    public async Task<PasswordResult> TryAsync(Visitor visitor, string name, string password, CancellationToken cancellationToken)
    {
        var normal = AccountRules.Normal(name);
        var limits = AttemptLimits.ForPassword(normal, visitor.Address);
        var factor = certificates.Judge(visitor.Certificate, out var wrongCertificate);
        var (within, row, bound) = await LookAsync(visitor, normal, limits, factor, cancellationToken).ConfigureAwait(false);
        if (!within)
            return new PasswordResult(PasswordStatus.TooMany);

        var right = hashing.Verify(row?.PasswordHash, password);
        if (Refusal(visitor.Door, row, right, factor, bound, wrongCertificate) is { } reason)
        {
            await FailAsync(visitor, row, reason, cancellationToken).ConfigureAwait(false);
            return new PasswordResult(PasswordStatus.Failed);
        }

        return await BeginAsync(visitor, store.Rows.Read(row!), factor, limits[0], cancellationToken).ConfigureAwait(false);
    }

    private Task<(bool Within, AccountRow? Row, bool Bound)> LookAsync(
        Visitor visitor, string name, IReadOnlyList<AttemptLimit> limits, CertificateFactor? factor, CancellationToken cancellationToken) => store.ChangeAsync(
        async context =>
        {
            if (!await store.TakeAsync(context, limits, cancellationToken).ConfigureAwait(false))
            {
                store.Record(context, "user.sign-in-blocked", "unknown", exchange: null, ("door", visitor.Door.ToString()), ("address", visitor.Address));
                return (false, null, false);
            }

            var row = await context.Accounts.AsNoTracking()
                .SingleOrDefaultAsync(x => x.RetailerId == store.Retailer.Value && x.Name == name, cancellationToken).ConfigureAwait(false);
            var (issuer, subject, account) = (factor?.IssuerKey, factor?.SubjectKey, row?.Id);
            var bound = await context.AccountCertificates.AsNoTracking().AnyAsync(
                x => x.RetailerId == store.Retailer.Value && x.IssuerKey == issuer && x.SubjectKey == subject && x.AccountId == account, cancellationToken).ConfigureAwait(false);
            return (true, (AccountRow?)row, bound);
        },
        cancellationToken);

    /// <summary>For the ledger alone; <c>null</c> when everything is right.</summary>
    private static string? Refusal(Door door, AccountRow? row, bool passwordIsRight, CertificateFactor? factor, bool bound, string? wrongCertificate) =>
        row is null ? "unknown name"
        : Doors.Of((UserClass)row.Class) != door ? "other door"
        : row.DisabledAt is not null ? "switched off"
        : Doors.NeedsCertificate(door) && factor is null ? wrongCertificate ?? "no certificate"
        : Doors.NeedsCertificate(door) && !bound ? "certificate of somebody else"
        : !passwordIsRight ? "password"
        : null;

    private Task<bool> FailAsync(Visitor visitor, AccountRow? row, string reason, CancellationToken cancellationToken) => store.ChangeAsync(
        context =>
        {
            // A name that nobody has may be a password in the wrong field: it is written down nowhere.
            store.Record(
                context, "user.sign-in-failed", row is null ? "unknown" : "user:" + row.Name, exchange: null,
                ("reason", reason), ("door", visitor.Door.ToString()), ("address", visitor.Address));
            return Task.FromResult(true);
        },
        cancellationToken);

    private async Task<PasswordResult> BeginAsync(Visitor visitor, Account account, CertificateFactor? factor, AttemptLimit ownTries, CancellationToken cancellationToken)
    {
        var token = SessionToken.Make();
        var session = store.NewId();
        var code = await store.ChangeAsync(
            async context =>
            {
                var now = store.Now;
                await store.ForgetAsync(context, ownTries, cancellationToken).ConfigureAwait(false);
                var made = await codes.MakeAsync(context, account, session, token, CodePurpose.SignIn, ConfirmedThing.Person, visitor.Address, cancellationToken).ConfigureAwait(false);
                if (made is null)
                    return null;

                context.Sessions.Add(new SessionRow
                {
                    RetailerId = store.Retailer.Value,
                    Id = session,
                    TokenHash = token.HashOf(visitor.Way),
                    AccountId = account.Id,
                    Door = (short)visitor.Door,
                    Thumbprint = Doors.NeedsCertificate(visitor.Door) ? factor!.Thumbprint : null,
                    BegunAt = now,
                    SeenAt = now,
                    ExpiresAt = now + SessionPolicy.Unfinished,
                    Address = visitor.Address,
                    Agent = visitor.Agent[..Math.Min(visitor.Agent.Length, LongestAgent)],
                });
                return made;
            },
            cancellationToken).ConfigureAwait(false);
        return code is null
            ? new PasswordResult(PasswordStatus.TooMany)
            : new PasswordResult(await codes.SendAsync(account, code, CodePurpose.SignIn, ConfirmedThing.Person, cancellationToken).ConfigureAwait(false) ? PasswordStatus.CodeSent : PasswordStatus.CodeNotSent, token, account.PhoneHint);
    }
}
