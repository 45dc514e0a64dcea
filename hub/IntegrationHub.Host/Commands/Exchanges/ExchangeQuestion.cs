using System.CommandLine;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Host.CommandLine;

namespace IntegrationHub.Host.Commands.Exchanges;

/// <summary>The options by which exchanges are looked for, and the filter they make.</summary>
internal sealed class ExchangeQuestion
{
    private const int Most = 1000;

    private readonly Option<string?> _party = new("--party") { Description = "Only with this party", HelpName = "PARTY" };
    private readonly Option<string?> _direction = new("--direction") { Description = "Only received (in) or sent (out)", HelpName = "in|out" };
    private readonly Option<string?> _state = new("--state") { Description = $"Only in this state: {string.Join(", ", ExchangeSearchText.States)}", HelpName = "STATE" };
    private readonly Option<string?> _type = new("--type") { Description = "Only documents of this type, e.g. A01", HelpName = "CODE" };
    private readonly Option<string?> _mRid = new("--mrid") { Description = "Only documents with this mRID", HelpName = "MRID" };
    private readonly Option<string?> _series = new("--series") { Description = "Only documents with a series of this mRID", HelpName = "MRID" };
    private readonly Option<string?> _point = new("--metering-point") { Description = "Only documents with this metering point, written out", HelpName = "ID" };
    private readonly Option<string?> _reason = new("--reason") { Description = "Only what was refused or rejected for this reason, e.g. A51", HelpName = "CODE" };
    private readonly Option<string?> _from = new("--from") { Description = "Came or was handed in at or after this instant", HelpName = "TIME" };
    private readonly Option<string?> _to = new("--to") { Description = "Came or was handed in before this instant", HelpName = "TIME" };
    private readonly Option<string?> _periodFrom = new("--period-from") { Description = "The document's period begins at or after this instant; lists by period", HelpName = "TIME" };
    private readonly Option<string?> _periodTo = new("--period-to") { Description = "The document's period begins before this instant; lists by period", HelpName = "TIME" };
    private readonly Option<string?> _after = new("--after") { Description = "Go on behind this place of the same list", HelpName = "CURSOR" };
    private readonly Option<int> _max = new("--max") { Description = $"At most so many (1 to {Most})", HelpName = "N", DefaultValueFactory = _ => 50 };

    public void Define(Command command)
    {
        foreach (var option in new Option[] { _party, _direction, _state, _type, _mRid, _series, _point, _reason, _from, _to, _periodFrom, _periodTo, _after, _max })
        {
            command.Add(option);
        }
    }

    /// <summary>What can be said without the store: everything but the party and the place.</summary>
    /// <exception cref="WrongUseException">An option does not say what it should.</exception>
    /// <exception cref="RefusedException">A metering point with wildcards.</exception>
    public ExchangeFilter Read(CommandContext context)
    {
        var max = context.Get(_max) is var most and >= 1 and <= Most ? most : throw new WrongUseException($"--max is 1 to {Most}");
        var (filter, refused) = new ExchangeSearchText
        {
            Direction = context.Get(_direction), State = context.Get(_state), MRid = context.Get(_mRid), Type = context.Get(_type), Series = context.Get(_series), Point = context.Get(_point), Reason = context.Get(_reason),
            From = context.Get(_from), To = context.Get(_to), PeriodFrom = context.Get(_periodFrom), PeriodTo = context.Get(_periodTo),
        }.Read(directory: null, max);
        return refused.Count == 0 ? filter : throw Refusal(refused[0], context.Get(_state));
    }

    /// <summary>The filter with its party and place.</summary>
    public ExchangeFilter Complete(CommandContext context, ExchangeFilter filter, PartyDirectory directory)
    {
        if (context.Get(_party) is { } name)
        {
            filter = filter with { Party = directory.Named(name).Id };
        }

        return context.Get(_after) is not { } after
            ? filter
            : filter with
            {
                After = ExchangeCursor.Parse(after, filter) ?? throw new RefusedException(
                    "SEARCH_CURSOR", "this place belongs to another list", "Give --after with the same options as the list that named the place, or begin without it."),
            };
    }

    private static Exception Refusal(Rejection refused, string? state)
    {
        var text = refused.Text.TrimEnd('.');
        if (refused.Code == ExchangeSearchText.EqualityOnly)
        {
            return new RefusedException(refused.Code, text, refused.Remedy);
        }

        return new WrongUseException(refused.Where == "state" && Suggestions.Nearest(state!, ExchangeSearchText.States) is { } nearest
            ? $"{text}, did you mean `{nearest}`?"
            : $"{text}; {char.ToLowerInvariant(refused.Remedy[0])}{refused.Remedy[1..].TrimEnd('.')}");
    }
}
