using System.Globalization;

namespace IntegrationHub.Storage.PostgreSql.Embedded;

/// <summary>A server that goes on although the hub that started it is gone.</summary>
internal static class ForsakenServer
{
    /// <summary>Stops the server of a cluster if one runs; call it under the lock of the folder.</summary>
    /// <param name="cluster">The cluster's folder, which need not exist.</param>
    /// <param name="programsFolder">Where PostgreSQL's programs are; any version can stop any other.</param>
    /// <param name="account">The account of the server.</param>
    /// <param name="mode"><c>fast</c>, or <c>immediate</c> for what is thrown away.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StorageSetupException">It does not stop.</exception>
    public static async Task StopAsync(string cluster, string? programsFolder, ServerAccount account, string mode, CancellationToken cancellationToken)
    {
        if (ProcessOf(cluster) is not { } process)
            return;
        var programs = await PostgresPrograms.FindAsync(programsFolder, wanted: null, cancellationToken);
        var stop = await ProgramRun.RunAsync(
            account.Run(cluster, programs.Control, "stop", "-D", account.PathOf(cluster), "-m", mode, "-w", "-t", "60", "-s"), cancellationToken);
        if (stop.ExitCode != 0 && ProcessOf(cluster) is not null)
        {
            throw new StorageSetupException(
                $"The database server of {cluster} (process {process}) goes on after its hub ended, and does not stop: {stop.Output}.", $"Stop it: kill -INT {process}");
        }
    }

    /// <summary>The first line of <c>postmaster.pid</c>, when that process is there.</summary>
    private static int? ProcessOf(string cluster)
    {
        var file = Path.Combine(cluster, "postmaster.pid");
        try
        {
            return File.Exists(file)
                && int.TryParse(File.ReadLines(file).FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var process)
                && Directory.Exists($"/proc/{process}")
                    ? process
                    : null;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }
}
