using System.CommandLine;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Commands.Opening;
using IntegrationHub.Host.Output;

namespace IntegrationHub.Host.Commands.Exchanges;

/// <summary><c>ihub exchanges list</c>: what came and went, newest first.</summary>
internal sealed class ExchangesListVerb : Verb
{
    private readonly ExchangeQuestion _question = new();

    public override string Path => "exchanges list";

    public override string Description => "List exchanges, newest first";

    public override bool IsDefaultOfGroup => true;

    public override void Define(Command command) => _question.Define(command);

    public override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var filter = _question.Read(context);
        await using var store = await OpenStore.OpenAsync(context, cancellationToken);
        var directory = store.Parties.Current;
        filter = _question.Complete(context, filter, directory);
        var found = await store.Exchanges.SearchAsync(RetailerId.Default, filter, cancellationToken);
        Print(context.Answer, directory, found, filter);
        return ExitCode.Ok;
    }

    private static void Print(Answer answer, PartyDirectory directory, IReadOnlyList<ExchangeSummary> found, ExchangeFilter filter)
    {
        if (answer.IsJson)
        {
            answer.Json(found.Select(summary => ExchangeRow.Of(summary, directory) with { Cursor = filter.CursorAfter(summary).ToText(filter) }));
            return;
        }

        if (found.Count == 0)
        {
            answer.Line("No exchange fits.");
            return;
        }

        var table = new TextTable("exchange", "at", "", "party", "document", "mRID/revision", "size", "state", "schema", "reasons");
        foreach (var row in found.Select(summary => ExchangeRow.Of(summary, directory)))
        {
            table.Row(
                row.Id.ToString(),
                Words.Instant(row.At),
                Words.Of(row.Direction),
                row.Party,
                row.Profile ?? row.RootElement ?? "-",
                row.MRid is null ? "-" : $"{row.MRid}/{row.Revision}",
                Words.Size(row.Size),
                row.State,
                row.Schema ?? "-",
                Codes(row.Reasons));
        }

        answer.Table(table);
        if (found.Count == filter.Max)
        {
            answer.Line($"There may be more: --max, or --after {filter.CursorAfter(found[^1]).ToText(filter)}");
        }
    }

    /// <summary>The first two codes; <c>exchanges show</c> has them all with their texts.</summary>
    private static string Codes(IReadOnlyList<Rejection> reasons)
    {
        var codes = reasons.Select(reason => reason.MarketReason is { } market ? $"{market} {reason.Code}" : reason.Code).Distinct(StringComparer.Ordinal).ToList();
        return codes.Count <= 2 ? string.Join(", ", codes) : $"{codes[0]}, {codes[1]}, … {codes.Count - 2} more";
    }
}
