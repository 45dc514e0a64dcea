namespace IntegrationHub.Wire.Tests.Verbs;

[Collection(VerbsCollection.Name)]
public sealed class SendVerbTests(VerbsFixture hub)
{
    [Fact]
    public async Task A_good_document_is_queued_and_a_second_time_it_is_known()
    {
        var (name, code) = await hub.PartyAsync("--connection", "files");
        var file = hub.File("good.xml", Requests.From(Requests.Us, code, "good-1"));

        var first = await hub.Terminal.RunAsync("send", "--to", name, file, "--json");
        var second = await hub.Terminal.RunAsync("send", "--to", name, file, "--json");

        Assert.Equal(("queued", "known"), (first.Json.GetProperty("result").GetString(), second.Json.GetProperty("result").GetString()));
        Assert.Equal(first.Json.GetProperty("exchange").GetGuid(), second.Json.GetProperty("exchange").GetGuid());
        Assert.Equal((0, 0), (first.Code, second.Code));
    }

    [Fact]
    public async Task Every_reason_against_a_document_is_shown_and_the_others_are_still_sent()
    {
        var (name, code) = await hub.PartyAsync("--connection", "files");
        var wrong = hub.File("wrong.xml", Requests.From(Requests.Us[..^1] + "A", code, "wrong-1"));
        var right = hub.File("right.xml", Requests.From(Requests.Us, code, "right-1"));

        var sent = await hub.Terminal.RunAsync("send", "--to", name, wrong, right, "--json");

        Assert.Equal(1, sent.Code);
        Assert.Equal(["refused", "queued"], sent.JsonLines.Select(line => line.GetProperty("result").GetString()));
        var reasons = sent.JsonLines[0].GetProperty("reasons").EnumerateArray().ToList();
        Assert.Equal(["SENDER_UNKNOWN", "RULE_EIC_CHECK"], reasons.Select(reason => reason.GetProperty("code").GetString()));
        Assert.All(reasons, reason => Assert.NotEmpty(reason.GetProperty("where").GetString()!));
        Assert.All(reasons, reason => Assert.NotEmpty(reason.GetProperty("remedy").GetString()!));
    }

    [Fact]
    public async Task Reasons_for_people_carry_code_place_and_remedy()
    {
        var (name, _) = await hub.PartyAsync("--connection", "files");

        var sent = await hub.Terminal.RunAsync("send", "--to", name, hub.File("torn.xml", "<a><b></a>"));

        Assert.Equal(1, sent.Code);
        Assert.Contains("refused (it cannot be read)", sent.Out, StringComparison.Ordinal);
        Assert.Contains("  line 1, column ", sent.Out, StringComparison.Ordinal);
        Assert.Contains("[DOCUMENT_UNREADABLE A94]", sent.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_party_that_nobody_registered_is_wrong_use_with_the_nearest_name()
    {
        var (name, code) = await hub.PartyAsync("--connection", "files");
        var file = hub.File("to-nobody.xml", Requests.From(Requests.Us, code, "nobody-1"));

        var sent = await hub.Terminal.RunAsync("send", "--to", name + "x", file);

        Assert.Equal(2, sent.Code);
        Assert.StartsWith($"ihub send: there is no party `{name}x`, did you mean `", sent.Error, StringComparison.Ordinal);
    }
}
