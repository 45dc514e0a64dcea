using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.Processes.Consents;
using IntegrationHub.Retail.Records;

namespace IntegrationHub.Retail.Tests.Processes;

/// <summary>Timestamps of signatures and consents that no authority gave at once.</summary>
[Collection(RetailTests.Name)]
public sealed class LateStampTests(RetailSite site) : IDisposable
{
    private readonly CaseStage _stage = new(site);

    public void Dispose() => _stage.Dispose();

    [Fact]
    public async Task An_agreement_waits_for_its_timestamp_until_it_is_kept()
    {
        var (_, terms, _) = await _stage.AgreedAsync();
        var book = new ConsentBook(site.Records);

        // No authority answered: a round finds what waits, comes to its end, and leaves it waiting.
        Assert.Equal(0, await _stage.Late.CollectAsync(default));
        var (consent, revision) = Assert.Single(await book.ListUnstampedAsync(null, default), one => one.Consent.Key == terms.MRid);
        Assert.True(await book.SaveAsync([(consent with { Timestamp = [1], StampedAt = _stage.Clock.Now }, revision)], null, "hub", default));

        Assert.DoesNotContain(await book.ListUnstampedAsync(null, default), one => one.Consent.Key == terms.MRid);
        Assert.Equal(_stage.Clock.Now, (await book.FindAsync(consent.Name, default))!.StampedAt);
        Assert.Equal(0, await _stage.Delivery.DeliverAsync(default));
    }

    [Fact]
    public async Task A_signature_that_was_damaged_keeps_no_other_from_its_timestamp()
    {
        var damaged = new ContractSignature("DAMAGED-" + Guid.NewGuid().ToString("N"), 1, 1, new string('0', 64), "li", SignatureWay.HubKey, [1, 2, 3], _stage.Clock.Now, "", "");
        Assert.Equal(RecordResult.Saved, await site.Records.SaveAsync([SignatureBook.ToRecord(damaged)], [], "li", default));

        Assert.Equal(0, await _stage.Late.CollectAsync(default));
        Assert.Contains(await site.Get<SignatureBook>().ListUnstampedAsync((damaged.Contract[..^1], int.MaxValue), default), one => one.Contract == damaged.Contract);
    }
}
