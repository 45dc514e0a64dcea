using IntegrationHub.Market.Time;

namespace IntegrationHub.Market.Packages;

/// <summary>Turns the expression of a package into parts that price energy.</summary>
internal sealed class PackageCompiler(PricePackage package, MonthGrid grid, IReadOnlyDictionary<string, ReferencePrice> references, List<Problem> problems)
{
    private readonly HashSet<EnergySource> _sources = [];

    /// <summary>Energies that the compiled parts price beside consumption.</summary>
    public IReadOnlySet<EnergySource> Sources => _sources;

    public PricedPart Compile(PriceExpression expression, string path, EnergySelection selection) => expression switch
    {
        FixedPrice price => new FlatPart(Term("fixed", path), selection, price.Price),
        LinkedPrice linked => Referring("linked", path, selection, linked.Reference, reference => (reference * linked.Share) + linked.Markup),
        SpreadShare spread => Referring("spread", path, selection, spread.Reference, reference => Clamp(spread.Base - (spread.Share * (spread.Base - reference)), spread)),
        Mix mix => new SeveralParts([.. mix.Parts.Select((part, i) => Compile(part.Price, $"{path}.parts[{i}].price", selection with { Share = selection.Share * part.Share }))]),
        Tiered tiered => new TieredPart(Term("tiered", path), selection, tiered.Tiers),
        TimeDivided divided => new SeveralParts([.. divided.Bands.Select((band, i) => Band(band, $"{path}.bands[{i}].price", selection))]),
        Bounded bounded => new BoundedPart(Term("bounded", path), selection, Compile(bounded.Price, $"{path}.price", selection), bounded.Floor, bounded.Ceiling, package.Currency),
        Together together => new SeveralParts([.. together.Parts.Select((part, i) => Compile(part, $"{path}.parts[{i}]", selection))]),
        GreenAddOn green => new FlatPart(Term("green", path), selection with { Share = selection.Share * green.Share }, green.Premium),
        StandingCharge standing => new StandingPart(Term("standing", path), standing, grid.Month.Days),
        FeedIn feedIn => new FlatPart(Term("feedIn", path), Of(EnergySource.Export, selection), -feedIn.Price),
        Community community => new SeveralParts(
        [
            Compile(community.Inside, $"{path}.inside", Of(EnergySource.Community, selection)),
            Compile(community.Outside, $"{path}.outside", Of(EnergySource.Outside, selection)),
        ]),
        _ => throw new InvalidOperationException($"No way to price {expression.GetType().Name}."),
    };

    private EnergySelection Of(EnergySource source, EnergySelection selection)
    {
        // What the community does not cover is known from what it covers.
        _sources.Add(source == EnergySource.Outside ? EnergySource.Community : source);
        return selection with { Source = source };
    }

    private PricedPart Band(TimeBand band, string path, EnergySelection selection)
    {
        CheckTimes(band, path);
        var within = selection.Where(grid.Count, index =>
        {
            var time = grid.LocalTimeOf(index);
            return TimeBandCover.Holds(band, grid.Month.Month, grid.DayTypeOf(index), (time.Hour * 60) + time.Minute);
        });
        var part = Compile(band.Price, path, within);
        return part with { Term = part.Term with { Label = part.Term.Label.Length == 0 ? band.Name : $"{band.Name}, {part.Term.Label}" } };
    }

    /// <summary>An interval has one price: a band that begins or ends within one can not be priced.</summary>
    private void CheckTimes(TimeBand band, string path)
    {
        for (var i = 0; i < band.Times.Count; i++)
        {
            var times = band.Times[i];
            if (times.FromMinute % grid.StepMinutes == 0 && times.ToMinute % grid.StepMinutes == 0)
                continue;

            problems.Add(new(
                ProblemCodes.TimesOffGrid,
                $"\"{band.Name}\" lasts from minute {times.FromMinute} to {times.ToMinute}, which is not on intervals of {grid.StepMinutes} minutes.",
                $"{path[..^".price".Length]}.times[{i}]",
                $"Use multiples of {grid.StepMinutes}, or settle by shorter intervals."));
        }
    }

    private PricedPart Referring(string rule, string path, EnergySelection selection, string name, Func<decimal, decimal> price)
    {
        if (!references.TryGetValue(name, out var reference))
        {
            problems.Add(new(ProblemCodes.ReferenceMissing, $"There is no price \"{name}\" for {grid.Month}.", path, "Import the market's prices of the month, or correct the name."));
            return new FlatPart(Term(rule, path), selection, 0);
        }

        if (!reference.HasIntervals)
            return new FlatPart(Term(rule, path) with { Label = name }, selection, price(reference.Flat));

        if (reference.ByInterval.Length != grid.Count)
        {
            problems.Add(new(
                ProblemCodes.ReferenceMissing, $"\"{name}\" has {reference.ByInterval.Length} prices for the {grid.Count} intervals of {grid.Month}.", path, "Import the prices of this month."));
            return new FlatPart(Term(rule, path), selection, 0);
        }

        var prices = new decimal[grid.Count];
        for (var i = 0; i < prices.Length; i++)
            prices[i] = price(reference.ByInterval[i] / ReferencePrice.Scale);

        return new IntervalPart(Term(rule, path) with { Label = name }, selection, ScaledPrices.Of(prices));
    }

    private static decimal Clamp(decimal price, SpreadShare spread) =>
        Math.Min(Math.Max(price, spread.Floor ?? decimal.MinValue), spread.Ceiling ?? decimal.MaxValue);

    private TermFrame Term(string rule, string path) => new(rule, path, "", package.Rounding);
}
