namespace IntegrationHub.Acceptance.Tests.Market;

/// <summary>The market of the features: started by the first scenario that needs it, shared by all, stopped after the last.</summary>
public sealed class MarketFixture : IAsyncLifetime
{
    private readonly Lazy<Task<RunningMarket>> _market = new(RunningMarket.StartAsync);

    internal Task<RunningMarket> StartedAsync() => _market.Value;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_market.IsValueCreated)
        {
            await (await _market.Value).DisposeAsync();
        }
    }
}
