using IntegrationHub.Customers.Hosting;
using IntegrationHub.Customers.Requests;
using IntegrationHub.Customers.Shelves;
using IntegrationHub.Identity.Sessions;
using IntegrationHub.Market.CustomerSide;

namespace IntegrationHub.Customers.SignIn;

/// <summary>Sessions in the memory of the process (docs/decisions/customers-side.md). What the company's side changes of a login ends them at the next request. Thread-safe.</summary>
internal sealed class CustomerSessions(ShelfReader shelves, RequestDesk desk, CustomersSettings settings, TimeProvider time)
{
    /// <summary>Open and unfinished ones. Above it nobody else signs in until some are over.</summary>
    private const int MostSessions = 20_000;

    private readonly Lock _turn = new();
    private readonly Dictionary<string, CustomerSession> _byToken = new(StringComparer.Ordinal);

    /// <summary>Adds a session under a token; false where there is no room.</summary>
    public bool TryAdd(SessionToken token, CustomerSession session)
    {
        var now = time.GetUtcNow();
        lock (_turn)
        {
            if (_byToken.Count >= MostSessions)
            {
                foreach (var over in _byToken.Where(one => IsOver(one.Value, now)).Select(static one => one.Key).ToList())
                    _byToken.Remove(over);
            }

            return _byToken.Count < MostSessions && _byToken.TryAdd(KeyOf(token, session.Visitor.Way), session);
        }
    }

    /// <summary>An unfinished session; null where it is over.</summary>
    public CustomerSession? FindUnfinished(SessionToken token, SessionWay way) => Change<CustomerSession>(token, way, static session => (session, session));

    /// <summary>Changes an unfinished session under the lock: two tries at once are two tries. Null ends it.</summary>
    public T? Change<T>(SessionToken token, SessionWay way, Func<CustomerSession, (CustomerSession? Next, T Result)> change)
        where T : class
    {
        var key = KeyOf(token, way);
        lock (_turn)
        {
            if (_byToken.GetValueOrDefault(key) is not { IsComplete: false } session || IsOver(session, time.GetUtcNow()))
                return null;

            var (next, result) = change(session);
            if (next is null)
                _byToken.Remove(key);
            else
                _byToken[key] = next;

            return result;
        }
    }

    /// <summary>Who holds the token of a complete session that is good now, by the way it is shown.</summary>
    public async Task<SignedInCustomer?> FindAsync(SessionToken token, SessionWay way, CancellationToken cancellationToken)
    {
        var (now, key) = (time.GetUtcNow(), KeyOf(token, way));
        CustomerSession? session;
        lock (_turn)
            session = _byToken.GetValueOrDefault(key);

        if (session is not { IsComplete: true })
            return null;

        var over = now >= session.ExpiresAt ? "expired" : now >= session.SeenAt + settings.Sessions.Idle ? "idle" : null;
        over ??= await shelves.OfAsync(CustomerLogin.SubjectOf(session.Login.Name), static shelf => shelf.Login, cancellationToken) is { IsDisabled: false } login && login.Version == session.Login.Version
            ? null : "the login was changed";
        if (over is not null)
        {
            await EndAsync(key, over, cancellationToken);
            return null;
        }

        lock (_turn)
        {
            if (!_byToken.ContainsKey(key))
                return null;

            _byToken[key] = session with { SeenAt = now };
        }

        return new SignedInCustomer(session, token);
    }

    /// <summary>The open sessions of a login, newest first.</summary>
    public IReadOnlyList<CustomerSession> ListOf(string login)
    {
        var now = time.GetUtcNow();
        lock (_turn)
            return [.. _byToken.Values.Where(session => session.IsComplete && session.Login.Name == login && !IsOver(session, now)).OrderByDescending(static session => session.BegunAt)];
    }

    /// <summary>Ends a session of a login by its id; false where it has none.</summary>
    public async Task<bool> EndAsync(string login, Guid id, string reason, CancellationToken cancellationToken)
    {
        CustomerSession? ended;
        lock (_turn)
        {
            var key = _byToken.FirstOrDefault(one => one.Value.IsComplete && one.Value.Login.Name == login && one.Value.Id == id).Key;
            if (key is null || !_byToken.Remove(key, out ended))
                return false;
        }

        await desk.TellAsync(ended.Login, "session-ended", reason, ended.Visitor.Address, cancellationToken);
        return true;
    }

    /// <summary>Ends the session of who is signed in.</summary>
    public Task EndAsync(SignedInCustomer who, string reason, CancellationToken cancellationToken) => EndAsync(KeyOf(who.Token, who.Session.Visitor.Way), reason, cancellationToken);

    private async Task EndAsync(string key, string reason, CancellationToken cancellationToken)
    {
        CustomerSession? ended;
        lock (_turn)
            _byToken.Remove(key, out ended);

        if (ended is { IsComplete: true })
            await desk.TellAsync(ended.Login, "session-ended", reason, ended.Visitor.Address, cancellationToken);
    }

    private bool IsOver(CustomerSession session, DateTimeOffset now) => now >= session.ExpiresAt || (session.IsComplete && now >= session.SeenAt + settings.Sessions.Idle);

    /// <summary>A digest: whoever reads the memory of a crash finds no token.</summary>
    private static string KeyOf(SessionToken token, SessionWay way) => Convert.ToHexString(token.HashOf(way));
}
