using IntegrationHub.Storage.PostgreSql.Embedded;

namespace IntegrationHub.Storage.PostgreSql.Backup;

/// <summary>
/// A cluster beside the one in use, where a backup is loaded and verified. It lies in the data folder, so that putting it in place is a rename.
/// </summary>
internal sealed class RestoreScratch : IAsyncDisposable
{
    private const string FolderName = "restoring";

    /// <summary>It is thrown away when anything goes wrong, and written to disk as a whole when nothing did: until then it waits for no disk.</summary>
    private const string Settings =
        """
        fsync = off
        synchronous_commit = off
        full_page_writes = off
        wal_level = minimal
        max_wal_senders = 0
        max_wal_size = 1GB
        checkpoint_timeout = 1h
        autovacuum = off
        maintenance_work_mem = 256MB
        """;

    private readonly string _store;
    private readonly EmbeddedServer _server;
    private readonly ServerAccount _account;
    private readonly string? _programsFolder;
    private bool _stopped;

    private RestoreScratch(string store, EmbeddedServer server, ServerAccount account, string? programsFolder)
    {
        _store = store;
        _server = server;
        _account = account;
        _programsFolder = programsFolder;
    }

    public EmbeddedServer Server => _server;

    public string StagingFolder => Path.Combine(_store, FolderName, "files");

    private string Cluster => Path.Combine(_store, FolderName, "store", ClusterSwap.Current);

    /// <summary>Makes the cluster, of the newest PostgreSQL there is, whatever the one in use was made by.</summary>
    /// <param name="store">The data folder's <c>store</c>, under its lock.</param>
    /// <param name="programsFolder">Where PostgreSQL's programs are.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<RestoreScratch> MakeAsync(string store, string? programsFolder, CancellationToken cancellationToken)
    {
        await RemoveLeftoverAsync(store, programsFolder, cancellationToken);
        var folder = Path.Combine(store, FolderName);
        var server = await EmbeddedServer.StartWithAsync(folder, programsFolder, Settings, cancellationToken);
        return new RestoreScratch(store, server, ServerAccount.Choose(), programsFolder);
    }

    /// <summary>Removes what a killed restore left, its server included.</summary>
    public static async Task RemoveLeftoverAsync(string store, string? programsFolder, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(store, FolderName);
        if (!Directory.Exists(folder))
            return;
        await ForsakenServer.StopAsync(Path.Combine(folder, "store", ClusterSwap.Current), programsFolder, ServerAccount.Choose(), "immediate", cancellationToken);
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Stops the server, writes everything to disk, and puts the cluster in place.</summary>
    /// <returns>Where the replaced cluster is kept; null when there was none.</returns>
    public async Task<string?> ReplaceAsync(string aside, Action between, CancellationToken cancellationToken)
    {
        await _server.DisposeAsync();
        _stopped = true;
        var own = Path.Combine(Cluster, ServerSettings.OwnSettingsFile);
        File.Delete(own);
        var before = Path.Combine(_store, ClusterSwap.Current, ServerSettings.OwnSettingsFile);
        if (File.Exists(before))
            File.Copy(before, own);

        var programs = await PostgresPrograms.FindAsync(_programsFolder, EmbeddedServer.MajorOf(Cluster), cancellationToken);
        var sync = await ProgramRun.RunAsync(_account.Run(Cluster, programs.InitDb, "--sync-only", "-D", _account.PathOf(Cluster)), cancellationToken);
        if (sync.ExitCode != 0)
            throw new StorageSetupException($"The restored store could not be written to disk: {sync.Output}.", "Check the disk, then restore again. Nothing was replaced.");

        var kept = ClusterSwap.Swap(_store, Cluster, aside, between);
        // The renames themselves.
        await ProgramRun.RunAsync(["sync", "-f", _store], cancellationToken);
        return kept;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_stopped)
        {
            _server.StopMode = "immediate";
            await _server.DisposeAsync();
        }

        var folder = Path.Combine(_store, FolderName);
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }
}
