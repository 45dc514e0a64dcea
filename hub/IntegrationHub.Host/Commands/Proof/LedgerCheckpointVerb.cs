using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Evidence.Ledger.Proofs;
using IntegrationHub.Evidence.Timestamps;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Commands.Opening;
using IntegrationHub.Host.Node;

namespace IntegrationHub.Host.Commands.Proof;

/// <summary><c>ihub ledger checkpoint</c>: signs the ledger as it stands.</summary>
internal sealed class LedgerCheckpointVerb : Verb
{
    public override string Path => "ledger checkpoint";

    public override string Description => "Sign a checkpoint of the ledger now";

    public override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var folder = context.OpenData();
        var options = context.LoadOptions(folder);
        using var trust = NodeTrust.Load(folder, options.Trust, context.Time);
        await using var store = await OpenStore.OpenAsync(folder, options, context.Time, cancellationToken);
        var writer = Checkpoints.Writer(folder, options, store.Port<ILedgerStore>(), context.Time);
        var (checkpoint, problem) = await WriteAsync(writer, cancellationToken);
        if (checkpoint is null)
        {
            throw new RefusedException("CHECKPOINT_REFUSED", problem!.TrimEnd('.'), "Nothing was signed; run `ihub ledger verify`.");
        }

        var undated = Timestamping.ForCommand(folder, options.Trust.Timestamps, trust, store.Port<ITimestampStore>(), context.Time) is { } collector
            && checkpoint.Timestamp is null && await collector.StampCheckpointAsync(checkpoint.Size, cancellationToken) is { } why
            ? $"it has no timestamp yet: {why}"
            : null;
        foreach (var warning in new[] { problem, undated }.OfType<string>())
        {
            context.Answer.Warn(warning);
        }

        var note = System.Text.Encoding.UTF8.GetString(checkpoint.Note);
        if (context.Answer.IsJson)
        {
            context.Answer.Json(new { checkpoint.Size, note, folder = folder.Checkpoints, problem, undated });
        }

        context.Answer.Line(note.TrimEnd('\n'));
        context.Answer.Line();
        context.Answer.Line($"{Words.Count(checkpoint.Size, "entry", "entries")}; kept in the store and in {folder.Checkpoints}. Copy that folder to another machine.");
        return problem is null ? ExitCode.Ok : ExitCode.NotOk;
    }

    private static async Task<Notary.Checkpoints.CheckpointOutcome> WriteAsync(Notary.Checkpoints.CheckpointWriter writer, CancellationToken cancellationToken)
    {
        try
        {
            return await writer.WriteAsync(cancellationToken);
        }
        catch (LedgerDamagedException damaged)
        {
            return new Notary.Checkpoints.CheckpointOutcome(null, damaged.Message);
        }
    }
}
