using System.Globalization;

namespace IntegrationHub.Storage.PostgreSql.Embedded;

/// <summary>PostgreSQL's programs of one major version.</summary>
/// <param name="Folder">The folder with <c>initdb</c>, <c>pg_ctl</c> and <c>postgres</c>.</param>
/// <param name="Major">The major version, e.g. 15.</param>
internal sealed record PostgresPrograms(string Folder, int Major)
{
    private const string DebianFolder = "/usr/lib/postgresql";

    public string InitDb => Path.Combine(Folder, "initdb");

    public string Control => Path.Combine(Folder, "pg_ctl");

    /// <summary>
    /// Looks in the configured folder and nowhere else; without one at what <c>pg_config</c> says, where Debian keeps its versions, and on the
    /// path, where <c>ihub</c> puts the npm package's programs.
    /// </summary>
    /// <param name="configured">A folder that has to be used when it is given.</param>
    /// <param name="wanted">The major version an existing cluster needs; <c>null</c> takes the newest.</param>
    /// <exception cref="StorageSetupException">There is none, or none of that version.</exception>
    public static async Task<PostgresPrograms> FindAsync(string? configured, int? wanted, CancellationToken cancellationToken)
    {
        var found = new List<PostgresPrograms>();
        foreach (var folder in await FoldersAsync(configured, cancellationToken))
        {
            if (await InspectAsync(folder, cancellationToken) is { } programs)
                found.Add(programs);
        }

        if (found.Count == 0)
            throw Missing(configured);

        return wanted is null
            ? found.MaxBy(static programs => programs.Major)!
            : found.Find(programs => programs.Major == wanted) ?? throw WrongVersion(wanted.Value, found);
    }

    private static async Task<IReadOnlyList<string>> FoldersAsync(string? configured, CancellationToken cancellationToken)
    {
        if (!string.IsNullOrEmpty(configured))
            return [Path.GetFullPath(configured), Path.GetFullPath(Path.Combine(configured, "bin")), Path.GetFullPath(Path.Combine(configured, "native", "bin"))];

        var folders = new List<string>();
        // Debian's server package works without pg_config.
        if (await TryRunAsync(["pg_config", "--bindir"], cancellationToken) is { ExitCode: 0 } result)
            folders.Add(result.Output);

        if (Directory.Exists(DebianFolder))
            folders.AddRange(Directory.EnumerateDirectories(DebianFolder).Select(static folder => Path.Combine(folder, "bin")));

        // Relative entries would run whatever lies in the current folder.
        folders.AddRange((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Where(Path.IsPathFullyQualified));
        return folders.Distinct(StringComparer.Ordinal).ToList();
    }

    private static async Task<PostgresPrograms?> InspectAsync(string folder, CancellationToken cancellationToken)
    {
        var server = Path.Combine(folder, "postgres");
        if (!File.Exists(server) || !File.Exists(Path.Combine(folder, "initdb")) || !File.Exists(Path.Combine(folder, "pg_ctl")))
            return null;

        // "postgres (PostgreSQL) 15.10 (Debian 15.10-0+deb12u1)"
        if (await TryRunAsync([server, "--version"], cancellationToken) is not { } result)
            return null;

        var number = result.Output.Split(' ').FirstOrDefault(static word => word.Length > 0 && char.IsAsciiDigit(word[0]));
        var digits = number?.TakeWhile(char.IsAsciiDigit).ToArray() ?? [];
        return result.ExitCode == 0 && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var major)
            ? new PostgresPrograms(folder, major)
            : null;
    }

    /// <summary><c>null</c> where it cannot be started: not there, a link to nothing, for another machine.</summary>
    private static async Task<ProgramResult?> TryRunAsync(string[] command, CancellationToken cancellationToken)
    {
        try
        {
            return await ProgramRun.RunAsync(command, cancellationToken);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static StorageSetupException Missing(string? configured) => new(
        configured is null
            ? "PostgreSQL's programs (initdb, pg_ctl, postgres) were not found."
            : $"PostgreSQL's programs (initdb, pg_ctl, postgres) are not in {configured}.",
        "Install them with: apt-get install -y postgresql — or without Debian packages: npm ci in deploy/postgresql, and set storage.programsFolder "
        + "to native/bin of what it installs; or set storage.connectionString to an existing server.");

    private static StorageSetupException WrongVersion(int wanted, IEnumerable<PostgresPrograms> found) => new(
        $"The data folder's cluster was made by PostgreSQL {wanted}, but only version {string.Join(", ", found.Select(p => p.Major).Distinct().Order())} is installed.",
        $"Install the version of the cluster (apt-get install -y postgresql-{wanted}) or set storage.programsFolder to its programs; "
        + "to move to another version, dump the database with the old programs (pg_dump) and restore it into a new data folder.");
}
