using System.CommandLine;
using IntegrationHub.Confidential.KeyEncryption;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Configuration.Sections;
using IntegrationHub.Host.Data;
using IntegrationHub.Host.Node;
using IntegrationHub.Keys;

namespace IntegrationHub.Host.Commands.KeyManagement;

/// <summary>
/// <c>ihub keys restore FILE</c>: takes keys from a copy into this data folder's keys file. Works without a store, since a machine that restores
/// has none yet; the node writes into the ledger which key it found in use.
/// </summary>
internal sealed class KeysRestoreVerb : Verb
{
    private readonly Argument<string> _file = new("FILE") { Description = "What `ihub keys backup` wrote" };
    private readonly Option<string> _passphrase = new("--passphrase-file") { Description = "File with the passphrase of the copy on its first line", HelpName = "FILE", Required = true };

    public override string Path => "keys restore";

    public override string Description => "Bring key-encryption keys back from a copy";

    public override void Define(Command command)
    {
        command.Add(_file);
        command.Add(_passphrase);
    }

    public override Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var folder = context.OpenData();
        var all = context.LoadOptions(folder);
        var options = all.Confidential;
        if (options.Keys == KeyEncryptionProvider.Device)
        {
            throw new RefusedException("ENCRYPTION_KEY_IN_DEVICE", "the key-encryption keys lie in a device", "Bring them back by the device's own means.");
        }

        var (source, target) = (System.IO.Path.GetFullPath(context.Get(_file)!), folder.Resolve(options.KeysFile));
        var copy = NodeEncryption.Secret(System.IO.Path.GetFullPath(context.Get(_passphrase)!));
        SecretFiles.CreateFolder(System.IO.Path.GetDirectoryName(target)!);
        // Nothing is set aside for a copy that does not open.
        NodeEncryption.Refusing(() => PassphraseKeys.Open(source, copy)).Dispose();
        SetAsideUnused(folder, all.Storage.Provider, target);
        using var keys = NodeEncryption.Refusing(() => PassphraseKeys.Import(source, copy, target, NodeEncryption.PassphraseOrNew(folder, options), NodeEncryption.Iterations(folder)));
        if (context.Answer.IsJson)
        {
            context.Answer.Json(new { file = target, keyEncryptionKey = keys.Current.ToString(), versions = keys.Versions.Count });
        }

        context.Answer.Line($"{target} holds {keys.Versions.Count} version(s) of {keys.Current.Name}; {keys.Current} wraps new data keys.");
        return Task.FromResult(ExitCode.Ok);
    }

    /// <summary>A new folder was given keys when it was made. While it has no store nothing was sealed with them, and the ones that come back take their place.</summary>
    private static void SetAsideUnused(DataFolder folder, StorageProvider provider, string target)
    {
        if (provider == StorageProvider.Embedded && File.Exists(target) && !Directory.Exists(System.IO.Path.Combine(folder.FullPath, "store")))
        {
            File.Move(target, $"{target}.unused-{Guid.NewGuid():N}");
        }
    }
}
