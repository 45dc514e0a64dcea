using System.CommandLine;
using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Evidence.Ledger.Checkpoints;
using IntegrationHub.Evidence.Ledger.Verification;
using IntegrationHub.Evidence.Timestamps;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Commands.Opening;
using IntegrationHub.Host.Keys;
using IntegrationHub.Host.Output;
using IntegrationHub.Notary.Verbs;

namespace IntegrationHub.Host.Commands.Proof;

/// <summary><c>ihub ledger verify</c>: reads every entry of the store, beside a running hub or alone, or of an export, with no hub at all.</summary>
internal sealed class LedgerVerifyVerb : Verb
{
    private readonly Argument<string?> _export = new("export") { Description = "What `ihub ledger export` wrote (default: the store of the data folder)", Arity = ArgumentArity.ZeroOrOne };
    private readonly Trust _trust = new();
    private readonly Option<string[]> _against = new("--against")
    {
        Description = "Checkpoints that were kept elsewhere: files, or folders of them", HelpName = "FILE", AllowMultipleArgumentsPerToken = true,
    };

    public override string Path => "ledger verify";

    public override string Description => "Verify every entry of the ledger, against checkpoints kept elsewhere";

    public override void Define(Command command)
    {
        command.Add(_export);
        _trust.Define(command);
        command.Add(_against);
    }

    public override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var against = context.Get(_against) ?? [];
        if (Array.Find(against, path => !System.IO.Path.Exists(path)) is { } missing)
        {
            throw new WrongUseException($"there is no file or folder `{missing}`");
        }

        // Without a named authority timestamps are not judged; none is ever trusted for standing in the ledger.
        var (trust, data) = (_trust.Of(context), _trust.Revocation(context));
        var judging = trust.Timestamps.IsEmpty ? null : new TimeJudging(trust.Timestamps, data, context.Time.GetUtcNow());
        var report = context.Get(_export) is { } export
            ? await VerifyExportAsync(export, trust.LogKey, judging, against, cancellationToken)
            : await VerifyStoreAsync(context, trust.LogKey, judging, against, cancellationToken);
        Print(context.Answer, report);
        return report.IsIntact ? ExitCode.Ok : ExitCode.NotOk;
    }

    private static async Task<LedgerReport> VerifyStoreAsync(
        CommandContext context, NoteVerifierKey? given, TimeJudging? judging, string[] against, CancellationToken cancellationToken)
    {
        var folder = context.OpenData();
        var options = context.LoadOptions(folder);
        var ed25519 = LogKeyFile.Algorithm();
        var key = given ?? LogKeyFile.Ensure(folder, options.Hub.Code, ed25519).Verifier;
        await using var store = await OpenStore.OpenAsync(folder, options, context.Time, cancellationToken);
        return await new VerifyLedger(key, ed25519, judging).LiveAsync(store.Port<ILedgerReader>(), store.Port<ITimestampStore>(), against, cancellationToken);
    }

    private static async Task<LedgerReport> VerifyExportAsync(string export, NoteVerifierKey? key, TimeJudging? judging, string[] against, CancellationToken cancellationToken)
    {
        if (!File.Exists(export))
        {
            throw new WrongUseException($"there is no file `{export}`");
        }

        // Whose ledger it is never comes from the file, nor from a data folder that happens to be here.
        var verify = new VerifyLedger(key ?? throw new WrongUseException("name the public key of the ledger with --log-key; its operator prints it with `ihub ledger key`"), LogKeyFile.Algorithm(), judging);
        try
        {
            return await verify.ExportAsync(export, against, cancellationToken);
        }
        catch (FormatException unreadable)
        {
            throw new RefusedException("EXPORT_UNREADABLE", $"{export}: {unreadable.Message.TrimEnd('.')}", "Export the ledger again, or ask for a file that was not cut or edited.");
        }
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
                report.Withheld,
                findings = report.Findings.Select(finding => new { finding.Fault, finding.From, finding.To, finding.Text }),
                report.OmittedFindings,
                proven = report.Proven.Select(proven => new { proven.Name, proven.Size, root = proven.Root.ToBase64(), proven.StatedTime }),
                report.OwnCheckpoints,
                times = report.Times is { } times ? new { times.Counting, times.NotCounting, times.First, times.Last, problem = times.Problem?.ToString() } : null,
            });
        }

        foreach (var statement in report.Statements())
        {
            answer.Line(statement);
        }
    }
}
