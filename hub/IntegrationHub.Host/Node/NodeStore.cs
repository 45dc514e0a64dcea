using IntegrationHub.Confidential.Crossing;
using IntegrationHub.Confidential.KeyEncryption;
using IntegrationHub.Confidential.Values;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Configuration;
using IntegrationHub.Host.Configuration.Sections;
using IntegrationHub.Host.Data;
using IntegrationHub.Host.Keys;
using IntegrationHub.Storage;
using IntegrationHub.Storage.Confidential;
using IntegrationHub.Storage.Crossing;
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
        HubStore? store = null;
        var opened = false;
        try
        {
            IKeyEncryptionKeys? keys = NodeEncryption.Exists(folder, options.Confidential) ? NodeEncryption.Load(folder, options.Confidential) : null;
            ICrossingSeal? company = null;
            store = await Provider(options.Storage.Provider).OpenAsync(
                OptionsOf(folder, options.Storage, mayAttach) with
                {
                    IndexKey = IndexKeyFile.Ensure(folder),
                    OutsideArchive = await ArchiveOfNode.OpenAsync(folder, options.Archive, TimeProvider.System, cancellationToken),
                    Keys = new DeferredKeys(() => keys ?? throw new InvalidOperationException("No value is sealed or opened before the keys are there.")),
                    Crossings = new CrossingEnds(new DeferredCrossingSeal(() => company ?? throw NoCrossingKeys()), new DeferredCrossingSeal(() => NodeCrossings.Customers(folder, options))),
                    SealedNote = NodeEncryption.Note(folder),
                    Ciphers = NodeEncryption.Policy(options.Confidential),
                    HashDigest = NodeEncryption.Digest(options.Confidential),
                },
                crashPoints,
                cancellationToken);
            var report = await KeyReport.ReadAsync(store, store.Options.Retailer, cancellationToken);
            keys ??= MakeForNewStore(folder, options, report);
            report.Check(keys);
            // A new store is sealed from its beginning; of an older one each column is noted when the work on it is done.
            Note(store.Options.SealedNote!, report, mayAttach);
            company = await NodeCrossings.CompanyAsync(store, folder, options, keys, cancellationToken);
            opened = true;
            return store;
        }
        catch (KeyEncryptionException wrong)
        {
            throw NodeEncryption.Refusal(wrong);
        }
        catch (StorageSetupException refused)
        {
            throw Refused(refused);
        }
        finally
        {
            if (!opened && store is not null)
            {
                await store.DisposeAsync();
            }
        }
    }

    private static KeyEncryptionException NoCrossingKeys() => new(
        KeyEncryptionProblem.Missing, "There are no keys for what crosses to the customers' side.", "Name a file with a passphrase for them in portal.customers.passphraseFile and start again.");

    /// <summary>A store whose keys are lost is never given new ones: they would open nothing that is in it.</summary>
    private static IKeyEncryptionKeys MakeForNewStore(DataFolder folder, HubOptions options, KeyReport report)
    {
        var file = folder.Resolve(options.Confidential.KeysFile);
        // Another process that began at the same moment may have made them since this one looked.
        if (!NodeEncryption.Exists(folder, options.Confidential) && report.DataKeys is [.., { } last])
        {
            throw new RefusedException(
                "ENCRYPTION_KEY_MISSING",
                $"there is no keys file {file}, and the store was sealed with the key-encryption key {last.WrappedBy}",
                "Bring it back from `ihub keys backup` with `ihub keys restore FILE`; without it nobody can read the store. Nothing was changed.");
        }

        return folder.IsProduction && !NodeEncryption.Exists(folder, options.Confidential)
            ? throw new RefusedException("ENCRYPTION_KEY_MISSING", $"there is no keys file {file}", "Set confidential.passphraseFile and make keys with `ihub keys init`, then keep a copy with `ihub keys backup FILE`.")
            : NodeEncryption.MakeOrOpen(folder, options.Confidential, TimeProvider.System.GetUtcNow());
    }

    /// <summary>A command that may not write into the folder of secrets leaves it to the hub.</summary>
    private static void Note(SealedNote note, KeyReport report, bool mayAttach)
    {
        try
        {
            note.Add(report.SealedThroughout);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            if (!mayAttach)
            {
                throw new RefusedException(
                    "SEALED_NOTE_NOT_WRITTEN", $"which columns are sealed cannot be noted: {refused.Message.TrimEnd('.')}", $"Give the folder of {SealedNote.FileName} to the user that the hub runs as.");
            }
        }
    }

    /// <summary>What a provider is told of a data folder, without what only serving needs: keys and the outside archive.</summary>
    public static StorageOptions OptionsOf(DataFolder folder, Configuration.Sections.StorageOptions storage, bool mayAttach) => new()
    {
        DataFolder = folder.FullPath,
        ConnectionString = OrNull(storage.ConnectionString),
        Password = storage.Password?.Reveal(),
        MigrationConnectionString = OrNull(storage.MigrationConnectionString),
        MigrationPassword = storage.MigrationPassword?.Reveal(),
        CustomerConnectionString = OrNull(storage.CustomerConnectionString),
        CustomerPassword = storage.CustomerPassword?.Reveal(),
        IsProduction = folder.IsProduction,
        ProgramsFolder = OrNull(storage.ProgramsFolder),
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

    private static string? OrNull(string setting) => setting.Length == 0 ? null : setting;
}
