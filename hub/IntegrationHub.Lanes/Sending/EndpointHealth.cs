using System.Collections.Immutable;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Sending.Lanes;

namespace IntegrationHub.Lanes.Sending;

/// <summary>How an endpoint of a partner has been answering.</summary>
/// <param name="Breaker">Whether it rests.</param>
/// <param name="LastAnsweredAt">When it last answered anything.</param>
public sealed record EndpointState(CircuitBreaker Breaker, DateTimeOffset? LastAnsweredAt)
{
    /// <summary>Text of the last failure, whatever came after it.</summary>
    public string? LastError { get; init; }

    public DateTimeOffset? LastErrorAt { get; init; }
}

/// <summary>What is known of the endpoints of all partners in this process: breakers for the lanes, health for people.</summary>
/// <remarks>Thread-safe. Kept in memory on purpose: a node finds out anew within a few attempts, and another node has another way there.</remarks>
public sealed class EndpointHealth(BreakerPolicy policy, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<PartyId, string> _failedLast = [];
    private readonly Dictionary<(PartyId Party, string Endpoint), AttemptWindow> _attempts = [];
    private ImmutableDictionary<(PartyId Party, string Endpoint), EndpointState> _states = ImmutableDictionary<(PartyId, string), EndpointState>.Empty;

    /// <summary>The endpoint to use now, marked as in use; <c>null</c> while all rest.</summary>
    public PartyEndpoint? Start(Party party)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            var chosen = EndpointChoice.Choose(party, BreakersOf(party), now, _failedLast.GetValueOrDefault(party.Id));
            if (chosen is not null)
            {
                Change(party, chosen.Name, state => state with { Breaker = state.Breaker.Started(now) });
            }

            return chosen;
        }
    }

    /// <summary>When the next trial may be made, where all endpoints of the party rest.</summary>
    public DateTimeOffset? NextTrial(Party party)
    {
        lock (_lock)
        {
            return EndpointChoice.NextTrial(party, BreakersOf(party), time.GetUtcNow());
        }
    }

    /// <summary>It answered, be it with a fault: the way there works.</summary>
    /// <param name="party">Whose endpoint it is.</param>
    /// <param name="endpoint">Its name.</param>
    /// <param name="took">From the request to its outcome.</param>
    public void Answered(Party party, string endpoint, TimeSpan took)
    {
        lock (_lock)
        {
            Count(party, endpoint, took, failed: false);
            _failedLast.Remove(party.Id);
            Change(party, endpoint, state => state with { Breaker = CircuitBreaker.Closed, LastAnsweredAt = time.GetUtcNow() });
        }
    }

    /// <summary>Nothing was sent there after all: a trial is free for another, and nothing is known that was not known before.</summary>
    public void NotUsed(Party party, string endpoint)
    {
        lock (_lock)
        {
            Change(party, endpoint, static state => state with { Breaker = state.Breaker with { TrialSince = null } });
        }
    }

    /// <summary>No connection, no answer, or an answer that is not its own.</summary>
    public void Failed(Party party, string endpoint, string text, TimeSpan took)
    {
        lock (_lock)
        {
            Count(party, endpoint, took, failed: true);
            _failedLast[party.Id] = endpoint;
            Change(party, endpoint, state => state with { Breaker = state.Breaker.Failed(time.GetUtcNow(), policy), LastError = text, LastErrorAt = time.GetUtcNow() });
        }
    }

    /// <summary>What requests to an endpoint came to, since this node started at the longest.</summary>
    /// <param name="party">Whose endpoint it is.</param>
    /// <param name="endpoint">Its name.</param>
    /// <param name="within">Up to a day, in steps of five minutes.</param>
    public AttemptFigures FiguresOf(PartyId party, string endpoint, TimeSpan within)
    {
        lock (_lock)
        {
            return (_attempts.GetValueOrDefault((party, endpoint)) ?? new AttemptWindow()).Read(time.GetUtcNow(), within);
        }
    }

    /// <summary>State of an endpoint; sound and unused when nothing is known.</summary>
    public EndpointState StateOf(PartyId party, string endpoint) =>
        _states.GetValueOrDefault((party, endpoint)) ?? new EndpointState(CircuitBreaker.Closed, null);

    /// <summary>Whether any endpoint of the party answered after this instant.</summary>
    public bool AnsweredSince(Party party, DateTimeOffset instant) =>
        party.Endpoints.Any(endpoint => StateOf(party.Id, endpoint.Name).LastAnsweredAt > instant);

    /// <summary>Every request counts, be it a document, a question about one or a look for new ones: the figures are of the address.</summary>
    private void Count(Party party, string endpoint, TimeSpan took, bool failed)
    {
        if (!_attempts.TryGetValue((party.Id, endpoint), out var window))
        {
            _attempts[(party.Id, endpoint)] = window = new AttemptWindow();
        }

        window.Add(time.GetUtcNow(), took, failed);
    }

    private Dictionary<string, CircuitBreaker> BreakersOf(Party party) =>
        party.Endpoints.ToDictionary(endpoint => endpoint.Name, endpoint => StateOf(party.Id, endpoint.Name).Breaker, StringComparer.Ordinal);

    private void Change(Party party, string endpoint, Func<EndpointState, EndpointState> change) =>
        _states = _states.SetItem((party.Id, endpoint), change(StateOf(party.Id, endpoint)));
}
