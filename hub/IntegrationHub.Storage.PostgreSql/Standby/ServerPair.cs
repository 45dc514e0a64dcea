using System.Diagnostics;
using System.Globalization;
using IntegrationHub.Storage.PostgreSql.Embedded;
using Npgsql;

namespace IntegrationHub.Storage.PostgreSql.Standby;

/// <summary>A primary and its synchronous standby on this machine, in a folder that is thrown away. The same steps as in deploy/postgresql/standby.</summary>
internal sealed class ServerPair : IAsyncDisposable
{
    private const string StandbyName = "ihub_standby";

    private readonly string _folder;
    private readonly string? _programsFolder;
    private readonly ServerAccount _account = ServerAccount.Choose();
    private EmbeddedServer? _standby;

    private ServerPair(string folder, string? programsFolder, EmbeddedServer primary)
    {
        _folder = folder;
        _programsFolder = programsFolder;
        Primary = primary;
    }

    public EmbeddedServer Primary { get; }

    public EmbeddedServer Standby => _standby ?? throw new InvalidOperationException("There is no standby yet.");

    public static async Task<ServerPair> StartPrimaryAsync(string folder, string? programsFolder, CancellationToken cancellationToken)
    {
        var primary = await EmbeddedServer.StartWithAsync(Path.Combine(folder, "a"), programsFolder, "max_wal_senders = 5\nwal_keep_size = 256MB\n", cancellationToken);
        primary.StopMode = "immediate";
        return new ServerPair(folder, programsFolder, primary);
    }

    /// <summary>Copies the primary, starts the copy as its standby, and lets commits wait for it from then on.</summary>
    public async Task AddStandbyAsync(CancellationToken cancellationToken)
    {
        await File.AppendAllTextAsync(Path.Combine(Primary.Cluster, "pg_hba.conf"), "local replication all trust\n", cancellationToken);
        await ExecuteAsync(Primary, "select pg_reload_conf()", cancellationToken);

        var store = Path.Combine(_folder, "b", "store");
        var cluster = Path.Combine(store, ClusterSwap.Current);
        Directory.CreateDirectory(store);
        await _account.MakeFolderAsync(cluster, cancellationToken);
        var programs = await PostgresPrograms.FindAsync(_programsFolder, EmbeddedServer.MajorOf(Primary.Cluster), cancellationToken);
        var program = Path.Combine(programs.Folder, "pg_basebackup");
        if (!File.Exists(program))
            throw new StorageSetupException($"pg_basebackup is not in {programs.Folder}.", "Install PostgreSQL's own packages (apt-get install -y postgresql): the programs from npm do not have it.");

        var copy = await ProgramRun.RunAsync(
            _account.Run(cluster, program, "-h", Primary.Socket, "-U", "ihub", "-D", _account.PathOf(cluster), "-X", "stream", "-c", "fast", "--no-sync"), cancellationToken);
        if (copy.ExitCode != 0)
            throw new StorageSetupException($"The primary could not be copied: {copy.Output}.", "Check the free space of the temporary folder.");

        await File.WriteAllTextAsync(Path.Combine(cluster, "standby.signal"), "", cancellationToken);
        _standby = await StartStandbyAsync(cancellationToken);
        await ExecuteAsync(Primary, $"alter system set synchronous_standby_names = '{StandbyName}'", cancellationToken);
        await ExecuteAsync(Primary, "select pg_reload_conf()", cancellationToken);
        await WaitForSynchronyAsync(cancellationToken);
    }

    /// <summary>The standby dies.</summary>
    public async Task StopStandbyAsync() => await Standby.DisposeAsync();

    /// <summary>The standby comes back and catches up.</summary>
    public async Task RestartStandbyAsync(CancellationToken cancellationToken)
    {
        _standby = await StartStandbyAsync(cancellationToken);
        await WaitForSynchronyAsync(cancellationToken);
    }

    /// <summary>The primary dies (SIGKILL of its first process; the others end when they see it gone).</summary>
    public async Task KillPrimaryAsync(CancellationToken cancellationToken)
    {
        var first = (await File.ReadAllLinesAsync(Path.Combine(Primary.Cluster, "postmaster.pid"), cancellationToken))[0];
        using var process = Process.GetProcessById(int.Parse(first, NumberStyles.None, CultureInfo.InvariantCulture));
        process.Kill();
        await process.WaitForExitAsync(cancellationToken);
    }

    /// <summary>Whatever starts it again, the old primary can only become a standby of the new one.</summary>
    public Task FencePrimaryAsync(CancellationToken cancellationToken) => File.WriteAllTextAsync(Path.Combine(Primary.Cluster, "standby.signal"), "", cancellationToken);

    public async Task PromoteStandbyAsync(CancellationToken cancellationToken)
    {
        var promoted = await Standby.ControlAsync(cancellationToken, "promote", "-w", "-t", "60", "-s");
        if (promoted.ExitCode != 0)
            throw new StorageSetupException($"The standby could not be promoted: {promoted.Output}.", $"Read the files in {Path.Combine(Standby.Cluster, "log")}.");
    }

    /// <summary>Starts the fenced old primary again; true when it takes no commit.</summary>
    public async Task<bool> IsFencedAsync(CancellationToken cancellationToken)
    {
        await Primary.EnsureRunningAsync(cancellationToken);
        await using var connection = new NpgsqlConnection(Primary.ConnectionStringFor("postgres") + ";Pooling=false");
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand("select pg_is_in_recovery()", connection);
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    public async ValueTask DisposeAsync()
    {
        if (_standby is not null)
            await _standby.DisposeAsync();
        await Primary.DisposeAsync();
    }

    private async Task<EmbeddedServer> StartStandbyAsync(CancellationToken cancellationToken)
    {
        var server = await EmbeddedServer.StartWithAsync(
            Path.Combine(_folder, "b"), _programsFolder, $"primary_conninfo = 'host={Primary.Socket} user=ihub application_name={StandbyName}'\nwal_receiver_status_interval = 1s\n", cancellationToken);
        server.StopMode = "immediate";
        return server;
    }

    private async Task WaitForSynchronyAsync(CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(Primary.ConnectionStringFor("postgres") + ";Pooling=false");
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand($"select count(*) from pg_stat_replication where application_name = '{StandbyName}' and sync_state = 'sync' and state = 'streaming'", connection);
        while (await command.ExecuteScalarAsync(cancellationToken) is not 1L)
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, cancellationToken);
    }

    private static async Task ExecuteAsync(EmbeddedServer server, string sql, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionStringFor("postgres") + ";Pooling=false");
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
