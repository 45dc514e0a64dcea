using System.Globalization;
using Npgsql;

namespace IntegrationHub.Storage.PostgreSql.Embedded;

/// <summary>
/// The private PostgreSQL server of a data folder: made on first use, reached over a unix socket that only its account may use.
/// </summary>
/// <remarks>
/// It is not a child that dies with the hub: after <c>kill -9</c> of the hub it goes on, and the next hub adopts it. One process at a time
/// owns the folder, a hub or the first of several commands; others work beside it. Whoever leaves last stops the server.
/// </remarks>
internal sealed class EmbeddedServer : IEmbeddedServer, IAsyncDisposable
{
    /// <summary>The only role of the cluster.</summary>
    private const string Role = "ihub";

    private const string StartTimeoutSeconds = "300";

    /// <summary>How long a command waits for a server that another process starts or stops, and a hub for a command that works on the folder.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private readonly ServerUsers _users;
    private readonly string _folder;
    private DataFolderLock? _lock;
    private bool _isOut;
    private readonly PostgresPrograms _programs;
    private readonly ServerAccount _account;
    private readonly string _cluster;
    private readonly string _socketFolder;

    private EmbeddedServer(
        string folder, ServerUsers users, DataFolderLock? held, PostgresPrograms programs, ServerAccount account, string cluster, string socketFolder)
    {
        _folder = folder;
        _users = users;
        _lock = held;
        _programs = programs;
        _account = account;
        _cluster = cluster;
        _socketFolder = socketFolder;
    }

    /// <summary>False when another hub owns the folder and this process only looks in.</summary>
    public bool IsOwner => _lock is not null;

    /// <inheritdoc/>
    public bool HubRuns => _lock is null && !DataFolderLock.IsPassing(_folder);

    /// <summary>The folder of the socket.</summary>
    internal string Socket => _socketFolder;

    /// <summary>The cluster's folder.</summary>
    internal string Cluster => _cluster;

    /// <summary><c>fast</c> ends connections and writes a checkpoint; <c>immediate</c> leaves the work to the recovery at the next start.</summary>
    internal string StopMode { get; set; } = "fast";

    /// <summary>How to reach a database of the cluster.</summary>
    public string ConnectionStringFor(string database) => ConnectionString(_socketFolder, database);

    /// <summary>Takes the data folder, makes the cluster when there is none, starts the server or adopts the one that runs.</summary>
    /// <param name="dataFolder">The hub's data folder; the store lies in its subfolder <c>store</c>.</param>
    /// <param name="programsFolder">Where PostgreSQL's programs are; <c>null</c> looks for them.</param>
    /// <param name="mayAttach">True for commands that look into a running hub: when another process owns the folder, its server is used.</param>
    /// <param name="cancellationToken">Cancels the waiting; a start under way goes on.</param>
    /// <exception cref="StorageSetupException">The folder is in use, the programs are missing or of another version, or the server does not start.</exception>
    public static Task<EmbeddedServer> StartAsync(string dataFolder, string? programsFolder, bool mayAttach, CancellationToken cancellationToken) =>
        StartAsync(dataFolder, programsFolder, mayAttach, ownSettings: null, cancellationToken);

    /// <summary>Starts a server with settings of its own, which win over the hub's.</summary>
    internal static Task<EmbeddedServer> StartWithAsync(string dataFolder, string? programsFolder, string ownSettings, CancellationToken cancellationToken) =>
        StartAsync(dataFolder, programsFolder, mayAttach: false, ownSettings, cancellationToken);

    private static async Task<EmbeddedServer> StartAsync(
        string dataFolder, string? programsFolder, bool mayAttach, string? ownSettings, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(Path.GetFullPath(dataFolder), "store");
        var users = new ServerUsers(folder);
        using var limit = new CancellationTokenSource(Patience, TimeProvider.System);
        try
        {
            while (true)
            {
                if (users.TryEnter() && await TryEnterAsync(dataFolder, folder, programsFolder, users, mayAttach, ownSettings, cancellationToken) is { } server)
                    return server;

                users.Leave();
                if (!mayAttach && !DataFolderLock.IsPassing(folder))
                    throw DataFolderLock.Refusal(dataFolder, folder);
                if (limit.IsCancellationRequested)
                {
                    throw mayAttach
                        ? new StorageSetupException(
                            $"Another process works on the data folder {dataFolder}, and its database does not answer.", "Try again when it has started or ended, or look at its log.")
                        : DataFolderLock.Refusal(dataFolder, folder);
                }

                await Task.Delay(Look, TimeProvider.System, cancellationToken);
            }
        }
        catch
        {
            users.Leave();
            throw;
        }
    }

