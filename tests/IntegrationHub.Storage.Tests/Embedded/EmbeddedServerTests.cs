using System.Diagnostics;
using System.Globalization;
using IntegrationHub.Storage.PostgreSql.Embedded;
using Npgsql;

namespace IntegrationHub.Storage.Tests.Embedded;

/// <summary>The private server of a data folder, each test with a folder of its own.</summary>
public sealed class EmbeddedServerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ihub-server-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_second_hub_on_the_folder_is_refused_and_a_command_may_look_in()
    {
        await using var owner = await StartAsync();

        var refusal = await Assert.ThrowsAsync<StorageSetupException>(StartAsync);
        Assert.Contains("in use by another hub", refusal.Problem, StringComparison.Ordinal);
        Assert.Contains(Environment.ProcessId.ToString(CultureInfo.InvariantCulture), refusal.Problem, StringComparison.Ordinal);

        await using (var guest = await EmbeddedServer.StartAsync(_folder, null, mayAttach: true, CancellationToken.None))
        {
            Assert.False(guest.IsOwner);
            Assert.Equal(1, await ScalarAsync(guest, "select 1"));
        }

        Assert.Equal(1, await ScalarAsync(owner, "select 1"));
    }

    [Fact]
    public async Task Commands_that_begin_at_once_without_a_hub_share_the_server_and_the_last_one_stops_it()
    {
        var cluster = Path.Combine(_folder, "store", "cluster");
        var commands = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(CommandAsync)));
        var owner = Assert.Single(commands, command => command.IsOwner);

        // The one that began the server leaves first; the others go on.
        await owner.DisposeAsync();
        foreach (var command in commands.Where(command => command != owner))
        {
            Assert.Equal(1, await ScalarAsync(command, "select 1"));
            await command.DisposeAsync();
        }

        Assert.False(File.Exists(Path.Combine(cluster, "postmaster.pid")));
    }

    [Fact]
    public async Task A_hub_waits_for_a_command_that_works_on_the_folder_and_goes_on_with_its_server()
    {
        var command = await CommandAsync();
        var hub = StartAsync();
        await ScalarAsync(command, "create table kept as select 7 as n");
        Assert.False(hub.IsCompleted);
        await command.DisposeAsync();

        await using var started = await hub;
        Assert.True(started.IsOwner);
        Assert.Equal(7, await ScalarAsync(started, "select n from kept"));
    }

    [Fact]
    public async Task A_command_goes_on_when_the_hub_beside_it_stops()
    {
        var hub = await StartAsync();
        await using var command = await CommandAsync();
        await hub.DisposeAsync();
        Assert.Equal(1, await ScalarAsync(command, "select 1"));
    }

    [Fact]
    public async Task A_server_left_running_by_a_killed_hub_is_adopted()
    {
        await using (var killed = await StartAsync())
        {
            var before = await ScalarAsync(killed, "select extract(epoch from pg_postmaster_start_time())::bigint");
            // kill -9 drops the lock and nothing else.
            killed.Abandon();

            await using var next = await StartAsync();
            Assert.Equal(before, await ScalarAsync(next, "select extract(epoch from pg_postmaster_start_time())::bigint"));
        }
    }

    [Fact]
    public async Task A_killed_server_recovers_what_was_committed()
    {
        await using (var server = await StartAsync())
        {
            await ScalarAsync(server, "create table kept (n int)");
            await ScalarAsync(server, "insert into kept values (7)");
            using var postmaster = Process.GetProcessById(PostmasterId());
            postmaster.Kill();
            await postmaster.WaitForExitAsync();

            await server.EnsureRunningAsync(CancellationToken.None);
            Assert.Equal(7, await ScalarAsync(server, "select n from kept"));
        }
    }

    [Fact]
    public async Task Disposing_stops_the_server_and_the_next_start_finds_the_data()
    {
        await using (var server = await StartAsync())
            await ScalarAsync(server, "create table kept as select 7 as n");

        Assert.False(File.Exists(Path.Combine(_folder, "store", "cluster", "postmaster.pid")));
        await using var again = await StartAsync();
        Assert.Equal(7, await ScalarAsync(again, "select n from kept"));
    }

    [Fact]
    public async Task A_commit_waits_for_the_disk_and_nobody_listens_on_the_network()
    {
        await using var server = await StartAsync();

        Assert.Equal("on", await ScalarAsync(server, "show fsync"));
        Assert.Equal("on", await ScalarAsync(server, "show synchronous_commit"));
        Assert.Equal("", await ScalarAsync(server, "show listen_addresses"));
        Assert.Equal("C", await ScalarAsync(server, "select datcollate from pg_database where datname = 'postgres'"));
        var socketFolder = new NpgsqlConnectionStringBuilder(server.ConnectionStringFor("postgres")).Host!;
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(socketFolder));
        Assert.True(socketFolder.Length < 80);
    }

    [Fact]
    public async Task A_cluster_of_another_major_version_is_refused_with_the_remedy()
    {
        var cluster = Path.Combine(_folder, "store", "cluster");
        Directory.CreateDirectory(cluster);
        await File.WriteAllTextAsync(Path.Combine(cluster, "PG_VERSION"), "9\n");

        var refusal = await Assert.ThrowsAsync<StorageSetupException>(StartAsync);

        Assert.Contains("was made by PostgreSQL 9", refusal.Problem, StringComparison.Ordinal);
        Assert.Contains("postgresql-9", refusal.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_programs_are_reported_with_the_command_that_installs_them()
    {
        var refusal = await Assert.ThrowsAsync<StorageSetupException>(
            () => EmbeddedServer.StartAsync(_folder, Path.Combine(_folder, "nothing"), mayAttach: false, CancellationToken.None));

        Assert.Contains("apt-get install -y postgresql", refusal.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_socket_folder_prepared_by_somebody_else_is_refused()
    {
        var folder = SocketFolder.For(_folder, ServerAccount.Choose());
        Directory.CreateSymbolicLink(folder, _folder);
        try
        {
            var refusal = await Assert.ThrowsAsync<StorageSetupException>(StartAsync);
            Assert.Contains("is not the hub's own", refusal.Problem, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(folder);
        }
    }

    private Task<EmbeddedServer> CommandAsync() => EmbeddedServer.StartAsync(_folder, null, mayAttach: true, CancellationToken.None);

    private Task<EmbeddedServer> StartAsync() => EmbeddedServer.StartAsync(_folder, null, mayAttach: false, CancellationToken.None);

    private int PostmasterId() =>
        int.Parse(File.ReadLines(Path.Combine(_folder, "store", "cluster", "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    private static async Task<object?> ScalarAsync(EmbeddedServer server, string sql)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionStringFor("postgres") + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
