using IntegrationHub.Acceptance.Tests.Gherkin;
using IntegrationHub.Acceptance.Tests.Market;
using IntegrationHub.Adapters.Simulator.Documents;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Search;

namespace IntegrationHub.Acceptance.Tests.Steps;

[Binding]
internal sealed class FileSteps(MarketFixture fixture, CurrentDocument current)
{
    private string _party = "";

    [Given("the party {string} that exchanges files")]
    public async Task GivenAPartyAsync(string name)
    {
        await (await fixture.StartedAsync()).RegisterAsync(name, PartyConnection.Files);
        _party = name;
    }

    [When("{string} puts a file with an energy account into its inbox")]
    public async Task PutAccountAsync(string name)
    {
        var market = await fixture.StartedAsync();
        var setting = market.With(market.Hub.Parties.Current.FindByName(name)!);
        var now = TimeProvider.System.GetUtcNow();
        await PutAsync(SampleDocuments.EnergyAccount(setting, setting.Center, setting.Retailer, current.MRid, 1, setting.Day(now, -1), now));
    }

    [When("{string} puts a file that is no document into its inbox")]
    public Task PutNonsenseAsync(string name)
    {
        _party = name;
        return PutAsync("no document"u8.ToArray());
    }

    [Then("a file with exactly this document lies in its outbox")]
    public async Task ThenItLiesInTheOutboxAsync() => Assert.Equal(current.Bytes, await File.ReadAllBytesAsync(await OutboxFileAsync(current.MRid)));

    [Then("an acknowledgement for it lies in the outbox of {string}")]
    public async Task ThenAnAcknowledgementLiesThereAsync(string name)
    {
        _party = name;
        var file = await AppearsAsync(
            Path.Combine((await fixture.StartedAsync()).Outbox, name),
            file => file.Contains("Acknowledgement", StringComparison.Ordinal) && File.ReadAllText(file).Contains($">{current.MRid}<", StringComparison.Ordinal));
        Assert.Contains("<code>A01</code>", await File.ReadAllTextAsync(file), StringComparison.Ordinal);
    }

    [Then("the file is moved to {string}")]
    public async Task ThenItIsMovedAsync(string folder)
    {
        var where = Path.Combine((await fixture.StartedAsync()).Inbox, _party, folder);
        await AppearsAsync(where, file => Path.GetFileName(file).StartsWith(current.MRid + ".", StringComparison.Ordinal));
    }

    [Then("the energy account is on record as {word}")]
    public async Task ThenItIsOnRecordAsync(string state) =>
        await (await fixture.StartedAsync()).Records.InStateAsync(Direction.In, current.MRid, state);

    private async Task PutAsync(byte[] content)
    {
        var folder = Directory.CreateDirectory(Path.Combine((await fixture.StartedAsync()).Inbox, _party)).FullName;
        await File.WriteAllBytesAsync(Path.Combine(folder, current.MRid + ".xml"), content);
    }

    private async Task<string> OutboxFileAsync(string part) =>
        await AppearsAsync(Path.Combine((await fixture.StartedAsync()).Outbox, _party), file => file.Contains($"_{part}_", StringComparison.Ordinal));

    /// <summary>The file that is meant, once it is there.</summary>
    private static async Task<string> AppearsAsync(string folder, Func<string, bool> isMeant)
    {
        var deadline = TimeProvider.System.GetUtcNow() + TimeSpan.FromSeconds(60);
        while (TimeProvider.System.GetUtcNow() < deadline)
        {
            if (Directory.Exists(folder)
                && Directory.EnumerateFiles(folder).FirstOrDefault(file => !Path.GetFileName(file).StartsWith('.') && isMeant(file)) is { } found)
            {
                return found;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }

        Assert.Fail($"The file did not appear in {folder}.");
        return "";
    }
}
