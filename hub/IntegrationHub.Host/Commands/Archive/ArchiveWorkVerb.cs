using System.CommandLine;
using IntegrationHub.Archive.Keeping;
using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Commands.Opening;
using IntegrationHub.Host.Configuration.Sections;
using IntegrationHub.Host.Node;

namespace IntegrationHub.Host.Commands.Archive;

/// <summary>Work on the archive that the hub does in the background, done now; beside a running hub or alone.</summary>
internal abstract class ArchiveWorkVerb : Verb
{
    private readonly Option<int?> _max = new("--max") { Description = "Look at this many at most; by default archive.mostPerRun", HelpName = "N" };

    public override void Define(Command command) => command.Add(_max);

    public override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var folder = context.OpenData();
        var options = context.LoadOptions(folder);
        var max = context.Get(_max) ?? options.Archive.MostPerRun;
        if (max is < 1 or > 10_000_000)
        {
            throw new WrongUseException("--max is 1 to 10000000");
        }

        await using var store = await OpenStore.OpenAsync(folder, options, context.Time, cancellationToken);
        await SetBackStore.RefuseAsync(folder, options, store.Port<ILedgerReader>(), store.Exchanges, cancellationToken);
        var work = new ArchiveWork(store.Port<IArchiveKeeper>(), store.Port<IReceptionStore>(), store.Exchanges, new HubIds(), context.Time);
        return await RunAsync(context, work, options.Archive, max, cancellationToken);
    }

    protected abstract Task<ExitCode> RunAsync(CommandContext context, ArchiveWork work, ArchiveOptions options, int max, CancellationToken cancellationToken);
}

/// <summary><c>ihub archive retention</c>: removes what is older than its class is kept.</summary>
internal sealed class ArchiveRetentionVerb : ArchiveWorkVerb
{
    public override string Path => "archive retention";

    public override string Description => "Remove archived bytes that are older than their class is kept, unless a legal hold covers them";

    protected override async Task<ExitCode> RunAsync(CommandContext context, ArchiveWork work, ArchiveOptions options, int max, CancellationToken cancellationToken)
    {
        var periods = ArchiveOfNode.Periods(options);
        if (periods == RetentionPeriods.Forever)
        {
            throw new RefusedException("ARCHIVE_KEPT_FOR_EVER", "no class of the archive has an end", "Set archive.keepReceived, archive.keepSent or archive.keepDocuments first.");
        }

        var page = await work.RemoveAsync(RetailerId.Default, periods, options.Grace, max, cancellationToken);
        if (context.Answer.IsJson)
        {
            context.Answer.Json(page);
        }

        context.Answer.Line($"{Words.Count(page.Removed, "entry", "entries")} removed of {Words.Count(page.Examined, "exchange")}; {page.Held} on hold, {page.Unsettled} of exchanges that are not settled; {Words.Count(page.Freed, "content")} freed");
        if (!page.IsAtEnd)
        {
            context.Answer.Line("There is more that is due: run it again, or leave it to the hub.");
        }

        return ExitCode.Ok;
    }
}

/// <summary><c>ihub archive reconcile</c>: compares rows and bytes.</summary>
internal sealed class ArchiveReconcileVerb : ArchiveWorkVerb
{
    public override string Path => "archive reconcile";

    public override string Description => "Compare the archive's rows with its bytes; name what is missing and remove what nothing needs";

    protected override async Task<ExitCode> RunAsync(CommandContext context, ArchiveWork work, ArchiveOptions options, int max, CancellationToken cancellationToken)
    {
        var page = await work.ReconcileAsync(RetailerId.Default, options.Grace, max, cancellationToken);
        if (context.Answer.IsJson)
        {
            context.Answer.Json(page);
        }

        context.Answer.Line($"{Words.Count(page.Examined, "row or content", "rows and contents")} looked at{(page.IsAtEnd ? "" : "; the next run goes on from here")}");
        context.Answer.Line($"{page.Unnamed} named by no exchange, {page.Freed} freed, {page.RemovedOutside} removed outside, {page.Swept} leftovers swept");
        if (page.OfLostTime > 0)
        {
            context.Answer.Line($"{Words.Count(page.OfLostTime, "content")} outside of a time that a restore lost; they stay");
        }

        if (page.PlaceIsNotOurs)
        {
            context.Answer.Warn(ArchiveAdoptVerb.NotOurs);
        }

        foreach (var id in page.Missing)
        {
            context.Answer.Line($"MISSING {id}");
        }

        return page.Missing.Count == 0 && !page.PlaceIsNotOurs ? ExitCode.Ok : ExitCode.NotOk;
    }
}
