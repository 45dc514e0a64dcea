using System.Text;
using IntegrationHub.Evidence.Ledger.Checkpoints;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Data;
using IntegrationHub.Host.Node;
using IntegrationHub.Keys;
using IntegrationHub.Native.OpenSsl;

namespace IntegrationHub.Host.Keys;

/// <summary>
/// The key that signs the ledger's checkpoints: <c>pki/log.key</c>, made at first need and never again, in development and production alike.
/// Nodes that share a store share this file.
/// </summary>
internal static class LogKeyFile
{
    private const string FileName = "log.key";

    /// <summary>The system's Ed25519.</summary>
    /// <exception cref="RefusedException">OpenSSL 3 is missing.</exception>
    public static IEd25519 Algorithm()
    {
        try
        {
            return new OpenSslEd25519();
        }
        catch (PlatformNotSupportedException missing)
        {
            throw new RefusedException("OPENSSL_MISSING", "checkpoints are signed with Ed25519 of OpenSSL 3", missing.Message);
        }
    }

    /// <summary>The key of a folder, which is not made here; null when there is none.</summary>
    /// <param name="pki">The folder of keys.</param>
    /// <param name="ed25519">The algorithm.</param>
    /// <exception cref="RefusedException">The file cannot be read, others may read it, or it holds something else.</exception>
    public static NoteSignerKey? Find(string pki, IEd25519 ed25519)
    {
        var file = Path.Combine(pki, FileName);
        return File.Exists(file) ? Read(file, ed25519) : null;
    }

    /// <summary>Loads the key, or makes it.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="code">Our code; a new key is named after it.</param>
    /// <param name="ed25519">The algorithm.</param>
    /// <exception cref="RefusedException">The file cannot be read or written, others may read it, or it holds something else.</exception>
    public static NoteSignerKey Ensure(DataFolder folder, string code, IEd25519 ed25519)
    {
        var file = Path.Combine(folder.Pki, FileName);
        if (!File.Exists(file))
        {
            Make(file, NoteVerifierKey.IsName(code) ? code : "hub", ed25519);
        }

        return Read(file, ed25519);
    }

    private static NoteSignerKey Read(string file, IEd25519 ed25519)
    {
        var read = SecretFiles.Read(file);
        if (read.Problem is { } problem)
        {
            throw new RefusedException(NodeKeys.CodeOf(problem), $"{problem.File}: {problem.Detail}", problem.Remedy);
        }

        return NoteSignerKey.TryParse(Encoding.UTF8.GetString(read.Value), ed25519)
            ?? throw new RefusedException("LOG_KEY_DAMAGED", $"{file} holds no key of a ledger", "Restore it from a backup: with another key, the checkpoints signed so far no longer verify.");
    }

    private static void Make(string file, string name, IEd25519 ed25519)
    {
        var key = NoteSignerKey.Of(name + "/ledger", OpenSslEd25519.NewPrivateKey(), ed25519);
        try
        {
            SecretFiles.CreateFolder(Path.GetDirectoryName(file)!);
            SecretFiles.WriteNew(file, Encoding.UTF8.GetBytes(key.ExportSecret() + "\n"));
        }
        catch (IOException) when (File.Exists(file))
        {
            // Another process made it in this moment: that one counts.
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new RefusedException("LOG_KEY_UNWRITABLE", $"{file} cannot be written: {failure.Message}", "Give the folder to the user the hub runs as.");
        }
    }
}
