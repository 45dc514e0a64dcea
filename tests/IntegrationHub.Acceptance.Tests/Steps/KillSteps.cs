using IntegrationHub.Acceptance.Tests.Gherkin;
using IntegrationHub.Acceptance.Tests.Market;

namespace IntegrationHub.Acceptance.Tests.Steps;

/// <summary>A hub that is killed on the way, as a power failure would, and goes on where it was.</summary>
[Binding]
internal sealed class KillSteps(MarketFixture fixture) : IAsyncDisposable
{
    /// <summary>Signing, timestamp and filing take about as long.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(3);

    [Given("a hub that may be killed at any moment")]
    [Given("有一个随时可能被强制终止的枢纽")]
    public Task BeginAsync() => fixture.BeginOwnAsync();

    [When("the hub is killed while it works on that, and starts again")]
    [When("枢纽在处理过程中被强制终止并重新启动")]
    public async Task KillAsync() => await (await fixture.StartedAsync()).KillHubAsync(Soon);

    public async ValueTask DisposeAsync() => await fixture.EndOwnAsync();
}
