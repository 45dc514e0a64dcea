using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace IntegrationHub.Market.Tests.Json;

/// <summary>Of any good text: planted faults are all found, and nothing else is; damage of any kind is a list of problems and never an exception.</summary>
public sealed class JsonFaultProperties
{
    private static readonly string[] Values =
    [
        "null", "[]", "[null]", "{}", "[{}]", "\"\"", "\"x\"", "true", "0", "-1", "1440", "2147483648", "1e400", "1.0000000000000000000000000001", "\"2026-02-30\"", "\"2026-07\"", "{\"kind\":\"fixed\"}",
        "{\"kind\":null}", "{\"2026-01\":1}", "\"HALF\"", "[[[[]]]]",
    ];

    [Fact]
    public void A_good_text_has_no_fault() => Assert.All(JsonSamples.All, static sample => Assert.Equal(sample.Text, sample.Read(sample.Text).Written));

    [Fact]
    public void Planted_faults_are_found_where_they_are_and_nowhere_else() => Prop.ForAll(
        (from sample in Gen.Elements(JsonSamples.All.AsEnumerable()) from plants in Gen.Choose(0, int.MaxValue).ListOf(8) select (sample, plants)).ToArbitrary(), static input =>
        {
            var root = JsonNode.Parse(input.sample.Text)!;
            var expected = new List<string>();
            foreach (var plant in input.plants)
                Plant(root, plant, input.sample.Required, expected);

            var problems = input.sample.ProblemsOf(Text(root));
            Assert.Equal(expected.Order(StringComparer.Ordinal), problems.Select(JsonFaultTests.PathOf).Order(StringComparer.Ordinal));
            Assert.All(problems, static problem => Assert.True(problem.Code.StartsWith("JSON_", StringComparison.Ordinal) && problem.Code != ProblemCodes.JsonUnreadable && problem.Remedy.Length > 0));
            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Fact]
    public void Whatever_stands_in_a_place_the_walk_finds_what_stops_the_serializer()
    {
        foreach (var sample in JsonSamples.All)
        {
            for (var place = 1; place < JsonSamples.Places(JsonNode.Parse(sample.Text)!).Count; place++)
            {
                foreach (var value in Values)
                {
                    var root = JsonNode.Parse(sample.Text)!;
                    JsonSamples.Places(root)[place].ReplaceWith(JsonNode.Parse(value));
                    Judge(sample, Text(root));
                }
            }
        }
    }

    [Fact]
    public void Text_that_is_cut_or_spoilt_anywhere_is_told_and_never_throws() => Prop.ForAll(
        (from sample in Gen.Elements(JsonSamples.All.AsEnumerable()) from at in Gen.Choose(0, 1_000_000) from letter in Gen.Elements("", "\"", "{", "}", "[", ",", ":", "1", "null", "\\", "\u4e8c", "\ud800", "\0") select (sample, at, letter))
        .ToArbitrary(), static input =>
        {
            var (text, at) = (input.sample.Text, input.at % input.sample.Text.Length);
            Assert.NotEmpty(input.sample.ProblemsOf(text[..at]));
            var (written, problems) = input.sample.Read(text[..at] + input.letter + text[(at + 1)..]);
            return written is null == problems.Count > 0 && problems.All(static problem => problem.Where.Length > 0 && problem.Remedy.Length > 0);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    /// <summary>What the serializer refuses has faults by place; what it takes has none but lists and maps with nothing in them.</summary>
    private static void Judge(JsonSample sample, string text)
    {
        var (written, problems) = sample.Read(text);
        Assert.DoesNotContain(problems, static problem => problem.Code == ProblemCodes.JsonUnreadable);
        if (sample.ReadStored(Encoding.UTF8.GetBytes(text)))
            Assert.All(problems, problem => Assert.True(problem.Code == ProblemCodes.JsonValueNull, text));
        else
            Assert.True(written is null && problems.Count > 0, text);
    }

    /// <summary>Spoils one place that has no spoilt one above or below, and says what must be told of it.</summary>
    private static void Plant(JsonNode root, int plant, IReadOnlyList<string> required, List<string> expected)
    {
        var places = JsonSamples.Places(root).Where(node => IsWhole(node, expected)).ToList();
        if (places.Count == 0)
            return;

        var node = places[plant % places.Count];
        switch ((plant / 1000) % 5)
        {
            case 0 when node is JsonObject whole && !IsMap(whole):
                whole["zz strange"] = 1;
                expected.Add(PathOf(node) + "['zz strange']");
                break;
            case 1 when node.Parent is JsonArray list:
                expected.Add(PathOf(node));
                list[node.GetElementIndex()] = null;
                break;
            case 2 when required[plant % required.Count] is var name && root[name] is { } there && IsWhole(there, expected):
                expected.Add("$." + name);
                ((JsonObject)root).Remove(name);
                break;
            case 3 when node.Parent is JsonObject around && node is JsonValue && node.GetPropertyName() is var twice and not "kind":
                expected.Add(PathOf(node));
                around["TWICE " + twice] = node.DeepClone();
                break;
            case 4 when node is JsonValue value && value.GetValueKind() == System.Text.Json.JsonValueKind.Number:
                expected.Add(PathOf(node));
                node.ReplaceWith("word");
                break;
            default:
                if (node.Parent is null || (node.Parent is JsonObject && node.GetPropertyName() == "kind"))
                    break;

                expected.Add(PathOf(node));
                node.ReplaceWith<JsonNode>(node is JsonArray ? new JsonObject() : new JsonArray());
                break;
        }
    }

    /// <summary>The path as problems tell it: names of letters and digits behind a point, others in brackets.</summary>
    private static string PathOf(JsonNode node) => node.Parent switch
    {
        null => "$",
        JsonArray list => $"{PathOf(list)}[{node.GetElementIndex()}]",
        var whole when node.GetPropertyName().All(char.IsLetterOrDigit) => $"{PathOf(whole)}.{node.GetPropertyName()}",
        var whole => $"{PathOf(whole)}['{node.GetPropertyName()}']",
    };

    private static bool IsMap(JsonObject node) => node.Parent is JsonObject && node.GetPropertyName() is "months" or "parameters" or "names";

    /// <summary>True where nothing is spoilt at, above or below a place.</summary>
    private static bool IsWhole(JsonNode node, IReadOnlyList<string> spoilt)
    {
        var path = PathOf(node);
        return node.Parent is not null && !path.Contains("zz strange", StringComparison.Ordinal) && !path.Contains("TWICE", StringComparison.Ordinal)
            && !spoilt.Any(other => IsIn(other, path) || IsIn(path, other));
    }

    private static bool IsIn(string path, string whole) => path.StartsWith(whole, StringComparison.Ordinal) && (path.Length == whole.Length || path[whole.Length] is '.' or '[');

    private static string Text(JsonNode root) => root.ToJsonString().Replace("\"TWICE ", "\"", StringComparison.Ordinal).Replace("HALF", "\\ud800", StringComparison.Ordinal);
}
