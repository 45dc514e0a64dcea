using IntegrationHub.Market.Json;

namespace IntegrationHub.Market.Packages;

/// <summary>Packages and their price expressions as JSON: how they are stored and entered.</summary>
public static class PackageJson
{
    /// <summary>Characters of one expression.</summary>
    public const int LongestText = 100_000;

    public static string Write(PriceExpression expression) => MarketJson.Write(expression);

    public static string Write(PricePackage package) => MarketJson.Write(package);

    /// <summary>Reads a whole package and checks it.</summary>
    public static Checked<PricePackage> ReadPackage(string json)
    {
        var read = Read<PricePackage>(json, "package");
        return read.Value is { } package && PackageRules.Check(package) is { Count: > 0 } problems ? Checked.Bad<PricePackage>(problems) : read;
    }

    /// <summary>Reads an expression; what is in it is judged by <see cref="PackageRules"/>.</summary>
    public static Checked<PriceExpression> Read(string json) => Read<PriceExpression>(json, "price");

    private static Checked<T> Read<T>(string json, string what)
        where T : class
    {
        if (json.Length > LongestText)
            return Checked.Bad<T>(new Problem(ProblemCodes.PackageTooLarge, $"The text has {json.Length} characters.", what, $"Use at most {LongestText}."));

        return MarketJson.Read<T>(json, what, new(ProblemCodes.PackageEmpty, $"There is no {what}.", what, "Enter one."));
    }
}
