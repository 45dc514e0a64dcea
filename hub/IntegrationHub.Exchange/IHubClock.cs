namespace IntegrationHub.Exchange;

/// <summary>Port: the hub's clock, for the few orchestrations that last (a reception, a poll). Decisions take <c>now</c> as a value.</summary>
public interface IHubClock
{
    /// <summary>The present instant, UTC.</summary>
    DateTimeOffset Now { get; }
}
