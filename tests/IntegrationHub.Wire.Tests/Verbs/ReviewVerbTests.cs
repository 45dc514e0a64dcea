using System.Text.Json;
using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Evidence.Ledger.Sequencing;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Search;

namespace IntegrationHub.Wire.Tests.Verbs;

/// <summary>An auditor's review: signed, an event of its own, and nothing of what it reviews is changed.</summary>
[Collection(VerbsCollection.Name)]
public sealed class ReviewVerbTests(VerbsFixture hub)
{
    private const string Finding = "Acknowledged within the deadline.\nThe price appendix is missing.";

    private string Authority => Path.Combine(hub.Data, "pki", "ca.pem");

    [Fact]
    public async Task A_review_stands_in_the_history_in_the_list_and_signed_in_the_bundle_and_changes_nothing()
    {
        var id = await SendAsync("reviewed-1");
        var before = await DetailAsync(id);
        var added = await hub.Terminal.RunAsync("review", "add", id.ToString(), "--auditor", "Wang Fang", "--sign-off", "qualified", "--finding", Finding, "--json");
        Assert.True(added.Code == 0, added.Error);

        var after = await DetailAsync(id);
        Assert.Equal(before with { History = [] }, after with { History = [], CanonicalDigest = before.CanonicalDigest });
        Assert.Equal(before.CanonicalDigest!, after.CanonicalDigest!);
        Assert.Equal(before.History, after.History.SkipLast(1));
        // Who did it is who signed it: here the hub, in the name that the review states.
        Assert.Equal("review.added", after.History[^1].Kind);
        Assert.Equal(added.Json.GetProperty("signer").GetString(), after.History[^1].Actor);
        var shown = (await hub.Terminal.RunAsync("exchanges", "show", id.ToString())).Out;
        Assert.Contains("auditor=Wang Fang  sign-off=qualified  finding=Acknowledged within the deadline. The price", shown, StringComparison.Ordinal);
        var listed = Assert.Single((await hub.Terminal.RunAsync("review", "list", id.ToString(), "--json")).Json.EnumerateArray());
        Assert.Equal((Finding, "qualified"), (listed.GetProperty("finding").GetString(), listed.GetProperty("signOff").GetString()));

        Assert.Contains("states that Wang Fang reviewed it on", await VerifiedAsync(id, "Proven: Exchange"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_review_is_signed_with_the_auditors_own_certificate_when_it_is_given()
    {
        var id = await SendAsync("reviewed-2");
        var partner = Path.Combine(hub.Data, "pki", "center");
        var added = await hub.Terminal.RunAsync(
            "review", "add", id.ToString(), "--auditor", "Li Na", "--sign-off", "accepted", "--finding", "Nothing to report.", "--certificate", Path.Combine(partner, "signing.pem"),
            "--key", Path.Combine(partner, "signing.key"), "--passphrase-file", Path.Combine(hub.Data, "pki", "passphrase"), "--json");
        Assert.True(added.Code == 0, added.Error);
        Assert.Contains("center", added.Json.GetProperty("signer").GetString(), StringComparison.Ordinal);
        Assert.Matches("CN=[^ ]*center.* signed a review in the name of Li Na", await VerifiedAsync(id, "Proven: Exchange"));
    }

    [Fact]
    public async Task A_review_whose_words_were_changed_in_the_store_proves_nothing()
    {
        var id = await SendAsync("reviewed-3");
        Assert.Equal(0, (await hub.Terminal.RunAsync("review", "add", id.ToString(), "--auditor", "Wang Fang", "--sign-off", "rejected", "--finding", "Forged.")).Code);
        // The hub's own operator writes another review with the auditor's signature: the ledger takes it, the signature does not fit.
        var genuine = (await DetailAsync(id)).History[^1];
        var forged = genuine with { Id = Guid.CreateVersion7(), Data = genuine.Data.Replace("Rejected", "Accepted", StringComparison.Ordinal) };
        await hub.Port<IReceptionStore>().RecordEventsAsync(RetailerId.Default, [forged], CancellationToken.None);
        var said = await VerifiedAsync(id, "The review's signature does not count");
        Assert.Contains("cms.digest_mismatch", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--sign-off", "perhaps", "--finding", "x")]
    [InlineData("--sign-off", "accepted", "--finding", "")]
    [InlineData("--sign-off", "accepted", "--finding", "x", "--key", "k.pem")]
    public async Task A_review_that_says_nothing_clear_is_wrong_use(params string[] rest) =>
        Assert.Equal(2, (await hub.Terminal.RunAsync(["review", "add", Guid.Empty.ToString(), "--auditor", "Wang Fang", .. rest])).Code);

    [Fact]
    public async Task An_exchange_that_is_not_there_cannot_be_reviewed()
    {
        var refused = await hub.Terminal.RunAsync("review", "add", Guid.CreateVersion7().ToString(), "--auditor", "Wang Fang", "--sign-off", "accepted", "--finding", "x");
        Assert.Equal(1, refused.Code);
        Assert.Contains("there is no exchange", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Administration_acts_are_entries_of_the_ledger()
    {
        var (name, code) = await hub.PartyAsync("--connection", "files");
        await hub.Terminal.RunAsync("party", "disable", name);
        var id = await SendAsync("cancelled-1");
        Assert.Equal(0, (await hub.Terminal.RunAsync("exchanges", "cancel", id.ToString(), "--why", "test")).Code);
        await SequenceAsync();

        var acts = new List<LedgerEvent>();
        await foreach (var row in hub.Port<ILedgerReader>().ReadLeavesAsync(0, CancellationToken.None))
        {
            acts.Add(LedgerEvent.FromRecord(row.Leaf.Record)!);
        }

        Assert.Equal(["true", "false"], acts.Where(act => act.Kind == "party.saved" && act.Data.Contains(code, StringComparison.Ordinal)).Select(act =>
            JsonDocument.Parse(act.Data).RootElement.GetProperty("Enabled").GetRawText()));
        Assert.Equal("li-wei", Assert.Single(acts, act => act.Kind == "exchange.cancelled" && act.ExchangeId == id).Actor);
    }

    /// <summary>What the verification of a bundle of the exchange says in the line that contains a text.</summary>
    private async Task<string> VerifiedAsync(Guid id, string text)
    {
        await SequenceAsync();
        var bundle = hub.PathOf($"{id}.asice");
        Assert.Equal(0, (await hub.Terminal.RunAsync("evidence", "export", id.ToString(), "--out", bundle)).Code);
        var key = (await hub.Terminal.RunAsync("ledger", "key")).Out.Trim();
        var verified = await hub.Terminal.RunAsync("verify", bundle, "--trust", Authority, "--log-key", key);
        Assert.True(verified.Code == 0, verified.Out);
        return string.Join('\n', verified.Out.Split('\n').Where(line => line.Contains(text, StringComparison.Ordinal)));
    }

    private async Task<ExchangeDetail> DetailAsync(Guid id) => (await hub.Port<IExchangeReader>().FindAsync(RetailerId.Default, id, CancellationToken.None))!;

    private async Task SequenceAsync()
    {
        var sequencer = new LedgerSequencer(hub.Port<ILedgerStore>(), "test", TimeSpan.FromSeconds(10));
        while (await sequencer.StepAsync(TimeProvider.System.GetUtcNow(), CancellationToken.None) == SequencingStep.Sequenced)
        {
        }
    }

    private async Task<Guid> SendAsync(string mRid)
    {
        var (name, code) = await hub.PartyAsync("--connection", "files");
        var sent = await hub.Terminal.RunAsync("send", "--to", name, hub.File(mRid + ".xml", Requests.From(Requests.Us, code, mRid)), "--json");
        Assert.Equal(0, sent.Code);
        return sent.Json.GetProperty("exchange").GetGuid();
    }
}
