using System.Security.Cryptography;
using IntegrationHub.Evidence;
using IntegrationHub.Evidence.Certificates;
using IntegrationHub.Evidence.Timestamps;

namespace IntegrationHub.Notary.Timestamps;

/// <summary>A token, or why there is none: one reason per authority that was asked.</summary>
public sealed record TimestampOutcome(byte[]? Token, TimestampFacts? Facts, string? Authority, IReadOnlyList<Refusal> Problems);

/// <summary>Gets timestamps from several authorities, one after the other, resting those that failed.</summary>
/// <param name="authorities">In order of preference.</param>
/// <param name="revocation">Revocation data of the services' certificates; null checks none.</param>
/// <remarks>Thread-safe. A token is handed out only after it was verified against what its own authority must lead to.</remarks>
public sealed class TimestampClient(IReadOnlyList<TimestampAuthority> authorities, IRevocationSource? revocation, IWire wire, TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, AuthorityState> states = authorities.ToDictionary(a => a.Name, a => AuthorityState.Fresh(a.Name), StringComparer.Ordinal);

    /// <summary>By how much a service's clock may differ from ours.</summary>
    public TimeSpan ClockTolerance { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>What tokens of any of the authorities must lead to: for judging those that were made earlier.</summary>
    public TrustAnchors Trust { get; } = TrustAnchors.Union(authorities.Select(a => a.Trust));

    /// <summary>What is remembered of each authority, in the configured order.</summary>
    public IReadOnlyList<AuthorityState> States
    {
        get
        {
            lock (gate)
                return [.. authorities.Select(a => states[a.Name])];
        }
    }

    /// <summary>One round over the authorities that do not rest. Without a token the caller queues (<see cref="ITimestampStore"/>).</summary>
    public ValueTask<TimestampOutcome> StampAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken) =>
        StampAsync(data, _ => null, cancellationToken);

    /// <summary>The same for a caller to whom not every good token is of use: after one that is not, the next authority is asked.</summary>
    /// <param name="objection">Why a verified token is of no use; null where it is. Its authority did nothing wrong and does not rest for it.</param>
    public async ValueTask<TimestampOutcome> StampAsync(
        ReadOnlyMemory<byte> data, Func<TimestampFacts, Refusal?> objection, CancellationToken cancellationToken) =>
        await StampAsync(data, digest: null, objection, cancellationToken);

    /// <summary>The same with one digest from all of them, whatever their configuration says.</summary>
    /// <param name="digest">SHA-2; null takes each authority's own.</param>
    public async ValueTask<TimestampOutcome> StampAsync(
        ReadOnlyMemory<byte> data, HashAlgorithmName? digest, Func<TimestampFacts, Refusal?> objection, CancellationToken cancellationToken)
    {
        var problems = new List<Refusal>();
        foreach (var name in TimestampPlan.Order(States, time.GetUtcNow()))
        {
            var (token, facts, refusal) = await AskAsync(authorities.First(a => a.Name == name), data, digest, cancellationToken);
            Remember(name, refusal is null);
            refusal ??= objection(facts!);
            if (refusal is null)
                return new TimestampOutcome(token, facts, name, problems);
            problems.Add(refusal with { Detail = $"{name}: {refusal.Detail}" });
        }
        return new TimestampOutcome(null, null, null, problems);
    }

    private async ValueTask<(byte[]? Token, TimestampFacts? Facts, Refusal? Refusal)> AskAsync(
        TimestampAuthority authority, ReadOnlyMemory<byte> data, HashAlgorithmName? digest, CancellationToken cancellationToken)
    {
        var request = TimestampRequest.For(data.Span, RandomNumberGenerator.GetBytes(16), digest ?? authority.Digest, authority.Policy);
        var problem = "no answer";
        var response = await wire.AskAsync(authority.Address, request.Encoded, "application/timestamp-query", p => problem = p, cancellationToken);
        if (response is null)
            return (null, null, new("timestamp.unavailable", problem, "It is asked again later; check the address and the network if it lasts."));
        var (token, refusal) = request.Accept(response);
        if (token is null)
            return (null, null, refusal);
        var now = time.GetUtcNow();
        var (facts, doubt) = TimestampVerifier.Verify(token, data.Span, authority.Trust, revocation, now + ClockTolerance);
        if (facts is null)
            return (null, null, doubt);
        if (facts.Time < now - ClockTolerance)
            return (null, null, new("timestamp.clock", $"It states {facts.Time:u}; here it is {now:u}.", "Correct the clock that is wrong."));
        return authority.Signers?.Includes(facts.Authority) == false
            ? (null, null, new("timestamp.authority_not_expected", $"{facts.Authority.Subject} signed, which is none of its named certificates.", "Name the service's new certificate if it changed it."))
            : (token, facts, null);
    }

    private void Remember(string name, bool success)
    {
        lock (gate)
            states[name] = success ? states[name].Succeeded() : states[name].Failed(time.GetUtcNow());
    }
}
