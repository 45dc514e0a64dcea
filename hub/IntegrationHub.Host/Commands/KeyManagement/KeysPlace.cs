using System.Security.Cryptography;
using IntegrationHub.Backup.Content;
using IntegrationHub.Confidential.KeyEncryption;
using IntegrationHub.Confidential.Values;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Commands.Backup;
using IntegrationHub.Host.Configuration;
using IntegrationHub.Host.Configuration.Sections;
using IntegrationHub.Host.Data;
using IntegrationHub.Host.Node;
using IntegrationHub.Keys;

namespace IntegrationHub.Host.Commands.KeyManagement;

/// <summary>Where keys come back to: a data folder, or a place that a backup makes one of afterwards.</summary>
internal sealed class KeysPlace
{
    private readonly DataFolder? _folder;

    private KeysPlace(string root, DataFolder? folder, HubOptions options) => (Root, _folder, Options) = (root, folder, options);

    public string Root { get; }

    public HubOptions Options { get; }

    public string KeysFile => System.IO.Path.GetFullPath(Options.Confidential.KeysFile, Root);

    private string Pki => System.IO.Path.Combine(Root, "pki");

    /// <exception cref="RefusedException">The place belongs to something else.</exception>
    public static KeysPlace Of(CommandContext context)
    {
        if (!DataFolder.Exists(context.DataPath))
        {
            return new KeysPlace(context.DataPath, folder: null, RestorePlace.Of(context).Options);
        }

        var folder = context.OpenData();
        return new KeysPlace(folder.FullPath, folder, context.LoadOptions(folder));
    }

    /// <summary>The passphrase of the keys file, and how dear a guess of it has to be. Where none is and none is demanded, it is made: random, beside the keys.</summary>
    public (string Passphrase, int Iterations) Passphrase()
    {
        if (_folder is not null)
        {
            return (NodeEncryption.PassphraseOrNew(_folder, Options.Confidential), NodeEncryption.Iterations(_folder));
        }

        var file = System.IO.Path.GetFullPath(Options.Confidential.PassphraseFile, Root);
        if (File.Exists(file))
        {
            return (NodeEncryption.Secret(file), PassphraseKeys.Iterations);
        }

        SecretFiles.CreateFolder(System.IO.Path.GetDirectoryName(file)!);
        SecretFiles.WriteNew(file, System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) + "\n"));
        return (NodeEncryption.Secret(file), PassphraseKeys.IterationsOfRandom);
    }

    /// <summary>A new folder was given keys when it was made. While it has no store nothing was sealed with them, and the ones that come back take their place.</summary>
    public void SetAsideUnused()
    {
        if (Options.Storage.Provider == StorageProvider.Embedded && File.Exists(KeysFile) && !Directory.Exists(System.IO.Path.Combine(Root, "store")))
        {
            File.Move(KeysFile, $"{KeysFile}.unused-{Guid.NewGuid():N}");
        }
    }

    /// <summary>Writes files that are missing in <c>pki</c>.</summary>
    /// <returns>What was written, and what is there with another content and stays.</returns>
    /// <exception cref="RefusedException">The copy names a file elsewhere.</exception>
    public (IReadOnlyList<string> Brought, IReadOnlyList<string> Kept) Bring(IReadOnlyList<SavedSecret> secrets)
    {
        if (secrets.FirstOrDefault(secret => !new FileHead(SavedFiles.DataRoot, secret.Path).IsSafe) is { } unsafeOne)
        {
            throw new RefusedException("KEYS_COPY_DAMAGED", $"the copy names the file {unsafeOne.Path}", "Use a copy that `ihub keys backup` wrote.");
        }

        var (brought, kept) = (new List<string>(), new List<string>());
        foreach (var secret in secrets)
        {
            var file = System.IO.Path.Combine(Pki, secret.Path);
            if (!File.Exists(file))
            {
                SecretFiles.CreateFolder(System.IO.Path.GetDirectoryName(file)!);
                SecretFiles.WriteNew(file, secret.Content.Span);
                brought.Add(secret.Path);
            }
            else if (!secret.Content.Span.SequenceEqual(File.ReadAllBytes(file)))
            {
                if (secret.Path == SealedNote.FileName)
                {
                    Note(file, secret);
                }
                else
                {
                    kept.Add(secret.Path);
                }
            }
        }

        return (brought, kept);
    }

    /// <summary>A column that one of the two notes names is sealed.</summary>
    private static void Note(string file, SavedSecret secret) => NodeEncryption.Refusing(() =>
    {
        SealedNote.Open(file).Add(SealedNote.ColumnsOf(secret.Content.ToArray(), file));
        return true;
    });
}
