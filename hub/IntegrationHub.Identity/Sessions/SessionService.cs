using IntegrationHub.Identity.Certificates;
using IntegrationHub.Identity.People;
using IntegrationHub.Identity.SignIn;
using IntegrationHub.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace IntegrationHub.Identity.Sessions;

/// <summary>An open session as its owner and administrators see it.</summary>
public sealed record OpenSession(Guid Id, Guid Account, Door Door, DateTimeOffset BegunAt, DateTimeOffset SeenAt, DateTimeOffset ExpiresAt, string Address, string Agent);

/// <summary>Sessions live in the store: whatever ends one there ends it at the next request. Thread-safe.</summary>
public sealed class SessionService(IdentityStore store, CertificateJudge certificates, SessionPolicies policies)
{
    /// <summary>How exact the last use is kept; a write per request would cost more than it tells.</summary>
    private static readonly TimeSpan SeenStep = TimeSpan.FromSeconds(30);

    /// <summary>Who holds the token, when the session is good for this request. What makes it bad for ever ends it, with the reason in the ledger.</summary>
    public Task<SignedIn?> FindAsync(Visitor visitor, SessionToken token, CancellationToken cancellationToken) => FindAsync(visitor, token, isUse: true, cancellationToken);

    /// <summary>The same; a request that nobody made by hand is no use of the session and keeps it from no end.</summary>
    public async Task<SignedIn?> FindAsync(Visitor visitor, SessionToken token, bool isUse, CancellationToken cancellationToken)
    {
        var (now, hash) = (store.Now, token.HashOf(visitor.Way));
        var (session, row) = await store.ReadAsync(
            async context =>
            {
                var found = await (
                    from s in context.Sessions.AsNoTracking()
                    join a in context.Accounts.AsNoTracking() on new { s.RetailerId, Id = s.AccountId } equals new { a.RetailerId, a.Id }
                    where s.RetailerId == store.Retailer.Value && s.TokenHash == hash && s.IsComplete
                    select new { s, a }).SingleOrDefaultAsync(cancellationToken).ConfigureAwait(false);
                return (found?.s, found?.a);
            },
            cancellationToken).ConfigureAwait(false);
        if (session is null || row is null)
            return null;

        var thumbprint = certificates.Judge(visitor.Certificate, out var wrong)?.Thumbprint;
        var state = new SessionState((Door)session.Door, session.Thumbprint, session.SeenAt, session.ExpiresAt, session.EndedAt);
        var verdict = SessionRules.Judge(state, policies.Of((Door)session.Door), visitor.Door, thumbprint, row.DisabledAt is not null, now);
        if (verdict == SessionVerdict.Good)
        {
            if (isUse && now - session.SeenAt >= SeenStep)
                await SeenAsync(session.Id, now, cancellationToken).ConfigureAwait(false);

            return new SignedIn(session.Id, store.Rows.Read(row), visitor.Door, session.BegunAt, session.ExpiresAt);
        }

        if (verdict != SessionVerdict.Ended)
            await EndAsync(x => x.Id == session.Id, "user:" + row.Name, wrong ?? verdict.ToString(), cancellationToken).ConfigureAwait(false);

        return null;
    }

    /// <summary>Which of these sessions are good still where they are held, with what their persons are now; the question is no use of them.</summary>
    public async Task<IReadOnlyDictionary<Guid, SignedIn>> StillGoodAsync(IReadOnlyCollection<(Guid Session, Visitor Visitor)> held, CancellationToken cancellationToken)
    {
        var (now, ids) = (store.Now, held.Select(static one => one.Session).Distinct().ToList());
        var found = await store.ReadAsync(
            async context => (await (
                from s in context.Sessions.AsNoTracking()
                join a in context.Accounts.AsNoTracking() on new { s.RetailerId, Id = s.AccountId } equals new { a.RetailerId, a.Id }
                where s.RetailerId == store.Retailer.Value && ids.Contains(s.Id) && s.IsComplete && s.EndedAt == null
                select new { s, a }).ToListAsync(cancellationToken).ConfigureAwait(false)).ToDictionary(static one => one.s.Id, static one => (Session: one.s, Account: one.a)),
            cancellationToken).ConfigureAwait(false);
        var good = new Dictionary<Guid, SignedIn>();
        foreach (var (id, visitor) in held)
        {
            if (good.ContainsKey(id) || !found.TryGetValue(id, out var row))
                continue;

            var state = new SessionState((Door)row.Session.Door, row.Session.Thumbprint, row.Session.SeenAt, row.Session.ExpiresAt, row.Session.EndedAt);
            var thumbprint = certificates.Judge(visitor.Certificate, out _)?.Thumbprint;
            if (SessionRules.Judge(state, policies.Of(state.Door), visitor.Door, thumbprint, row.Account.DisabledAt is not null, now) == SessionVerdict.Good)
                good.Add(id, new SignedIn(id, store.Rows.Read(row.Account), visitor.Door, row.Session.BegunAt, row.Session.ExpiresAt));
        }

        return good;
    }

