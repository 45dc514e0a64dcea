using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Acceptance.Tests.Gherkin;
using IntegrationHub.Acceptance.Tests.Market;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Partners;

namespace IntegrationHub.Acceptance.Tests.Steps;

[Binding]
internal sealed class CallerSteps(MarketFixture fixture)
{
    private int _status;
    private int _known;

    [When("somebody without a certificate calls the hub")]
    public async Task CallWithoutAsync()
    {
        var market = await CountAsync();
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, server, _, _) => server is X509Certificate2 shown && market.IsHub(shown);
        using var http = new HttpClient(handler);
        using var body = new StringContent("<x/>", System.Text.Encoding.UTF8, "application/soap+xml");
        using var answer = await http.PostAsync(new Uri($"https://{market.Hub.Addresses[0]}/ServiceEME"), body);
        _status = (int)answer.StatusCode;
    }

    [When("somebody nobody knows calls the hub")]
    public async Task CallUnknownAsync() => await CallAsync((await CountAsync()).HandOf("stranger"));

    [When("a party that was switched off calls the hub")]
    public async Task CallSwitchedOffAsync()
    {
        var market = await CountAsync();
        await market.RegisterAsync("former-partner", PartyConnection.Client, enabled: false);
        await CallAsync(market.HandOf("former-partner"));
    }

    [Then("it is answered {int}")]
    public void ThenItIsAnswered(int status) => Assert.Equal(status, _status);

    [Then("the hub keeps evidence of the caller")]
    public async Task ThenThereIsEvidenceAsync() =>
        Assert.True((await (await fixture.StartedAsync()).Records.EventsAsync("caller.")).Count > _known);

    private async Task<RunningMarket> CountAsync()
    {
        var market = await fixture.StartedAsync();
        _known = (await market.Records.EventsAsync("caller.")).Count;
        return market;
    }

    private async Task CallAsync(PartyHand hand)
    {
        var refused = Assert.IsType<PartnerAnswer.NotDelivered>(await hand.TryListAsync());
        _status = int.Parse(refused.Text.Replace("HTTP ", "", StringComparison.Ordinal));
    }
}