    /// <returns>The server, owned or attached to; <c>null</c> while another process owns it and it does not answer, or may not be attached to.</returns>
    private static async Task<EmbeddedServer?> TryEnterAsync(
        string dataFolder, string folder, string? programsFolder, ServerUsers users, bool mayAttach, string? ownSettings, CancellationToken cancellationToken)
    {
        var held = DataFolderLock.TryTake(folder, passing: mayAttach);
        if (held is null && !mayAttach)
            return null;

        try
        {
            var account = ServerAccount.Choose();
            var cluster = Path.Combine(folder, ClusterSwap.Current);
            if (held is not null)
            {
                ClusterSwap.Recover(folder);
                await Backup.RestoreScratch.RemoveLeftoverAsync(folder, programsFolder, cancellationToken);
            }

            var programs = await PostgresPrograms.FindAsync(programsFolder, MajorOf(cluster), cancellationToken);
            var server = new EmbeddedServer(folder, users, held, programs, account, cluster, SocketFolder.For(dataFolder, account));
            if (held is null)
                return await server.AnswersAsync(cancellationToken) ? server : null;

            await server.StartAsync(folder, ownSettings, cancellationToken);
            return server;
        }
        catch
        {
            held?.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Leaves. The last one stops the server (open transactions are rolled back, committed ones are on disk) and gives the folder free; while
    /// somebody works with it, it goes on.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (_isOut)
            return;

        _isOut = true;
        _users.Leave();
        // Twice: two that leave at the same instant may each take the other for somebody who stays.
        for (var look = 0; look < 2; look++)
        {
            _lock ??= DataFolderLock.TryTake(_folder, passing: true);
            if (_lock is null)
                return;

            using (var alone = _users.TryAlone())
            {
                if (alone is not null)
                {
                    await ControlAsync(CancellationToken.None, "stop", "-m", StopMode, "-w", "-t", "60", "-s");
                    SocketFolder.Remove(_socketFolder);
                    Release();
                    return;
                }
            }

            Release();
            await Task.Delay(Look, TimeProvider.System, CancellationToken.None);
        }
    }

    /// <summary>Leaves the server running and the folder free, as <c>kill -9</c> of the hub does.</summary>
    internal void Abandon()
    {
        _isOut = true;
        _users.Leave();
        Release();
    }

    /// <summary>Starts the server again when it is gone (killed, out of memory); does nothing while it runs.</summary>
    public async Task EnsureRunningAsync(CancellationToken cancellationToken)
    {
        if (_lock is null || (await ControlAsync(cancellationToken, "status")).ExitCode == 0)
            return;

        await SocketFolder.PrepareAsync(_socketFolder, _account, cancellationToken);
        var start = await ControlAsync(cancellationToken, "start", "-w", "-t", StartTimeoutSeconds, "-s", "-l", Path.Combine(_account.PathOf(_cluster), "start.log"));
        if (start.ExitCode != 0)
        {
            throw new StorageSetupException(
                $"PostgreSQL did not start: {start.Output}", $"Read {Path.Combine(_cluster, "start.log")} and the files in {Path.Combine(_cluster, "log")}.");
        }
    }

    private void Release()
    {
        _lock?.Dispose();
        _lock = null;
    }

    private async Task StartAsync(string folder, string? ownSettings, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(_cluster))
            await MakeClusterAsync(folder, cancellationToken);

        try
        {
            File.WriteAllText(Path.Combine(_cluster, "postgresql.conf"), ServerSettings.Configuration(_socketFolder));
            File.WriteAllText(Path.Combine(_cluster, "pg_hba.conf"), ServerSettings.Access);
            if (ownSettings is not null)
                File.WriteAllText(Path.Combine(_cluster, ServerSettings.OwnSettingsFile), ownSettings);
        }
        catch (UnauthorizedAccessException denied)
        {
            throw new StorageSetupException(
                $"The cluster in {_cluster} belongs to another user.", "Start the hub as the user that made the data folder.", denied);
        }

        await EnsureRunningAsync(cancellationToken);
        await WaitUntilItAnswersAsync(cancellationToken);
    }

    /// <summary>Makes the cluster beside its place and moves it there when it is complete: a crash in between leaves nothing half made.</summary>
    private async Task MakeClusterAsync(string folder, CancellationToken cancellationToken)
    {
        var draft = Path.Combine(folder, "cluster.new");
        if (Directory.Exists(draft))
            Directory.Delete(draft, recursive: true);

        await _account.MakeFolderAsync(draft, cancellationToken);
        var result = await ProgramRun.RunAsync(
            _account.Run(
                draft, _programs.InitDb, "-D", _account.PathOf(draft), "-U", Role, "--locale=C", "--encoding=UTF8", "--auth=trust", "--data-checksums"),
            cancellationToken);
        if (result.ExitCode != 0)
        {
            throw new StorageSetupException(
                $"The database cluster could not be made: {result.Output}", "Check the free space and that the data folder is writable.");
        }

        Directory.Move(draft, _cluster);
    }

    /// <summary>A server that recovers after a crash is there but refuses until it is done.</summary>
    private async Task WaitUntilItAnswersAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5), TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        while (!await AnswersAsync(either.Token))
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, either.Token);
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = new NpgsqlConnection(ConnectionStringFor("postgres") + ";Pooling=false;Timeout=5");
            await connection.OpenAsync(cancellationToken);
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    internal Task<ProgramResult> ControlAsync(CancellationToken cancellationToken, params IReadOnlyList<string> arguments) =>
        ProgramRun.RunAsync(
            _account.Run(_cluster, [_programs.Control, arguments[0], "-D", _account.PathOf(_cluster), .. arguments.Skip(1)]), cancellationToken);

    internal static int? MajorOf(string cluster)
    {
        var file = Path.Combine(cluster, "PG_VERSION");
        return File.Exists(file) ? int.Parse(File.ReadAllText(file).Trim(), NumberStyles.None, CultureInfo.InvariantCulture) : null;
    }

    private static string ConnectionString(string socketFolder, string database) =>
        $"Host={socketFolder};Port=5432;Username={Role};Database={database}";
}
