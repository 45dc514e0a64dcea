using IntegrationHub.Archive.Keeping;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Commands.Opening;
using IntegrationHub.Host.Node;

namespace IntegrationHub.Host.Commands.Archive;

/// <summary><c>ihub archive status</c>: what the archive holds, where, how long, and what is held.</summary>
internal sealed class ArchiveStatusVerb : Verb
{
    public override string Path => "archive status";

    public override string Description => "Show what the archive holds, where it lies, how long it is kept and what is on hold";

    public override bool IsDefaultOfGroup => true;

    public override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var folder = context.OpenData();
        var options = context.LoadOptions(folder);
        await using var store = await OpenStore.OpenAsync(folder, options, context.Time, cancellationToken);
        var keeper = store.Port<IArchiveKeeper>();
        var figures = await keeper.MeasureAsync(RetailerId.Default, cancellationToken);
        var holds = await keeper.ReadHoldsAsync(RetailerId.Default, alsoLifted: false, cancellationToken);
        var (place, periods) = (store.Database.Options.OutsideArchive?.Place ?? "database", ArchiveOfNode.Periods(options.Archive));
        if (context.Answer.IsJson)
        {
            context.Answer.Json(new
            {
                place, figures.Contents, figures.Repeated, figures.Removed, figures.Bytes, figures.Sealed, figures.Outside, openHolds = holds.Count,
                keptDays = new { received = periods.Received?.TotalDays, sent = periods.Sent?.TotalDays, documents = periods.Document?.TotalDays },
            });
            return ExitCode.Ok;
        }

        context.Answer.Line($"place       {place}");
        context.Answer.Line($"contents    {figures.Contents}, {Words.Size(figures.Bytes)} before packing; {figures.Sealed} sealed, {figures.Outside} outside the database");
        context.Answer.Line($"repeated    {Words.Count(figures.Repeated, "entry shares", "entries share")} bytes with an earlier one");
        context.Answer.Line($"removed     {Words.Count(figures.Removed, "entry", "entries")} under retention");
        foreach (var archiveClass in Enum.GetValues<ArchiveClass>())
        {
            context.Answer.Line($"{Words.Of(archiveClass),-11} kept {(periods.Of(archiveClass) is { } period ? $"{(long)period.TotalDays} days" : "for ever")}");
        }

        context.Answer.Line($"on hold     {Words.Count(holds.Count, "legal hold")}{(holds.Count > 0 ? "; `ihub archive hold list` shows them" : "")}");
        return ExitCode.Ok;
    }
}
