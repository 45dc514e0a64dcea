using IntegrationHub.Exchange;
using IntegrationHub.Storage.SqlServer.Execution;
using Microsoft.Data.SqlClient;

namespace IntegrationHub.Storage.SqlServer.Opening;

/// <summary>A server as the connection string names it, before anything is asked of its tables.</summary>
internal sealed class Server
{
    private readonly SqlWork _work;
    private readonly string _target;

    /// <exception cref="StorageSetupException">The process has no cultures, or the connection would go unprotected over the network.</exception>
    public Server(StorageOptions options)
    {
        Cultures.Demand();
        ConnectionString = ConnectionRules.Apply(options);
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
