using System.Globalization;
using IntegrationHub.Market;
using IntegrationHub.Market.Bidding;
using IntegrationHub.Market.Json;
using IntegrationHub.Retail.Records;
using NodaTime;

namespace IntegrationHub.Retail.Bids;

/// <summary>A bid as somebody writes it.</summary>
public sealed record BidDraft
{
    /// <summary>What it shall be known by: 1 to 35 capital letters, digits and hyphens.</summary>
    public required string Number { get; init; }

    /// <summary>Code of the market event.</summary>
    public required string Event { get; init; }

    public required IReadOnlyList<IntervalBid> Intervals { get; init; }
}

/// <summary>The bid book: what is bid, who wrote and approved it, and what became of it. Thread-safe.</summary>
public sealed class BidEntries(IBusinessRecords records, MarketEventBook events, DateTimeZone zone)
{
    /// <summary>Characters of one draft.</summary>
    public const int LongestText = 2_000_000;

    private const int LongestNumber = 35;

    private const int Page = 1000;

    private static readonly Dictionary<string, string> NothingElse = [];

    /// <summary>Keeps a draft from JSON, or says everything that is wrong with its form.</summary>
    public async Task<Checked<BidEntry>> WriteAsync(string json, string actor, CancellationToken cancellationToken)
    {
        if (json.Length > LongestText)
            return new Problem(ProblemCodes.FileTooLarge, $"The text has {json.Length} characters.", "bid", $"Use at most {LongestText}.").Bad<BidEntry>();

        var read = MarketJson.Read<BidDraft>(json, "bid", RetailProblems.NotThere("bid", "Enter one."));
        return read.Value is { } draft ? await WriteAsync(draft.Number, draft.Event, draft.Intervals, actor, cancellationToken).ConfigureAwait(false) : Checked.Bad<BidEntry>(read.Problems);
    }

