using System.Security.Cryptography;
using System.Text;

namespace IntegrationHub.Storage.PostgreSql.Embedded;

/// <summary>
/// The folder with the server's socket. The address of a unix socket holds 107 bytes, a data folder may be longer; so the socket lies in a
/// short folder of its own whose name follows from the data folder.
/// </summary>
internal static class SocketFolder
{
    /// <summary>Most bytes in <c>sun_path</c> before its terminating zero.</summary>
    private const int AddressLimit = 107;

    private const string SocketName = "/.s.PGSQL.5432";

    /// <summary>Where the socket of this data folder lies. Two processes that name the same folder find the same socket.</summary>
    public static string For(string dataFolder, ServerAccount account)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(Path.TrimEndingDirectorySeparator(Path.GetFullPath(dataFolder))));
        var name = $"ihub-{Convert.ToHexStringLower(digest.AsSpan(0, 8))}";

        // XDG_RUNTIME_DIR is closed to the account the server runs under when the hub is root.
        var parent = account.IsOwn ? Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR") : null;
        if (string.IsNullOrEmpty(parent) || !Directory.Exists(parent) || Encoding.UTF8.GetByteCount($"{parent}/{name}{SocketName}") > AddressLimit)
            parent = "/tmp";

        return $"{parent}/{name}";
    }

    /// <summary>
    /// Makes the folder, open to the server's account alone. Everybody may make folders in /tmp: one that is a link or belongs to somebody
    /// else is refused, for whoever owns it could answer in the server's place.
    /// </summary>
    public static async Task PrepareAsync(string folder, ServerAccount account, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(folder))
            await account.MakeFolderAsync(folder, cancellationToken);

        var owner = await ProgramRun.RunAsync(["stat", "-c", "%F %u %a", folder], cancellationToken);
        var expected = account.UserId is { } user ? $"{user}" : (await ProgramRun.RunAsync(["id", "-u"], cancellationToken)).Output;
        if (!string.Equals(owner.Output, $"directory {expected} 700", StringComparison.Ordinal))
        {
            throw new StorageSetupException(
                $"The socket folder {folder} is not the hub's own ({owner.Output}; expected a directory of user {expected} with mode 700).",
                $"Find out who made it, then remove it: rm -r {folder}");
        }
    }

    /// <summary>Removes the folder after the server stopped; one that still holds something stays.</summary>
    public static void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder);
        }
        catch (IOException)
        {
            // Not empty, or gone already: the next start takes it as it is.
        }
    }
}