    /// <summary>The person's own open sessions, newest first.</summary>
    public Task<IReadOnlyList<OpenSession>> ListAsync(Guid account, CancellationToken cancellationToken) => ListAsync(x => x.AccountId == account, cancellationToken);

    /// <summary>Everybody's open sessions, newest first.</summary>
    public Task<IReadOnlyList<OpenSession>> ListAllAsync(CancellationToken cancellationToken) => ListAsync(static _ => true, cancellationToken);

    /// <summary>Ends one session of a person; false when it has none of that id that is open.</summary>
    public async Task<bool> EndAsync(Guid account, Guid session, string actor, string reason, CancellationToken cancellationToken) =>
        await EndAsync(x => x.AccountId == account && x.Id == session, actor, reason, cancellationToken).ConfigureAwait(false) > 0;

    /// <summary>Ends every session of a person.</summary>
    public Task<int> EndAllAsync(Guid account, string actor, string reason, CancellationToken cancellationToken) =>
        EndAsync(x => x.AccountId == account, actor, reason, cancellationToken);

    /// <summary>Codes and counters that count for nothing any more go.</summary>
    public Task<int> SweepAsync(CancellationToken cancellationToken) => store.ChangeAsync(
        async context =>
        {
            var yesterday = store.Now.AddDays(-1);
            var codes = await context.Codes.Where(x => x.RetailerId == store.Retailer.Value && x.ExpiresAt < yesterday).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
            return codes + await context.Attempts.Where(x => x.RetailerId == store.Retailer.Value && x.Since < yesterday).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        },
        cancellationToken);

    private Task<IReadOnlyList<OpenSession>> ListAsync(System.Linq.Expressions.Expression<Func<SessionRow, bool>> whose, CancellationToken cancellationToken) => store.ReadAsync(
        async context =>
        {
            var now = store.Now;
            var rows = await context.Sessions.AsNoTracking()
                .Where(x => x.RetailerId == store.Retailer.Value && x.IsComplete && x.EndedAt == null && x.ExpiresAt > now).Where(whose)
                .OrderByDescending(x => x.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
            return (IReadOnlyList<OpenSession>)[.. rows
                .Where(x => x.SeenAt + policies.Of((Door)x.Door).Idle > now)
                .Select(static x => new OpenSession(x.Id, x.AccountId, (Door)x.Door, x.BegunAt, x.SeenAt, x.ExpiresAt, x.Address, x.Agent))];
        },
        cancellationToken);

    private Task<int> SeenAsync(Guid session, DateTimeOffset now, CancellationToken cancellationToken) => store.ChangeAsync(
        context => context.Sessions
            .Where(x => x.RetailerId == store.Retailer.Value && x.Id == session && x.EndedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(x => x.SeenAt, now), cancellationToken),
        cancellationToken);

    private Task<int> EndAsync(System.Linq.Expressions.Expression<Func<SessionRow, bool>> which, string actor, string reason, CancellationToken cancellationToken) => store.ChangeAsync(
        context => EndAsync(store, context, which, actor, reason, cancellationToken),
        cancellationToken);

    /// <summary>The same in a transaction that does more.</summary>
    internal static async Task<int> EndAsync(
        IdentityStore store, HubContext context, System.Linq.Expressions.Expression<Func<SessionRow, bool>> which, string actor, string reason, CancellationToken cancellationToken)
    {
        var now = store.Now;
        var open = context.Sessions.Where(x => x.RetailerId == store.Retailer.Value && x.EndedAt == null).Where(which);
        var ids = await open.Select(x => x.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
        foreach (var id in ids)
        {
            // Of two who end it at the same time one writes the event.
            if (await context.Sessions.Where(x => x.RetailerId == store.Retailer.Value && x.Id == id && x.EndedAt == null)
                .ExecuteUpdateAsync(set => set.SetProperty(x => x.EndedAt, now), cancellationToken).ConfigureAwait(false) == 1)
                store.Record(context, "session.ended", actor, exchange: null, ("session", id.ToString()), ("reason", reason));
        }

        return ids.Count;
    }
}
