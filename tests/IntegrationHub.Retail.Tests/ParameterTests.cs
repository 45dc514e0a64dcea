using IntegrationHub.Market;
using IntegrationHub.Market.Readings;
using IntegrationHub.Retail.Packages;
using IntegrationHub.Retail.Processes.Consents;
using IntegrationHub.Retail.Processes.Customers;
using IntegrationHub.Retail.Readings;
using IntegrationHub.Retail.Settlement;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Values;
using static IntegrationHub.Retail.Tests.RetailSite;

namespace IntegrationHub.Retail.Tests;

/// <summary>Figures of market rules come from what was entered with days and source; without one nothing is done by a guess.</summary>
public sealed class ParameterTests : IAsyncLifetime
{
    private readonly SettlementSite _site = new() { Site = new() { HasParameters = false } };

    private RetailSite Retail => _site.Site;

    private ParameterBook Book => Retail.Get<ParameterBook>();

    public Task InitializeAsync() => _site.InitializeAsync();

    public Task DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task Without_a_figure_a_gap_is_not_filled_and_with_one_it_is_as_the_figure_says()
    {
        var month = await _site.MonthAsync();
        await ReadWithGapAsync(month);
        var substitution = Retail.Get<ReadingSubstitution>();
        var problem = Assert.Single((await substitution.FillAsync(month.Month, "li", default)).Problems);
        Assert.Equal((ProblemCodes.ParameterMissing, "longestInterpolation"), (problem.Code, problem.Where));
        Assert.Contains("ihub parameters import", problem.Remedy, StringComparison.Ordinal);
        Assert.Single(await month.Readings.GapsAsync(month.Month, default));

        // Four intervals between 10 and 60 kWh: a straight line where four may be interpolated, else the mean of the other working days at the time, which are all 100.125.
        Good(await Book.ImportAsync(ParametersJson(1, longestInterpolation: "4"), "li", default));
        Good(await substitution.FillAsync(month.Month, "li", default));
        var filled = await GapOfAsync(month);
        Assert.Equal([20_000L, 30_000, 40_000, 50_000], filled);

        var other = await _site.MonthAsync();
        await ReadWithGapAsync(other);
        Good(await Book.ImportAsync(ParametersJson(2, longestInterpolation: "3"), "li", default));
        Good(await substitution.FillAsync(other.Month, "li", default));
        Assert.All(await GapOfAsync(other), static energy => Assert.Equal(100_125, energy));
    }

    [Fact]
    public async Task What_a_customer_enters_is_judged_by_the_figure_of_its_day_or_not_taken()
    {
        // 500 kW draw 125 kWh in a quarter of an hour.
        var missing = Assert.Single((await EnterAsync("200")).Problems);
        Assert.Equal((ProblemCodes.ParameterMissing, "enteredHeadroom"), (missing.Code, missing.Where));
        Good(await Book.ImportAsync(ParametersJson(1, enteredHeadroom: "1.5"), "li", default));
        Assert.Equal(ProblemCodes.ReadingImplausible, Assert.Single((await EnterAsync("187.501")).Problems).Code);
        Assert.Empty((await EnterAsync("187.5")).Problems);
    }

    [Fact]
    public async Task Who_is_a_large_customer_is_a_figure_and_without_it_an_operator_is_told()
    {
        var check = new CustomerCheck(new OnboardingTexts(Retail.Customers), Retail.Contracts, new ConsentBook(Retail.Records), Book);
        var error = Assert.IsType<ServiceAnswer.Error>(await CheckAsync(check, 4999));
        Assert.Equal(ProblemCodes.ParameterMissing, error.Code);
        Assert.Contains("ihub parameters import", error.Text, StringComparison.Ordinal);

        // A case of an earlier version of its process says no energy: its own rule tells later.
        var before = Assert.IsType<ServiceAnswer.Done>(await CheckAsync(check, null)).Result;
        Assert.Equal((Value.Of(true), Value.Null), (before["eligible"], before["large"]));

        Good(await Book.ImportAsync(ParametersJson(1, largeCustomer: "4999.5"), "li", default));
        Assert.Equal(Value.Of(false), Assert.IsType<ServiceAnswer.Done>(await CheckAsync(check, 4999)).Result["large"]);
        Assert.Equal(Value.Of(true), Assert.IsType<ServiceAnswer.Done>(await CheckAsync(check, 4999.5m)).Result["large"]);
    }

    [Fact]
    public async Task Everything_that_is_wrong_with_parameters_is_told_at_once_and_a_version_never_changes()
    {
        var bad = ParametersJson(0, "97", "0", "-1").Replace("Rules made for tests", "", StringComparison.Ordinal);
        var problems = (await Book.ImportAsync(bad, "li", default)).Problems;
        Assert.Equal(
            ["version", "longestInterpolation[0]", "longestInterpolation[0].value", "enteredHeadroom[0]", "enteredHeadroom[0].value", "largeCustomer[0]", "largeCustomer[0].value"],
            problems.Select(static problem => problem.Where));
        Assert.All(problems, static problem => Assert.NotEmpty(problem.Remedy));

        Good(await Book.ImportAsync(ParametersJson(1), "li", default));
        Good(await Book.ImportAsync(ParametersJson(1), "li", default));
        Assert.Equal(RetailProblems.Exists, Assert.Single((await Book.ImportAsync(ParametersJson(1, "7"), "li", default)).Problems).Code);
        Assert.Single(await Retail.EventsAsync("parameters.saved"));
    }

    private Task<Checked<ReadingReceipt>> EnterAsync(string kwh) => Retail.Get<ReadingBook>().ImportAsync(
        $"accountNumber,voltageLevel,day,kwh\nA1,10kV,2026-07-01,{string.Join(' ', Enumerable.Repeat(kwh, 96))}\n", ReadingSource.Customer, "customer", default);

    private static Task<ServiceAnswer> CheckAsync(CustomerCheck check, decimal? annual) => check.CallAsync(
        new("k", Guid.NewGuid(), 1, ContextValue.Of(("customer", Value.Of("东方纺织厂")), ("begins", Value.Of("2026-07-01")), ("annualMwh", annual is { } mwh ? Value.Of(mwh) : Value.Null))), default);

    /// <summary>All is read but four intervals of A1 on the second day at noon, between 10 and 60 kWh.</summary>
    private static async Task ReadWithGapAsync(SettledMonth month)
    {
        await month.ReadAsync("A1", 1, 1, "100.125");
        await month.ReadAsync("A1", 3, 31, "100.125");
        await month.ReadAsync("A2", 1, 31, "70");
        await month.ReadAsync("B1", 1, 15, "20.5");
        string[] day = [.. Enumerable.Repeat("100.125", 47), "10", "-", "-", "-", "-", "60", .. Enumerable.Repeat("100.125", 43)];
        Good(await month.Readings.ImportAsync($"accountNumber,voltageLevel,day,kwh\nA1,10kV,{month.Month}-02,{string.Join(' ', day)}\n", ReadingSource.Meter, "li", default));
    }

    private static async Task<long[]> GapOfAsync(SettledMonth month) =>
        (await month.Readings.FindAsync("A1", "10kV", ReadingChannel.Import, month.Month, null, default))!.WattHours[(96 + 48)..(96 + 52)].ToArray();
}
