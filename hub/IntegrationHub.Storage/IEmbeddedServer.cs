namespace IntegrationHub.Storage;

/// <summary>A database server that belongs to one data folder.</summary>
public interface IEmbeddedServer
{
    /// <summary>False when another process owns the folder and this one only looks in.</summary>
    bool IsOwner { get; }

    /// <summary>True when the process that owns the folder is a hub, and not a command like this one or this process itself.</summary>
    bool HubRuns { get; }

    /// <summary>Starts the server again when it was lost.</summary>
    /// <exception cref="StorageSetupException">It does not start.</exception>
    Task EnsureRunningAsync(CancellationToken cancellationToken);

    /// <summary>How to reach a database of the server.</summary>
    string ConnectionStringFor(string database);
}
