using System.Globalization;
using IntegrationHub.Market.Packages;
using NodaTime;

namespace IntegrationHub.Market.CustomerSide;

/// <summary>For what energy or when a price holds: which of the words for it, and its value.</summary>
/// <param name="What"><c>share</c>, <c>band</c>, <c>times</c>, <c>months</c>, <c>dayType</c>, <c>upTo</c>, <c>above</c>, <c>inside</c>, <c>outside</c>, <c>reference</c> or <c>passedOn</c>.</param>
/// <param name="Value">A percentage, times, months, MWh, or a name; empty where the word says all.</param>
public sealed record PackageCondition(string What, string Value = "");

/// <summary>One price of a package.</summary>
/// <param name="Rule">What is charged: a rule of bills, or <c>base</c>, <c>floor</c>, <c>ceiling</c>, <c>markup</c>.</param>
/// <param name="For">What it holds for, from the whole to its part; empty for everything.</param>
/// <param name="Price">Per <paramref name="Unit"/>, in the package's currency.</param>
/// <param name="Unit"><c>MWh</c>, <c>day</c> or <c>month</c>.</param>
public sealed record PackageLine(string Rule, IReadOnlyList<PackageCondition> For, decimal Price, string Unit);

/// <summary>A package as everybody may read it, price by price. It is made when the text about it is written, and says the same as long as that is published.</summary>
/// <param name="Code">Of the package.</param>
/// <param name="Version">Of the package.</param>
/// <param name="Names">By language tag.</param>
/// <param name="Currency">Of all prices.</param>
/// <param name="From">First day on which contracts can be made.</param>
/// <param name="OpenTo">Groups of customers; empty for all.</param>
/// <param name="Bearer">Who bears deviation.</param>
/// <param name="CustomerShare">The fraction of it that the customer bears.</param>
/// <param name="Lines">Its prices.</param>
public sealed record PublicPackage(
    string Code, int Version, IReadOnlyDictionary<string, string> Names, string Currency, LocalDate From, IReadOnlyList<string> OpenTo, DeviationBearer Bearer, decimal CustomerShare, IReadOnlyList<PackageLine> Lines)
{
    /// <summary>Packages of one text.</summary>
    public const int Most = 20;

    /// <summary>Last day on which contracts can be made; null where none is set.</summary>
    public LocalDate? To { get; init; }

    public bool IsOverOn(LocalDate day) => To is { } last && last < day;

    /// <summary>The name in a language, or in the first one that there is.</summary>
    public string NameIn(string language) =>
        Names.FirstOrDefault(name => name.Key.StartsWith(language, StringComparison.OrdinalIgnoreCase)).Value ?? Names.Values.FirstOrDefault() ?? Code;

    /// <summary>Everything in it that people wrote, to be looked through for what is confidential.</summary>
    public string Words() => string.Join('\n', Names.Values.Concat(OpenTo).Concat(Lines.SelectMany(static line => line.For).Select(static condition => condition.Value)));

    public static PublicPackage Of(PricePackage package) => new(
        package.Code, package.Version, package.Names, package.Currency, package.ValidFrom, package.OpenTo, package.Deviation.Bearer, package.Deviation.Fraction, [.. LinesOf(package.Price, [])]) { To = package.ValidTo };

    private static IReadOnlyList<PackageLine> LinesOf(PriceExpression price, IReadOnlyList<PackageCondition> holds) => price switch
    {
        FixedPrice one => [new("fixed", holds, one.Price, Energy)],
        LinkedPrice one => [new("markup", [.. holds, new("reference", one.Reference), new("passedOn", Percent(one.Share))], one.Markup, Energy)],
        SpreadShare one => [new("base", [.. holds, new("reference", one.Reference), new("passedOn", Percent(one.Share))], one.Base, Energy), .. Bounds(holds, one.Floor, one.Ceiling)],
        Mix mix => [.. mix.Parts.SelectMany(part => LinesOf(part.Price, [.. holds, new("share", Percent(part.Share))]))],
        Tiered tiered => [.. tiered.Tiers.Select((tier, i) => new PackageLine("tiered", [.. holds, .. Limits(i == 0 ? null : tiered.Tiers[i - 1].UpTo, tier.UpTo)], tier.Price, Energy))],
        TimeDivided divided => [.. divided.Bands.SelectMany(band => LinesOf(band.Price, [.. holds, .. Times(band)]))],
        Bounded bounded => [.. LinesOf(bounded.Price, holds), .. Bounds(holds, bounded.Floor, bounded.Ceiling)],
        Together together => [.. together.Parts.SelectMany(part => LinesOf(part, holds))],
        GreenAddOn green => [new("green", [.. holds, new("share", Percent(green.Share))], green.Premium, Energy)],
        StandingCharge standing => [.. new PackageLine[] { new("standing", holds, standing.PerDay, "day"), new("standing", holds, standing.PerMonth, "month") }.Where(static line => line.Price != 0)],
        FeedIn one => [new("feedIn", holds, one.Price, Energy)],
        Community community => [.. LinesOf(community.Inside, [.. holds, new("inside")]), .. LinesOf(community.Outside, [.. holds, new("outside")])],
        _ => throw new ArgumentOutOfRangeException(nameof(price), price.GetType().Name, "Say how it is shown to everybody."),
    };

    private static IEnumerable<PackageLine> Bounds(IReadOnlyList<PackageCondition> holds, decimal? floor, decimal? ceiling)
    {
        if (floor is { } lowest)
            yield return new("floor", holds, lowest, Energy);

        if (ceiling is { } highest)
            yield return new("ceiling", holds, highest, Energy);
    }

    private static IEnumerable<PackageCondition> Limits(decimal? above, decimal? upTo)
    {
        if (above is { } from)
            yield return new("above", Figure(from));

        if (upTo is { } to)
            yield return new("upTo", Figure(to));
    }

    private static IEnumerable<PackageCondition> Times(TimeBand band)
    {
        yield return new("band", band.Name);
        yield return new("times", string.Join(", ", band.Times.Select(static span => $"{Clock(span.FromMinute)}–{Clock(span.ToMinute)}")));
        if (band.Months is { Count: > 0 } months)
            yield return new("months", string.Join(", ", months));

        foreach (var type in band.DayTypes ?? [])
            yield return new("dayType", type.ToString());
    }

    private const string Energy = "MWh";

    private static string Clock(int minute) => string.Create(CultureInfo.InvariantCulture, $"{minute / 60:00}:{minute % 60:00}");

    private static string Percent(decimal share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.##} %");

    private static string Figure(decimal value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}
