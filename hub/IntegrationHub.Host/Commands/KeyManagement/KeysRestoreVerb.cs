using System.CommandLine;
using IntegrationHub.Confidential.KeyEncryption;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Configuration.Sections;
using IntegrationHub.Host.Node;
using IntegrationHub.Keys;

namespace IntegrationHub.Host.Commands.KeyManagement;

/// <summary>
/// <c>ihub keys restore FILE</c>: takes keys from a copy into a data folder, or into the place where a backup will make one. Works without a store, since
/// a machine that restores has none yet; the node writes into the ledger which key it found in use. Nothing that is there is replaced.
/// </summary>
internal sealed class KeysRestoreVerb : Verb
{
    private readonly Argument<string> _file = new("FILE") { Description = "What `ihub keys backup` wrote" };
    private readonly Option<string> _passphrase = new("--passphrase-file") { Description = "File with the passphrase of the copy on its first line", HelpName = "FILE", Required = true };

    public override string Path => "keys restore";

    public override string Description => "Bring keys back from a copy, also to a machine that has nothing else";

    public override void Define(Command command)
    {
        command.Add(_file);
        command.Add(_passphrase);
    }

    public override Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var place = KeysPlace.Of(context);
        if (place.Options.Confidential.Keys == KeyEncryptionProvider.Device)
        {
            throw new RefusedException("ENCRYPTION_KEY_IN_DEVICE", "the key-encryption keys lie in a device", "Bring them back by the device's own means.");
        }

        var source = System.IO.Path.GetFullPath(context.Get(_file)!);
        var copy = NodeEncryption.Secret(System.IO.Path.GetFullPath(context.Get(_passphrase)!));
        // Nothing is made or set aside for a copy that does not open.
        NodeEncryption.Refusing(() => PassphraseKeys.Open(source, copy)).Dispose();
        var along = NodeEncryption.Refusing(() => PassphraseKeys.ReadAlong(source, copy));

        SecretFiles.CreateFolder(place.Root);
        SecretFiles.CreateFolder(System.IO.Path.GetDirectoryName(place.KeysFile)!);
        place.SetAsideUnused();
        var (passphrase, iterations) = place.Passphrase();
        using var keys = NodeEncryption.Refusing(() => PassphraseKeys.Import(source, copy, place.KeysFile, passphrase, iterations));
        var (brought, kept) = place.Bring(along);
        if (context.Answer.IsJson)
        {
            context.Answer.Json(new { file = place.KeysFile, keyEncryptionKey = keys.Current.ToString(), versions = keys.Versions.Count, brought, kept });
        }

        context.Answer.Line($"{place.KeysFile} holds {keys.Versions.Count} version(s) of {keys.Current.Name}; {keys.Current} wraps new data keys.");
        context.Answer.Line($"Brought {Words.Count(brought.Count, "file")} into pki.");
        foreach (var file in kept)
        {
            context.Answer.Warn($"pki/{file} is there already with another content and was kept. Move it away and try again, if the copy's is the right one.");
        }

        return Task.FromResult(ExitCode.Ok);
    }
}
