using IntegrationHub.Backup.Content;
using IntegrationHub.Exchange.Mailbox;
using IntegrationHub.Storage.Archive.Keeping;
using IntegrationHub.Storage.PostgreSql.Embedded;
using IntegrationHub.Storage.PostgreSql.Isolation;
using IntegrationHub.Storage.PostgreSql.Schema;
using Npgsql;

namespace IntegrationHub.Storage.PostgreSql.Backup;

/// <summary>
/// Restores the store of a data folder: loads it beside the one in use, lets it be verified there, and replaces only then. Whenever it is disposed
/// before <see cref="ReplaceAsync"/>, killed, or out of disk, the store in use is untouched.
/// </summary>
/// <remarks>Holds the lock of the data folder, so no hub starts meanwhile. Not thread-safe.</remarks>
public sealed class StoreRestore : IAsyncDisposable
{
    /// <summary>Reached between the two renames of the replacement.</summary>
    public const string BetweenRenames = "restore.between-renames";

    /// <summary>Reached when everything is loaded and nothing is replaced.</summary>
    public const string BeforeReplacing = "restore.before-replacing";

    /// <summary>An empty cluster and its log, besides the rows.</summary>
    private const long ClusterBytes = 256L * 1024 * 1024;

    private readonly DataFolderLock _lock;
    private readonly IDisposable _alone;
    private readonly RestoreScratch _scratch;
    private readonly StorageOptions _options;
    private readonly ICrashPoints _crashPoints;
    private StoreLoad? _load;
    private PostgresStore? _store;

    private StoreRestore(DataFolderLock held, IDisposable alone, RestoreScratch scratch, StorageOptions options, ICrashPoints crashPoints)
    {
        _lock = held;
        _alone = alone;
        _scratch = scratch;
        _options = options;
        _crashPoints = crashPoints;
    }

    /// <summary>Takes the folder and makes an empty store of the backup's schema.</summary>
    /// <param name="options">The store to replace.</param>
    /// <param name="opening">What the backup says of itself.</param>
    /// <param name="crashPoints">Where the tests kill the process.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StorageSetupException">A hub runs, the disk is too small, or the backup's schema is newer than this program's.</exception>
    public static async Task<StoreRestore> BeginAsync(StorageOptions options, BackupOpening opening, ICrashPoints? crashPoints, CancellationToken cancellationToken)
    {
        var store = Path.Combine(Path.GetFullPath(options.DataFolder), "store");
        RefuseNewerSchema(opening);
        var held = DataFolderLock.TryTake(store, passing: true) ?? throw RefusalOfRunningHub(options.DataFolder, store);
        // A command may still work with the server of a hub that left.
        var alone = new ServerUsers(store).TryAlone();
        try
        {
            if (alone is null)
                throw RefusalOfRunningHub(options.DataFolder, store);
            ClusterSwap.Recover(store);
            await RestoreScratch.RemoveLeftoverAsync(store, options.ProgramsFolder, cancellationToken);
            RefuseSmallDisk(store, opening);
            var scratch = await RestoreScratch.MakeAsync(store, options.ProgramsFolder, cancellationToken);
            var restore = new StoreRestore(held, alone, scratch, options, crashPoints ?? NoCrashPoints.Instance);
            try
            {
                await restore.PrepareAsync(opening, cancellationToken);
                return restore;
            }
            catch
            {
                await scratch.DisposeAsync();
                throw;
            }
        }
        catch
        {
            alone?.Dispose();
            held.Dispose();
            throw;
        }
    }

    /// <summary>A folder on the same disk for files that wait for the verification; it goes with this object.</summary>
    public string StagingFolder => _scratch.StagingFolder;

    /// <summary>A table begins; see <see cref="IBackupTarget"/>.</summary>
    public Task<Stream> BeginTableAsync(TableHead head, CancellationToken cancellationToken) => _load!.BeginTableAsync(head, cancellationToken);

    /// <summary>Ends the load and reads everything back.</summary>
    /// <exception cref="IntegrationHub.Backup.BackupException">The store does not hold what the manifest says.</exception>
    public async Task CompleteLoadAsync(BackupManifest manifest, Action<long, string> progress, CancellationToken cancellationToken)
    {
        await _load!.CommitAsync(manifest.Sequences, cancellationToken);
        await _load.VerifyAsync(manifest, progress, cancellationToken);
        await _load.DisposeAsync();
        _load = null;
    }

    /// <summary>Opens what was loaded, brought to this program's schema; it is closed before the replacement.</summary>
    public async Task<HubStore> OpenAsync(CancellationToken cancellationToken) =>
        _store = await PostgresStore.OpenOnAsync(_scratch.Server, _options, crashPoints: null, cancellationToken);

