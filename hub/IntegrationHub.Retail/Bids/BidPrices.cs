using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using IntegrationHub.Market;
using IntegrationHub.Market.Bidding;
using IntegrationHub.Market.Json;

namespace IntegrationHub.Retail.Bids;

/// <summary>The price of what a result gives without one, as somebody enters it.</summary>
public sealed record BidPriceDraft
{
    /// <summary>Per MWh, in the currency of the event.</summary>
    public required decimal Price { get; init; }

    /// <summary>Position of the interval; where none is named all that have no price yet, or where each has one that was entered, all of those.</summary>
    public int? Position { get; init; }

    /// <summary>Version of the bid that is looked at; the one whose result counts where none is named.</summary>
    public int? Version { get; init; }

    /// <summary>Where it is from: letter, notice or call of the trading center. 1 to 200 characters.</summary>
    public required string Source { get; init; }
}

/// <summary>The price as the second person reads it in the source: typed once more, not looked up.</summary>
public sealed record BidPriceConfirmation
{
    /// <summary>Per MWh, in the currency of the event.</summary>
    public required decimal Price { get; init; }

    /// <summary>Position of the interval; all that wait where none is named.</summary>
    public int? Position { get; init; }

    /// <summary>Version of the bid that is looked at; the one whose result counts where none is named.</summary>
    public int? Version { get; init; }
}

/// <summary>
/// Enters prices that results do not say. What is bought cannot be settled without a price; the result stays as it was received, and the price lies beside it with its source, with who entered it and with the second person who
/// confirmed it: before that it does not count. Entered again it takes the place of what was there, and is to be confirmed again. A corrected result goes before it. Thread-safe.
/// </summary>
public sealed class BidPrices(BidEntries entries, MarketEventBook events, IPersonAccounts persons)
{
    /// <summary>Characters of one price with its source.</summary>
    public const int LongestText = 2_000;

    private const int LongestSource = 200;

    /// <summary>Enters a price from JSON, or says everything that is wrong with it.</summary>
    public async Task<Checked<BidEntry>> EnterAsync(string number, string json, string actor, CancellationToken cancellationToken)
    {
        var read = Read<BidPriceDraft>(json);
        return read.Value is { } draft ? await EnterAsync(number, draft, actor, cancellationToken).ConfigureAwait(false) : Checked.Bad<BidEntry>(read.Problems);
    }

    /// <summary>Confirms a price from JSON, or says why it is not confirmed.</summary>
    public async Task<Checked<BidEntry>> ConfirmAsync(string number, string json, string actor, CancellationToken cancellationToken)
    {
        var read = Read<BidPriceConfirmation>(json);
        return read.Value is { } confirmation ? await ConfirmAsync(number, confirmation, actor, cancellationToken).ConfigureAwait(false) : Checked.Bad<BidEntry>(read.Problems);
    }

    /// <summary>Enters a price for intervals of the version whose result counts, which has none there, or says everything that is wrong with it.</summary>
    public async Task<Checked<BidEntry>> EnterAsync(string number, BidPriceDraft draft, string actor, CancellationToken cancellationToken)
    {
        var found = await FindAsync(number, draft.Version, cancellationToken).ConfigureAwait(false);
        if (found is not { Bid: { } bid, Market: { } market })
            return RetailProblems.NotThere($"bid {number}", "See `ihub bid list`.").Bad<BidEntry>();

        List<Problem> problems = found.Problem is { } other ? [other] : [];
        var source = draft.Source.Trim();
        if (source.Length is 0 or > LongestSource || source.Any(char.IsControl))
            problems.Add(new(ProblemCodes.ValueMissing, "Nothing says where the price is from.", "source", $"Name letter, notice or call of the trading center in 1 to {LongestSource} characters."));

        if (draft.Price < market.LowestPrice || draft.Price > market.HighestPrice)
            problems.Add(new(ProblemCodes.PriceOutOfLimits, $"The price is not between {market.LowestPrice} and {market.HighestPrice}.", "price", "Enter what the trading center says; correct the announcement if its limits are wrong."));

        var told = new Dictionary<string, string>();
        return problems.Count > 0 ? Checked.Bad<BidEntry>(problems) : await entries.StepAsync(number, bid.Version, BidAction.Price, actor, Priced, told, cancellationToken).ConfigureAwait(false);

        Checked<BidEntry> Priced(BidEntry entry)
        {
            var open = entry.ReceivedUnpricedAt(market.Pricing).Select(static result => result.Position).Distinct().ToList();
            var bare = open.Where(position => entry.EnteredPrices?.Any(entered => entered.Position == position) != true).ToList();
            var wanted = draft.Position is { } asked ? open.FindAll(position => position == asked) : bare.Count > 0 ? bare : open;
            if (wanted.Count == 0)
                return new Problem(ProblemCodes.ResultPriced, draft.Position is { } position ? $"Interval {position} of {number} lacks no price." : $"No interval of {number} lacks a price.", "position", "Leave it: a price that the trading center gave is corrected by it alone.").Bad<BidEntry>();

            List<EnteredPrice> entered = [.. wanted.Select(position => new EnteredPrice(position, draft.Price, source, actor) { Id = Guid.NewGuid() })];
            Tell(told, entered);
            return Checked.Good(entry.With(entered, market.Pricing));
        }
    }

