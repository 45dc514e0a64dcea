using System.Net;
using System.Text;
using System.Text.Json;
using IntegrationHub.Acceptance.Tests.Market;
using IntegrationHub.Exchange.Search;

namespace IntegrationHub.Acceptance.Tests.Observability;

[Collection(MarketCollection.Name)]
public sealed class HealthAndLogsTests(MarketFixture fixture)
{
    private const string Price = "73519.42";

    [Fact]
    public async Task A_running_hub_is_alive_and_ready_in_every_part()
    {
        var market = await fixture.StartedAsync();
        using var http = new HttpClient();

        using var live = await http.GetAsync(new Uri(market.HealthAddress, "live"));
        using var ready = await http.GetAsync(new Uri(market.HealthAddress, "ready"));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (live.StatusCode, ready.StatusCode));
        using var answer = JsonDocument.Parse(await ready.Content.ReadAsStreamAsync());
        Assert.True(answer.RootElement.GetProperty("ready").GetBoolean());
        var parts = answer.RootElement.GetProperty("parts").EnumerateArray().Select(part => part.GetProperty("name").GetString()).ToList();
        Assert.All(["database", "listeners", "schemas"], part => Assert.Contains(part, parts));
    }

    [Fact]
    public async Task Logs_hold_no_payload_no_price_and_no_secret()
    {
        var market = await fixture.StartedAsync();

        await Traffic.ReceiveAsync(market, "OBS-LOG-GOOD", WithPlantedPrice);
        await Traffic.ReceiveAsync(market, "OBS-LOG-BAD", document => Spoiled.Schema(WithPlantedPrice(document)));
        await Traffic.ReceiveAsync(market, "OBS-LOG-SHORT", document => Spoiled.Rule(WithPlantedPrice(document)));
        await Traffic.ReceiveAsync(market, "OBS-LOG-ALTERED", alter: WithPlantedPrice);
        await Traffic.SendAsync(market, "OBS-LOG-OUT");
        await market.Records.InStateAsync(Direction.Out, "OBS-LOG-OUT", "Accepted");

        var passphrase = (await File.ReadAllTextAsync(market.PassphraseFile)).Trim();
        Assert.NotEmpty(passphrase);
        Assert.NotEmpty(market.Logs.Entries);
        foreach (var secret in new[] { Price, "73519", "<Point>", "price.amount", passphrase, "PRIVATE KEY", "Password=" })
        {
            Assert.DoesNotContain(market.Logs.Entries, entry => entry.Contains(secret, StringComparison.OrdinalIgnoreCase));
        }
    }

    private static byte[] WithPlantedPrice(byte[] document)
    {
        var text = Encoding.UTF8.GetString(document);
        var start = text.IndexOf("<price.amount>", StringComparison.Ordinal) + "<price.amount>".Length;
        var end = text.IndexOf('<', start);
        return Encoding.UTF8.GetBytes(string.Concat(text.AsSpan(0, start), Price, text.AsSpan(end)));
    }
}
