using System.CommandLine;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Commands.Opening;
using IntegrationHub.Host.Output;

namespace IntegrationHub.Host.Commands.Exchanges;

/// <summary><c>ihub exchanges list</c>: what came and went, newest first.</summary>
internal sealed class ExchangesListVerb : Verb
{
    private const int Most = 1000;

    private readonly Option<string?> _party = new("--party") { Description = "Only with this party", HelpName = "PARTY" };
    private readonly Option<string?> _direction = new("--direction") { Description = "Only received (in) or sent (out)", HelpName = "in|out" };
    private readonly Option<string?> _state = new("--state") { Description = $"Only in this state: {string.Join(", ", States())}", HelpName = "STATE" };
    private readonly Option<string?> _mRid = new("--mrid") { Description = "Only documents with this mRID", HelpName = "MRID" };
    private readonly Option<string?> _before = new("--before") { Description = "Only what is older than this exchange, to page on", HelpName = "ID" };
    private readonly Option<int> _max = new("--max") { Description = $"At most so many (1 to {Most})", HelpName = "N", DefaultValueFactory = _ => 50 };

    public override string Path => "exchanges list";

    public override string Description => "List exchanges, newest first";

    public override bool IsDefaultOfGroup => true;

    public override void Define(Command command)
    {
        foreach (var option in new Option[] { _party, _direction, _state, _mRid, _before, _max })
        {
            command.Add(option);
        }
    }

    public override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var filter = new ExchangeFilter(
            Direction: ParseDirection(context.Get(_direction)),
            State: ParseState(context.Get(_state)),
            MRid: context.Get(_mRid),
            Before: context.Get(_before) is { } before ? ExchangeId.Parse(before) : null,
            Max: context.Get(_max) is var max and >= 1 and <= Most ? max : throw new WrongUseException($"--max is 1 to {Most}"));
        await using var store = await OpenStore.OpenAsync(context, cancellationToken);
        var directory = store.Parties.Current;
        if (context.Get(_party) is { } name)
        {
            filter = filter with { Party = directory.Named(name).Id };
        }

        var found = await store.Exchanges.SearchAsync(RetailerId.Default, filter, cancellationToken);
        Print(context.Answer, directory, found, filter.Max);
        return ExitCode.Ok;
    }

    private static void Print(Answer answer, PartyDirectory directory, IReadOnlyList<ExchangeSummary> found, int max)
    {
        if (answer.IsJson)
        {
            answer.Json(found.Select(summary => ExchangeRow.Of(summary, directory)));
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
        if (found.Count == max)
        {
            answer.Line($"There may be more: --max, or --before {found[^1].Id}");
        }
    }

    /// <summary>The first two codes; <c>exchanges show</c> has them all with their texts.</summary>
    private static string Codes(IReadOnlyList<Rejection> reasons)
    {
        var codes = reasons.Select(reason => reason.MarketReason is { } market ? $"{market} {reason.Code}" : reason.Code).Distinct(StringComparer.Ordinal).ToList();
        return codes.Count <= 2 ? string.Join(", ", codes) : $"{codes[0]}, {codes[1]}, … {codes.Count - 2} more";
    }

    private static IEnumerable<string> States() =>
        Enum.GetValues<OutboundState>().Select(Words.Of).Concat(Enum.GetValues<InboundState>().Select(Words.Of)).Distinct(StringComparer.Ordinal);

    private static Direction? ParseDirection(string? word) => word is null
        ? null
        : Words.Parse<Direction>(word) ?? throw new WrongUseException($"`{word}` is no direction; use in or out");

    private static string? ParseState(string? word)
    {
        if (word is null)
        {
            return null;
        }

        if ((Words.Parse<OutboundState>(word)?.ToString() ?? Words.Parse<InboundState>(word)?.ToString()) is { } state)
        {
            return state;
        }

        var nearest = Suggestions.Nearest(word, States());
        throw new WrongUseException($"`{word}` is no state" + (nearest is null ? $"; use one of {string.Join(", ", States())}" : $", did you mean `{nearest}`?"));
    }
}
