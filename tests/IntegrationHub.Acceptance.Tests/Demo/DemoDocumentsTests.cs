using System.Text.Json;
using IntegrationHub.Acceptance.Tests.Market;
using IntegrationHub.Host.CommandLine;
using Xunit.Abstractions;

namespace IntegrationHub.Acceptance.Tests.Demo;

/// <summary>The demo with every public sample document: what it says of each schema is what another validator says.</summary>
[Collection(MarketCollection.Name)]
public sealed class DemoDocumentsTests(ITestOutputHelper output)
{
    /// <summary>
    /// The one sample whose root element no schema declares: the other validator was given the schema that its content resembles and calls it
    /// invalid, while for the hub it is of no profile at all.
    /// </summary>
    private static readonly string[] OfUnknownProfile = ["Unknown_MarketDocument/01.xml"];

    private static readonly string[] NamesOfAnExchange = ["id", "direction", "party", "document", "state", "schema", "reasons", "expected"];

    [Fact]
    public async Task Every_sample_document_gets_the_schema_result_that_is_known_of_it()
    {
        if (Oracle() is not { } oracle)
        {
            output.WriteLine("SKIPPED: there is no folder shared/oracle beside the checkout, and IHUB_ORACLE is not set");
            return;
        }

        var samples = Path.Combine(oracle, "samples");
        var json = Path.Combine(Path.GetTempPath(), $"ihub-demo-{Guid.NewGuid():N}.json");
        try
        {
            var (code, printed) = await RunAsync("demo", "--documents", samples, "--json", json);
            Assert.True(code == 0, printed);
            Assert.Contains("ended as expected", printed, StringComparison.Ordinal);
            Compare(await File.ReadAllBytesAsync(json), await File.ReadAllLinesAsync(Path.Combine(samples, "VERDICTS.tsv")));
        }
        finally
        {
            File.Delete(json);
        }
    }

    private static void Compare(byte[] json, string[] lines)
    {
        using var result = JsonDocument.Parse(json);
        Assert.True(result.RootElement.GetProperty("ok").GetBoolean());
        var exchanges = result.RootElement.GetProperty("exchanges").EnumerateArray().ToList();
        Assert.All(exchanges, exchange => Assert.All(NamesOfAnExchange, name => Assert.True(exchange.TryGetProperty(name, out _), $"{name} is missing in {exchange}")));
        Assert.All(exchanges, exchange => Assert.Equal(JsonValueKind.Array, exchange.GetProperty("reasons").ValueKind));

        var found = exchanges.Where(exchange => exchange.GetProperty("file").ValueKind == JsonValueKind.String)
            .ToDictionary(exchange => exchange.GetProperty("file").GetString()!, exchange => exchange.GetProperty("schema").GetString(), StringComparer.Ordinal);
        var known = lines.Skip(1).Where(line => line.Length > 0).Select(line => line.Split('\t')).ToDictionary(cells => cells[0], cells => cells[4], StringComparer.Ordinal);
        var different = known.Where(entry => found.GetValueOrDefault(entry.Key) != entry.Value && !OfUnknownProfile.Contains(entry.Key))
            .Select(entry => $"{entry.Key}: {found.GetValueOrDefault(entry.Key) ?? "not sent"}, known is {entry.Value}");
        Assert.Empty(different);
        Assert.All(OfUnknownProfile, file => Assert.Equal("unknown", found[file]));

        var counts = result.RootElement.GetProperty("brought");
        Assert.Equal(known.Count, counts.GetProperty("documents").GetInt32());
        Assert.Equal(OfUnknownProfile.Length, counts.GetProperty("unknown").GetInt32());
    }

    private static async Task<(int Code, string Printed)> RunAsync(params string[] args)
    {
        await using var printed = new StringWriter();
        var surroundings = new Surroundings(
            printed, printed, () => Stream.Null, new Dictionary<string, string>(StringComparer.Ordinal), IsTerminal: false, TimeProvider.System);
        var code = await HubCommandLine.RunAsync(args, surroundings);
        return (code, printed.ToString());
    }

    private static string? Oracle()
    {
        if (Environment.GetEnvironmentVariable("IHUB_ORACLE") is { Length: > 0 } named)
        {
            return named;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "oracle");
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }
}
