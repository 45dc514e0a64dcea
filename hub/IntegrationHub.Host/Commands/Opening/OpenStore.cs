using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Configuration;
using IntegrationHub.Host.Data;
using IntegrationHub.Host.Node;
using IntegrationHub.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Host.Commands.Opening;

/// <summary>
/// The store of a data folder without the rest of a hub, for verbs that look, register or decide: they work also where a key has expired or
/// a schema folder is broken. A running hub's server is shared; otherwise the server runs for the time of the command.
/// </summary>
internal sealed class OpenStore : IAsyncDisposable
{
    private readonly HubStore _database;
    private readonly ServiceProvider _ports;

    private OpenStore(HubStore database, ServiceProvider ports)
    {
        _database = database;
        _ports = ports;
    }

    public IExchangeReader Exchanges => Port<IExchangeReader>();

    /// <summary>Loaded when the store was opened.</summary>
    public IPartyRegistry Parties => Port<IPartyRegistry>();

    public ISendingStore Sending => Port<ISendingStore>();

    public HubStore Database => _database;

    public T Port<T>()
        where T : notnull => _ports.GetRequiredService<T>();

    /// <summary>What is there only where it is configured.</summary>
    public T? PortOrNull<T>()
        where T : class => _ports.GetService<T>();

    /// <summary>Opens the store of the data folder that the command line means.</summary>
    /// <exception cref="RefusedException">There is no such folder, its configuration is wrong, or its store does not open.</exception>
    public static Task<OpenStore> OpenAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var folder = context.OpenData();
        return OpenAsync(folder, context.LoadOptions(folder), context.Time, cancellationToken);
    }

    /// <summary>Opens the store of a folder whose configuration is known.</summary>
    /// <exception cref="RefusedException">The store does not open.</exception>
    public static async Task<OpenStore> OpenAsync(DataFolder folder, HubOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        var database = await NodeStore.OpenAsync(folder, options, mayAttach: true, crashPoints: null, cancellationToken);
        var ports = new ServiceCollection().AddSingleton(time).AddIntegrationHubStorage(database).BuildServiceProvider();
        try
        {
            await ports.GetRequiredService<IPartyRegistry>().ReloadAsync(cancellationToken);
            return new OpenStore(database, ports);
        }
        catch
        {
            await ports.DisposeAsync();
            await database.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ports.DisposeAsync();
        await _database.DisposeAsync();
    }
}
