using IntegrationHub.Market.CustomerSide;

namespace IntegrationHub.Portal.Pages.Parts;

/// <summary>What a price of a package holds for, in words. Compiled into both web applications.</summary>
internal static class PackageLines
{
    /// <param name="line">The price.</param>
    /// <param name="text">A text of the pages with its value.</param>
    /// <param name="word">A word that comes from data.</param>
    public static string ConditionsOf(PackageLine line, Func<string, string, string> text, Func<string, string, string> word) =>
        string.Join(" · ", line.For.Select(condition => text($"package-if.{condition.What}", condition.What == "dayType" ? word("day-type", condition.Value) : condition.Value)));
}
