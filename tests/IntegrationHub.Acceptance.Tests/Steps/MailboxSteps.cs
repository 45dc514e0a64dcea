using IntegrationHub.Acceptance.Tests.Gherkin;
using IntegrationHub.Acceptance.Tests.Market;
using IntegrationHub.Adapters.Simulator.Documents;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Partners;

namespace IntegrationHub.Acceptance.Tests.Steps;

[Binding]
internal sealed class MailboxSteps(MarketFixture fixture, CurrentDocument current)
{
    [Given("the grid companies {string} and {string} who come for their documents")]
    public async Task GivenGridCompaniesAsync(string one, string other)
    {
        var market = await fixture.StartedAsync();
        await market.RegisterAsync(one, PartyConnection.Client);
        await market.RegisterAsync(other, PartyConnection.Client);
    }

    [When("{string} sends an energy account in the name of {string}")]
    public async Task SendInTheNameOfAsync(string sender, string named)
    {
        var market = await fixture.StartedAsync();
        var setting = market.With(market.Hub.Parties.Current.FindByName(named)!);
        var now = TimeProvider.System.GetUtcNow();
        var document = SampleDocuments.EnergyAccount(setting, setting.Center, setting.Retailer, current.MRid, 1, setting.Day(now, -1), now);
        current.Answer = await market.HandOf(sender).PutAsync(document, "EnergyAccount_MarketDocument");
    }

    [Then("{string} finds it in its list")]
    public async Task ThenItIsListedAsync(string party) => Assert.Contains(current.MRid, await ListAsync(party));

    [Then("{string} does not find it in its list")]
    public async Task ThenItIsNotListedAsync(string party) => Assert.DoesNotContain(current.MRid, await ListAsync(party));

    [Then("{string} gets exactly the document that was left")]
    public async Task ThenItGetsItAsync(string party)
    {
        var market = await fixture.StartedAsync();
        var document = PartyHand.VerifiedDocument(await market.HandOf(party).GetAsync(await CodeAsync(party)), market);
        Assert.Equal(Without(current.Bytes), Without(document.Span));
    }

    [Then("{string} is answered {word} when it asks for its code")]
    public async Task ThenItIsAnsweredAsync(string party, string fault)
    {
        var market = await fixture.StartedAsync();
        var answer = await market.HandOf(party).GetAsync(await CodeAsync("north-grid"));
        Assert.Equal(fault, Assert.IsType<PartnerAnswer.Fault>(answer).Code);
    }

    private async Task<IEnumerable<string>> ListAsync(string party) =>
        (await (await fixture.StartedAsync()).HandOf(party).ListAsync()).Select(entry => entry.Identification);

    private async Task<long> CodeAsync(string party) =>
        (await (await fixture.StartedAsync()).HandOf(party).ListAsync()).Single(entry => entry.Identification == current.MRid).Code;

    /// <summary>Inside a message a document has no XML declaration.</summary>
    private static string Without(ReadOnlySpan<byte> document)
    {
        var text = System.Text.Encoding.UTF8.GetString(document);
        return text.StartsWith("<?xml", StringComparison.Ordinal) ? text[(text.IndexOf("?>", StringComparison.Ordinal) + 2)..].Trim() : text.Trim();
    }
}
