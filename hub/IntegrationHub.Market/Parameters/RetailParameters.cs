using IntegrationHub.Market.Json;
using IntegrationHub.Market.Quantities;
using NodaTime;

namespace IntegrationHub.Market.Parameters;

/// <summary>Figures of market rules and of the company that the retailer's books judge by, each with its days and its source. A version is never changed; the newest counts. Immutable.</summary>
/// <param name="Version">1 for the first.</param>
public sealed record RetailParameters(int Version)
{
    /// <summary>Before anything was entered: no figure holds on any day.</summary>
    public static RetailParameters None { get; } = new(0);

    /// <summary>Intervals in a row that may be interpolated where readings are missing: 0 to 96. Longer gaps take means of the month.</summary>
    public IReadOnlyList<Dated<int>> LongestInterpolation { get; init; } = [];

    /// <summary>How many times what its contracted capacity can draw an account may be read in an interval, before nobody believes what a customer entered: above 0, at most 10.</summary>
    public IReadOnlyList<Dated<decimal>> EnteredHeadroom { get; init; } = [];

    /// <summary>Energy of a year from which on a new customer is large, so that its credit is checked.</summary>
    public IReadOnlyList<Dated<Energy>> LargeCustomer { get; init; } = [];

    /// <summary>The parameters of JSON, or everything that is wrong with them.</summary>
    public static Checked<RetailParameters> Read(string json)
    {
        var read = MarketJson.Read<RetailParameters>(json, "parameters", new(ProblemCodes.FileEmpty, "There are no parameters.", "parameters", "Enter them (docs/market.md)."));
        if (read.Value is not { } parameters)
            return read;

        var problems = parameters.Check().ToList();
        return problems.Count == 0 ? read : Checked.Bad<RetailParameters>(problems);
    }

    /// <summary>Intervals in a row that may be interpolated on a day; or that nobody entered the figure.</summary>
    public Checked<Dated<int>> LongestInterpolationOn(LocalDate day) => On("longestInterpolation", LongestInterpolation, day);

    /// <summary>How far above its capacity an account may be read on a day; or that nobody entered the figure.</summary>
    public Checked<Dated<decimal>> EnteredHeadroomOn(LocalDate day) => On("enteredHeadroom", EnteredHeadroom, day);

    /// <summary>From which energy of a year on a customer is large on a day; or that nobody entered the figure.</summary>
    public Checked<Dated<Energy>> LargeCustomerOn(LocalDate day) => On("largeCustomer", LargeCustomer, day);

    /// <summary>Which figures nobody entered for a day, each with what to do about it; its place is the figure's name.</summary>
    public IReadOnlyList<Problem> MissingOn(LocalDate day) => [.. LongestInterpolationOn(day).Problems, .. EnteredHeadroomOn(day).Problems, .. LargeCustomerOn(day).Problems];

    /// <summary>Everything that is wrong with them.</summary>
    public IEnumerable<Problem> Check()
    {
        if (Version < 1)
            yield return new(ProblemCodes.ParameterValue, $"The version is {Version}.", "version", "Count versions from 1.");

        foreach (var problem in Check("longestInterpolation", LongestInterpolation, static count => count is >= 0 and <= 96, "Enter 0 to 96 intervals.")
            .Concat(Check("enteredHeadroom", EnteredHeadroom, static times => times is > 0 and <= 10, "Enter a factor above 0 and at most 10, such as 1.2."))
            .Concat(Check("largeCustomer", LargeCustomer, static energy => energy >= Energy.Zero, "Enter MWh of a year, zero or more.")))
        {
            yield return problem;
        }
    }

    private static IEnumerable<Problem> Check<T>(string name, IReadOnlyList<Dated<T>> versions, Func<T, bool> fits, string remedy)
    {
        foreach (var problem in DatedTable.Create(name, versions).Problems)
            yield return problem;

        for (var i = 0; i < versions.Count; i++)
        {
            if (!fits(versions[i].Value))
                yield return new(ProblemCodes.ParameterValue, $"{versions[i].Value} is out of range.", $"{name}[{i}].value", remedy);
        }
    }

    private static Checked<Dated<T>> On<T>(string name, IReadOnlyList<Dated<T>> versions, LocalDate day)
    {
        var table = new DatedTable<T>(name, [.. versions]);
        return table.Find(day) is { } found
            ? Checked.Good(found)
            : Checked.Bad<Dated<T>>(table.MissingOn(day) with { Remedy = "Enter the figure with its source and days (`ihub parameters import FILE`, docs/market.md), then repeat." });
    }
}