    /// <summary>
    /// Lets no partner miss a document: codes go on far behind any that the lost time may have given. And nobody holds the sequencer's lease any
    /// more: its holder was another store's. Nor is an archive outside its own until a person says so: it may be a rehearsal beside the store in use.
    /// </summary>
    public Task ReleaseAsync(CancellationToken cancellationToken) => ExecuteAsync(
        $"""
        insert into hub.mailbox (retailer_id, party_id, last_code, queue_code) select retailer_id, id, 0, 0 from hub.party on conflict do nothing;
        update hub.mailbox set last_code = last_code + {IMailbox.LostCodes};
        update ledger.head set lease_until = '-infinity';
        delete from hub.archive_progress where lane = '{PlaceOwnership.Lane}'
        """,
        cancellationToken);

    /// <summary>Puts what was loaded in the place of the store in use.</summary>
    /// <param name="aside">Name under which the replaced store is kept.</param>
    /// <param name="cancellationToken">Gives up, before anything is replaced.</param>
    /// <returns>Where the replaced store is kept; null when there was none.</returns>
    public async Task<string?> ReplaceAsync(string aside, CancellationToken cancellationToken)
    {
        if (_store is not null)
            await _store.DisposeAsync();
        _store = null;
        await ExecuteAsync("analyze", cancellationToken);
        _crashPoints.Reached(BeforeReplacing);
        var store = Path.Combine(Path.GetFullPath(_options.DataFolder), "store");
        await ForsakenServer.StopAsync(Path.Combine(store, ClusterSwap.Current), _options.ProgramsFolder, ServerAccount.Choose(), "fast", cancellationToken);
        return await _scratch.ReplaceAsync(aside, () => _crashPoints.Reached(BetweenRenames), cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_load is not null)
            await _load.DisposeAsync();
        if (_store is not null)
            await _store.DisposeAsync();
        await _scratch.DisposeAsync();
        _alone.Dispose();
        _lock.Dispose();
    }

    /// <summary>As the owner of the cluster, whom no row policy binds.</summary>
    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(_scratch.Server.ConnectionStringFor(_options.Database) + ";Pooling=false;Command Timeout=0");
        await connection.OpenAsync(cancellationToken);
        await StoreSnapshot.ExecuteAsync(connection, sql, cancellationToken);
    }

    private async Task PrepareAsync(BackupOpening opening, CancellationToken cancellationToken)
    {
        var server = _scratch.Server;
        await using (var postgres = NpgsqlDataSource.Create(server.ConnectionStringFor("postgres") + ";Pooling=false"))
            await ClusterRoles.MakeAsync(postgres, _options.Database, cancellationToken);
        await using (var source = NpgsqlDataSource.Create(server.ConnectionStringFor(_options.Database) + ";Pooling=false;Command Timeout=0"))
            await SchemaGuard.MigrateAsync(source, opening.Migrations[^1], cancellationToken);
        _load = await StoreLoad.BeginAsync(server.ConnectionStringFor(_options.Database), cancellationToken);
    }

    private static void RefuseNewerSchema(BackupOpening opening)
    {
        var known = SchemaGuard.KnownMigrations();
        var unknown = opening.Migrations.Except(known, StringComparer.Ordinal).ToList();
        if (unknown.Count > 0 || opening.Migrations.Count == 0)
        {
            throw new StorageSetupException(
                $"The backup was written by hub {opening.Product}, whose schema is newer than this program's (it has {string.Join(", ", unknown)}).",
                $"Restore it with hub {opening.Product} or newer. Nothing was changed.")
            {
                Code = "BACKUP_SCHEMA_NEWER",
            };
        }
    }

    private static void RefuseSmallDisk(string store, BackupOpening opening)
    {
        var needed = opening.StoreBytes + opening.FileBytes + ClusterBytes;
        var free = new DriveInfo(store).AvailableFreeSpace;
        if (free < needed)
        {
            throw new StorageSetupException(
                $"The restore needs about {needed / 1_000_000} MB beside the store in use, and {free / 1_000_000} MB of the disk of {store} are free.",
                "Make room, or restore into a data folder on a larger disk. Nothing was changed.")
            {
                Code = "RESTORE_DISK_SPACE",
            };
        }
    }

    private static StorageSetupException RefusalOfRunningHub(string dataFolder, string store)
    {
        var refusal = DataFolderLock.Refusal(dataFolder, store);
        return new StorageSetupException(refusal.Problem, $"{refusal.Remedy} A store that somebody works with is not replaced.") { Code = "RESTORE_HUB_RUNS" };
    }
}
