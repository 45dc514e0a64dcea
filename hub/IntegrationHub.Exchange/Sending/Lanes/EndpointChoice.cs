using IntegrationHub.Exchange.Parties;

namespace IntegrationHub.Exchange.Sending.Lanes;

/// <summary>Which of a party's endpoints is used next.</summary>
public static class EndpointChoice
{
    /// <summary>The first endpoint by order (then by name) whose breaker allows a request; <c>null</c> while all of them rest.</summary>
    /// <param name="party">The party.</param>
    /// <param name="breakers">What is known of each endpoint by name; one that is missing is sound.</param>
    /// <param name="now">The present instant.</param>
    /// <param name="failedLast">
    /// The endpoint at which the party was missed last, with no answer from any since: another one is taken where there is one. Without this a
    /// document whose retries are further apart than the rests would try a dead first address for ever.
    /// </param>
    public static PartyEndpoint? Choose(
        Party party, IReadOnlyDictionary<string, CircuitBreaker> breakers, DateTimeOffset now, string? failedLast = null)
    {
        var allowed = InOrder(party).Where(endpoint => BreakerOf(endpoint, breakers).Allows(now)).ToArray();
        return allowed.FirstOrDefault(endpoint => !string.Equals(endpoint.Name, failedLast, StringComparison.Ordinal)) ?? allowed.FirstOrDefault();
    }

    /// <summary>When the next trial may be made, where all endpoints rest; <c>null</c> where one can be used or there is none.</summary>
    public static DateTimeOffset? NextTrial(Party party, IReadOnlyDictionary<string, CircuitBreaker> breakers, DateTimeOffset now) =>
        party.Endpoints.Count == 0 || Choose(party, breakers, now) is not null
            ? null
            : party.Endpoints.Min(endpoint => BreakerOf(endpoint, breakers).RestsUntil);

    private static IEnumerable<PartyEndpoint> InOrder(Party party) =>
        party.Endpoints.OrderBy(endpoint => endpoint.Order).ThenBy(endpoint => endpoint.Name, StringComparer.Ordinal);

    private static CircuitBreaker BreakerOf(PartyEndpoint endpoint, IReadOnlyDictionary<string, CircuitBreaker> breakers) =>
        breakers.TryGetValue(endpoint.Name, out var breaker) ? breaker : CircuitBreaker.Closed;
}
