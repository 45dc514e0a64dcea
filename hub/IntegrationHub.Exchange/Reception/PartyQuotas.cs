using System.Collections.Concurrent;
using IntegrationHub.Exchange.Parties;

namespace IntegrationHub.Exchange.Reception;

/// <summary>How many bytes each party sent today (UTC). Thread-safe. Counts since the start of this process: a bound on disk, not a bill.</summary>
public sealed class PartyQuotas
{
    private readonly ConcurrentDictionary<PartyId, (DateOnly Day, long Bytes)> _taken = new();

    /// <summary>Takes <paramref name="bytes"/> from the party's quota; <c>false</c> when not so much is left (then nothing is taken).</summary>
    public bool TryTake(Party party, long bytes, DateTimeOffset at)
    {
        var quota = party.Limits.MaxBytesPerDay;
        if (quota <= 0)
        {
            return true;
        }

        var today = DateOnly.FromDateTime(at.UtcDateTime);
        while (true)
        {
            var known = _taken.GetOrAdd(party.Id, (today, 0));
            var used = known.Day == today ? known.Bytes : 0;
            if (used + bytes > quota)
            {
                return false;
            }

            if (_taken.TryUpdate(party.Id, (today, used + bytes), known))
            {
                return true;
            }
        }
    }
}
