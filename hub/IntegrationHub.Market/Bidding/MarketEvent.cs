using IntegrationHub.Market.Parameters;
using IntegrationHub.Market.Quantities;
using NodaTime;

namespace IntegrationHub.Market.Bidding;

/// <summary>For which span of time a market is held.</summary>
public enum MarketEventKind
{
    /// <summary>A year, by months.</summary>
    Annual,

    /// <summary>A month, by days.</summary>
    Monthly,

    /// <summary>Days to come, by intervals.</summary>
    DayAhead,

    /// <summary>The day that runs, by intervals.</summary>
    RealTime,
}

/// <summary>What is paid for what a bid is given.</summary>
public enum AuctionPricing
{
    /// <summary>The clearing price, by everybody in an interval.</summary>
    Uniform,

    /// <summary>By each step of a bid its own price.</summary>
    PayAsBid,
}

/// <summary>One auction as the trading center announces it: what is traded, until when bids are taken, and what a bid may be.</summary>
/// <remarks>Limits and steps are figures of dated market rules: they come with the announcement and name their source.</remarks>
public sealed record MarketEvent
{
    /// <summary>What it is known by, e.g. <c>DA-2027-01-15</c>: 1 to 30 capital letters, digits and hyphens. It is the <c>auction.mRID</c> of its bids.</summary>
    public required string Code { get; init; }

    public required MarketEventKind Kind { get; init; }

    /// <summary>Name of the trading center among the parties.</summary>
    public required string Party { get; init; }

    /// <summary>EIC of the area that is traded in.</summary>
    public required string Area { get; init; }

    /// <summary>First day of delivery.</summary>
    public required LocalDate From { get; init; }

    /// <summary>Last day of delivery.</summary>
    public required LocalDate To { get; init; }

    /// <summary>Minutes of an interval, 15, 30 or 60, of a day-ahead or real-time market; none otherwise.</summary>
    public int? StepMinutes { get; init; }

    /// <summary>From this instant on no bid is taken.</summary>
    public required DateTimeOffset GateClosure { get; init; }

    /// <summary>Currency of the prices (ISO 4217).</summary>
    public required string Currency { get; init; }

    public required decimal LowestPrice { get; init; }

    public required decimal HighestPrice { get; init; }

    /// <summary>Smallest step of a price.</summary>
    public required decimal PriceTick { get; init; }

    /// <summary>Smallest step of a quantity, in MWh.</summary>
    public required Energy QuantityStep { get; init; }

    /// <summary>Price steps of a bid per interval.</summary>
    public required int MostSteps { get; init; }

    /// <summary>What is paid for what is given; the clearing price where nothing is said.</summary>
    public AuctionPricing? Pricing { get; init; }

    /// <summary>The rules that these figures are from.</summary>
    public required RuleSource Source { get; init; }

    public BidRules ToRules() => new(new(LowestPrice, HighestPrice, PriceTick), MostSteps, QuantityStep);

    /// <summary>True where each step of a bid pays its own price: what a result gives then is no clearing price of the market.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool PaysAsBid => Pricing == AuctionPricing.PayAsBid;

    /// <summary>True for another round of the same market with the same intervals, where the same is paid: prices of one that pays otherwise say nothing of this one.</summary>
    public bool IsLike(MarketEvent other) => Kind == other.Kind && Party == other.Party && Area == other.Area && StepMinutes == other.StepMinutes && PaysAsBid == other.PaysAsBid;
}
