using System.Text.Json;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Sending;

namespace IntegrationHub.Wire.Tests.Verbs;

[Collection(VerbsCollection.Name)]
public sealed class ExchangeVerbTests(VerbsFixture hub)
{
    [Fact]
    public async Task The_list_is_narrowed_by_party_direction_state_and_mrid()
    {
        var (name, code) = await hub.PartyAsync("--connection", "files");
        await SendAsync(name, code, "list-1");
        await SendAsync(name, code, "list-2");
        await hub.Terminal.RunAsync("inbox", "import", "--party", name, hub.File("list-in.xml", Requests.From(code, Requests.Us, "list-3")));

        Assert.Equal(["list-2"], await MRidsAsync("--party", name, "--direction", "out", "--state", "queued", "--mrid", "list-2"));
        Assert.Equal(["list-3"], await MRidsAsync("--party", name, "--direction", "in"));
        Assert.Equal(["list-3"], await MRidsAsync("--party", name, "--state", "accepted"));
        Assert.Contains("list-1", await MRidsAsync("--party", name));
    }

    [Fact]
    public async Task A_page_goes_on_where_the_last_one_ended()
    {
        var (name, code) = await hub.PartyAsync("--connection", "files");
        await SendAsync(name, code, "page-1");
        var second = await SendAsync(name, code, "page-2");

        var page = (await hub.Terminal.RunAsync("exchanges", "--party", name, "--max", "1", "--json")).Json[0];
        Assert.Equal(second, page.GetProperty("id").GetGuid());
        var cursor = page.GetProperty("cursor").GetString()!;
        Assert.Equal(["page-1"], await MRidsAsync("--party", name, "--after", cursor));
        Assert.Contains($"--after {cursor}", (await hub.Terminal.RunAsync("exchanges", "--party", name, "--max", "1")).Out, StringComparison.Ordinal);

        var elsewhere = await hub.Terminal.RunAsync("exchanges", "--after", cursor);
        Assert.Equal(1, elsewhere.Code);
        Assert.Contains("belongs to another list", elsewhere.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_metering_point_with_a_wildcard_is_refused_because_only_equality_can_be_asked()
    {
        var listed = await hub.Terminal.RunAsync("exchanges", "--metering-point", "5713131*");

        Assert.Equal(1, listed.Code);
        Assert.Contains("only found by equality", listed.Error, StringComparison.Ordinal);
        Assert.Contains("whole identification", listed.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("acepted", "did you mean `accepted`?")]
    [InlineData("xyzzy", "use one of draft, signed, queued")]
    public async Task A_state_that_is_none_is_wrong_use(string state, string hint)
    {
        var listed = await hub.Terminal.RunAsync("exchanges", "--state", state);

        Assert.Equal(2, listed.Code);
        Assert.Contains(hint, listed.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_exchange_is_shown_with_history_and_digests()
    {
        var (name, code) = await hub.PartyAsync("--connection", "files");
        var id = await SendAsync(name, code, "shown-1");

        var shown = (await hub.Terminal.RunAsync("exchanges", "show", id.ToString(), "--json")).Json;

        Assert.Equal(["exchange.signed", "exchange.queued"], shown.GetProperty("history").EnumerateArray().Select(happened => happened.GetProperty("kind").GetString()));
        Assert.Equal("li-wei", shown.GetProperty("history")[1].GetProperty("actor").GetString());
        var document = Assert.Single(shown.GetProperty("archive").EnumerateArray());
        Assert.Equal("document", document.GetProperty("what").GetString());
        Assert.Equal(64, document.GetProperty("sha256").GetString()!.Length);
    }

    [Fact]
    public async Task Evidence_is_never_written_over()
    {
        var (name, code) = await hub.PartyAsync("--connection", "files");
        var id = await SendAsync(name, code, "evidence-1");
        var file = hub.File("evidence.xml", "mine");

        var shown = await hub.Terminal.RunAsync("exchanges", "show", id.ToString(), "--raw", file);

        Assert.Equal(1, shown.Code);
        Assert.Equal("mine", await File.ReadAllTextAsync(file));
    }

    [Fact]
    public async Task A_quarantined_document_is_released_and_its_history_says_by_whom()
    {
        var id = await QuarantineAsync("released-1");

        var released = await hub.Terminal.RunAsync("exchanges", "release", id.ToString(), "--json");

        Assert.Equal((0, "quarantined", "queued"), (released.Code, released.Json.GetProperty("was").GetString(), released.Json.GetProperty("state").GetString()));
        var last = (await ShowAsync(id)).GetProperty("history").EnumerateArray().Last();
        Assert.Equal(("exchange.released", "li-wei"), (last.GetProperty("kind").GetString(), last.GetProperty("actor").GetString()));
    }

    [Fact]
    public async Task A_quarantined_document_is_cancelled_with_its_reason()
    {
        var id = await QuarantineAsync("given-up-1");

        var cancelled = await hub.Terminal.RunAsync("exchanges", "cancel", id.ToString(), "--why", "wrong day");

        Assert.Equal(0, cancelled.Code);
        Assert.Contains("was quarantined and is cancelled", cancelled.Out, StringComparison.Ordinal);
        Assert.Equal("wrong day", (await ShowAsync(id)).GetProperty("history").EnumerateArray().Last().GetProperty("data").GetProperty("why").GetString());
    }

    [Theory]
    [InlineData("release")]
    [InlineData("cancel", "--why", "late")]
    [InlineData("send-now", "--why", "late")]
    public async Task What_the_state_does_not_allow_is_refused_and_changes_nothing(string verb, params string[] more)
    {
        var (name, code) = await hub.PartyAsync("--connection", "files");
        var id = await SendAsync(name, code, $"illegal-{verb}");
        await hub.Terminal.RunAsync("outbox", "export", "--party", name, "--to", hub.PathOf("illegal"));

        var refused = await hub.Terminal.RunAsync(["exchanges", verb, id.ToString(), .. more]);

        Assert.Equal(1, refused.Code);
        Assert.StartsWith($"exchange {id} is delivered. ", refused.Error, StringComparison.Ordinal);
        Assert.Equal("delivered", (await ShowAsync(id)).GetProperty("exchange").GetProperty("state").GetString());
    }

    [Theory]
    [InlineData("show")]
    [InlineData("release")]
    public async Task An_exchange_that_does_not_exist_is_named(string verb)
    {
        var unknown = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());

        var answer = await hub.Terminal.RunAsync("exchanges", verb, unknown.ToString());

        Assert.Equal(1, answer.Code);
        Assert.Contains($"there is no exchange {unknown}", answer.Error, StringComparison.Ordinal);
    }

    private async Task<JsonElement> ShowAsync(Guid id) => (await hub.Terminal.RunAsync("exchanges", "show", id.ToString(), "--json")).Json;

    private async Task<List<string?>> MRidsAsync(params string[] filter) =>
        [.. (await hub.Terminal.RunAsync(["exchanges", .. filter, "--json"])).Json.EnumerateArray().Select(row => row.GetProperty("mRid").GetString())];

    private async Task<Guid> SendAsync(string name, string code, string mRid)
    {
        var sent = await hub.Terminal.RunAsync("send", "--to", name, hub.File(mRid + ".xml", Requests.From(Requests.Us, code, mRid)), "--json");
        Assert.True(sent.Code == 0, sent.Error + sent.Out);
        return sent.Json.GetProperty("exchange").GetGuid();
    }

    /// <summary>A document whose party refused the connection for good.</summary>
    private async Task<Guid> QuarantineAsync(string mRid)
    {
        var (name, code) = await hub.PartyAsync("--connection", "files");
        var id = await SendAsync(name, code, mRid);
        var refused = new OutboundInput.NotDelivered("north", "certificate refused", Transient: false);
        var decision = await hub.Port<ISendingStore>().DecideAsync(
            RetailerId.Default, id, exchange => hub.Port<OutboundDecider>().Decide(exchange, refused, TimeProvider.System.GetUtcNow()), CancellationToken.None);
        Assert.Equal(OutboundState.Quarantined, decision!.Exchange!.State);
        return id;
    }
}
