using System.CommandLine;
using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Evidence.Ledger.Export;
using IntegrationHub.Evidence.Timestamps;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Commands.Opening;

namespace IntegrationHub.Host.Commands.Proof;

/// <summary><c>ihub ledger export</c>: the whole ledger as a file that is verified without the hub.</summary>
internal sealed class LedgerExportVerb : Verb
{
    private readonly Argument<string> _file = new("file") { Description = "The new file, e.g. ledger.jsonl" };

    public override string Path => "ledger export";

    public override string Description => "Write the whole ledger into a file to be verified without the hub";

    public override void Define(Command command) => command.Add(_file);

    public override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var target = context.Get(_file)!;
        await using var store = await OpenStore.OpenAsync(context, cancellationToken);
        var size = await NewFile.WriteAsync(
            target,
            async stream =>
            {
                await LedgerExport.WriteAsync(store.Port<ILedgerReader>(), store.Port<ITimestampStore>(), stream, cancellationToken);
                return stream.Length;
            },
            cancellationToken);
        if (context.Answer.IsJson)
        {
            context.Answer.Json(new { file = target, size });
        }

        context.Answer.Line($"{target}: {Words.Size(size)}");
        context.Answer.Line($"Verify it anywhere: ihub ledger verify {target} --log-key KEY --against CHECKPOINTS (`ihub ledger key`)");
        return ExitCode.Ok;
    }
}
