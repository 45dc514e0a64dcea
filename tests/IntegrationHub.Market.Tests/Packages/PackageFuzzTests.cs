using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using IntegrationHub.Market.Packages;
using IntegrationHub.Market.Time;
using static IntegrationHub.Market.Tests.Support;

namespace IntegrationHub.Market.Tests.Packages;

/// <summary>Packages that somebody damaged: each is refused with its problems, or is good and can be priced.</summary>
public sealed class PackageFuzzTests
{
    private static readonly MonthGrid June = Grid(2026, 6);
    private static readonly long[] Import = [.. Enumerable.Repeat(1_000_000_000L, June.Count)];

    private static readonly string Whole = PackageJson.Write(Package(new Together(
    [
        new FixedPrice(1.5m), new LinkedPrice("spot", -2, 0.5m), new SpreadShare("m", 400, 0.5m, 300, 500), new Mix([new(0.4m, new FixedPrice(2)), new(0.6m, new FixedPrice(3))]),
        new Tiered([new(1, 5), new(2)]), new TimeDivided([new("day", [new(480, 1260)], new FixedPrice(3)), new("night", [new(1260, 480)], new LinkedPrice("m", 4))]),
        new Bounded(new FixedPrice(4), 1, 9), new GreenAddOn(5, 0.3m), new StandingCharge(1, 2), new FeedIn(6), new Community(new FixedPrice(7), new FixedPrice(8)),
    ])) with { OpenTo = ["industry"], SettlementMethods = ["monthly"] });

    private static readonly Dictionary<string, ReferencePrice> References = new()
    {
        ["spot"] = ReferencePrice.Intervals("spot", June, [.. Enumerable.Range(0, June.Count).Select(static index => 300.000001m + index)]),
        ["m"] = ReferencePrice.Monthly("m", 412.5m),
    };

    /// <summary>What stands in place of a value, as JSON.</summary>
    private static readonly string[] Values =
    [
        "null", "[]", "[null]", "{}", "[{}]", "\"\"", "\" \"", "\"x\"", "true", "0", "-1", "1", "29", "1440", "1441", "-2147483648", "2147483648", "1e9", "1.0000000000000000000000000001",
        "999999999.0000000001", "7.9e28", "-7.9e28", "1e-28", "1e400", "\"9999-12-31\"", "\"2026-02-30\"", "{\"kind\":\"fixed\"}", "{\"kind\":\"fixed\",\"price\":1e9}", "{\"kind\":null}", "\"HALF\"",
    ];

    [Fact]
    public void A_damaged_package_is_refused_or_priced_and_never_throws() => Prop.ForAll(
        (from value in Gen.Elements(Values) from place in Gen.Choose(0, int.MaxValue) select (value, place)).ListOf(3).ToArbitrary(), static damage =>
        {
            var node = JsonNode.Parse(Whole)!;
            foreach (var (value, place) in damage)
                Replace(node, place, value);

            return Survives(Text(node));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Every_value_can_be_replaced_by_every_other_without_a_throw()
    {
        var places = Places(JsonNode.Parse(Whole)!).Count;
        for (var place = 0; place < places; place++)
        {
            foreach (var value in Values)
            {
                var node = JsonNode.Parse(Whole)!;
                Replace(node, place, value);
                var json = Text(node);
                Assert.True(Survives(json), json);
            }
        }
    }

    [Fact]
    public void Text_that_is_cut_anywhere_is_a_problem()
    {
        for (var length = 0; length < Whole.Length; length++)
            Assert.NotEmpty(PackageJson.ReadPackage(Whole[..length]).Problems);
    }

    [Fact]
    public void Half_a_character_is_a_problem() => Assert.NotEmpty(PackageJson.ReadPackage(Whole.Replace("industry", "\ud800", StringComparison.Ordinal)).Problems);

    /// <summary>As JSON; half a character, which no writer writes, is put in afterwards.</summary>
    private static string Text(JsonNode node) => node.ToJsonString().Replace("HALF", "\\ud800", StringComparison.Ordinal);

    /// <summary>True when the package has problems that all say what to do, or its bill of a gigawatt-hour in each interval has a total.</summary>
    private static bool Survives(string json)
    {
        var read = PackageJson.ReadPackage(json);
        if (read.Value is not { } package)
            return read.Problems.Count > 0 && read.Problems.All(static problem => problem.Remedy.Length > 0);

        var compiled = CompiledPackage.Compile(package, June, References);
        return compiled.Value is { } priced ? priced.Price(new MonthEnergy(Import, Import, Import)).Sum(static term => term.Amount) < decimal.MaxValue : compiled.Problems.Count > 0;
    }

    private static void Replace(JsonNode root, int place, string value)
    {
        var places = Places(root);
        var (parent, key) = places[place % places.Count];
        var node = JsonNode.Parse(value);
        if (parent is JsonObject whole)
            whole[(string)key] = node;
        else
            ((JsonArray)parent)[(int)key] = node;
    }

    /// <summary>Everything in the package that can be replaced: properties and elements at any depth.</summary>
    private static List<(JsonNode Parent, object Key)> Places(JsonNode node)
    {
        var places = new List<(JsonNode, object)>();
        Collect(node);
        return places;

        void Collect(JsonNode? parent)
        {
            if (parent is JsonObject whole)
            {
                foreach (var (name, child) in whole)
                {
                    places.Add((whole, name));
                    Collect(child);
                }
            }
            else if (parent is JsonArray list)
            {
                for (var i = 0; i < list.Count; i++)
                {
                    places.Add((list, i));
                    Collect(list[i]);
                }
            }
        }
    }
}
