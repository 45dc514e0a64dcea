using System.Diagnostics;

namespace IntegrationHub.Storage.PostgreSql.Embedded;

/// <summary>How a program ended.</summary>
internal sealed record ProgramResult(int ExitCode, string Output);

/// <summary>Runs one of PostgreSQL's programs to its end.</summary>
internal static class ProgramRun
{
    /// <summary>Runs <paramref name="command"/> and collects what it said. Variables that would steer PostgreSQL elsewhere are not passed on.</summary>
    public static async Task<ProgramResult> RunAsync(IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            // The programs look where they are by leaving the current folder and coming back: it has to be one that every account may enter.
            WorkingDirectory = "/",
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var name in start.Environment.Keys.Where(static name => name.StartsWith("PG", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);

        start.Environment["LC_ALL"] = "C";

        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{command[0]} did not start.");
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return new ProgramResult(process.ExitCode, (await output + await error).Trim());
    }
}
