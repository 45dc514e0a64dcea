using System.CommandLine;
using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Evidence.Ledger.Verification;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Commands.Opening;
using IntegrationHub.Host.Keys;
using IntegrationHub.Host.Output;
using IntegrationHub.Notary.Verbs;

namespace IntegrationHub.Host.Commands.Proof;

/// <summary><c>ihub ledger verify</c>: reads every entry of the store, beside a running hub or alone.</summary>
internal sealed class LedgerVerifyVerb : Verb
{
    private readonly Option<string[]> _against = new("--against")
    {
        Description = "Checkpoints that were kept elsewhere: files, or folders of them", HelpName = "FILE", AllowMultipleArgumentsPerToken = true,
    };

    public override string Path => "ledger verify";

    public override string Description => "Verify every entry of the ledger, against checkpoints kept elsewhere";

    public override void Define(Command command) => command.Add(_against);

    public override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var against = context.Get(_against) ?? [];
        if (Array.Find(against, path => !System.IO.Path.Exists(path)) is { } missing)
        {
            throw new WrongUseException($"there is no file or folder `{missing}`");
        }

        var folder = context.OpenData();
        var options = context.LoadOptions(folder);
        var ed25519 = LogKeyFile.Algorithm();
        var key = LogKeyFile.Ensure(folder, options.Hub.Code, ed25519);
        await using var store = await OpenStore.OpenAsync(folder, options, context.Time, cancellationToken);
        var report = await new VerifyLedger(key.Verifier, ed25519).LiveAsync(store.Port<ILedgerReader>(), against, cancellationToken);
        Print(context.Answer, report);
        return report.IsIntact ? ExitCode.Ok : ExitCode.NotOk;
    }

    private static void Print(Answer answer, LedgerReport report)
    {
        if (answer.IsJson)
        {
            answer.Json(new
            {
                intact = report.IsIntact,
                report.Size,
                root = report.Root.ToBase64(),
                report.Unsequenced,
                findings = report.Findings.Select(finding => new { finding.Fault, finding.From, finding.To, finding.Text }),
                proven = report.Proven.Select(proven => new { proven.Name, proven.Size, root = proven.Root.ToBase64(), proven.StatedTime }),
                report.OwnCheckpoints,
            });
        }

        foreach (var statement in report.Statements())
        {
            answer.Line(statement);
        }
    }
}
