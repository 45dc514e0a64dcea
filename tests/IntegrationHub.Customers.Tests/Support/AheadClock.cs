namespace IntegrationHub.Customers.Tests.Support;

/// <summary>The machine's clock, and by how much a test is ahead of it.</summary>
internal sealed class AheadClock : TimeProvider
{
    private TimeSpan _ahead;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _ahead;

    public void Pass(TimeSpan time) => _ahead += time;
}
