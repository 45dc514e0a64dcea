using IntegrationHub.Market;
using IntegrationHub.Market.Bidding;
using IntegrationHub.Market.Json;

namespace IntegrationHub.Retail.Bids;

/// <summary>The price of what a result gives without one, as somebody enters it.</summary>
public sealed record BidPriceDraft
{
    /// <summary>Per MWh, in the currency of the event.</summary>
    public required decimal Price { get; init; }

    /// <summary>Position of the interval; all that have no price where none is named.</summary>
    public int? Position { get; init; }

    /// <summary>Version of the bid that is looked at; the one whose result counts where none is named.</summary>
    public int? Version { get; init; }

    /// <summary>Where it is from: letter, notice or call of the trading center. 1 to 200 characters.</summary>
    public required string Source { get; init; }
}

/// <summary>
/// Enters prices that results do not say. What is bought cannot be settled without a price; the result stays as it was received, and the price lies beside it with its source and with who entered it. A corrected result goes before
/// it. Thread-safe.
/// </summary>
public sealed class BidPrices(BidEntries entries, MarketEventBook events)
{
    /// <summary>Characters of one price with its source.</summary>
    public const int LongestText = 2_000;

    private const int LongestSource = 200;

    /// <summary>Enters a price from JSON, or says everything that is wrong with it.</summary>
    public async Task<Checked<BidEntry>> EnterAsync(string number, string json, string actor, CancellationToken cancellationToken)
    {
        if (json.Length > LongestText)
            return new Problem(ProblemCodes.FileTooLarge, $"The text has {json.Length} characters.", "price", $"Use at most {LongestText}.").Bad<BidEntry>();

        var read = MarketJson.Read<BidPriceDraft>(json, "price", RetailProblems.NotThere("price", "Enter one."));
        return read.Value is { } draft ? await EnterAsync(number, draft, actor, cancellationToken).ConfigureAwait(false) : Checked.Bad<BidEntry>(read.Problems);
    }

    /// <summary>Enters a price for intervals of the version whose result counts, which has none there, or says everything that is wrong with it.</summary>
    public async Task<Checked<BidEntry>> EnterAsync(string number, BidPriceDraft draft, string actor, CancellationToken cancellationToken)
    {
        var counting = await entries.CountingAsync(number, cancellationToken).ConfigureAwait(false);
        if ((counting ?? await entries.FindAsync(number, null, cancellationToken).ConfigureAwait(false)) is not { } bid || await events.FindAsync(bid.Event, cancellationToken).ConfigureAwait(false) is not { } market)
            return RetailProblems.NotThere($"bid {number}", "See `ihub bid list`.").Bad<BidEntry>();

        var problems = new List<Problem>();
        if (counting is not null && draft.Version is { } asked && asked != counting.Version)
            problems.Add(new(ProblemCodes.BidTransition, $"The result of version {counting.Version} of {number} counts, not that of version {asked}.", "version", $"Enter it for version {counting.Version}."));

        var source = draft.Source.Trim();
        if (source.Length is 0 or > LongestSource || source.Any(char.IsControl))
            problems.Add(new(ProblemCodes.ValueMissing, "Nothing says where the price is from.", "source", $"Name letter, notice or call of the trading center in 1 to {LongestSource} characters."));

        if (draft.Price < market.LowestPrice || draft.Price > market.HighestPrice)
            problems.Add(new(ProblemCodes.PriceOutOfLimits, $"The price is not between {market.LowestPrice} and {market.HighestPrice}.", "price", "Enter what the trading center says; correct the announcement if its limits are wrong."));

        return problems.Count > 0 ? Checked.Bad<BidEntry>(problems) : await entries.StepAsync(number, bid.Version, BidAction.Price, actor, Priced, cancellationToken).ConfigureAwait(false);

        Checked<BidEntry> Priced(BidEntry entry)
        {
            var unpriced = entry.ResultsAt(market.Pricing).Where(result => result.IsUnpriced && (draft.Position is null || result.Position == draft.Position)).ToList();
            return unpriced.Count == 0
                ? new Problem(ProblemCodes.ResultPriced, draft.Position is { } position ? $"Interval {position} of {number} lacks no price." : $"No interval of {number} lacks a price.", "position", "Leave it: a price that the trading center gave is corrected by it alone.").Bad<BidEntry>()
                : Checked.Good(entry.With(unpriced.Select(result => new EnteredPrice(result.Position, draft.Price, source, actor)), market.Pricing));
        }
    }
}
