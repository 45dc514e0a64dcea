using IntegrationHub.Exchange;
using IntegrationHub.Storage.Isolation;
using IntegrationHub.Storage.SqlServer.Execution;

namespace IntegrationHub.Storage.SqlServer.Parties;

/// <summary>Reloads the registry when any process changed a party. The server has no notification that fits, so it is asked, one row each time.</summary>
internal sealed class PartyChanges : IAsyncDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    private readonly SqlServerStore _store;
    private readonly SqlServerPartyRegistry _registry;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _watching;

    public PartyChanges(SqlServerStore store, SqlServerPartyRegistry registry, TimeProvider time)
    {
        (_store, _registry, _time) = (store, registry, time);
        _watching = Task.Run(WatchAsync);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watching;
        _stop.Dispose();
    }

    private async Task WatchAsync()
    {
        object? seen = null;
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var retailer = _store.Options.Retailer;
                var version = await _store.Work.RunAsync(
                    Scope.Of(retailer),
                    session => session.ScalarAsync(PartyStatements.Version, parameters => parameters.Int("@retailer", retailer.Value), _stop.Token),
                    _stop.Token);
                if (!Equals(version, seen))
                {
                    await _registry.ReloadAsync(_stop.Token);
                    seen = version;
                }
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (StorageUnavailableException)
            {
                // The server is away; the ports report it to those who need it. Here it is enough to come back.
            }

            await Task.Delay(Every, _time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
