using IntegrationHub.Host.Simulation;
using IntegrationHub.Storage;
using IntegrationHub.Wire.Tests.Support;

namespace IntegrationHub.Wire.Tests.Crashes;

/// <summary><c>kill -9</c> while a partner lists or fetches: codes stay in order, and the queue hands out again what was not finished.</summary>
public sealed class MailboxCrashTests(CrashSite site) : IClassFixture<CrashSite>
{
    [Fact]
    public async Task Codes_given_before_the_crash_are_the_codes_after_it()
    {
        if (site.Market is not { } market)
        {
            return;
        }

        await site.ArmAsync(CrashPoint.AfterCodes);
        await site.Store.SendAsync(CenterFolder.CenterName, market.Schedule("CODES-1"));
        await market.Partner.ListAsync();
        await site.CrashedAsync();

        var first = await market.Partner.ListAsync() ?? [];
        await site.Store.SendAsync(CenterFolder.CenterName, market.Schedule("CODES-2"));
        var second = await market.Partner.ListAsync() ?? [];

        var code = Assert.Single(first, entry => entry.Identification == "CODES-1").Code;
        Assert.Equal(code, Assert.Single(second, entry => entry.Identification == "CODES-1").Code);
        Assert.True(Assert.Single(second, entry => entry.Identification == "CODES-2").Code > code);
        Assert.Equal(second.Count, second.Select(entry => entry.Code).Distinct().Count());
    }

    [Fact]
    public async Task The_queue_hands_out_again_what_it_had_not_moved_past()
    {
        if (site.Market is not { } market)
        {
            return;
        }

        await site.Store.SendAsync(CenterFolder.CenterName, market.Schedule("QUEUE-1"));
        await site.Store.SendAsync(CenterFolder.CenterName, market.Schedule("QUEUE-2"));
        await EmptyUntilAsync(market, "QUEUE-1");
        await site.ArmAsync(CrashPoint.BeforeAdvance);
        await market.Partner.NextAsync();
        await site.CrashedAsync();

        var again = await market.Partner.NextAsync();

        Assert.Contains(">QUEUE-1<", again.Acknowledgement, StringComparison.Ordinal);
        await Wait.UntilAsync(
            async () => (await market.Partner.NextAsync()).Acknowledgement.Contains(">QUEUE-2<", StringComparison.Ordinal), "The queue did not go on.");
    }

    /// <summary>Fetches what other tests left, until the document is next.</summary>
    private static async Task EmptyUntilAsync(Support.Market market, string mRid)
    {
        var entries = await market.Partner.ListAsync() ?? [];
        foreach (var entry in entries.OrderBy(entry => entry.Code).TakeWhile(entry => entry.Identification != mRid))
        {
            var next = await market.Partner.NextAsync();
            Assert.Contains($">{entry.Identification}<", next.Acknowledgement, StringComparison.Ordinal);
        }
    }
}
