namespace IntegrationHub.Market.Bidding;

/// <summary>Where an entry of the bid book stands. The names are stored.</summary>
public enum BidState
{
    /// <summary>Being written.</summary>
    Draft,

    /// <summary>Its text is fixed and shown to who approves.</summary>
    Proposed,

    /// <summary>Its document is made; what was approved is what it says.</summary>
    Signed,

    /// <summary>It left before the gate closed.</summary>
    Submitted,

    /// <summary>The trading center's result is there.</summary>
    Decided,

    /// <summary>Compared with its result.</summary>
    Reconciled,

    /// <summary>The gate closed before it left.</summary>
    Missed,

    /// <summary>Given up.</summary>
    Withdrawn,

    /// <summary>The trading center refused it: it costs nothing, and its correction is the next version.</summary>
    Refused,
}

/// <summary>What happens to an entry of the bid book.</summary>
public enum BidAction
{
    Write,
    Propose,
    Sign,
    Submit,
    Decide,
    Reconcile,

    /// <summary>Another result takes the place of one that was compared already.</summary>
    Correct,

    /// <summary>Somebody enters the price of what the result gives without one.</summary>
    Price,

    /// <summary>A second person confirms it.</summary>
    ConfirmPrice,
    Miss,
    Withdraw,
    Refuse,
}

/// <summary>An entry of the bid book.</summary>
/// <param name="Number">What it is known by; its document's mRID.</param>
/// <param name="Version">1 for the first; a correction after a refusal is the next. Its document's revision.</param>
/// <param name="Event">Code of the market event.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Author">Who wrote it.</param>
/// <param name="Intervals">What is bid.</param>
public sealed record BidEntry(string Number, int Version, string Event, BidState State, string Author, IReadOnlyList<IntervalBid> Intervals)
{
    /// <summary>Digest of the text that was proposed; null before.</summary>
    public string? Digest { get; init; }

    /// <summary>Who approved that text; empty before it is signed.</summary>
    public IReadOnlyList<string> ApprovedBy { get; init; } = [];

    /// <summary>What the market gave; null before the result.</summary>
    public IReadOnlyList<IntervalResult>? Results { get; init; }

    /// <summary>mRID of the document that brought the result.</summary>
    public string? ResultDocument { get; init; }

    /// <summary>Its revision; null where none is known, which counts as 1.</summary>
    public int? ResultRevision { get; init; }

    /// <summary>When it was made; null where that is not known.</summary>
    public DateTimeOffset? ResultCreated { get; init; }

    /// <summary>
    /// Counts the forms in which results are kept: from <see cref="PresentForm"/> on one of zero is a price of zero. Null of results that were kept before: there it may be none.
    /// </summary>
    public int? ResultForm { get; init; }

    /// <summary>Prices that people entered for what the result gives without one, at most one for a position; null for none. Those count that a second person confirmed.</summary>
    public IReadOnlyList<EnteredPrice>? EnteredPrices { get; init; }

    /// <summary>The bid beside its result, once compared.</summary>
    public BidOutcome? Outcome { get; init; }

    /// <summary>The form in which results are kept now.</summary>
    public const int PresentForm = 2;

    /// <summary>
    /// What the market gave, at the prices that are paid; empty before the result. The price that a result does not say is the one that was entered and confirmed; a zero of a former form is none.
    /// </summary>
    /// <param name="pricing">What the auction pays.</param>
    public IReadOnlyList<IntervalResult> ResultsAt(AuctionPricing? pricing) =>
        [.. ReceivedAt(pricing).Select(known => known.IsUnpriced && EnteredPrices?.FirstOrDefault(entered => entered.Position == known.Position && entered.ConfirmedBy is not null) is { } price ? known.PricedAt(price.Price) : known)];

    /// <summary>The same by the result alone, whatever people entered.</summary>
    /// <param name="pricing">What the auction pays.</param>
    public IReadOnlyList<IntervalResult> ReceivedAt(AuctionPricing? pricing) =>
    [
        .. (Results ?? []).Select(result =>
        {
            var known = ResultForm is null && result is { Price: 0, Steps: null } && result.Awarded != Quantities.Energy.Zero ? result with { Price = null } : result;
            return pricing == AuctionPricing.PayAsBid ? known.PaidAsBid(Intervals.FirstOrDefault(interval => interval.Position == known.Position)) : known;
        }),
    ];

    /// <summary>Of <see cref="ResultsAt"/> those that have no price yet.</summary>
    /// <param name="pricing">What the auction pays.</param>
    public IEnumerable<IntervalResult> UnpricedAt(AuctionPricing? pricing) => ResultsAt(pricing).Where(static result => result.IsUnpriced);

    /// <summary>Of <see cref="ReceivedAt"/> those that have none, whether or not people entered one.</summary>
    /// <param name="pricing">What the auction pays.</param>
    public IEnumerable<IntervalResult> ReceivedUnpricedAt(AuctionPricing? pricing) => ReceivedAt(pricing).Where(static result => result.IsUnpriced);

    /// <summary>Prices that people entered and that count: of intervals that have no other.</summary>
    /// <param name="pricing">What the auction pays.</param>
    public IReadOnlyList<EnteredPrice> EnteredAt(AuctionPricing? pricing)
    {
        if (EnteredPrices is null)
            return [];

        var open = ReceivedUnpricedAt(pricing).Select(static result => result.Position).ToHashSet();
        return [.. EnteredPrices.Where(entered => entered.ConfirmedBy is not null && open.Contains(entered.Position))];
    }