    /// <summary>A second person confirms what was entered, by the price that the source says; or why that cannot be.</summary>
    public async Task<Checked<BidEntry>> ConfirmAsync(string number, BidPriceConfirmation confirmation, string actor, CancellationToken cancellationToken)
    {
        var found = await FindAsync(number, confirmation.Version, cancellationToken).ConfigureAwait(false);
        if (found is not { Bid: { } bid, Market: { } market })
            return RetailProblems.NotThere($"bid {number}", "See `ihub bid list`.").Bad<BidEntry>();

        if (found.Problem is { } other)
            return other.Bad<BidEntry>();

        var person = await persons.NamesOfAsync(actor, cancellationToken).ConfigureAwait(false);
        var told = new Dictionary<string, string>();
        return await entries.StepAsync(number, bid.Version, BidAction.ConfirmPrice, actor, Confirmed, told, cancellationToken).ConfigureAwait(false);

        Checked<BidEntry> Confirmed(BidEntry entry)
        {
            var open = (entry.EnteredPrices ?? []).Where(entered => entered.ConfirmedBy is null && (confirmation.Position is not { } asked || entered.Position == asked)).ToList();
            if (open.Count == 0)
                return new Problem(ProblemCodes.ResultPriced, $"No price of {number} waits to be confirmed.", "position", "Look at the bid: it was confirmed, or none was entered.").Bad<BidEntry>();

            if (open.Exists(entered => person.Contains(entered.By)))
                return new Problem(ProblemCodes.BidFourEyes, $"{actor} entered a price of {number} that is to be confirmed.", "actor", "Have somebody else confirm it.").Bad<BidEntry>();

            if (open.Exists(entered => entered.Price != confirmation.Price))
                return new Problem(ProblemCodes.ResultPriceDiffers, $"What was entered for {number} is another price.", "price", "Read the source again, and name the interval where they differ; whoever is wrong enters it anew.").Bad<BidEntry>();

            Tell(told, open);
            told["enteredBy"] = string.Join(", ", open.Select(static entered => entered.By).Distinct(StringComparer.Ordinal));
            return Checked.Good(entry.With(open.ConvertAll(entered => entered with { ConfirmedBy = actor }), market.Pricing));
        }
    }

    private static Checked<T> Read<T>(string json)
        where T : class => json.Length > LongestText
        ? new Problem(ProblemCodes.FileTooLarge, $"The text has {json.Length} characters.", "price", $"Use at most {LongestText}.").Bad<T>()
        : MarketJson.Read<T>(json, "price", RetailProblems.NotThere("price", "Enter one."));

    /// <summary>The version whose result counts, else the newest, with its event; and what is wrong where another one was asked for. Nothing where there is no such bid.</summary>
    private async Task<(BidEntry? Bid, MarketEvent? Market, Problem? Problem)> FindAsync(string number, int? version, CancellationToken cancellationToken)
    {
        var counting = await entries.CountingAsync(number, cancellationToken).ConfigureAwait(false);
        var bid = counting ?? await entries.FindAsync(number, null, cancellationToken).ConfigureAwait(false);
        var market = bid is null ? null : await events.FindAsync(bid.Event, cancellationToken).ConfigureAwait(false);
        return (bid, market, counting is not null && version is { } asked && asked != counting.Version
            ? new(ProblemCodes.BidTransition, $"The result of version {counting.Version} of {number} counts, not that of version {asked}.", "version", $"Enter it for version {counting.Version}.")
            : null);
    }

    /// <summary>What the ledger keeps of entries: for which intervals, and a digest that shows later which price it was.</summary>
    private static void Tell(Dictionary<string, string> told, IReadOnlyList<EnteredPrice> prices)
    {
        told["positions"] = Positions.Text(prices.Select(static price => price.Position));
        told["sha256"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(prices.OrderBy(static price => price.Position)
            .Select(static price => string.Create(CultureInfo.InvariantCulture, $"{price.Id:N}|{price.Position}|{price.Price:G29}|{price.Source}|{price.By}\n"))))));
    }
}
