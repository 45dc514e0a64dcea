using System.CommandLine;
using IntegrationHub.Exchange.History;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Commands.Opening;
using IntegrationHub.Host.Commands.Proof;
using IntegrationHub.Host.Data;
using IntegrationHub.Host.Node;

namespace IntegrationHub.Host.Commands.KeyManagement;

/// <summary>
/// <c>ihub keys backup FILE</c>: the key-encryption keys and the private keys of <c>pki</c> apart, under a passphrase of their own. With it and a backup of
/// the store another machine is the hub.
/// </summary>
internal sealed class KeysBackupVerb : Verb
{
    private readonly Argument<string> _file = new("FILE") { Description = "Where to write it; never beside the backups of the store" };
    private readonly Option<string> _passphrase = new("--passphrase-file") { Description = "File with the passphrase of the copy on its first line", HelpName = "FILE", Required = true };

    public override string Path => "keys backup";

    public override string Description => "Write the key-encryption keys and the private keys of pki to a file under a passphrase of its own";

    public override void Define(Command command)
    {
        command.Add(_file);
        command.Add(_passphrase);
    }

    public override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var folder = context.OpenData();
        var options = context.LoadOptions(folder);
        var file = System.IO.Path.GetFullPath(context.Get(_file)!);
        NewFile.RefuseExisting(file);
        var passphrase = NodeEncryption.Secret(System.IO.Path.GetFullPath(context.Get(_passphrase)!));
        await using var store = await OpenStore.OpenAsync(folder, options, context.Time, cancellationToken);
        using var keys = NodeEncryption.FromFile(folder, options.Confidential);
        var along = SavedFiles.SecretsOf(folder);
        try
        {
            keys.Export(file, passphrase, along);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new RefusedException("FILE_UNWRITABLE", $"{file} cannot be written: {failure.Message.TrimEnd('.')}", "Name another file.");
        }

        await KeyEvents.RecordAsync(store, context, "keys.backed-up", EventData.Json(("key", keys.Current.ToString())), cancellationToken);
        if (context.Answer.IsJson)
        {
            context.Answer.Json(new { file, keyEncryptionKey = keys.Current.ToString(), versions = keys.Versions.Count, files = along.Select(secret => secret.Path) });
        }

        context.Answer.Line($"Wrote {keys.Versions.Count} version(s) of {keys.Current.Name} and {Words.Count(along.Count, "file")} of pki to {file}. Keep file and passphrase apart from each other and from the store's backups.");
        return ExitCode.Ok;
    }
}
