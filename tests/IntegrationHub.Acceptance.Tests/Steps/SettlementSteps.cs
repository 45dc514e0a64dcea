using System.Globalization;
using IntegrationHub.Acceptance.Tests.Gherkin;
using IntegrationHub.Acceptance.Tests.Market;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Demo;
using IntegrationHub.Market.Readings;
using IntegrationHub.Market.Settlement;
using IntegrationHub.Market.Time;
using IntegrationHub.Retail.Processes.Submitting;
using IntegrationHub.Retail.Readings;
using IntegrationHub.Retail.Settlement;
using IntegrationHub.Workflows.Values;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace IntegrationHub.Acceptance.Tests.Steps;

/// <summary>A month of the retailer; the scenarios of the feature follow each other on one market.</summary>
[Binding]
internal sealed class SettlementSteps(MarketFixture fixture)
{
    private const string Approval = """{"decision": "approve"}""";

    private static readonly BillingMonth Month = BillingMonth.Of(Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow()).InUtc().Date.PlusMonths(-1));

    private Guid _case;
    private CaseHands? _hands;

    [Given("a month that is over, of which a meter was silent for a day")]
    public async Task GivenAMonthAsync()
    {
        var market = await fixture.StartedAsync();
        await SettlementChapter.TakeOverAsync(market.Hub, Month, CancellationToken.None);
        Assert.Empty((await market.Hub.Services.GetRequiredService<ReadingBook>().ImportAsync(SettlementChapter.Readings(Month), ReadingSource.Meter, "otto", CancellationToken.None)).Problems);
    }

    [When("the settlement of the month is started")]
    public async Task StartAsync() =>
        _case = await (await HandsAsync()).StartAsync("settlement-submission", Month.ToString(), ContextValue.Of(("month", Value.Of(Month.ToString()))), CancellationToken.None);

    [When("{word} has what is missing substituted")]
    public Task SubstituteAsync(string person) => DoAsync("substitute", person, """{"action": "substitute"}""");

    [Then("the month is settled with {int} substituted intervals")]
    public async Task ThenItIsSettledAsync(int substituted)
    {
        await (await HandsAsync()).AtAsync(_case, "review", CancellationToken.None);
        var settlement = await SettlementAsync();
        Assert.Equal((SettlementState.Calculated, (long)substituted, 2), (settlement.State, settlement.Substituted, settlement.Accounts));
    }

    [When("{word} finds the deviations in order")]
    public Task ReviewAsync(string person) => DoAsync("review", person, """{"decision": "ok"}""");

    [Then("{word} may not approve the settlement")]
    public async Task ThenSheMayNotAsync(string person) => Assert.StartsWith("TASK_", (await Assert.ThrowsAsync<RefusedException>(() => DoAsync("approve", person, Approval))).Code, StringComparison.Ordinal);

    [When("{word} approves the settlement")]
    public Task ApproveAsync(string person) => DoAsync("approve", person, Approval);

    [Then("the energy account becomes {word}")]
    public async Task ThenTheAccountBecomesAsync(string state)
    {
        await (await HandsAsync()).AtAsync(_case, "argue", CancellationToken.None);
        await (await fixture.StartedAsync()).Records.InStateAsync(Direction.Out, (await SettlementAsync()).Submissions[^1].MRid, state);
    }

    [Then("one line differs from the trading center's account")]
    public async Task ThenOneLineDiffersAsync()
    {
        var line = await DifferingAsync();
        Assert.Equal((LineFinding.EnergyDiffers, 3), (line.Finding, line.Position));
    }

    [When("{word} states what is wrong with the line")]
    public async Task DisputeAsync(string person)
    {
        await DoAsync("argue", person, """{"claim": "Our meter says otherwise."}""");
        await (await HandsAsync()).EndAsync(_case, CancellationToken.None);
    }

    [Then("the problem statement becomes {word}")]
    public async Task ThenTheStatementBecomesAsync(string state)
    {
        var line = await DifferingAsync();
        var name = (await SettlementAsync()).Name;
        var mRid = DocumentIds.Of("PRB", string.Create(CultureInfo.InvariantCulture, $"{name}/{line.Series}/{line.Position}"));
        await (await fixture.StartedAsync()).Records.InStateAsync(Direction.Out, mRid, state);
    }

    [Then("the settlement is disputed and its bills come out again octet for octet")]
    public async Task ThenItIsDisputedAsync()
    {
        var settlement = await SettlementAsync();
        Assert.Equal(SettlementState.Disputed, settlement.State);
        var check = await (await BookAsync<SettlementProof>()).VerifyAsync(Month, settlement.Version, CancellationToken.None);
        Assert.Equal(new SettlementCheck(2, settlement.BillDigest), check.Required);
    }

    [Given("the month that was settled")]
    public async Task GivenTheSettledMonthAsync() => Assert.True((await SettlementAsync()).IsClosed);

    [When("the meter's own values of the silent day arrive")]
    public async Task CorrectAsync()
    {
        var csv = $"accountNumber,voltageLevel,day,kwh\nDEMO-S2,10kV,{Month}-10,{string.Join(' ', Enumerable.Repeat("61.5", 96))}\n";
        Assert.Empty((await (await BookAsync<ReadingBook>()).ImportAsync(csv, ReadingSource.Meter, "otto", CancellationToken.None)).Problems);
    }

    [When("the month is settled again")]
    public async Task SettleAgainAsync() => Assert.Equal(1, (await (await BookAsync<SettlementBook>()).CalculateAsync(Month, "anna", CancellationToken.None)).Required.Corrects);

    [Then("every bill of it is the closed one and its difference")]
    public async Task ThenBillsAreDifferencesAsync()
    {
        var book = await BookAsync<SettlementBook>();
        foreach (var account in new[] { "DEMO-S1", "DEMO-S2" })
        {
            var (closed, corrected) = ((await book.BillAsync(account, "10kV", Month, 1, CancellationToken.None))!, (await book.BillAsync(account, "10kV", Month, 2, CancellationToken.None))!);
            Assert.Equal(corrected.Bill.Total, closed.Bill.Total + corrected.Difference!.Total);
            Assert.Equal(account == "DEMO-S2", corrected.Difference.Terms.Count > 0);
        }
    }

    [Then("the closed settlement is as it was")]
    public async Task ThenTheClosedOneStaysAsync() =>
        Assert.Empty((await (await BookAsync<SettlementProof>()).VerifyAsync(Month, 1, CancellationToken.None)).Problems);

    private async Task DoAsync(string task, string person, string answer) => await (await HandsAsync()).DoAsync(_case, task, person, answer, CancellationToken.None);

    private async Task<CaseHands> HandsAsync() => _hands ??= new((await fixture.StartedAsync()).Hub.Services, TimeProvider.System);

    private async Task<StoredSettlement> SettlementAsync() => (await (await BookAsync<SettlementBook>()).FindAsync(Month, null, CancellationToken.None))!;

    private async Task<ComparedLine> DifferingAsync() => Assert.Single((await SettlementAsync()).Comparison!.Lines, static line => line.Finding != LineFinding.Agreed);

    private async Task<T> BookAsync<T>()
        where T : notnull => (await fixture.StartedAsync()).Hub.Services.GetRequiredService<T>();
}
