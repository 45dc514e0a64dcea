using IntegrationHub.Market.Deviation;
using IntegrationHub.Market.Json;
using IntegrationHub.Market.Parameters;

namespace IntegrationHub.Market.Tracking;

/// <summary>By what contracts under delivery are judged: the market's band and the company's own limits. Amounts are in the currency of the terms.</summary>
public sealed record TrackingRule
{
    /// <summary>The market's band and how what lies beyond it is charged.</summary>
    public required DeviationRule Deviation { get; init; }

    /// <summary>Price per MWh that deviation is charged at, before the coefficient.</summary>
    public required decimal DeviationPrice { get; init; }

    /// <summary>Share of the band from which on somebody is warned: above 0, at most 1, e.g. 0.7.</summary>
    public required decimal WarnAt { get; init; }

    /// <summary>Days with complete readings before a month is judged: 1 to 28. A single day says little of a month.</summary>
    public required int DaysNeeded { get; init; }

    /// <summary>Days that are over after the last complete one, from which on somebody is told that readings are missing: 1 to 31.</summary>
    public required int DaysWithoutReadings { get; init; }

    /// <summary>Price per MWh at which the market would replace a contract, and at which energy is valued whose price follows the market.</summary>
    public required decimal MarketPrice { get; init; }

    /// <summary>Change of the market price per MWh that the open position is looked at with.</summary>
    public required decimal PriceMove { get; init; }

    /// <summary>What the retailer is willing to risk with one contract.</summary>
    public required decimal ContractCreditLimit { get; init; }

    /// <summary>What the retailer is willing to risk with all of them.</summary>
    public required decimal PoolCreditLimit { get; init; }

    /// <summary>Newest settled months whose bills count as not paid: 0 to 12. The hub knows no payments.</summary>
    public required int UnpaidMonths { get; init; }

    /// <summary>Deposits and guarantees, by contract.</summary>
    public IReadOnlyList<ContractGuarantee> Guarantees { get; init; } = [];

    /// <summary>Deposits and guarantees of a contract; zero where there are none.</summary>
    public decimal GuaranteeOf(string contract) => Guarantees.Where(one => one.Contract == contract).Sum(static one => one.Amount);
}

/// <summary>A deposit or guarantee that stands for a contract.</summary>
/// <param name="Contract">Number of the contract.</param>
/// <param name="Amount">Zero or more.</param>
public sealed record ContractGuarantee(string Contract, decimal Amount);

/// <summary>All rules of tracking in time. A version is never changed; the newest counts. Immutable.</summary>
/// <param name="Version">1 for the first.</param>
/// <param name="Currency">Three letters (ISO 4217).</param>
/// <param name="Rules">Rules with their days and sources; at most one holds on a day.</param>
public sealed record TrackingTerms(int Version, string Currency, IReadOnlyList<Dated<TrackingRule>> Rules)
{
    private const string Name = "rules";

    private const decimal HighestPrice = 1_000_000m;

    /// <summary>Beyond it somebody mistook the column, and sums of many could not be told any more.</summary>
    private const decimal HighestAmount = 100_000_000_000m;

    /// <summary>The terms of JSON, or everything that is wrong with them.</summary>
    public static Checked<TrackingTerms> Read(string json)
    {
        var read = MarketJson.Read<TrackingTerms>(json, "terms of tracking", new(ProblemCodes.FileEmpty, "There are no terms.", "terms", "Enter them (docs/contracts.md)."));
        if (read.Value is not { } terms)
            return read;

        var problems = terms.Check().ToList();
        return problems.Count == 0 ? read : Checked.Bad<TrackingTerms>(problems);
    }

    /// <summary>The rule that holds on a day, or null: then nothing is judged.</summary>
    public Dated<TrackingRule>? On(NodaTime.LocalDate day) => Rules.FirstOrDefault(rule => rule.HoldsOn(day));

