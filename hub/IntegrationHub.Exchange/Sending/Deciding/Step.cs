using IntegrationHub.Exchange.History;

namespace IntegrationHub.Exchange.Sending.Deciding;

/// <summary>One decision in the making: the exchange as it is, the instant, the policy, and the few moves all decisions share.</summary>
internal sealed record Step(OutboundExchange Exchange, DateTimeOffset Now, OutboundPolicy Policy, EventWriter Events)
{
    public OutboundState State => Exchange.State;

    /// <summary>At the closing instant itself the gate is closed.</summary>
    public bool GateClosed => Exchange.GateClosure is { } gate && Now >= gate;

    public OutboundDecision To(OutboundExchange changed, ExchangeEvent happened, string? alarm = null) =>
        new(changed with { UpdatedAt = Now }, [happened], alarm);

    /// <summary>Something was told that changes nothing; the history keeps it.</summary>
    public OutboundDecision Only(ExchangeEvent happened, string? alarm = null) => new(Exchange, [happened], alarm);

    /// <summary>A timer that came too late to matter.</summary>
    public OutboundDecision Nothing() => new(Exchange, []);

    public IllegalTransitionException Illegal(string input) => new(Exchange.Id, State, input);

    /// <summary>Due again after a pause that grows with the attempts; never so late that the gate closure would be slept through.</summary>
    public DateTimeOffset RetryAt(int attempts, TimeSpan? atLeast = null)
    {
        var pause = Backoff.After(Math.Max(attempts, 1), Policy.FirstRetry, Policy.LongestRetry, Exchange.Id);
        var at = Now + (atLeast is { } least && least > pause ? least : pause);
        if (Exchange.GateClosure is not { } gate || at < gate)
        {
            return at;
        }

        var lastChance = gate - Policy.LastChance;
        return lastChance > Now + (atLeast ?? Policy.FirstRetry) ? lastChance : gate;
    }

    /// <summary>An alarm at the sixth, twelfth, twenty-fourth … attempt: somebody should look, and nobody is called every five minutes.</summary>
    public string? AlarmAt(int attempts, string text)
    {
        for (var at = Policy.AlarmAtAttempt; at > 0 && at <= attempts; at *= 2)
        {
            if (at == attempts)
            {
                return $"{Exchange.Document} did not get through in {attempts} attempts: {text}";
            }

            if (at > int.MaxValue / 2)
            {
                break;
            }
        }

        return null;
    }

    /// <summary>The gate closed on it; <paramref name="before"/> is what was learned just now.</summary>
    public OutboundDecision Expire(params ReadOnlySpan<ExchangeEvent> before) => new(
        Exchange with { State = OutboundState.Expired, DueAt = null, AnswerLost = false, UpdatedAt = Now },
        [.. before, Events.Write("exchange.expired", ("gateClosure", Exchange.GateClosure?.UtcDateTime.ToString("O")))],
        $"{Exchange.Document} was not delivered before its gate closure.");
}
