using System.CommandLine;
using System.Globalization;
using IntegrationHub.Archive.Keeping;
using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Evidence.Ledger.Verification;
using IntegrationHub.Evidence.Timestamps;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Mailbox;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Commands.Archive;
using IntegrationHub.Host.Commands.Opening;
using IntegrationHub.Host.Commands.Proof;
using IntegrationHub.Host.Commands.Status;
using IntegrationHub.Host.Data;
using IntegrationHub.Host.Keys;
using IntegrationHub.Host.Node;

namespace IntegrationHub.Host.Commands.Backup;

/// <summary>
/// <c>ihub ledger restored</c>: the store was set back by means of its server, a volume or a virtual machine. Does to it what <c>ihub restore</c> does
/// at its end, before a hub serves from it: the ledger says what is lost, codes of mailboxes go on far behind those of the lost time, and an archive
/// outside is nobody's. Killed at any point it may be run again.
/// </summary>
internal sealed class LedgerRestoredVerb : ArchiveHoldActVerb
{
    private readonly Option<string> _saved = new("--saved") { Description = "The instant up to which the store was brought back: when its backup was made, or the end of the last log", HelpName = "TIME", Required = true };
    private readonly Option<string[]> _against = new("--against")
    {
        Description = "Checkpoints that were kept elsewhere, besides those of the data folder", HelpName = "FILE", AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<bool> _acceptFindings = new("--accept-findings") { Description = "Write it down although the ledger is not in order" };

    public override string Path => "ledger restored";

    public override string Description => "Write into the ledger that its store was set back by other means than `ihub restore`";

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_saved);
        command.Add(_against);
        command.Add(_acceptFindings);
    }

    public override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var (reason, saved, now) = (Reason(context), Trust.Instant(_saved.Name, context.Get(_saved)!), context.Time.GetUtcNow());
        if (saved > now)
        {
            throw new WrongUseException("--saved lies in the future; it is the instant up to which the store was brought back");
        }

        var against = context.Get(_against) ?? [];
        if (Array.Find(against, path => !System.IO.Path.Exists(path)) is { } missing)
        {
            throw new WrongUseException($"--against: there is no file or folder `{missing}`");
        }

        var folder = context.OpenData();
        var options = context.LoadOptions(folder);
        await using var store = await OpenStore.OpenAsync(folder, options, context.Time, cancellationToken);
        var running = store.Database.Server is { } server ? server.HubRuns : await HubProbe.AskAsync(HubProbe.AddressOf(options), cancellationToken) is not null;
        if (running)
        {
            throw new RefusedException(
                "HUB_RUNS", $"a hub serves from {folder.FullPath}", "Stop it first: what it takes in meanwhile would stand in the ledger before the word that the store was set back. Nothing was written.");
        }

        string[] outside = Directory.Exists(folder.Checkpoints) ? [folder.Checkpoints, .. against] : against;
        var ledger = new RestoredLedger(LogKeyFile.Ensure(folder, options.Hub.Code, LogKeyFile.Algorithm()).Verifier, outside);
        var (report, lost) = await ledger.VerifyAsync(store.Port<ILedgerReader>(), cancellationToken);
        RefuseBroken(context, report);

        if (lost?.First <= saved)
        {
            throw new WrongUseException($"--saved is later than the store: a checkpoint that was signed by {Words.Instant(lost.First)} knows entries that the store does not have. Mind the time zone; an instant without one is UTC");
        }

        // The entry comes last: whoever finds it finds the rest done. Until then no hub starts.
        Directory.CreateDirectory(folder.Checkpoints);
        await File.WriteAllTextAsync(SetBackStore.Unfinished(folder), "ihub ledger restored\n", cancellationToken);
        var keeper = store.Port<IArchiveKeeper>();
        await keeper.DisownPlaceAsync(RetailerId.Default, now, cancellationToken);
        foreach (var party in store.Parties.Current.Parties)
        {
            await store.Port<IMailbox>().SkipLostCodesAsync(RetailerId.Default, party.Id, cancellationToken);
        }

        var renewal = await RestoredLedger.LastRenewalAsync(store.Port<ITimestampStore>(), cancellationToken);
        RestoredLedger.SetAside(folder.Checkpoints, report.Size, renewal, "lost-" + now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture));
        await RestoredLedger.RecordAsync(
            store.Port<IReceptionStore>(), store.Port<ILedgerStore>(), saved, report.Size, lost, Words.Operator(context.Surroundings), context.Time, cancellationToken, reason);
        File.Delete(SetBackStore.Unfinished(folder));
        Print(context, folder, report, lost, outside.Length > 0, await keeper.ReadPlaceOwnerAsync(RetailerId.Default, now, cancellationToken) != PlaceOwner.NoPlace);
        return ExitCode.Ok;
    }

    private void RefuseBroken(CommandContext context, LedgerReport report)
    {
        var broken = report.Findings.Where(static finding => finding.Fault != LedgerFault.Rollback).ToList();
        if (broken.Count == 0 || context.Get(_acceptFindings))
        {
            return;
        }

        foreach (var finding in broken)
        {
            context.Answer.Warn($"{finding.Fault}: {finding.Text}");
        }

        throw new RefusedException(
            "RESTORED_LEDGER_BROKEN",
            $"the ledger of the restored store is not in order ({Words.Count(broken.Count, "finding")})",
            "Restore another backup. A fork is also what a hub leaves that served from this store after it was set back: then run this with --accept-findings; the fork stays a finding. Nothing was written.");
    }

    private static void Print(CommandContext context, DataFolder folder, LedgerReport report, RolledBack? lost, bool outsideWasKnown, bool archiveOutside)
    {
        if (context.Answer.IsJson)
        {
            context.Answer.Json(new
            {
                report.Size, root = report.Root.ToBase64(),
                rollback = lost is null ? null : new { from = lost.Size, to = lost.Known - 1, lost = lost.Lost, signedUntil = lost.Until },
                outsideWasKnown,
                archiveOutside,
            });
        }

        if (lost is not null)
        {
            context.Answer.Warn($"ROLLBACK: {lost}. The ledger itself says so from here on (store.restored).");
        }
        else
        {
            context.Answer.Warn(outsideWasKnown
                ? "No checkpoint knows more entries than the store has: whatever was lost came after the last of them. Name some that were kept elsewhere with --against."
                : "No checkpoint kept outside was found: whether anything is lost cannot be told. Name some with --against.");
        }

        if (archiveOutside)
        {
            context.Answer.Warn("Archived bytes lie outside: nothing is removed there until `ihub archive adopt --reason …`. Run it only when no other hub uses that place.");
        }

        context.Answer.Line($"Written into the ledger after its {Words.Count(report.Size, "entry", "entries")}. Codes of mailboxes go on behind those of the lost time.");
        context.Answer.Line($"Start the hub: ihub up --data {folder.FullPath}");
    }
}
