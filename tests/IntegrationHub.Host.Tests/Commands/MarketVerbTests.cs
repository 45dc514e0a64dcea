using System.Text.Json;
using IntegrationHub.Host.Tests.Support;

namespace IntegrationHub.Host.Tests.Commands;

public sealed class MarketVerbTests : IDisposable
{
    private const string Package =
        """
        {"code":"P","version":1,"names":{"en":"Linked"},"currency":"CNY","validFrom":"2026-01-01",
         "price":{"kind":"together","parts":[{"kind":"linked","reference":"spot","markup":10},{"kind":"standing","perMonth":25}]}}
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_package_shows_what_it_charges()
    {
        var file = _folder.File("p.json", Package);

        var outcome = await new Shell().RunAsync("package", "check", file, "--mwh", "100", "--reference", "spot=400", "--json");

        var answer = JsonDocument.Parse(outcome.Out).RootElement;
        Assert.Equal(0, outcome.Code);
        Assert.Equal(41_025m, answer.GetProperty("total").GetDecimal());
        Assert.Equal(2, answer.GetProperty("terms").GetArrayLength());
    }

    [Fact]
    public async Task A_reference_that_is_not_given_is_a_problem()
    {
        var outcome = await new Shell().RunAsync("package", "check", _folder.File("p.json", Package), "--mwh", "100");

        Assert.Equal(1, outcome.Code);
        Assert.Contains("REFERENCE_MISSING", outcome.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_package_may_come_from_standard_input_and_its_faults_are_listed()
    {
        var outcome = await new Shell { Input = Package.Replace("CNY", "yuan", StringComparison.Ordinal).Replace("\"spot\"", "\" \"", StringComparison.Ordinal) }.RunAsync("package", "check", "-");

        Assert.Equal(1, outcome.Code);
        Assert.Contains("2 problem(s)", outcome.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_that_is_mistyped_is_listed_by_line_and_path()
    {
        var mistyped = Package.Replace("\"version\":1", "\"version\":\"1\"", StringComparison.Ordinal).Replace("\"markup\"", "\"markUpp\"", StringComparison.Ordinal).Replace(":25", ":true", StringComparison.Ordinal);
        var outcome = await new Shell { Input = mistyped }.RunAsync("package", "check", "-");

        Assert.Equal(1, outcome.Code);
        foreach (var where in (string[])["line 1, column 23, $.version", "$.price.parts[0].markUpp", "$.price.parts[0].markup", "$.price.parts[1].perMonth"])
            Assert.Contains(where, outcome.Out, StringComparison.Ordinal);

        Assert.Contains("4 problem(s)", outcome.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--reference", "spot")]
    [InlineData("--month", "2026-13")]
    [InlineData("--zone", "Mars/North")]
    [InlineData("--mwh", "-1")]
    public async Task Wrong_options_are_wrong_use(string option, string value)
    {
        var outcome = await new Shell().RunAsync("package", "check", _folder.File("p.json", Package), "--mwh", "1", option, value);

        Assert.Equal(2, outcome.Code);
    }

    [Fact]
    public async Task Customers_are_checked_by_line()
    {
        const string Header = "accountNumber,voltageLevel,customerName,capacityKw,servedFrom,marketEligible\n";
        var good = await new Shell().RunAsync("customers", "check", _folder.File("good.csv", Header + "1,10kV,A,5,2026-01-01,yes\n"));
        var bad = await new Shell().RunAsync("customers", "check", _folder.File("bad.csv", Header + "1,10kV,A,5,soon,yes\n"));

        Assert.Equal((0, 1), (good.Code, bad.Code));
        Assert.Contains("1 metering account(s)", good.Out, StringComparison.Ordinal);
        Assert.Contains("line 2, servedFrom", bad.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_wrong_use() => Assert.Equal(2, (await new Shell().RunAsync("customers", "check", "nowhere.csv")).Code);

    [Fact]
    public async Task The_bench_runs_quickly_when_asked()
    {
        var report = Path.Combine(_folder.Path, "report.json");

        var outcome = await new Shell().RunAsync("bench", "market", "--quick", "--json", report);

        Assert.Equal(0, outcome.Code);
        Assert.True(JsonDocument.Parse(await File.ReadAllTextAsync(report)).RootElement.GetProperty("summary").GetProperty("intervals_per_second").GetDouble() > 0);
    }
}
