namespace IntegrationHub.Portal.Pages.Imports;

/// <summary>A text that can be put into the box and changed there.</summary>
/// <param name="Name">In the address, and of its words.</param>
public sealed record ImportExample(string Name, string Text);

/// <summary>A whole package of each kind of price (<see cref="Market.Packages.PriceExpression"/>), as it can be taken.</summary>
internal static class PackageExamples
{
    public static IReadOnlyList<ImportExample> All { get; } =
    [
        Of("fixed", """{"kind": "fixed", "price": 420}"""),
        Of("timeDivided", """
            {"kind": "timeDivided", "bands": [
                {"name": "峰", "times": [{"fromMinute": 480, "toMinute": 720}, {"fromMinute": 1080, "toMinute": 1320}], "price": {"kind": "fixed", "price": 620}},
                {"name": "平", "times": [{"fromMinute": 720, "toMinute": 1080}], "price": {"kind": "fixed", "price": 440}},
                {"name": "谷", "times": [{"fromMinute": 1320, "toMinute": 480}], "price": {"kind": "fixed", "price": 260}}]}
            """),
        Of("linked", """{"kind": "linked", "reference": "day-ahead", "share": 1, "markup": 12}"""),
        Of("spread", """{"kind": "spread", "reference": "monthly-average", "base": 450, "share": 0.5, "floor": 380, "ceiling": 480}"""),
        Of("tiered", """{"kind": "tiered", "tiers": [{"upTo": 500, "price": 430}, {"upTo": 2000, "price": 420}, {"price": 410}]}"""),
        Of("mix", """
            {"kind": "mix", "parts": [
                {"share": 0.7, "price": {"kind": "fixed", "price": 425}},
                {"share": 0.3, "price": {"kind": "linked", "reference": "day-ahead", "markup": 10}}]}
            """),
        Of("bounded", """{"kind": "bounded", "floor": 380, "ceiling": 480, "price": {"kind": "linked", "reference": "day-ahead", "markup": 15}}"""),
        Of("green", """
            {"kind": "together", "parts": [
                {"kind": "fixed", "price": 420},
                {"kind": "green", "premium": 20, "share": 0.3}]}
            """),
        Of("standing", """
            {"kind": "together", "parts": [
                {"kind": "fixed", "price": 415},
                {"kind": "standing", "perMonth": 1000}]}
            """),
        Of("feedIn", """
            {"kind": "together", "parts": [
                {"kind": "fixed", "price": 420},
                {"kind": "feedIn", "price": 350}]}
            """),
        Of("community", """{"kind": "community", "inside": {"kind": "fixed", "price": 380}, "outside": {"kind": "fixed", "price": 430}}"""),
    ];

    /// <summary>Fields of a package and of its prices, each with words of its own.</summary>
    public static IReadOnlyList<string> Fields { get; } =
    [
        "code", "version", "names", "currency", "validFrom", "validTo", "price", "deviation", "minPrice", "openTo", "settlementMethods", "kind", "fromMinute", "reference", "share", "markup", "base", "floor", "upTo", "premium", "perDay",
    ];

    private static ImportExample Of(string kind, string price) => new(kind, $$"""
        {
          "code": "EXAMPLE-{{kind.ToUpperInvariant()}}", "version": 1, "names": {"zh": "示例套餐", "en": "Example"}, "currency": "CNY",
          "validFrom": "2027-01-01", "validTo": null,
          "deviation": {"bearer": "shared", "customerShare": 0.5},
          "price": {{price.Trim().ReplaceLineEndings("\n").Replace("\n    ", "\n      ", StringComparison.Ordinal)}}
        }
        """);
}
