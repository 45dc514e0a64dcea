using IntegrationHub.Market.Json;

namespace IntegrationHub.Market.Contracts;

/// <summary>Contracts and their templates as JSON: how they are stored and entered.</summary>
public static class ContractJson
{
    /// <summary>Characters of one contract or template.</summary>
    public const int LongestText = 400_000;

    /// <summary>Always the same text for the same contract, in whatever order its months and parameters were entered.</summary>
    public static string Write(ContractTerms terms) => MarketJson.Write(terms with
    {
        Months = new SortedDictionary<Time.BillingMonth, decimal>(terms.Months.ToDictionary()),
        Parameters = new SortedDictionary<string, string>(terms.Parameters.ToDictionary(), StringComparer.Ordinal),
    });

    /// <summary>A contract with where it stands: how it is stored.</summary>
    public static string Write(ContractLife contract) => MarketJson.Write(contract);

    /// <summary>Reads what <see cref="Write(ContractLife)"/> wrote.</summary>
    public static ContractLife ReadLife(string json) => MarketJson.Read<ContractLife>(json, "contract", new(ProblemCodes.ValueMissing, "There is none.", "contract", "")).Required;

    public static string Write(ContractTemplate template) => MarketJson.Write(template);

    /// <summary>Reads a contract and checks it by itself; every problem is reported.</summary>
    public static Checked<ContractTerms> ReadTerms(string json) => Read<ContractTerms>(json, "contract", ContractRules.Check);

    /// <summary>Reads a template and checks it.</summary>
    public static Checked<ContractTemplate> ReadTemplate(string json) => Read<ContractTemplate>(json, "template", static template => template.Check());

    private static Checked<T> Read<T>(string json, string what, Func<T, IReadOnlyList<Problem>> rules)
        where T : class
    {
        if (json.Length > LongestText)
            return Checked.Bad<T>(new Problem(ProblemCodes.FileTooLarge, $"The text has {json.Length} characters.", what, $"Use at most {LongestText}."));

        var read = MarketJson.Read<T>(json, what, new(ProblemCodes.ValueMissing, $"There is no {what}.", what, "Enter one."));
        return read.Value is { } value && rules(value) is { Count: > 0 } problems ? Checked.Bad<T>(problems) : read;
    }
}