    /// <summary>Everything that is wrong with them.</summary>
    public IEnumerable<Problem> Check()
    {
        if (Version < 1)
            yield return new(ProblemCodes.TrackingField, $"The version is {Version}.", "version", "Count versions from 1.");

        if (Currency.Length != 3 || !Currency.All(char.IsAsciiLetterUpper))
            yield return new(ProblemCodes.TrackingField, $"\"{Currency}\" is no currency.", "currency", "Give the three letters of ISO 4217.");

        if (Rules.Count == 0)
            yield return new(ProblemCodes.ParameterMissing, "There is no rule.", Name, "Enter at least one with its days and source.");

        if (Rules.Any(static rule => rule is null))
        {
            yield return new(ProblemCodes.TrackingField, "A rule is null.", Name, "Take it out, or enter it.");
            yield break;
        }

        foreach (var problem in DatedTable.Create(Name, Rules).Problems.Concat(Rules.SelectMany((rule, i) => CheckRule(rule.Value, $"{Name}[{i}].value"))))
            yield return problem;
    }

    private static List<Problem> CheckRule(TrackingRule rule, string at)
    {
        var problems = new List<Problem>();
        if (rule.Deviation.BandOver is < 0 or > 1 || rule.Deviation.BandUnder is < 0 or > 1)
            problems.Add(new(ProblemCodes.ShareOutOfRange, "A free band is below 0 or above 1.", $"{at}.deviation", "Write 2 % as 0.02."));

        if (rule.Deviation.Rounding.Decimals is < 0 or > 2)
            problems.Add(new(ProblemCodes.TrackingField, $"The charge is rounded to {rule.Deviation.Rounding.Decimals} decimals.", $"{at}.deviation.rounding", "Money has at most 2."));

        if (rule.WarnAt is <= 0 or > 1)
            problems.Add(new(ProblemCodes.ShareOutOfRange, "The share of the band is not above 0 and at most 1.", $"{at}.warnAt", "Enter a fraction, such as 0.7."));

        foreach (var (name, count, least, most) in (ReadOnlySpan<(string, int, int, int)>)[("daysNeeded", rule.DaysNeeded, 1, 28), ("daysWithoutReadings", rule.DaysWithoutReadings, 1, 31), ("unpaidMonths", rule.UnpaidMonths, 0, 12)])
        {
            if (count < least || count > most)
                problems.Add(new(ProblemCodes.TrackingField, $"{count} is out of range.", $"{at}.{name}", $"Enter {least} to {most}."));
        }

        foreach (var (name, price) in (ReadOnlySpan<(string, decimal)>)[("deviationPrice", rule.DeviationPrice), ("marketPrice", rule.MarketPrice), ("priceMove", rule.PriceMove)])
        {
            if (Math.Abs(price) > HighestPrice)
                problems.Add(new(ProblemCodes.PriceOutOfLimits, $"The price is {price}.", $"{at}.{name}", $"Prices lie within {HighestPrice}."));
        }

        if (rule.Guarantees.Any(static one => one is null))
        {
            problems.Add(new(ProblemCodes.TrackingField, "A guarantee is null.", $"{at}.guarantees", "Take it out, or enter it."));
            return problems;
        }

        foreach (var (name, amount) in rule.Guarantees.Select(static (one, i) => ($"guarantees[{i}]", one.Amount)).Prepend(("contractCreditLimit", rule.ContractCreditLimit)).Prepend(("poolCreditLimit", rule.PoolCreditLimit)))
        {
            if (amount is < 0 or > HighestAmount)
                problems.Add(new(ProblemCodes.TrackingField, "The amount is below zero, or larger than any.", $"{at}.{name}", "Enter zero or more."));
        }

        foreach (var twice in rule.Guarantees.GroupBy(static one => one.Contract, StringComparer.Ordinal).Where(static same => same.Count() > 1))
            problems.Add(new(ProblemCodes.TrackingField, $"{twice.Key} is there twice.", $"{at}.guarantees", "Add them up."));

        return problems;
    }
}
