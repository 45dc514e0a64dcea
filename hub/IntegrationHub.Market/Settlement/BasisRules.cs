using IntegrationHub.Market.Json;
using IntegrationHub.Market.Packages;
using IntegrationHub.Market.Parameters;
using IntegrationHub.Market.Time;
using IntegrationHub.Schemas.Rules;

namespace IntegrationHub.Market.Settlement;

/// <summary>Reads and checks the basis of a month.</summary>
public static class BasisRules
{
    /// <summary>Characters of one basis.</summary>
    public const int LongestText = 4_000_000;

    private const decimal HighestPrice = 1_000_000m;

    /// <summary>A year's turnover of a large retailer; beyond it somebody mistook the column.</summary>
    private const decimal HighestFee = 100_000_000_000m;

    /// <summary>A basis from JSON, or everything that is wrong with it.</summary>
    public static Checked<MonthBasis> Read(string json, Func<MonthBasis, MonthGrid> grid)
    {
        if (json.Length > LongestText)
            return Checked.Bad<MonthBasis>(new Problem(ProblemCodes.FileTooLarge, $"The text has {json.Length} characters.", "basis", $"Use at most {LongestText}."));

        var read = MarketJson.Read<MonthBasis>(json, "basis", new(ProblemCodes.FileEmpty, "There is no basis.", "basis", "Enter one (docs/settlement.md)."));
        if (read.Value is not { } basis)
            return read;

        var problems = Check(basis, grid).ToList();
        return problems.Count == 0 ? read : Checked.Bad<MonthBasis>(problems);
    }

    /// <summary>Everything that is wrong with a basis.</summary>
    public static IEnumerable<Problem> Check(MonthBasis basis, Func<MonthBasis, MonthGrid> grid)
    {
        if (basis.Version < 1)
            yield return new(ProblemCodes.BasisField, $"The version is {basis.Version}.", "version", "Count versions from 1.");

        if (basis.Currency.Length != 3 || !basis.Currency.All(char.IsAsciiLetterUpper))
            yield return new(ProblemCodes.BasisField, $"\"{basis.Currency}\" is no currency.", "currency", "Give the three letters of ISO 4217.");

        if (!Eic.TryCreate(basis.Area, out _, out var problemOfArea))
            yield return new(ProblemCodes.BasisField, $"\"{basis.Area}\" is no EIC: {problemOfArea}", "area", "Give the code of the area with its check character.");

        foreach (var twice in basis.Days.GroupBy(static day => day.Day).Where(static same => same.Count() > 1))
            yield return new(ProblemCodes.BasisTwice, $"{twice.Key:uuuu-MM-dd} is there twice.", "days", "Say once what it is.");

        foreach (var problem in CheckReferences(basis, grid).Concat(CheckDeviation(basis)).Concat(CheckTables(basis)).Concat(CheckPurchases(basis)))
            yield return problem;

        if (basis.Tolerance.Energy < Quantities.Energy.Zero || basis.Tolerance.Amount < 0)
            yield return new(ProblemCodes.BasisField, "A tolerance is negative.", "tolerance", "Enter zero or more.");
    }

    /// <summary>The prices for packages; of a basis that was checked.</summary>
    public static IReadOnlyDictionary<string, ReferencePrice> References(MonthBasis basis, MonthGrid grid) => basis.References.ToDictionary(
        static price => price.Name,
        price => price.ByInterval is { } intervals ? ReferencePrice.Intervals(price.Name, grid, intervals) : ReferencePrice.Monthly(price.Name, price.Flat ?? 0),
        StringComparer.Ordinal);

