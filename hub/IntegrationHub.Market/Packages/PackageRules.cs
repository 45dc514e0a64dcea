using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Time;

namespace IntegrationHub.Market.Packages;

/// <summary>Everything that can be wrong with a package, found at once.</summary>
public static class PackageRules
{
    /// <summary>Nesting of expressions; what customers can still follow on a bill.</summary>
    public const int DeepestNesting = 8;

    /// <summary>Parts of one expression, bands and tiers included.</summary>
    public const int MostParts = 500;

    /// <summary>Highest amount of any price, cap and limit: what sums over a month stay exact for, in every currency.</summary>
    public const decimal HighestPrice = 1_000_000_000m;

    private static readonly DayType[] DayTypes = [DayType.Working, DayType.Weekend, DayType.Holiday];

    public static IReadOnlyList<Problem> Check(PricePackage package)
    {
        var problems = new List<Problem>();
        if (string.IsNullOrWhiteSpace(package.Code))
            problems.Add(new(ProblemCodes.ValueMissing, "The package has no code.", "code", "Enter one."));

        if (package.Names.Count == 0 || package.Names.Values.Any(string.IsNullOrWhiteSpace))
            problems.Add(new(ProblemCodes.ValueMissing, "The package has no name, or an empty one.", "names", "Enter a name for each language."));

        if (package.Currency.Length != 3 || !package.Currency.All(char.IsAsciiLetterUpper))
            problems.Add(new(ProblemCodes.ValueUnreadable, $"The currency is \"{package.Currency}\".", "currency", "Enter three capital letters, e.g. CNY."));

        if (package.ValidTo < package.ValidFrom)
            problems.Add(new(ProblemCodes.ValidityReversed, $"It is valid from {package.ValidFrom:uuuu-MM-dd} to {package.ValidTo:uuuu-MM-dd}.", "validTo", "Correct the days."));

        if (package.MinPrice > package.MaxPrice)
            problems.Add(new(ProblemCodes.FloorAboveCeiling, "The lowest allowed price is above the highest.", "minPrice", "Correct the limits."));

        Amount(package.MinPrice, "minPrice");
        Amount(package.MaxPrice, "maxPrice");
        if (package.Rounding.Decimals is < 0 or > Rounding.MostDecimals || !Enum.IsDefined(package.Rounding.Mode))
            problems.Add(new(ProblemCodes.ValueUnreadable, $"Amounts are rounded to {package.Rounding}.", "rounding", $"Use 0 to {Rounding.MostDecimals} decimals and a known mode."));

        Filled(package.OpenTo, "openTo");
        Filled(package.SettlementMethods, "settlementMethods");
        if (package.Deviation.CustomerShare is < 0 or > 1)
            problems.Add(ShareProblem("deviation.customerShare", package.Deviation.CustomerShare));

        var parts = 0;
        CheckExpression(package.Price, "price", 1);
        if (parts > MostParts)
            problems.Add(new(ProblemCodes.PackageTooLarge, $"The price has {parts} parts.", "price", $"Use at most {MostParts}."));

        return problems;

        void CheckExpression(PriceExpression? expression, string at, int depth)
        {
            parts++;
            if (expression is null)
            {
                problems.Add(new(ProblemCodes.PackageEmpty, "There is no price.", at, "Enter one."));
                return;
            }

            if (depth > DeepestNesting)
            {
                problems.Add(new(ProblemCodes.PackageTooDeep, $"Prices are nested more than {DeepestNesting} deep.", at, "Simplify: a customer must be able to follow the bill."));
                return;
            }

            switch (expression)
            {
                case FixedPrice { Price: var price }:
                    Limit(price, $"{at}.price");
                    break;
                case LinkedPrice linked:
                    Named(linked.Reference, $"{at}.reference");
                    Share(linked.Share, $"{at}.share");
                    if (Math.Abs(linked.Markup) > package.MaxPrice)
                        Limit(linked.Markup, $"{at}.markup");
                    else
                        Amount(linked.Markup, $"{at}.markup");
                    break;
                case SpreadShare spread:
                    Named(spread.Reference, $"{at}.reference");
                    Share(spread.Share, $"{at}.share");
                    Limit(spread.Base, $"{at}.base");
                    Bounds(spread.Floor, spread.Ceiling, at);
                    break;
                case Mix mix:
                    CheckMix(mix, at, depth);
                    break;
                case Tiered tiered:
                    CheckTiers(tiered, at);
                    break;
                case TimeDivided divided:
                    CheckBands(divided, at, depth);
                    break;
                case Bounded bounded:
                    Bounds(bounded.Floor, bounded.Ceiling, at);
                    if (bounded.Floor is null && bounded.Ceiling is null)
                        problems.Add(new(ProblemCodes.ValueMissing, "There is neither floor nor ceiling.", at, "Enter one of them, or leave the clause away."));
                    CheckExpression(bounded.Price, $"{at}.price", depth + 1);
                    break;
                case Together { Parts: var inside }:
                    if (inside.Count == 0)
                        problems.Add(new(ProblemCodes.PackageEmpty, "Nothing is charged.", $"{at}.parts", "Enter at least one part."));
                    for (var i = 0; i < inside.Count; i++)
                        CheckExpression(inside[i], $"{at}.parts[{i}]", depth + 1);
                    break;
                case GreenAddOn green:
                    Limit(green.Premium, $"{at}.premium");
                    Share(green.Share, $"{at}.share");
                    break;
                case StandingCharge standing:
                    if (standing.PerDay < 0 || standing.PerMonth < 0)
                        problems.Add(new(ProblemCodes.PriceOutOfLimits, "A standing charge is negative.", at, "Enter zero or more."));
                    Amount(standing.PerDay, $"{at}.perDay");
                    Amount(standing.PerMonth, $"{at}.perMonth");
                    break;
                case FeedIn { Price: var price }:
                    Limit(price, $"{at}.price");
                    break;
                case Community community:
                    CheckExpression(community.Inside, $"{at}.inside", depth + 1);
                    CheckExpression(community.Outside, $"{at}.outside", depth + 1);
                    break;
                default:
                    throw new InvalidOperationException($"No rule for {expression.GetType().Name}.");
            }
        }

        void CheckMix(Mix mix, string at, int depth)
        {
            for (var i = 0; i < mix.Parts.Count; i++)
            {
                if (!Present(mix.Parts[i], $"{at}.parts[{i}]"))
                    continue;

                Share(mix.Parts[i].Share, $"{at}.parts[{i}].share");
                CheckExpression(mix.Parts[i].Price, $"{at}.parts[{i}].price", depth + 1);
            }

            // Only fractions are summed: others are reported above, and their sum may have no number.
            var shares = mix.Parts.Where(static part => part is { Share: >= 0 and <= 1 }).ToList();
            if (shares.Count == mix.Parts.Count && shares.Sum(static part => part.Share) is var sum and not 1)
                problems.Add(new(ProblemCodes.ShareOutOfRange, $"The shares sum to {sum}.", $"{at}.parts", "They must sum to 1."));
        }

        void CheckTiers(Tiered tiered, string at)
        {
            var before = 0m;
            for (var i = 0; i < tiered.Tiers.Count; i++)
            {
                parts++;
                var tier = tiered.Tiers[i];
                if (!Present(tier, $"{at}.tiers[{i}]"))
                    continue;

                Limit(tier.Price, $"{at}.tiers[{i}].price");
                var last = i == tiered.Tiers.Count - 1;
                if (tier.UpTo is null != last)
                    problems.Add(new(ProblemCodes.TierOpenEnded, last ? "The last tier ends." : "A tier before the last has no end.", $"{at}.tiers[{i}].upTo", "Only the last tier is without end."));
                else if (tier.UpTo is { } upTo && upTo <= before)
                    problems.Add(new(ProblemCodes.TiersDisordered, $"{upTo} MWh is not above {before} MWh.", $"{at}.tiers[{i}].upTo", "Let the tiers rise."));

                before = tier.UpTo ?? before;
            }

            if (tiered.Tiers.Count == 0)
                problems.Add(new(ProblemCodes.PackageEmpty, "There is no tier.", $"{at}.tiers", "Enter at least one."));
        }

        void CheckBands(TimeDivided divided, string at, int depth)
        {
            var whole = true;
            for (var i = 0; i < divided.Bands.Count; i++)
            {
                var band = divided.Bands[i];
                if (!Present(band, $"{at}.bands[{i}]"))
                {
                    whole = false;
                    continue;
                }

                CheckExpression(band.Price, $"{at}.bands[{i}].price", depth + 1);
                for (var j = 0; j < band.Times.Count; j++)
                {
                    if (!Present(band.Times[j], $"{at}.bands[{i}].times[{j}]"))
                        whole = false;
                    else if (band.Times[j].FromMinute is < 0 or > 1440 || band.Times[j].ToMinute is < 0 or > 1440)
                        problems.Add(new(ProblemCodes.ValueUnreadable, "A time lies outside the day.", $"{at}.bands[{i}].times[{j}]", "Use minutes from 0 to 1440."));
                }

                if (band.Months?.Any(static month => month is < 1 or > 12) == true)
                    problems.Add(new(ProblemCodes.ValueUnreadable, "A month is not one of 1 to 12.", $"{at}.bands[{i}].months", "Use 1 to 12."));
            }

            // Whether bands cover the day can be said only when all of them are there.
            if (whole && TimeBandCover.FindFault(divided.Bands, DayTypes) is { } fault)
            {
                problems.Add(fault.Bands.Count == 0
                    ? new(ProblemCodes.TimesIncomplete, $"No band has a price for {fault.When}.", $"{at}.bands", "Let the bands cover every day.")
                    : new(ProblemCodes.TimesOverlap, $"{string.Join(" and ", fault.Bands)} both hold at {fault.When}.", $"{at}.bands", "Let each time belong to one band."));
            }
        }

        bool Present(object? part, string at)
        {
            if (part is null)
                problems.Add(new(ProblemCodes.PackageEmpty, "There is nothing.", at, "Fill it in, or take it out."));

            return part is not null;
        }

        void Filled(IReadOnlyList<string> names, string at)
        {
            for (var i = 0; i < names.Count; i++)
            {
                if (string.IsNullOrWhiteSpace(names[i]))
                    problems.Add(new(ProblemCodes.ValueMissing, "There is no name.", $"{at}[{i}]", "Enter one, or take it out."));
            }
        }

        void Amount(decimal price, string at)
        {
            if (Math.Abs(price) > HighestPrice)
                problems.Add(new(ProblemCodes.PriceOutOfLimits, $"{price} lies beyond {HighestPrice}.", at, "Use another unit of the currency, or correct the amount."));
        }

        void Limit(decimal price, string at)
        {
            if (price < package.MinPrice || price > package.MaxPrice)
            {
                problems.Add(new(
                    ProblemCodes.PriceOutOfLimits, $"{price} is not between {package.MinPrice} and {package.MaxPrice}.", at, "Correct the price, or have the limits changed."));
            }
            else
            {
                Amount(price, at);
            }
        }

        void Bounds(decimal? floor, decimal? ceiling, string at)
        {
            if (floor is { } lowest)
                Limit(lowest, $"{at}.floor");

            if (ceiling is { } highest)
                Limit(highest, $"{at}.ceiling");

            if (floor > ceiling)
                problems.Add(new(ProblemCodes.FloorAboveCeiling, $"The floor {floor} is above the ceiling {ceiling}.", $"{at}.floor", "Exchange or correct them."));
        }

        void Share(decimal share, string at)
        {
            if (share is < 0 or > 1)
                problems.Add(ShareProblem(at, share));
        }

        void Named(string reference, string at)
        {
            if (string.IsNullOrWhiteSpace(reference))
                problems.Add(new(ProblemCodes.ReferenceUnnamed, "The price refers to nothing.", at, "Name a reference price."));
        }
    }

    private static Problem ShareProblem(string at, decimal share) => new(ProblemCodes.ShareOutOfRange, $"{share} is not a fraction.", at, "Enter a number from 0 to 1.");
}
