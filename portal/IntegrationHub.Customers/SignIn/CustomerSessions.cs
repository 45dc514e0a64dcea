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

            return _byToken.Count < MostSessions && _byToken.TryAdd(KeyOf(token), session);
        }
    }

    /// <summary>An unfinished session; null where it is over.</summary>
    public CustomerSession? FindUnfinished(SessionToken token) => Change<CustomerSession>(token, static session => (session, session));

    /// <summary>Changes an unfinished session under the lock: two tries at once are two tries. Null ends it.</summary>
    public T? Change<T>(SessionToken token, Func<CustomerSession, (CustomerSession? Next, T Result)> change)
        where T : class
    {
        lock (_turn)
        {
            if (_byToken.GetValueOrDefault(KeyOf(token)) is not { IsComplete: false } session || IsOver(session, time.GetUtcNow()))
                return null;

            var (next, result) = change(session);
            if (next is null)
                _byToken.Remove(KeyOf(token));
            else
                _byToken[KeyOf(token)] = next;

            return result;
        }
    }

    /// <summary>Who holds the token of a complete session that is good now.</summary>
    public async Task<SignedInCustomer?> FindAsync(SessionToken token, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        CustomerSession? session;
        lock (_turn)
            session = _byToken.GetValueOrDefault(KeyOf(token));

        if (session is not { IsComplete: true })
            return null;

        var over = now >= session.ExpiresAt ? "expired" : now >= session.SeenAt + settings.Sessions.Idle ? "idle" : null;
        over ??= await shelves.OfAsync(CustomerLogin.SubjectOf(session.Login.Name), static shelf => shelf.Login, cancellationToken) is { IsDisabled: false } login && login.Version == session.Login.Version
            ? null : "the login was changed";
        if (over is not null)
        {
            await EndAsync(token, over, cancellationToken);
            return null;
        }

        lock (_turn)
        {
            if (!_byToken.ContainsKey(KeyOf(token)))
                return null;

            _byToken[KeyOf(token)] = session with { SeenAt = now };
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

        await desk.TellAsync(ended.Login, "session-ended", reason, ended.Address, cancellationToken);
        return true;
    }

    public async Task EndAsync(SessionToken token, string reason, CancellationToken cancellationToken)
    {
        CustomerSession? ended;
        lock (_turn)
            _byToken.Remove(KeyOf(token), out ended);

        if (ended is { IsComplete: true })
            await desk.TellAsync(ended.Login, "session-ended", reason, ended.Address, cancellationToken);
    }

    private bool IsOver(CustomerSession session, DateTimeOffset now) => now >= session.ExpiresAt || (session.IsComplete && now >= session.SeenAt + settings.Sessions.Idle);

    /// <summary>A digest: whoever reads the memory of a crash finds no token.</summary>
    private static string KeyOf(SessionToken token) => Convert.ToHexString(token.Hash);
}
