using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Configuration;
using IntegrationHub.Host.Data;
using IntegrationHub.Storage;
using Npgsql;

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
    public static async Task<HubDatabase> OpenAsync(
        DataFolder folder, HubOptions options, bool mayAttach, ICrashPoints? crashPoints, CancellationToken cancellationToken)
    {
        var storage = options.Storage;
        try
        {
            return await HubDatabase.OpenAsync(
                new StorageOptions
                {
                    DataFolder = folder.FullPath,
                    ConnectionString = ConnectionString(storage),
                    ProgramsFolder = storage.ProgramsFolder.Length == 0 ? null : storage.ProgramsFolder,
                    CommandTimeout = storage.CommandTimeout,
                    MaxConnections = storage.MaxConnections,
                    MayAttach = mayAttach,
                },
                crashPoints,
                cancellationToken);
        }
        catch (StorageSetupException refused)
        {
            throw new RefusedException("STORAGE_SETUP", refused.Problem.TrimEnd('.'), refused.Remedy);
        }
    }

    private static string? ConnectionString(Configuration.Sections.StorageOptions storage)
    {
        if (storage.ConnectionString.Length == 0)
        {
            return null;
        }

        try
        {
            // The builder quotes: a password may hold every character.
            var connection = new NpgsqlConnectionStringBuilder(storage.ConnectionString);
            if (storage.Password is { } password)
            {
                connection.Password = password.Reveal();
            }

            return connection.ConnectionString;
        }
        catch (ArgumentException wrong)
        {
            throw new RefusedException(
                "STORAGE_CONNECTION_STRING", $"storage.connectionString cannot be read: {wrong.Message.TrimEnd('.')}", "Write it as Host=…;Database=…;Username=….");
        }
    }
}
