using IntegrationHub.Identity.SignIn;

namespace IntegrationHub.Customers.SignIn;

/// <summary>Counts tries in the memory of the process, with the limits of the company's side. Thread-safe.</summary>
internal sealed class AttemptCounter(TimeProvider time)
{
    /// <summary>Subjects that are counted at once. Above it, those whose window is over go; where none is, everything new is refused rather than uncounted.</summary>
    private const int MostSubjects = 200_000;

    private readonly Lock _turn = new();
    private readonly Dictionary<string, (DateTimeOffset Ends, int Count)> _counts = new(StringComparer.Ordinal);

    /// <summary>Counts one more of each, and tells whether every limit still holds.</summary>
    public bool Take(IReadOnlyList<AttemptLimit> limits)
    {
        var now = time.GetUtcNow();
        lock (_turn)
        {
            var within = true;
            foreach (var limit in limits)
                within &= Take(limit, now);

            return within;
        }
    }

    public void Forget(AttemptLimit limit)
    {
        lock (_turn)
            _counts.Remove(limit.Subject);
    }

    private bool Take(AttemptLimit limit, DateTimeOffset now)
    {
        if (_counts.TryGetValue(limit.Subject, out var counted) && now < counted.Ends)
        {
            _counts[limit.Subject] = (counted.Ends, counted.Count + 1);
            return counted.Count < limit.Most;
        }

        if (_counts.Count >= MostSubjects)
        {
            foreach (var over in _counts.Where(one => now >= one.Value.Ends).Select(static one => one.Key).ToList())
                _counts.Remove(over);

            if (_counts.Count >= MostSubjects)
                return false;
        }

        _counts[limit.Subject] = (now + limit.Window, 1);
        return true;
    }
}
