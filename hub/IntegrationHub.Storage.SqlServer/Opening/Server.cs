using IntegrationHub.Exchange;
using IntegrationHub.Storage.SqlServer.Execution;
using Microsoft.Data.SqlClient;

namespace IntegrationHub.Storage.SqlServer.Opening;

/// <summary>A server as the connection string names it, before anything is asked of its tables.</summary>
internal sealed class Server
{
    private readonly SqlWork _work;
    private readonly string _target;

    /// <param name="options">With the connection string.</param>
    /// <param name="setting">Where it was written, for messages.</param>
    /// <exception cref="StorageSetupException">The process has no cultures, or the connection would go unprotected over the network.</exception>
    public Server(StorageOptions options, string setting = ConnectionRules.Serving)
    {
        Cultures.Demand();
        ConnectionString = ConnectionRules.Apply(options, setting);
        var settings = new SqlConnectionStringBuilder(ConnectionString);
        _target = $"SQL Server {settings.DataSource} (database `{settings.InitialCatalog}`)";
        _work = new SqlWork(ConnectionString, options.CommandTimeout, options.Time);
    }

    public string ConnectionString { get; }

    /// <summary>What the server says of itself and of the database.</summary>
    /// <exception cref="StorageSetupException">It cannot be reached, with what to do about it.</exception>
    public Task<ServerFacts> ReadFactsAsync(CancellationToken cancellationToken) => ExplainAsync(async () =>
        await _work.RunAsync(default, session => session.FirstAsync(ServerFacts.Read, static _ => { }, ServerFacts.Of, cancellationToken), cancellationToken)
        ?? throw new StorageUnavailableException("The server does not show its own database."));

    /// <summary>Refuses a server that is not as the hub demands it.</summary>
    /// <exception cref="StorageSetupException">What is wrong with it.</exception>
    public async Task DemandAsync(CancellationToken cancellationToken)
    {
        foreach (var problem in ServerRules.Check(await ReadFactsAsync(cancellationToken)))
            throw problem;
    }

    /// <summary>Refuses a login that the database does not hold back.</summary>
    /// <param name="side">The role that it has to be a member of.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StorageSetupException">What is wrong with it.</exception>
    public async Task DemandServingAsync(string side, CancellationToken cancellationToken)
    {
        var login = await ExplainAsync(async () =>
            await _work.RunAsync(default, session => session.FirstAsync(ServingLogin.Read, static _ => { }, ServingLogin.Of, cancellationToken), cancellationToken)
            ?? throw new StorageUnavailableException("The server does not say who has logged in."));
        foreach (var problem in login.Check(side))
            throw problem;
    }

    /// <summary>Runs <paramref name="work"/>; what the server or the driver refuses becomes what the operator has to put right.</summary>
    public async Task<T> ExplainAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception failure) when (Explanation(failure) is not null)
        {
            throw Explanation(failure)!;
        }
    }

    private StorageSetupException? Explanation(Exception failure) => (failure is StorageUnavailableException ? failure.InnerException : failure) is SqlException error
        ? OpeningFaults.Explain(error, _target)
        : null;
}