    /// <summary>The comparison of the bid with its result, at the prices that are known by now.</summary>
    /// <param name="pricing">What the auction pays.</param>
    public BidOutcome Compare(AuctionPricing? pricing) => BidResults.Reconcile(Intervals, ResultsAt(pricing));

    /// <summary>
    /// True for a result that takes the place of the one that is there: a later revision of its document, else a document that was made later. In whatever order and however
    /// often results come, the same one stays.
    /// </summary>
    public bool IsReplacedBy(string document, int revision, DateTimeOffset? created)
    {
        if (ResultDocument is null)
            return true;

        if (ResultDocument == document)
            return revision > (ResultRevision ?? 1);

        var (before, after) = (ResultCreated ?? DateTimeOffset.MinValue, created ?? DateTimeOffset.MinValue);
        return after != before ? after > before : string.CompareOrdinal(document, ResultDocument) > 0;
    }

    /// <summary>The bid with a result, compared anew where it was compared before. Prices that were entered for another result go with it.</summary>
    public BidEntry With(IReadOnlyList<IntervalResult> results, string document, int revision, DateTimeOffset? created, AuctionPricing? pricing = null) => (this with
    {
        Results = results,
        ResultDocument = document,
        ResultRevision = revision,
        ResultCreated = created,
        ResultForm = PresentForm,
        EnteredPrices = null,
    }).ComparedAnew(pricing);

    /// <summary>The bid with prices for intervals whose result has none, in place of what was entered for them before; compared anew where it was compared before.</summary>
    public BidEntry With(IReadOnlyList<EnteredPrice> prices, AuctionPricing? pricing) => (this with
    {
        EnteredPrices = [.. (EnteredPrices ?? []).Where(entered => !prices.Any(price => price.Position == entered.Position)).Concat(prices).OrderBy(static entered => entered.Position)],
    }).ComparedAnew(pricing);

    private BidEntry ComparedAnew(AuctionPricing? pricing) => Outcome is null ? this : this with { Outcome = Compare(pricing) };

    /// <summary>Most that it can cost.</summary>
    public decimal Worst => Intervals.Sum(static interval => interval.Worst);
}

/// <summary>The price of an interval whose result has none, as somebody entered it.</summary>
/// <param name="Position">Position of the interval, from 1.</param>
/// <param name="Price">Per MWh.</param>
/// <param name="Source">Where it is from: letter, notice or call of the trading center.</param>
/// <param name="By">Who entered it.</param>
public sealed record EnteredPrice(int Position, decimal Price, string Source, string By)
{
    /// <summary>Nobody guesses it: the digest of the entry in the ledger tells no price to who tries them out. Null of what was entered before there was one.</summary>
    public Guid? Id { get; init; }

    /// <summary>Who confirmed it, another person; null before, and it does not count.</summary>
    public string? ConfirmedBy { get; init; }
}

/// <summary>Every step from one state of a bid to another there is; what is not in the table cannot happen.</summary>
public static class BidTransitions
{
    public static IReadOnlyList<(BidState From, BidAction Action, BidState To)> Table { get; } =
    [
        (BidState.Draft, BidAction.Write, BidState.Draft),
        (BidState.Draft, BidAction.Propose, BidState.Proposed),
        (BidState.Draft, BidAction.Miss, BidState.Missed),
        (BidState.Draft, BidAction.Withdraw, BidState.Withdrawn),
        (BidState.Proposed, BidAction.Write, BidState.Draft),
        (BidState.Proposed, BidAction.Propose, BidState.Proposed),
        (BidState.Proposed, BidAction.Sign, BidState.Signed),
        (BidState.Proposed, BidAction.Miss, BidState.Missed),
        (BidState.Proposed, BidAction.Withdraw, BidState.Withdrawn),
        (BidState.Signed, BidAction.Submit, BidState.Submitted),
        (BidState.Signed, BidAction.Miss, BidState.Missed),
        (BidState.Signed, BidAction.Withdraw, BidState.Withdrawn),
        (BidState.Submitted, BidAction.Decide, BidState.Decided),
        (BidState.Submitted, BidAction.Refuse, BidState.Refused),
        (BidState.Decided, BidAction.Decide, BidState.Decided),
        (BidState.Decided, BidAction.Price, BidState.Decided),
        (BidState.Decided, BidAction.ConfirmPrice, BidState.Decided),
        (BidState.Decided, BidAction.Reconcile, BidState.Reconciled),
        (BidState.Reconciled, BidAction.Price, BidState.Reconciled),
        (BidState.Reconciled, BidAction.ConfirmPrice, BidState.Reconciled),
        (BidState.Reconciled, BidAction.Correct, BidState.Reconciled),
    ];

    /// <summary>Where an action leads, or null where it is not allowed.</summary>
    public static BidState? Next(BidState from, BidAction action) =>
        Table.Where(row => row.From == from && row.Action == action).Select(static row => (BidState?)row.To).FirstOrDefault();

    /// <summary>What to say of an action that is not allowed.</summary>
    public static Problem Refuse(BidEntry bid, BidAction action) => new(
        ProblemCodes.BidTransition,
        $"{bid.Number} version {bid.Version} is {bid.State}; {action} is not possible.",
        "",
        Table.Any(row => row.From == bid.State) ? $"Possible are {string.Join(", ", Table.Where(row => row.From == bid.State).Select(static row => row.Action))}." : "Its life is over; write a new bid.");
}
