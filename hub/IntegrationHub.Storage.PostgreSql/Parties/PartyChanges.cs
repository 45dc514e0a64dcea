using IntegrationHub.Exchange;
using Npgsql;

namespace IntegrationHub.Storage.PostgreSql.Parties;

/// <summary>
/// Reloads the registry when any process changed a party. It listens on a connection of its own; after a lost connection it reloads at
/// once, because what was announced meanwhile is gone.
/// </summary>
internal sealed class PartyChanges : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly PostgresStore _database;
    private readonly PostgresPartyRegistry _registry;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _listening;

    public PartyChanges(PostgresStore database, PostgresPartyRegistry registry, TimeProvider time)
    {
        (_database, _registry, _time) = (database, registry, time);
        _listening = Task.Run(ListenAsync);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _listening;
        _stop.Dispose();
    }

    private async Task ListenAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await ListenOnceAsync();
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception failure) when (failure is NpgsqlException or StorageUnavailableException or IOException)
            {
                // The server is away; the ports report it to those who need it. Here it is enough to come back.
                await Task.Delay(Pause, _time, _stop.Token).ContinueWith(static _ => { }, TaskScheduler.Default);
            }
        }
    }

    private async Task ListenOnceAsync()
    {
        await using var connection = await _database.Commits.OpenLoneAsync(_stop.Token);
        await using (var listen = new NpgsqlCommand($"listen {PostgresPartyRegistry.Channel}", connection))
        {
            await listen.ExecuteNonQueryAsync(_stop.Token);
        }

        while (true)
        {
            await _registry.ReloadAsync(_stop.Token);
            await connection.WaitAsync(_stop.Token);
        }
    }
}
