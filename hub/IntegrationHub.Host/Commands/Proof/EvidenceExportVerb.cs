using System.CommandLine;
using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Evidence.Ledger.Proofs;
using IntegrationHub.Evidence.Timestamps;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Commands.Exchanges;
using IntegrationHub.Host.Commands.Opening;
using IntegrationHub.Host.Node;
using IntegrationHub.Notary.Bundles;

namespace IntegrationHub.Host.Commands.Proof;

/// <summary><c>ihub evidence export</c>: exchanges with everything that proves them, in one file that is verified without the hub.</summary>
internal sealed class EvidenceExportVerb : Verb
{
    private readonly Argument<string[]> _ids = new("id") { Description = "Ids of exchanges, as `ihub exchanges` lists them", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string?> _party = new("--party") { Description = "Every exchange with this party instead", HelpName = "PARTY" };
    private readonly Option<string?> _from = new("--from") { Description = "From this instant on (with --party)", HelpName = "TIME" };
    private readonly Option<string?> _to = new("--to") { Description = "Before this instant (with --party)", HelpName = "TIME" };
    private readonly Option<string> _out = new("--out") { Description = "The bundle to write, e.g. evidence.asice", HelpName = "FILE", Required = true };

    public override string Path => "evidence export";

    public override string Description => "Write exchanges with their proofs into an evidence bundle";

    public override void Define(Command command)
    {
        command.Add(_ids);
        command.Add(_party);
        command.Add(_from);
        command.Add(_to);
        command.Add(_out);
    }

    public override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var ids = context.Get(_ids)!.Select(ExchangeId.Parse).ToList();
        if (ids.Count > 0 == context.Has(_party) || (ids.Count > 0 && (context.Has(_from) || context.Has(_to))))
        {
            throw new WrongUseException("name exchanges, or a party with --party PARTY --from TIME --to TIME");
        }

        var (from, to) = (At(context, _from) ?? DateTimeOffset.MinValue, At(context, _to) ?? DateTimeOffset.MaxValue);
        var target = context.Get(_out)!;
        NewFile.RefuseExisting(target);
        var folder = context.OpenData();
        var options = context.LoadOptions(folder);
        using var keys = NodeKeys.Load(folder, options.Pki, context.Time);
        using var trust = NodeTrust.Load(folder, options.Trust, context.Time);
        if (OwnKeyRevocation.Revoked(keys, trust, context.Time.GetUtcNow()) is { } revoked)
        {
            // What was exchanged is proven by others' signatures, too: it is not withheld.
            context.Answer.Warn($"{revoked}; `verify` refuses the bundle's own signature with newer data");
        }

        await using var store = await OpenStore.OpenAsync(folder, options, context.Time, cancellationToken);
        var party = context.Get(_party) is { } name ? store.Parties.Current.Named(name).Id : (Exchange.Parties.PartyId?)null;

        var ledger = store.Port<ILedgerStore>();
        var sources = new EvidenceSources(store.Exchanges, store.Port<IArchive>(), store.Port<IExchangeLeaves>(), ledger, store.Port<ITimestampStore>());
        var exporter = NodeEvidence.Exporter(sources, ledger, store.Parties.Current, folder, options, keys, trust, context.Time);
        using var bundle = new MemoryStream();
        var outcome = await ExportAsync(exporter, new EvidenceSelection(ids, party, from, to), bundle, cancellationToken);
        await NewFile.WriteAsync(target, bundle.ToArray(), cancellationToken);
        Print(context, target, outcome, bundle.Length);
        return ExitCode.Ok;
    }

    private static async Task<ExportOutcome> ExportAsync(EvidenceExporter exporter, EvidenceSelection selection, Stream bundle, CancellationToken cancellationToken)
    {
        try
        {
            var outcome = await exporter.ExportAsync(RetailerId.Default, selection, bundle, cancellationToken);
            return outcome.Refusal is { } refusal
                ? throw new RefusedException("EVIDENCE_REFUSED", refusal.TrimEnd('.'), "Nothing was written.")
                : outcome;
        }
        catch (LedgerDamagedException damaged)
        {
            throw new RefusedException("LEDGER_DAMAGED", damaged.Message.TrimEnd('.'), "Run `ihub ledger verify`; nothing was written.");
        }
    }

    private static void Print(CommandContext context, string target, ExportOutcome outcome, long size)
    {
        foreach (var warning in outcome.Warnings)
        {
            context.Answer.Warn(warning);
        }

        if (context.Answer.IsJson)
        {
            context.Answer.Json(new { file = target, outcome.Exchanges, size, outcome.Warnings });
        }

        context.Answer.Line($"{target}: {Words.Count(outcome.Exchanges, "exchange")}, {Words.Size(size)}");
        context.Answer.Line($"Verify it anywhere: ihub verify {target} --trust CA.pem --log-key KEY (`ihub ledger key`)");
    }

    private static DateTimeOffset? At(CommandContext context, Option<string?> option) =>
        context.Get(option) is { } text ? Trust.Instant(option.Name, text) : null;
}
