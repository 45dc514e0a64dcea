using System.Text;
using IntegrationHub.Acceptance.Tests.Gherkin;
using IntegrationHub.Acceptance.Tests.Market;
using IntegrationHub.Adapters.Simulator.Documents;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Lanes.Sending;
using IntegrationHub.Schemas.Documents;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Acceptance.Tests.Steps;

[Binding]
internal sealed class SendingSteps(MarketFixture fixture, CurrentDocument current)
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    [When("the retailer sends a schedule for the day after tomorrow")]
    [When("售电公司为后天提交一份计划")]
    public async Task SendScheduleAsync() => Queued(await HandInAsync(await ScheduleAsync(2)));

    [When("the retailer tries to send a schedule for today")]
    public async Task SendLateScheduleAsync() => await HandInAsync(await ScheduleAsync(0));

    [When("the retailer tries to send a schedule of an unknown type")]
    public async Task SendWrongScheduleAsync() =>
        await HandInAsync(Replaced(await ScheduleAsync(2), "<type>A01</type>", "<type>plan</type>"));

    [When("the retailer hands in the same document again")]
    public async Task SendAgainAsync() => Assert.IsType<SendResult.Known>(await HandInAsync(current.Bytes));

    [When("the retailer tries to send other content under the same identification")]
    public async Task SendOtherContentAsync() => await HandInAsync(await ScheduleAsync(3));

    [When("the retailer sends a reserve bid for today")]
    public Task SendLateBidAsync() => SendBidAsync(0);

    [When("the retailer sends a reserve bid for the day after tomorrow")]
    public Task SendBidAsync() => SendBidAsync(2);

    [When("the retailer leaves/sends an energy account for/to {string}")]
    public async Task LeaveAccountAsync(string name)
    {
        var market = await fixture.StartedAsync();
        var party = market.Hub.Parties.Current.FindByName(name)!;
        var setting = market.With(party);
        Queued(await HandInAsync(SampleDocuments.EnergyAccount(setting, setting.Retailer, setting.Center, current.MRid, 1, Day(setting, -1), Now), party));
    }

    [Then("the document becomes {word}")]
    [Then("该文件的状态变为 {word}")]
    public async Task ThenItBecomesAsync(string state) => await InStateAsync(state);

    [Then("its acknowledgement of the trading center is on record")]
    [Then("交易中心的确认已经记录在案")]
    public async Task ThenItsAcknowledgementIsOnRecordAsync()
    {
        var market = await fixture.StartedAsync();
        var sent = await market.Records.DetailAsync((await InStateAsync("Accepted")).Id);
        var acknowledgement = await market.Records.DetailAsync(sent.AcknowledgedBy ?? Guid.Empty);
        Assert.Equal(("Acknowledgement_MarketDocument", "Accepted", "valid"), (acknowledgement.Summary.RootElement, acknowledgement.Summary.State, acknowledgement.Summary.Schema));
        Assert.NotNull(acknowledgement.RawArchiveId);
    }

    [Then("the trading center confirms it")]
    [Then("交易中心确认了该计划")]
    public async Task ThenItIsConfirmedAsync()
    {
        var market = await fixture.StartedAsync();
        var confirmation = await market.Records.InStateAsync(Direction.In, $"CNF-{current.MRid}-1", "Accepted");
        Assert.Equal("Confirmation 5.3", confirmation.Profile);
    }

    [Then("its reason is {word}")]
    public async Task ThenItsReasonIsAsync(string code)
    {
        var market = await fixture.StartedAsync();
        var sent = Assert.Single(await market.Records.AllAsync(Direction.Out, current.MRid));
        Assert.Contains(code, sent.Rejections.Select(reason => reason.MarketReason));
    }

    [Then("it is refused with {word}")]
    public void ThenItIsRefused(string code)
    {
        var refused = Assert.IsType<SendResult.Refused>(current.Handed);
        Assert.Contains(code, refused.Rejections.Select(reason => reason.MarketReason));
        Assert.All(refused.Rejections, reason => Assert.NotEmpty(reason.Remedy));
    }

    [Then("nothing of it is on record")]
    public async Task ThenNothingIsOnRecordAsync() =>
        Assert.Empty(await (await fixture.StartedAsync()).Records.AllAsync(mRid: current.MRid));

    [Then("the trading center received it once")]
    public async Task ThenItWasReceivedOnceAsync() =>
        Assert.Single(await (await fixture.StartedAsync()).CenterRecords.AllAsync(Direction.In, current.MRid));

    private async Task SendBidAsync(int day)
    {
        var setting = (await fixture.StartedAsync()).Setting;
        Queued(await HandInAsync(SampleDocuments.ReserveBid(setting, current.MRid, 1, Day(setting, day), Now)));
    }

    private async Task<byte[]> ScheduleAsync(int day)
    {
        var setting = (await fixture.StartedAsync()).Setting;
        return SampleDocuments.Schedule(setting, current.MRid, 1, Day(setting, day), Now);
    }

    private async Task<SendResult> HandInAsync(byte[] document, Party? to = null)
    {
        var market = await fixture.StartedAsync();
        current.Bytes = document;
        return current.Handed = await market.Hub.Services.GetRequiredService<IDocumentSender>().SendAsync(
            to ?? market.TradingCenter, document, new SendOptions("acceptance"), CancellationToken.None);
    }

    private async Task<ExchangeSummary> InStateAsync(string state) =>
        await (await fixture.StartedAsync()).Records.InStateAsync(Direction.Out, current.MRid, state);

    private static void Queued(SendResult result) =>
        Assert.True(result is SendResult.Queued, result is SendResult.Refused refused ? refused.Rejections[0].Text : result.ToString());

    private static TimeInterval Day(MarketSetting setting, int days) => setting.Day(Now, days);

    private static byte[] Replaced(byte[] document, string what, string by) =>
        Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(document).Replace(what, by, StringComparison.Ordinal));
}
