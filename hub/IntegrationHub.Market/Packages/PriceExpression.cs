using System.Text.Json.Serialization;

namespace IntegrationHub.Market.Packages;

/// <summary>
/// How a package makes money of energy: a typed expression, stored as JSON with the property <c>kind</c>, so that a new combination needs no
/// change of a schema. Prices are in the package's currency per MWh, without tax unless the package says otherwise; shares are fractions from 0 to 1.
/// Immutable.
/// </summary>
/// <remarks>Checked by <see cref="PackageRules"/>; priced by <see cref="CompiledPackage"/>.</remarks>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind", UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FailSerialization)]
[JsonDerivedType(typeof(FixedPrice), "fixed")]
[JsonDerivedType(typeof(LinkedPrice), "linked")]
[JsonDerivedType(typeof(SpreadShare), "spread")]
[JsonDerivedType(typeof(Mix), "mix")]
[JsonDerivedType(typeof(Tiered), "tiered")]
[JsonDerivedType(typeof(TimeDivided), "timeDivided")]
[JsonDerivedType(typeof(Bounded), "bounded")]
[JsonDerivedType(typeof(Together), "together")]
[JsonDerivedType(typeof(GreenAddOn), "green")]
[JsonDerivedType(typeof(StandingCharge), "standing")]
[JsonDerivedType(typeof(FeedIn), "feedIn")]
[JsonDerivedType(typeof(Community), "community")]
public abstract record PriceExpression;

/// <summary>The same price for every MWh.</summary>
public sealed record FixedPrice(decimal Price) : PriceExpression;

/// <summary>Linked to the market: reference × share + markup, interval by interval where the reference has intervals.</summary>
/// <param name="Reference">Name of the reference price, e.g. <c>day-ahead</c> or <c>monthly-average</c>.</param>
/// <param name="Markup">Service fee per MWh; may be negative.</param>
/// <param name="Share">Part of the reference that is passed on; 1 for all of it.</param>
public sealed record LinkedPrice(string Reference, decimal Markup, decimal Share = 1) : PriceExpression;

/// <summary>
/// The customer gets a share of the spread between a base price and the market: base − share × (base − reference), not below
/// <paramref name="Floor"/> and not above <paramref name="Ceiling"/>.
/// </summary>
public sealed record SpreadShare(string Reference, decimal Base, decimal Share, decimal? Floor = null, decimal? Ceiling = null) : PriceExpression;

/// <summary>Parts of the energy with prices of their own, e.g. 70 % fixed and 30 % floating. The shares sum to 1.</summary>
public sealed record Mix(IReadOnlyList<MixPart> Parts) : PriceExpression;

/// <summary>One part of a <see cref="Mix"/>.</summary>
public sealed record MixPart(decimal Share, PriceExpression Price);

/// <summary>By volume of the month: each MWh has the price of the tier it falls into.</summary>
public sealed record Tiered(IReadOnlyList<Tier> Tiers) : PriceExpression;

/// <summary>A tier up to and with <paramref name="UpTo"/> MWh; the last one has no end.</summary>
public sealed record Tier(decimal Price, decimal? UpTo = null);

/// <summary>By time of day: peak, flat, valley, or interval by interval. Together the times cover every day once.</summary>
public sealed record TimeDivided(IReadOnlyList<TimeBand> Bands) : PriceExpression;

/// <summary>A price for some times.</summary>
/// <param name="Name">What the customer reads, e.g. <c>peak</c>.</param>
/// <param name="Times">Local times; a span that ends at or before its start goes over midnight, 00:00–00:00 is the whole day.</param>
/// <param name="Price">What is charged then.</param>
/// <param name="Months">Months of the year it holds in, 1 to 12; empty for all.</param>
/// <param name="DayTypes">Types of day it holds on; empty for all.</param>
public sealed record TimeBand(
    string Name, IReadOnlyList<TimeSpanOfDay> Times, PriceExpression Price, IReadOnlyList<int>? Months = null, IReadOnlyList<Time.DayType>? DayTypes = null);

/// <summary>A half-open span of local time in minutes from midnight.</summary>
public sealed record TimeSpanOfDay(int FromMinute, int ToMinute)
{
    /// <summary>True when the minute of the day lies in the span.</summary>
    public bool Contains(int minute) =>
        FromMinute < ToMinute ? minute >= FromMinute && minute < ToMinute : minute >= FromMinute || minute < ToMinute;
}

/// <summary>A cap and a floor on the average price of what is inside, as a clause of the contract.</summary>
public sealed record Bounded(PriceExpression Price, decimal? Floor = null, decimal? Ceiling = null) : PriceExpression;

/// <summary>Several things charged one beside the other.</summary>
public sealed record Together(IReadOnlyList<PriceExpression> Parts) : PriceExpression;

/// <summary>Green power: a premium for a share of the energy.</summary>
public sealed record GreenAddOn(decimal Premium, decimal Share = 1) : PriceExpression;

/// <summary>A charge that does not depend on energy: per day (British standing charge) or per month.</summary>
public sealed record StandingCharge(decimal PerDay = 0, decimal PerMonth = 0) : PriceExpression;

/// <summary>Energy that the customer feeds into the grid is paid for.</summary>
public sealed record FeedIn(decimal Price) : PriceExpression;

/// <summary>Energy from a community's own plant has one price, what comes from the grid another (German energy sharing and tenant supply).</summary>
public sealed record Community(PriceExpression Inside, PriceExpression Outside) : PriceExpression;
