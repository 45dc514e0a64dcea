using System.Globalization;

namespace IntegrationHub.Storage.PostgreSql.Embedded;

/// <summary>
/// The account PostgreSQL runs under. It refuses to run as root; so when the hub is root, the cluster belongs to an unprivileged user and
/// every program is started through <c>setpriv</c>.
/// </summary>
/// <param name="UserId">Numeric user, or <c>null</c> for the hub's own.</param>
/// <param name="GroupId">Numeric group, or <c>null</c> for the hub's own.</param>
internal sealed record ServerAccount(int? UserId, int? GroupId)
{
    public bool IsOwn => UserId is null;

    /// <summary>The hub's own account, or the unprivileged one (<c>postgres</c>, else <c>nobody</c>) when the hub is root.</summary>
    public static ServerAccount Choose()
    {
        if (!Environment.IsPrivilegedProcess)
            return new ServerAccount(null, null);

        // name:x:uid:gid:…
        var accounts = File.ReadLines("/etc/passwd").Select(static line => line.Split(':')).Where(static parts => parts.Length >= 4).ToList();
        foreach (var name in (string[])["postgres", "nobody"])
        {
            if (accounts.Find(parts => string.Equals(parts[0], name, StringComparison.Ordinal)) is { } parts)
            {
                return new ServerAccount(
                    int.Parse(parts[2], CultureInfo.InvariantCulture), int.Parse(parts[3], CultureInfo.InvariantCulture));
            }
        }

        throw new StorageSetupException(
            "The hub runs as root, PostgreSQL must not, and there is neither a user 'postgres' nor 'nobody'.",
            "Run the hub as an ordinary user, or make one: useradd --system postgres");
    }

    /// <summary>
    /// The folder as the server's programs are told of it. A folder below one that only root may enter (a root-owned <c>mktemp -d</c>, /root)
    /// cannot be reached by its path under another account; but it can through a handle that was opened before.
    /// </summary>
    public string PathOf(string folder) => IsOwn ? folder : "/proc/self/fd/9";

    /// <summary>The command, run under this account, with <paramref name="folder"/> open as handle 9 where <see cref="PathOf"/> needs it.</summary>
    public IReadOnlyList<string> Run(string folder, params IReadOnlyList<string> command) => IsOwn
        ? command
        : ["sh", "-c", "exec 9< \"$0\"; exec \"$@\"", folder, "setpriv", $"--reuid={UserId}", $"--regid={GroupId}", "--clear-groups", "--inh-caps=-all", "--", .. command];

    /// <summary>Makes a folder that only this account (and root) can enter.</summary>
    public async Task MakeFolderAsync(string folder, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> command = IsOwn
            ? ["install", "-d", "-m", "0700", folder]
            : ["install", "-d", "-m", "0700", "-o", $"{UserId}", "-g", $"{GroupId}", folder];
        var result = await ProgramRun.RunAsync(command, cancellationToken);
        if (result.ExitCode != 0)
        {
            throw new StorageSetupException(
                $"The folder {folder} could not be made: {result.Output}", "Check the owner of the folders above it and the free space.");
        }
    }
}
