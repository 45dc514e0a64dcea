using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Node;

namespace IntegrationHub.Host.Commands.KeyManagement;

/// <summary><c>ihub keys init</c>: makes the first key-encryption key where the configuration says. The node writes into the ledger which key it found in use.</summary>
internal sealed class KeysInitVerb : Verb
{
    public override string Path => "keys init";

    public override string Description => "Make the key-encryption key of a new store";

    public override Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var folder = context.OpenData();
        var options = context.LoadOptions(folder);
        var keys = NodeEncryption.Make(folder, options.Confidential, context.Time.GetUtcNow());
        if (context.Answer.IsJson)
        {
            context.Answer.Json(new { keyEncryptionKey = keys.Current.ToString() });
        }

        context.Answer.Line($"Made the key-encryption key {keys.Current}. Keep a copy on another machine: `ihub keys backup FILE`. Without the key nobody can read the store.");
        return Task.FromResult(ExitCode.Ok);
    }
}
