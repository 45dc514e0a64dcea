using System.Text.Json;
using IntegrationHub.Benchmarks;
using IntegrationHub.Host.Commands;
using IntegrationHub.Host.Tests.Support;

namespace IntegrationHub.Host.Tests.Bench;

public sealed class BenchVerbTests
{
    [Fact]
    public async Task A_report_is_written_in_the_stable_form()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "report.json");

        var outcome = await new Shell().RunAsync([new BenchVerb(new Counting())], "bench", "counting", "--json", file);

        Assert.Equal(0, outcome.Code);
        Assert.Contains("things_per_second = 12.5", outcome.Out, StringComparison.Ordinal);
        var report = JsonDocument.Parse(await File.ReadAllTextAsync(file)).RootElement;
        Assert.Equal("counting", report.GetProperty("bench").GetString());
        Assert.True(report.GetProperty("machine").GetProperty("cores").GetInt32() > 0);
        var row = Assert.Single(report.GetProperty("rows").EnumerateArray());
        Assert.Equal("""{"name":"count","value":12.5,"unit":"1/s","runs":3}""", JsonSerializer.Serialize(row));
        Assert.Equal(12.5, report.GetProperty("summary").GetProperty("things_per_second").GetDouble());
    }

    [Theory]
    [InlineData(50, 2.5)]
    [InlineData(0, 1)]
    [InlineData(100, 4)]
    public void A_percentile_lies_between_its_neighbours(double percent, double expected)
    {
        Assert.Equal(expected, BenchStatistics.Percentile([4, 1, 3, 2], percent));
    }

    private sealed class Counting : IBenchmark
    {
        public string Name => "counting";

        public string Description => "Count things";

        public Task<BenchReport> RunAsync(BenchSettings settings, Action<string> progress, CancellationToken cancellationToken) =>
            Task.FromResult(new BenchReport(
                Name,
                MachineDescription.OfThisMachine(),
                [new BenchRow("count", 12.5, "1/s", new Dictionary<string, object> { ["runs"] = 3 })],
                new Dictionary<string, double> { ["things_per_second"] = 12.5 }));
    }
}
