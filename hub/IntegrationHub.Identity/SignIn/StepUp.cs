using System.Collections.Concurrent;
using IntegrationHub.Identity.Codes;
using IntegrationHub.Identity.Passwords;
using IntegrationHub.Identity.Sessions;
using IntegrationHub.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace IntegrationHub.Identity.SignIn;

/// <summary>
/// Asks somebody who is signed in for password and code again, before what cannot be taken back. At the core door every request shows the certificate
/// besides. A code is good for the act that it was asked for and no other. Thread-safe. What was confirmed lives in memory: after a restart it is asked for again.
/// </summary>
public sealed class StepUp(IdentityStore store, PasswordHashing hashing, CodeSending codes)
{
    /// <summary>How long a confirmation waits to be used.</summary>
    public static readonly TimeSpan Validity = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<(Guid Session, string Act), DateTimeOffset> _confirmed = [];

    /// <summary>Until when a confirmation of the session that was not used yet holds; <c>null</c> where there is none. For pages; what is done needs <see cref="Holds"/> or <see cref="Use"/>.</summary>
    public DateTimeOffset? Until(SignedIn who)
    {
        var now = store.Now;
        return _confirmed.Where(one => one.Key.Session == who.Session && now < one.Value).Select(static one => (DateTimeOffset?)one.Value).Max();
    }

    /// <summary>Whether the session has confirmed this act.</summary>
    public bool Holds(SignedIn who, string act) => _confirmed.TryGetValue((who.Session, act), out var until) && store.Now < until;

    /// <summary>Uses a confirmation up; false where there is none. One confirmation is one act.</summary>
    public bool Use(SignedIn who, string act) => _confirmed.TryRemove((who.Session, act), out var until) && store.Now < until;

    /// <summary>The password, to confirm the person alone.</summary>
    public Task<PasswordStatus> BeginAsync(Visitor visitor, SignedIn who, SessionToken token, string password, CancellationToken cancellationToken) =>
        BeginAsync(visitor, who, token, password, ConfirmedThing.Person, cancellationToken);

    /// <summary>The password. A try is counted before it is looked at, by session.</summary>
    public async Task<PasswordStatus> BeginAsync(Visitor visitor, SignedIn who, SessionToken token, string password, ConfirmedThing thing, CancellationToken cancellationToken)
    {
        var limits = AttemptLimits.ForConfirmation(who.Session);
        var (within, hash) = await store.ChangeAsync<(bool Within, string? Hash)>(
            async context => await store.TakeAsync(context, limits, cancellationToken).ConfigureAwait(false)
                ? (true, await context.Accounts.AsNoTracking().Where(x => x.RetailerId == store.Retailer.Value && x.Id == who.Account.Id).Select(x => x.PasswordHash).SingleAsync(cancellationToken).ConfigureAwait(false))
                : (false, null),
            cancellationToken).ConfigureAwait(false);
        if (!within)
            return PasswordStatus.TooMany;

        if (!hashing.Verify(hash, password))
        {
            await RecordAsync(who, "user.confirmation-failed", "password", cancellationToken).ConfigureAwait(false);
            return PasswordStatus.Failed;
        }

        var code = await store.ChangeAsync(
            async context =>
            {
                await store.ForgetAsync(context, limits[0], cancellationToken).ConfigureAwait(false);
                return await codes.MakeAsync(context, who.Account, who.Session, token, CodePurpose.Confirm, thing, visitor.Address, cancellationToken).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        return code is null ? PasswordStatus.TooMany
            : await codes.SendAsync(who.Account, code, CodePurpose.Confirm, thing, cancellationToken).ConfigureAwait(false) ? PasswordStatus.CodeSent : PasswordStatus.CodeNotSent;
    }

    /// <summary>The code that confirms the person alone.</summary>
    public Task<CodeStatus> FinishAsync(SignedIn who, SessionToken token, string code, CancellationToken cancellationToken) =>
        FinishAsync(who, token, code, act: "", cancellationToken);

    /// <summary>The code. Who has tried too often is signed out: somebody sits at a session that is not his.</summary>
    public async Task<CodeStatus> FinishAsync(SignedIn who, SessionToken token, string code, string act, CancellationToken cancellationToken)
    {
        var status = await store.ChangeAsync(context => TryAsync(context, who, token, code, act, cancellationToken), cancellationToken).ConfigureAwait(false);
        if (status == CodeStatus.Complete)
        {
            var now = store.Now;
            foreach (var past in _confirmed.Where(one => one.Value <= now))
                _confirmed.TryRemove(past);

            _confirmed[(who.Session, act)] = now + Validity;
        }

        return status;
    }

    private async Task<CodeStatus> TryAsync(HubContext context, SignedIn who, SessionToken token, string code, string act, CancellationToken cancellationToken)
    {
        var now = store.Now;
        var pending = context.Codes.Where(x =>
            x.RetailerId == store.Retailer.Value && x.SessionId == who.Session && x.Purpose == (short)CodePurpose.Confirm
            && x.UsedAt == null && x.ExpiresAt > now && x.Attempts < SmsCode.MostAttempts);
        if (await pending.ExecuteUpdateAsync(set => set.SetProperty(x => x.Attempts, x => (short)(x.Attempts + 1)), cancellationToken).ConfigureAwait(false) == 0)
            return CodeStatus.Over;

        var tried = await context.Codes.SingleAsync(
            x => x.RetailerId == store.Retailer.Value && x.SessionId == who.Session && x.Purpose == (short)CodePurpose.Confirm && x.UsedAt == null, cancellationToken).ConfigureAwait(false);
        if (SmsCode.Fits(tried.Hash, token.Octets, CodePurpose.Confirm, act, code))
        {
            tried.UsedAt = now;
            store.Record(context, "user.confirmed", who.Account.Actor, exchange: null, ("session", who.Session.ToString()), ("door", who.Door.ToString()), ("act", act.Length == 0 ? null : act));
            return CodeStatus.Complete;
        }

        store.Record(context, "user.confirmation-failed", who.Account.Actor, exchange: null, ("session", who.Session.ToString()), ("reason", "code"));
        if (tried.Attempts < SmsCode.MostAttempts)
            return CodeStatus.Wrong;

        await SessionService.EndAsync(store, context, x => x.Id == who.Session, who.Account.Actor, "wrong codes", cancellationToken).ConfigureAwait(false);
        return CodeStatus.Over;
    }

    private Task<bool> RecordAsync(SignedIn who, string kind, string reason, CancellationToken cancellationToken) => store.ChangeAsync(
        context =>
        {
            store.Record(context, kind, who.Account.Actor, exchange: null, ("session", who.Session.ToString()), ("reason", reason));
            return Task.FromResult(true);
        },
        cancellationToken);
}
