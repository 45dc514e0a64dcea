using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Keys;

namespace IntegrationHub.Host.Commands.Proof;

/// <summary><c>ihub ledger key</c>: the public key of the ledger, for those who verify bundles and checkpoints.</summary>
internal sealed class LedgerKeyVerb : Verb
{
    public override string Path => "ledger key";

    public override string Description => "Print the ledger's public key, to hand to auditors";

    public override Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var folder = context.OpenData();
        var key = LogKeyFile.Ensure(folder, context.LoadOptions(folder).Hub.Code, LogKeyFile.Algorithm()).Verifier;
        if (context.Answer.IsJson)
        {
            context.Answer.Json(new { key.Name, key = key.ToString() });
        }

        context.Answer.Line(key.ToString());
        return Task.FromResult(ExitCode.Ok);
    }
}
