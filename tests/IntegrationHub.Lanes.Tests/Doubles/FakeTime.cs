using IntegrationHub.Exchange;

namespace IntegrationHub.Lanes.Tests.Doubles;

/// <summary>A clock that stands until a test moves it; the core sees the same instant.</summary>
internal sealed class FakeTime : TimeProvider, IHubClock
{
    public DateTimeOffset Now { get; set; } = TestClock.Start;

    public override DateTimeOffset GetUtcNow() => Now;
}
