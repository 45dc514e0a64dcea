using IntegrationHub.Customers.Hosting;
using IntegrationHub.Customers.Requests;
using IntegrationHub.Customers.Shelves;
using IntegrationHub.Identity.Codes;
using IntegrationHub.Identity.Passwords;
using IntegrationHub.Identity.People;
using IntegrationHub.Identity.Sessions;
using IntegrationHub.Identity.SignIn;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Portal.Texts;

namespace IntegrationHub.Customers.SignIn;

/// <summary>
/// Password, then a code by SMS, with the rules of the company's side (docs/identity.md): the same answer and the same work whatever was wrong, tries counted before a
/// password is looked at, a code for one session, once. Thread-safe.
/// </summary>
internal sealed class CustomerSignIn(
    ShelfReader shelves, CustomerSessions sessions, RequestDesk desk, AttemptCounter attempts, PasswordHashing hashing, ISmsSender sms, CustomersSettings settings, PortalTexts texts, TimeProvider time)
{
    /// <summary>In whose name a try under an unknown name is told.</summary>
    private static readonly CustomerLogin Nobody = new("", 0, NameId.Of("nobody"), "", "", "", true);

    /// <summary>Name and password. When they are right a code is on its way.</summary>
    public async Task<PasswordResult> TryPasswordAsync(string typed, string password, CustomerVisitor visitor, CancellationToken cancellationToken)
    {
        var name = AccountRules.Normal(typed);
        var limits = AttemptLimits.ForPassword(name, visitor.Address);
        if (!attempts.Take(limits))
            return new PasswordResult(PasswordStatus.TooMany);

        var login = await shelves.OfAsync(CustomerLogin.SubjectOf(name), static shelf => shelf.Login, cancellationToken);
        var right = hashing.Verify(login?.PasswordHash, password);
        if (login is null || !right || login.IsDisabled)
        {
            // A name that nobody has is written down nowhere: it may be a password in the wrong field. That somebody tried is, and takes as long.
            await desk.TellAsync(login ?? Nobody, "sign-in-failed", login is null ? "unknown" : right ? "disabled" : "password", visitor.Address, cancellationToken);
            return new PasswordResult(PasswordStatus.Failed);
        }

        attempts.Forget(limits[0]);
        var (token, now) = (SessionToken.Make(), time.GetUtcNow());
        var session = new CustomerSession(Guid.CreateVersion7(now), login, visitor, now, now + SessionPolicy.Unfinished);
        if (!sessions.TryAdd(token, session))
            return new PasswordResult(PasswordStatus.TooMany);

        var sent = await SendAsync(session, token, visitor, cancellationToken);
        return new PasswordResult(sent, sent == PasswordStatus.TooMany ? null : token, login.PhoneHint);
    }

    /// <summary>Where the code of an unfinished session went; null where it is over.</summary>
    public string? HintOf(SessionToken token, CustomerVisitor visitor) => sessions.FindUnfinished(token, visitor.Way)?.Login.PhoneHint;

    /// <summary>A further code, in place of the one before.</summary>
    public async Task<PasswordStatus> SendAnotherAsync(SessionToken token, CustomerVisitor visitor, CancellationToken cancellationToken) =>
        sessions.FindUnfinished(token, visitor.Way) is { } session ? await SendAsync(session, token, visitor, cancellationToken) : PasswordStatus.Failed;

    /// <summary>The code. When it is right the session is complete, under a new token.</summary>
    public async Task<CodeResult> TryCodeAsync(SessionToken token, CustomerVisitor visitor, string code, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var tried = sessions.Change<Tried>(token, visitor.Way, session =>
        {
            // Counted before it is judged.
            var next = session with { CodeTries = session.CodeTries + 1 };
            if (session.CodeHash is { } hash && now < session.CodeUntil && session.CodeTries < SmsCode.MostAttempts && SmsCode.Fits(hash, token.Octets, CodePurpose.SignIn, "", code))
                return (null, new Tried(session, CodeStatus.Complete));

            return next.CodeTries < SmsCode.MostAttempts ? (next, new Tried(session, CodeStatus.Wrong)) : (null, new Tried(session, CodeStatus.Over));
        });
        if (tried is null)
            return new CodeResult(CodeStatus.Over);

        var login = tried.Session.Login;
        if (tried.Status != CodeStatus.Complete)
        {
            await desk.TellAsync(login, "sign-in-failed", "code", tried.Session.Visitor.Address, cancellationToken);
            return new CodeResult(tried.Status);
        }

        // Whoever planted or saw the first token is not signed in with it.
        var fresh = SessionToken.Make();
        var complete = new CustomerSession(tried.Session.Id, login, tried.Session.Visitor, now, now + settings.Sessions.Length) { IsComplete = true };
        if (!sessions.TryAdd(fresh, complete))
            return new CodeResult(CodeStatus.Over);

        await desk.TellAsync(login, "signed-in", null, tried.Session.Visitor.Address, cancellationToken);
        return new CodeResult(CodeStatus.Complete, fresh);
    }

    private async Task<PasswordStatus> SendAsync(CustomerSession session, SessionToken token, CustomerVisitor visitor, CancellationToken cancellationToken)
    {
        var login = session.Login;
        if (!attempts.Take(AttemptLimits.ForCode(CustomerLogin.SubjectOf(login.Name), login.Phone, visitor.Address)))
            return PasswordStatus.TooMany;

        var code = SmsCode.Make();
        var kept = sessions.Change<CustomerSession>(token, visitor.Way, open =>
        {
            var next = open with { CodeHash = SmsCode.Hash(token.Octets, CodePurpose.SignIn, "", code), CodeUntil = time.GetUtcNow() + SmsCode.Lifetime, CodeTries = 0 };
            return (next, next);
        });
        if (kept is null)
            return PasswordStatus.Failed;

        try
        {
            await sms.SendCodeAsync(login.Phone, $"{settings.CompanyIn(texts, Language.Chinese)}: {code} 登录验证码,五分钟内有效 / code to sign in, good for five minutes", cancellationToken);
        }
        catch (SmsException)
        {
            await desk.TellAsync(login, "code-not-sent", null, visitor.Address, cancellationToken);
            return PasswordStatus.CodeNotSent;
        }

        await desk.TellAsync(login, "code-sent", null, visitor.Address, cancellationToken);
        return PasswordStatus.CodeSent;
    }

    private sealed record Tried(CustomerSession Session, CodeStatus Status);
}