    /// <summary>Keeps a new bid, a draft written anew, or the next version of one that left. The rules of the market are asked when it is proposed.</summary>
    public async Task<Checked<BidEntry>> WriteAsync(string number, string code, IReadOnlyList<IntervalBid> intervals, string actor, CancellationToken cancellationToken)
    {
        var problems = new List<Problem>();
        if (number.Length is 0 or > LongestNumber || !number.All(static letter => char.IsAsciiLetterUpper(letter) || char.IsAsciiDigit(letter) || letter == '-'))
            problems.Add(new(ProblemCodes.BidNumber, "The number of the bid cannot be used.", "number", $"Use 1 to {LongestNumber} capital letters, digits and hyphens."));

        if (!intervals.Any(static interval => interval.Steps.Count > 0))
            problems.Add(new(ProblemCodes.BidEmpty, "Nothing is bid.", "intervals", "Give at least one interval a step."));

        if (await events.FindAsync(code, cancellationToken).ConfigureAwait(false) is { } market)
        {
            var count = new EventGrid(market, zone).Count;
            problems.AddRange(intervals.Where(interval => interval.Position < 1 || interval.Position > count).Select(interval => new Problem(
                ProblemCodes.BidInterval, $"There is no interval {interval.Position}.", $"interval {interval.Position}", $"{code} has intervals 1 to {count}.")));
        }
        else
        {
            problems.Add(RetailProblems.NotThere($"market event {code}", "See `ihub market list`."));
        }

        var newest = problems.Count == 0 ? await records.FindAsync(RecordKind.Bid, number, null, cancellationToken).ConfigureAwait(false) : null;
        var known = newest is null ? null : Of(newest);
        if (known is not null && known.Event != code)
            problems.Add(new(RetailProblems.Exists, $"{number} is a bid in {known.Event}.", "number", "Give it a number of its own."));

        if (problems.Count > 0)
            return Checked.Bad<BidEntry>(problems);

        var isRewritten = known is not null && BidTransitions.Next(known.State, BidAction.Write) is not null;
        if (known is { State: BidState.Decided or BidState.Reconciled })
            return BidTransitions.Refuse(known, BidAction.Write).Bad<BidEntry>();

        var bid = new BidEntry(number, isRewritten ? known!.Version : (known?.Version ?? 0) + 1, code, BidState.Draft, actor, [.. intervals.OrderBy(static interval => interval.Position)]);
        return await SaveAsync(bid, isRewritten ? newest!.Revision : 0, BidAction.Write, actor, NothingElse, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A version, or the newest; null where there is none.</summary>
    public async Task<BidEntry?> FindAsync(string number, int? version, CancellationToken cancellationToken) =>
        await records.FindAsync(RecordKind.Bid, number, version, cancellationToken).ConfigureAwait(false) is { } record ? Of(record) : null;

    /// <summary>The version whose result counts (<see cref="Award.Counting"/>); null where none has one.</summary>
    public async Task<BidEntry?> CountingAsync(string number, CancellationToken cancellationToken) =>
        Award.Counting((await records.ListAsync(new(RecordKind.Bid) { Key = number }, cancellationToken).ConfigureAwait(false)).Select(Of)).SingleOrDefault();

    public async Task<IReadOnlyList<BidEntry>> ListAsync(BidState? state, CancellationToken cancellationToken) =>
        [.. (await records.ListAsync(new(RecordKind.Bid) { State = state?.ToString(), Most = 100_000 }, cancellationToken).ConfigureAwait(false)).Select(Of)];

    /// <summary>
    /// Versions of bids with a result, in events that deliver on some day of a span. Bids that were last changed by a program that did not note the days of their event are among them whatever those are.
    /// </summary>
    public async Task<IReadOnlyList<BidEntry>> WithResultAsync(LocalDate from, LocalDate to, CancellationToken cancellationToken)
    {
        var found = new List<BidEntry>();
        foreach (var state in (BidState[])[BidState.Decided, BidState.Reconciled])
        {
            found.AddRange(await records.ReadAllAsync(
                new(RecordKind.Bid) { State = state.ToString(), Within = (from.ToDateOnly(), to.ToDateOnly()), Most = Page }, Of, cancellationToken).ConfigureAwait(false));
        }

        return found;
    }

    /// <summary>Takes a bid to its next state, with what is known by then; or says why that cannot be.</summary>
    /// <param name="number">The bid.</param>
    /// <param name="version">Its version; null for the newest.</param>
    /// <param name="action">What happens.</param>
    /// <param name="actor">Who does it.</param>
    /// <param name="change">What is to be kept with it; its problems are a refusal.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Checked<BidEntry>> StepAsync(string number, int? version, BidAction action, string actor, Func<BidEntry, Checked<BidEntry>> change, CancellationToken cancellationToken) =>
        StepAsync(number, version, action, actor, change, NothingElse, cancellationToken);

    /// <summary>The same with what else its fact says, which <paramref name="change"/> fills.</summary>
    internal async Task<Checked<BidEntry>> StepAsync(
        string number, int? version, BidAction action, string actor, Func<BidEntry, Checked<BidEntry>> change, IReadOnlyDictionary<string, string> told, CancellationToken cancellationToken)
    {
        if (await records.FindAsync(RecordKind.Bid, number, version, cancellationToken).ConfigureAwait(false) is not { } record)
            return RetailProblems.NotThere($"bid {number}", "See `ihub bid list`.").Bad<BidEntry>();

        var bid = Of(record);
        if (BidTransitions.Next(bid.State, action) is not { } next)
            return BidTransitions.Refuse(bid, action).Bad<BidEntry>();

        var changed = change(bid);
        return changed.Value is { } after ? await SaveAsync(after with { State = next }, record.Revision, action, actor, told, cancellationToken).ConfigureAwait(false) : changed;
    }

    /// <summary>The text that is approved.</summary>
    public BidText TextOf(BidEntry bid, MarketEvent market) =>
        BidText.Of(bid.Number, bid.Version, market.Code, market.Area, market.Currency, bid.Intervals, new EventGrid(market, zone).IntervalOf);

    private async Task<Checked<BidEntry>> SaveAsync(BidEntry bid, long revision, BidAction action, string actor, IReadOnlyDictionary<string, string> told, CancellationToken cancellationToken)
    {
        var facts = new Dictionary<string, string>
        {
            ["bid"] = bid.Number, ["version"] = bid.Version.ToString(CultureInfo.InvariantCulture), ["event"] = bid.Event, ["state"] = bid.State.ToString(),
        };
        if (bid.Digest is { } digest)
            facts["digest"] = digest;

        if (bid.ApprovedBy.Count > 0)
            facts["approvedBy"] = string.Join(", ", bid.ApprovedBy);

        foreach (var (name, value) in told)
            facts[name] = value;

        var fact = new RecordFact($"bid.{char.ToLowerInvariant(action.ToString()[0])}{action.ToString()[1..]}", facts);
        // The days of its event, so that a month is settled without opening the bids of others.
        var market = await events.FindAsync(bid.Event, cancellationToken).ConfigureAwait(false);
        var record = new BusinessRecord(RecordKind.Bid, bid.Number, bid.Version, bid.State.ToString(), market?.From.ToDateOnly(), market?.To.ToDateOnly(), MarketJson.WriteUtf8(bid), revision);
        return await records.SaveAsync([record], [fact], actor, cancellationToken).ConfigureAwait(false) == RecordResult.Saved ? Checked.Good(bid) : RetailProblems.SomebodyElse.Bad<BidEntry>();
    }

    private static BidEntry Of(BusinessRecord record) => record.Read<BidEntry>("bid");
}
