using System.Security.Cryptography;
using IntegrationHub.Evidence;
using IntegrationHub.Evidence.Certificates;
using IntegrationHub.Evidence.Timestamps;

namespace IntegrationHub.Notary.Timestamps;

/// <summary>A configured timestamp authority.</summary>
/// <param name="Name">Stable name.</param>
/// <param name="Address">Where requests are posted.</param>
public sealed record TimestampAuthority(string Name, Uri Address);

/// <summary>A token, or why there is none: one reason per authority that was asked.</summary>
public sealed record TimestampOutcome(byte[]? Token, TimestampFacts? Facts, string? Authority, IReadOnlyList<Refusal> Problems);

/// <summary>Gets timestamps from several authorities, one after the other, resting those that failed.</summary>
/// <remarks>Thread-safe. A token is handed out only after it was verified against the trusted timestamp authorities.</remarks>
public sealed class TimestampClient(IReadOnlyList<TimestampAuthority> authorities, TrustAnchors trust, IWire wire, TimeProvider time)
{
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(5);
    private readonly Lock gate = new();
    private readonly Dictionary<string, AuthorityState> states = authorities.ToDictionary(a => a.Name, a => AuthorityState.Fresh(a.Name), StringComparer.Ordinal);

    /// <summary>One round over the authorities that do not rest. Without a token the caller queues (<see cref="ITimestampStore"/>).</summary>
    public async ValueTask<TimestampOutcome> StampAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        var problems = new List<Refusal>();
        foreach (var name in Order())
        {
            var (token, facts, refusal) = await AskAsync(authorities.First(a => a.Name == name), data, cancellationToken);
            Remember(name, refusal is null);
            if (refusal is null)
                return new TimestampOutcome(token, facts, name, problems);
            problems.Add(refusal with { Detail = $"{name}: {refusal.Detail}" });
        }
        return new TimestampOutcome(null, null, null, problems);
    }

    private async ValueTask<(byte[]? Token, TimestampFacts? Facts, Refusal? Refusal)> AskAsync(
        TimestampAuthority authority, ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        var request = TimestampRequest.For(data.Span, RandomNumberGenerator.GetBytes(16));
        var problem = "no answer";
        var response = await wire.AskAsync(authority.Address, request.Encoded, "application/timestamp-query", p => problem = p, cancellationToken);
        if (response is null)
            return (null, null, new("timestamp.unavailable", problem, "It is asked again later; check the address and the network if it lasts."));
        var (token, refusal) = request.Accept(response);
        if (token is null)
            return (null, null, refusal);
        var now = time.GetUtcNow();
        var (facts, doubt) = TimestampVerifier.Verify(token, data.Span, trust, null, now + ClockTolerance);
        if (facts is not null && facts.Time < now - ClockTolerance)
            return (null, null, new("timestamp.clock", $"It states {facts.Time:u}; here it is {now:u}.", "Correct the clock that is wrong."));
        return facts is null ? (null, null, doubt) : (token, facts, null);
    }

    private IReadOnlyList<string> Order()
    {
        lock (gate)
            return TimestampPlan.Order([.. authorities.Select(a => states[a.Name])], time.GetUtcNow());
    }

    private void Remember(string name, bool success)
    {
        lock (gate)
            states[name] = success ? states[name].Succeeded() : states[name].Failed(time.GetUtcNow());
    }
}
