using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Configuration;
using IntegrationHub.Host.Configuration.Sections;
using IntegrationHub.Host.Data;
using IntegrationHub.Storage;
using IntegrationHub.Storage.PostgreSql;
using IntegrationHub.Storage.SqlServer;
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
        try
        {
            return await Provider(options.Storage.Provider).OpenAsync(OptionsOf(folder, options.Storage, mayAttach), crashPoints, cancellationToken);
        }
        catch (StorageSetupException refused)
        {
            throw Refused(refused);
        }
    }

    /// <summary>What a provider is told of a data folder.</summary>
    public static StorageOptions OptionsOf(DataFolder folder, Configuration.Sections.StorageOptions storage, bool mayAttach) => new()
    {
        DataFolder = folder.FullPath,
        ConnectionString = storage.ConnectionString.Length == 0 ? null : storage.ConnectionString,
        Password = storage.Password?.Reveal(),
        IsProduction = folder.IsProduction,
        ProgramsFolder = storage.ProgramsFolder.Length == 0 ? null : storage.ProgramsFolder,
        CommandTimeout = storage.CommandTimeout,
        MaxConnections = storage.MaxConnections,
        MayAttach = mayAttach,
    };

    public static RefusedException Refused(StorageSetupException refused) => new(refused.Code, refused.Problem.TrimEnd('.'), refused.Remedy);

    public static IStoreProvider Provider(StorageProvider provider) => provider switch
    {
        StorageProvider.Embedded => new EmbeddedProvider(),
        StorageProvider.Postgresql => new PostgresProvider(),
        StorageProvider.Sqlserver => new SqlServerProvider(),
        _ => throw new ArgumentOutOfRangeException(nameof(provider), provider, "No such provider."),
    };
}
