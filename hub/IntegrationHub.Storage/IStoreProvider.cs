namespace IntegrationHub.Storage;

/// <summary>A kind of database that the hub's store can lie in. The host chooses one by configuration.</summary>
public interface IStoreProvider
{
    /// <summary>Opens the store: reaches or starts its server and brings the schema to the program's version.</summary>
    /// <exception cref="StorageSetupException">Something the operator has to put right.</exception>
    Task<HubStore> OpenAsync(StorageOptions options, ICrashPoints? crashPoints, CancellationToken cancellationToken);
}
