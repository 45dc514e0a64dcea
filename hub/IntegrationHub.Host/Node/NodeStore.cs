using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Configuration;
using IntegrationHub.Host.Configuration.Sections;
using IntegrationHub.Host.Data;
using IntegrationHub.Host.Keys;
using IntegrationHub.Storage;
using IntegrationHub.Storage.PostgreSql;
using StorageOptions = IntegrationHub.Storage.StorageOptions;

namespace IntegrationHub.Host.Node;

/// <summary>Opens the store that a data folder's configuration names.</summary>
internal static class NodeStore
{
    /// <param name="folder">The data folder.</param>
    /// <param name="options">Its configuration.</param>
    /// <param name="mayAttach">True for commands that work beside a running hub instead of being refused.</param>
    /// <param name="crashPoints">Where the crash tests kill the process; <c>null</c> in the product.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="RefusedException">Something the operator has to put right; with the remedy.</exception>
    public static async Task<HubStore> OpenAsync(
        DataFolder folder, HubOptions options, bool mayAttach, ICrashPoints? crashPoints, CancellationToken cancellationToken)
    {
        var storage = options.Storage;
        try
        {
            return await Provider(storage.Provider).OpenAsync(
                new StorageOptions
                {
                    DataFolder = folder.FullPath,
                    ConnectionString = OrNull(storage.ConnectionString),
                    Password = storage.Password?.Reveal(),
                    MigrationConnectionString = OrNull(storage.MigrationConnectionString),
                    MigrationPassword = storage.MigrationPassword?.Reveal(),
                    CustomerConnectionString = OrNull(storage.CustomerConnectionString),
                    CustomerPassword = storage.CustomerPassword?.Reveal(),
                    ProgramsFolder = OrNull(storage.ProgramsFolder),
                    CommandTimeout = storage.CommandTimeout,
                    MaxConnections = storage.MaxConnections,
                    MayAttach = mayAttach,
                    IndexKey = IndexKeyFile.Ensure(folder),
                    OutsideArchive = await ArchiveOfNode.OpenAsync(folder, options.Archive, TimeProvider.System, cancellationToken),
                },
                crashPoints,
                cancellationToken);
        }
        catch (StorageSetupException refused)
        {
            throw new RefusedException(refused.Code, refused.Problem.TrimEnd('.'), refused.Remedy);
        }
    }

    private static string? OrNull(string setting) => setting.Length == 0 ? null : setting;

    private static IStoreProvider Provider(StorageProvider provider) => provider switch
    {
        StorageProvider.Embedded => new EmbeddedProvider(),
        StorageProvider.Postgresql => new PostgresProvider(),
        _ => throw new ArgumentOutOfRangeException(nameof(provider), provider, "No such provider."),
    };
}
