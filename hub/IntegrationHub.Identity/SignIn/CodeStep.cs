using IntegrationHub.Identity.BreakGlass;
using IntegrationHub.Identity.Certificates;
using IntegrationHub.Identity.Codes;
using IntegrationHub.Identity.People;
using IntegrationHub.Identity.Sessions;
using IntegrationHub.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace IntegrationHub.Identity.SignIn;

/// <summary>The second step: the code, in the browser, at the door and with the certificate of the first. Thread-safe.</summary>
public sealed class CodeStep(IdentityStore store, CertificateJudge certificates, CodeSending codes, SessionPolicies policies, BreakGlassDesk breakGlass)
{
    /// <summary>Tries a code. A try is counted before it is compared, and a right code is used up by the statement that takes it.</summary>
    public Task<CodeResult> TryAsync(Visitor visitor, SessionToken token, string code, CancellationToken cancellationToken) => store.ChangeAsync(
        async context =>
        {
            var now = store.Now;
            if (await FindAsync(context, visitor, token, cancellationToken).ConfigureAwait(false) is not var (session, account))
                return new CodeResult(CodeStatus.Over);

            var pending = context.Codes.Where(x =>
                x.RetailerId == store.Retailer.Value && x.SessionId == session.Id && x.Purpose == (short)CodePurpose.SignIn
                && x.UsedAt == null && x.ExpiresAt > now && x.Attempts < SmsCode.MostAttempts);
            if (await pending.ExecuteUpdateAsync(set => set.SetProperty(x => x.Attempts, x => (short)(x.Attempts + 1)), cancellationToken).ConfigureAwait(false) == 0)
                return await EndAsync(context, session, account, "no code left", now, cancellationToken).ConfigureAwait(false);

            // The row is locked by the update: what is read now nobody else uses.
            var tried = await context.Codes.SingleAsync(x => x.RetailerId == store.Retailer.Value && x.SessionId == session.Id && x.UsedAt == null, cancellationToken).ConfigureAwait(false);
            if (SmsCode.Fits(tried.Hash, token.Octets, CodePurpose.SignIn, act: "", code))
            {
                tried.UsedAt = now;
                return Complete(context, visitor, session, account, now);
            }

            // In the place of the code by SMS, where two administrators have let the person in without one; the other factors were shown.
            if (await breakGlass.UseAsync(context, account, session.Id, code, cancellationToken).ConfigureAwait(false) is { } most)
            {
                tried.UsedAt = now;
                return Complete(context, visitor, session, account, now, most);
            }

            if (tried.Attempts >= SmsCode.MostAttempts)
                return await EndAsync(context, session, account, "wrong codes", now, cancellationToken).ConfigureAwait(false);

            store.Record(context, "user.code-wrong", account.Actor, exchange: null, ("door", visitor.Door.ToString()), ("address", visitor.Address));
            return new CodeResult(CodeStatus.Wrong);
        },
        cancellationToken);

    /// <summary>Sends another code in place of the one before.</summary>
    public async Task<PasswordStatus> SendAnotherAsync(Visitor visitor, SessionToken token, CancellationToken cancellationToken)
    {
        var (account, code) = await store.ChangeAsync<(Account? Account, string? Code)>(
            async context => await FindAsync(context, visitor, token, cancellationToken).ConfigureAwait(false) is var (session, found)
                ? (found, await codes.MakeAsync(context, found, session.Id, token, CodePurpose.SignIn, ConfirmedThing.Person, visitor.Address, cancellationToken).ConfigureAwait(false))
                : (null, null),
            cancellationToken).ConfigureAwait(false);
        return account is null ? PasswordStatus.Failed
            : code is null ? PasswordStatus.TooMany
            : await codes.SendAsync(account, code, CodePurpose.SignIn, ConfirmedThing.Person, cancellationToken).ConfigureAwait(false) ? PasswordStatus.CodeSent : PasswordStatus.CodeNotSent;
    }

    /// <summary>The last digits of the number that the code went to; <c>null</c> when there is no unfinished session.</summary>
    public Task<string?> HintAsync(Visitor visitor, SessionToken token, CancellationToken cancellationToken) => store.ReadAsync(
        async context => (await FindAsync(context, visitor, token, cancellationToken).ConfigureAwait(false))?.Account.PhoneHint,
        cancellationToken);

    private async Task<(SessionRow Row, Account Account)?> FindAsync(HubContext context, Visitor visitor, SessionToken token, CancellationToken cancellationToken)
    {
        var hash = token.HashOf(visitor.Way);
        var session = await context.Sessions.SingleOrDefaultAsync(
            x => x.RetailerId == store.Retailer.Value && x.TokenHash == hash && !x.IsComplete && x.EndedAt == null, cancellationToken).ConfigureAwait(false);
        if (session is null)
            return null;

        var row = await context.Accounts.AsNoTracking().SingleAsync(x => x.RetailerId == store.Retailer.Value && x.Id == session.AccountId, cancellationToken).ConfigureAwait(false);
        var state = new SessionState((Door)session.Door, session.Thumbprint, session.SeenAt, session.ExpiresAt, session.EndedAt);
        var thumbprint = certificates.Judge(visitor.Certificate, out _)?.Thumbprint;
        var unfinished = new SessionPolicy(SessionPolicy.Unfinished, SessionPolicy.Unfinished);
        return SessionRules.Judge(state, unfinished, visitor.Door, thumbprint, row.DisabledAt is not null, store.Now) == SessionVerdict.Good
            ? (session, store.Rows.Read(row))
            : null;
    }

    private CodeResult Complete(HubContext context, Visitor visitor, SessionRow session, Account account, DateTimeOffset now, DateTimeOffset? most = null)
    {
        var token = SessionToken.Make();
        (session.TokenHash, session.IsComplete, session.BegunAt, session.SeenAt) = (token.HashOf(visitor.Way), true, now, now);
        var until = now + policies.Of(visitor.Door).Length;
        session.ExpiresAt = most < until ? most.Value : until;
        store.Record(
            context, "user.signed-in", account.Actor, exchange: null,
            ("session", session.Id.ToString()), ("door", visitor.Door.ToString()), ("address", visitor.Address), ("certificate", session.Thumbprint), ("without", most is null ? null : "code by SMS"));
        return new CodeResult(CodeStatus.Complete, token);
    }

    /// <summary>Ends what is unfinished. Who sent the right code twice at the same moment is signed in by one of them, and the other ends nothing.</summary>
    private async Task<CodeResult> EndAsync(HubContext context, SessionRow session, Account account, string reason, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var unfinished = context.Sessions.Where(x => x.RetailerId == store.Retailer.Value && x.Id == session.Id && !x.IsComplete && x.EndedAt == null);
        if (await unfinished.ExecuteUpdateAsync(set => set.SetProperty(x => x.EndedAt, now), cancellationToken).ConfigureAwait(false) == 0)
            return new CodeResult(CodeStatus.Over);

        store.Record(context, "user.sign-in-failed", account.Actor, exchange: null, ("reason", reason), ("door", ((Door)session.Door).ToString()), ("address", session.Address));
        return new CodeResult(CodeStatus.Over);
    }
}
