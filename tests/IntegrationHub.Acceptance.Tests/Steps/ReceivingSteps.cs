using System.Text;
using IntegrationHub.Acceptance.Tests.Gherkin;
using IntegrationHub.Acceptance.Tests.Market;
using IntegrationHub.Adapters.Simulator.Documents;
using IntegrationHub.Exchange.Partners;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Host.Simulation;

namespace IntegrationHub.Acceptance.Tests.Steps;

[Binding]
internal sealed class ReceivingSteps(MarketFixture fixture, CurrentDocument current)
{
    private const string RootElement = "Publication_MarketDocument";

    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    [When("the trading center sends a/the (corrected )publication")]
    [When("交易中心发来一份价格发布")]
    public Task SendAsync() => PutAsync(document => document);

    [When("the trading center sends the same publication again in a new message")]
    public Task SendAgainAsync() => PutAsync(document => document);

    [When("the trading center sends a publication that is altered on its way")]
    [When("交易中心发来的价格发布在途中被篡改")]
    public Task SendAlteredAsync() => PutAsync(document => document, alter: Spoiled.Content);

    [When("the trading center sends a publication that breaks its schema")]
    public Task SendBrokenAsync() => PutAsync(Spoiled.Schema);

    [When("the trading center sends a publication that breaks a market rule")]
    public Task SendShortAsync() => PutAsync(Spoiled.Rule);

    [When("the trading center sends other content under the same identification")]
    public Task SendOtherContentAsync() => PutAsync(Spoiled.Content);

    [When("the trading center sends a publication for today")]
    public Task SendLateAsync() => PutAsync(document => document, day: 0);

    [Then("the answer is a signed acknowledgement that accepts it")]
    [Then("应答是一份接受它的签名确认")]
    public Task ThenItIsAcceptedAsync() => ThenReasonsAreAsync("A01");

    [Then("the answer is a signed acknowledgement that rejects it with {word}")]
    public Task ThenItIsRejectedAsync(string code) => ThenReasonsAreAsync("A02", code);

    [Then("the answer is a signed acknowledgement that accepts it in part with {word}")]
    public async Task ThenItIsAcceptedInPartAsync(string code)
    {
        var text = await AcknowledgementAsync(current.Answer!);
        Assert.Contains($"<code>{code}</code>", text, StringComparison.Ordinal);
        Assert.DoesNotContain("<code>A02</code>", text, StringComparison.Ordinal);
        Assert.DoesNotContain("<code>A01</code>", text, StringComparison.Ordinal);
    }

    [Then("the answer is the first acknowledgement again")]
    public async Task ThenItIsTheFirstAgainAsync() =>
        Assert.Equal(await AcknowledgementAsync(current.FirstAnswer!), await AcknowledgementAsync(current.Answer!));

    [Then("the answer is the fault {word}")]
    [Then("应答是故障 {word}")]
    public void ThenItIsAFault(string code) => Assert.Equal(code, Assert.IsType<PartnerAnswer.Fault>(current.Answer).Code);

    [Then("the publication is on record as {word} with schema result {word}")]
    public async Task ThenItIsOnRecordAsync(string state, string schema)
    {
        var found = await (await fixture.StartedAsync()).Records.AllAsync(Direction.In, current.MRid);
        Assert.Contains((state, schema), found.Select(exchange => (exchange.State, exchange.Schema ?? "")));
    }

    [Then("the publication is on record as {word}")]
    public async Task ThenItIsOnRecordAsync(string state)
    {
        var market = await fixture.StartedAsync();
        var found = await market.Records.AllAsync(Direction.In, current.MRid);
        var exchange = Assert.Single(found, exchange => exchange.State == state);
        Assert.NotNull((await market.Records.DetailAsync(exchange.Id)).RawArchiveId);
    }

    [Then("nothing is on record under the publication's identification")]
    public async Task ThenNothingIsOnRecordAsync() =>
        Assert.Empty(await (await fixture.StartedAsync()).Records.AllAsync(mRid: current.MRid));

    [Then("the hub keeps evidence of {word}")]
    [Then("枢纽保留了 {word} 的证据")]
    public async Task ThenThereIsEvidenceAsync(string code)
    {
        var market = await fixture.StartedAsync();
        var newest = (await market.Records.AllAsync(Direction.In)).First(exchange => exchange.Rejections.Any(reason => reason.Code == code));
        Assert.Equal("Refused", newest.State);
        Assert.NotNull((await market.Records.DetailAsync(newest.Id)).RawArchiveId);
    }

    [Then("the load of the zone that waits at the trading center is fetched and accepted")]
    public async Task ThenTheLoadIsFetchedAsync()
    {
        var load = await (await fixture.StartedAsync()).Records.InStateAsync(Direction.In, $"LOAD-{current.MRid}-1", "Accepted");
        Assert.Equal(("GL 3.0", "valid"), (load.Profile, load.Schema));
    }

    [Then("the trading center has the acknowledgement of what was fetched")]
    public async Task ThenTheCenterHasTheAcknowledgementAsync() =>
        await (await fixture.StartedAsync()).CenterRecords.InStateAsync(Direction.Out, $"LOAD-{current.MRid}-1", "Accepted");

    private async Task PutAsync(Func<byte[], byte[]> change, int day = 2, Func<byte[], byte[]>? alter = null)
    {
        var market = await fixture.StartedAsync();
        var setting = market.Setting;
        var document = change(SampleDocuments.Publication(setting, current.MRid, 1, setting.Day(Now, day), Now));
        current.Answer = await market.HandOf(CenterFolder.CenterName).PutAsync(document, RootElement, alter);
        current.FirstAnswer ??= current.Answer;
    }

    private async Task ThenReasonsAreAsync(params string[] codes)
    {
        var text = await AcknowledgementAsync(current.Answer!);
        Assert.All(codes, code => Assert.Contains($"<code>{code}</code>", text, StringComparison.Ordinal));
    }

    private async Task<string> AcknowledgementAsync(PartnerAnswer answer)
    {
        var text = Encoding.UTF8.GetString(PartyHand.VerifiedDocument(answer, await fixture.StartedAsync()).Span);
        Assert.Contains("Acknowledgement_MarketDocument", text, StringComparison.Ordinal);
        return text;
    }
}
