using IntegrationHub.Storage.Protection;

namespace IntegrationHub.Storage;

/// <summary>A kind of database that the hub's store can lie in. The host chooses one by configuration.</summary>
public interface IStoreProvider
{
    /// <summary>Opens the store: reaches or starts its server and brings the schema to the program's version.</summary>
    /// <exception cref="StorageSetupException">Something the operator has to put right.</exception>
    Task<HubStore> OpenAsync(StorageOptions options, ICrashPoints? crashPoints, CancellationToken cancellationToken);

    /// <summary>Opens the customers' side with its own login, for a process that serves customers and nothing else.</summary>
    /// <exception cref="StorageSetupException">Something the operator has to put right.</exception>
    Task<CustomersSide> OpenCustomersAsync(StorageOptions options, CancellationToken cancellationToken);

    /// <summary>Brings the database to the program's schema and leaves it; serves nothing.</summary>
    /// <exception cref="StorageSetupException">Something the operator has to put right.</exception>
    Task UpgradeAsync(StorageOptions options, CancellationToken cancellationToken);

    /// <summary>
    /// The whole schema as a script for a database administrator. Each step asks whether it was done, so it may run on an empty database, on one
    /// of any earlier program, and twice. Needs no server.
    /// </summary>
    string Script();

    /// <summary>Which migrations the database has. Changes nothing.</summary>
    /// <exception cref="StorageSetupException">The database cannot be reached.</exception>
    Task<MigrationState> ReadMigrationsAsync(StorageOptions options, CancellationToken cancellationToken);

    /// <summary>Whether the database encrypts what it writes to the disk, asked as the login that serves. Changes nothing.</summary>
    /// <exception cref="StorageSetupException">The database cannot be reached.</exception>
    Task<DiskEncryption> ReadEncryptionAsync(StorageOptions options, CancellationToken cancellationToken);

    /// <summary>Whether an error of the driver says that the server has no room to write; asked of the error itself and not of what it wraps (<see cref="DiskFull"/>).</summary>
    bool IsDiskFull(Exception failure);
}