    private static IEnumerable<Problem> CheckReferences(MonthBasis basis, Func<MonthBasis, MonthGrid> grid)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var count = basis.References.Any(static price => price.ByInterval is not null) ? grid(basis).Count : 0;
        for (var i = 0; i < basis.References.Count; i++)
        {
            var (price, where) = (basis.References[i], $"references[{i}]");
            if (string.IsNullOrWhiteSpace(price.Name))
                yield return new(ProblemCodes.ReferenceUnnamed, "The price has no name.", where, "Name it as packages do.");
            else if (!names.Add(price.Name))
                yield return new(ProblemCodes.BasisTwice, $"\"{price.Name}\" is there twice.", where, "Keep the one that counts.");

            if (price.Flat is null == price.ByInterval is null)
                yield return new(ProblemCodes.BasisField, $"\"{price.Name}\" has {(price.Flat is null ? "no price" : "a price for the month and prices for its intervals")}.", where, "Give flat or byInterval.");

            if (price.ByInterval is { } intervals && intervals.Count != count)
                yield return new(ProblemCodes.CurveLength, $"\"{price.Name}\" has {intervals.Count} prices for the {count} intervals of {basis.Month}.", $"{where}.byInterval", "Give one for each interval.");

            foreach (var bad in (price.ByInterval ?? [price.Flat ?? 0]).Where(static value => Math.Abs(value) > HighestPrice || decimal.Round(value, 6) != value).Take(1))
                yield return new(ProblemCodes.PriceOutOfLimits, $"\"{price.Name}\" has the price {bad}.", where, $"Prices lie within {HighestPrice} and have at most six decimals.");
        }
    }

    private static IEnumerable<Problem> CheckDeviation(MonthBasis basis)
    {
        if (basis.Excuse.Energy < Quantities.Energy.Zero)
            yield return new(ProblemCodes.BasisField, "The excused energy is negative.", "excuse.energy", "Enter zero or more.");

        if (basis.Deviation is not { } rule)
            yield break;

        if (!rule.HoldsOn(basis.Month.FirstDay))
            yield return new(ProblemCodes.ParameterMissing, $"The deviation rule does not hold on {basis.Month.FirstDay:uuuu-MM-dd}.", "deviation", "Enter the rule of the month.");

        if (string.IsNullOrWhiteSpace(rule.Source.Document) || string.IsNullOrWhiteSpace(rule.Source.Province))
            yield return new(ProblemCodes.ParameterSource, "The deviation rule names no document or no province.", "deviation.source", "Name the rules that the figures are from.");

        if (rule.Value.BandOver is < 0 or > 1 || rule.Value.BandUnder is < 0 or > 1)
            yield return new(ProblemCodes.ShareOutOfRange, "A free band is below 0 or above 1.", "deviation.value", "Write 2 % as 0.02.");

        if (rule.Value.Rounding.Decimals is < 0 or > 2)
            yield return new(ProblemCodes.BasisField, $"The charge is rounded to {rule.Value.Rounding.Decimals} decimals.", "deviation.value.rounding", "Money has at most 2.");
    }

    private static IEnumerable<Problem> CheckTables(MonthBasis basis)
    {
        for (var i = 0; i < basis.Catalogue.Count; i++)
        {
            foreach (var problem in DatedTable.Create(basis.Catalogue[i].Name, basis.Catalogue[i].Versions).Problems)
                yield return problem with { Where = $"catalogue[{i}]: {problem.Where}" };
        }

        foreach (var problem in basis.PowerFactors is { } factors ? DatedTable.Create(factors.Name, factors.Versions).Problems : [])
            yield return problem with { Where = $"powerFactors: {problem.Where}" };

        foreach (var twice in basis.Measured.GroupBy(static one => (one.AccountNumber, one.VoltageLevel)).Where(static same => same.Count() > 1))
            yield return new(ProblemCodes.BasisTwice, $"{twice.Key.AccountNumber}/{twice.Key.VoltageLevel} has two power factors.", "measured", "Keep the one that counts.");

        foreach (var factor in basis.Measured.Where(static one => one.PowerFactor is < 0 or > 1))
            yield return new(ProblemCodes.BasisField, $"{factor.AccountNumber}/{factor.VoltageLevel} has the power factor {factor.PowerFactor}.", "measured", "A power factor lies between 0 and 1.");
    }

    private static IEnumerable<Problem> CheckPurchases(MonthBasis basis)
    {
        var items = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < basis.Purchases.Count; i++)
        {
            var (purchase, where) = (basis.Purchases[i], $"purchases[{i}]");
            if (string.IsNullOrWhiteSpace(purchase.Item) || purchase.Item.Length > 35)
                yield return new(ProblemCodes.BasisField, "The purchase has no name, or one of more than 35 characters.", $"{where}.item", "Name it as the trading center does.");
            else if (!items.Add(purchase.Item))
                yield return new(ProblemCodes.BasisTwice, $"\"{purchase.Item}\" is there twice.", where, "Add them up, or name them apart.");

            if (purchase.Energy < Quantities.Energy.Zero)
                yield return new(ProblemCodes.QuantityNegative, $"\"{purchase.Item}\" has {purchase.Energy}.", $"{where}.energy", "What is sold back has an item of its own with its fee.");

            if (Math.Abs(purchase.Fee) > HighestFee || decimal.Round(purchase.Fee, 2) != purchase.Fee)
                yield return new(ProblemCodes.BasisField, $"\"{purchase.Item}\" has the fee {purchase.Fee}.", $"{where}.fee", $"A fee lies within {HighestFee} and has at most two decimals.");

            if (Math.Abs(purchase.Price) > HighestPrice || Math.Abs(purchase.PublishedPrice ?? 0) > HighestPrice)
                yield return new(ProblemCodes.PriceOutOfLimits, $"\"{purchase.Item}\" has the price {purchase.Price}.", $"{where}.price", $"Prices lie within {HighestPrice}.");
        }
    }
}
