namespace IntegrationHub.Acceptance.Tests.Market;

/// <summary>
/// The market of the features: started by the first scenario that needs it, shared by all, stopped after the last. A scenario whose hub is killed has a market of its own instead, from the step that says so to its end.
/// </summary>
public sealed class MarketFixture : IAsyncLifetime
{
    private readonly Lazy<Task<RunningMarket>> _market = new(RunningMarket.StartAsync);

    private RunningMarket? _own;

    internal Task<RunningMarket> StartedAsync() => _own is { } own ? Task.FromResult(own) : _market.Value;

    /// <summary>From now on a market of the scenario's own, whose hub runs in a process that can be killed.</summary>
    internal async Task BeginOwnAsync()
    {
        _own = await RunningMarket.StartAsync();
        await _own.MakeMortalAsync();
    }

    /// <summary>Ends the scenario's own market, where it has one.</summary>
    internal async Task EndOwnAsync()
    {
        if (_own is { } own)
        {
            _own = null;
            await own.DisposeAsync();
        }
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_market.IsValueCreated)
        {
            await (await _market.Value).DisposeAsync();
        }
    }
}
