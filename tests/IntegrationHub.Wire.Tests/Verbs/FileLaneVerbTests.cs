namespace IntegrationHub.Wire.Tests.Verbs;

[Collection(VerbsCollection.Name)]
public sealed class FileLaneVerbTests(VerbsFixture hub)
{
    [Fact]
    public async Task A_file_comes_in_through_all_checks_and_its_acknowledgement_leaves_as_a_file()
    {
        var (name, code) = await hub.PartyAsync("--connection", "files");
        var file = hub.File("in.xml", Requests.From(code, Requests.Us, "in-1"));

        var taken = await hub.Terminal.RunAsync("inbox", "import", "--party", name, file, "--json");
        var exported = await hub.Terminal.RunAsync("outbox", "export", "--party", name, "--to", hub.PathOf("acknowledgements"), "--json");

        Assert.Equal((0, "accepted", "valid"), (taken.Code, taken.Json.GetProperty("state").GetString(), taken.Json.GetProperty("schema").GetString()));
        var written = Assert.Single(exported.Json.GetProperty("files").EnumerateArray());
        var text = await File.ReadAllTextAsync(Path.Combine(hub.PathOf("acknowledgements"), written.GetProperty("file").GetString()!));
        Assert.Contains("in-1", text, StringComparison.Ordinal);
        Assert.Contains("A01", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_file_again_is_a_repetition_of_the_first()
    {
        var (name, code) = await hub.PartyAsync("--connection", "files");
        var file = hub.File("again.xml", Requests.From(code, Requests.Us, "again-1"));

        var both = await hub.Terminal.RunAsync("inbox", "import", "--party", name, file, file, "--json");

        Assert.Equal(["accepted", "repeated"], both.JsonLines.Select(line => line.GetProperty("state").GetString()));
        Assert.Equal(both.JsonLines[0].GetProperty("exchange").GetGuid(), both.JsonLines[1].GetProperty("first").GetGuid());
        Assert.Equal(0, both.Code);
    }

    [Fact]
    public async Task A_file_that_is_no_document_is_refused_and_its_bytes_are_kept()
    {
        var (name, _) = await hub.PartyAsync("--connection", "files");
        var raw = hub.PathOf("kept.bin");

        var taken = await hub.Terminal.RunAsync("inbox", "import", "--party", name, hub.File("noise.xml", "no document"), "--json");
        var shown = await hub.Terminal.RunAsync("exchanges", "show", taken.Json.GetProperty("exchange").GetGuid().ToString(), "--raw", raw);

        Assert.Equal((1, "refused"), (taken.Code, taken.Json.GetProperty("state").GetString()));
        Assert.Equal(0, shown.Code);
        Assert.Equal("no document", await File.ReadAllTextAsync(raw));
    }

    [Fact]
    public async Task An_export_writes_what_waits_once_and_marks_it_delivered()
    {
        var (name, code) = await hub.PartyAsync("--connection", "files");
        var file = hub.File("out.xml", Requests.From(Requests.Us, code, "out-1"));
        var id = (await hub.Terminal.RunAsync("send", "--to", name, file, "--json")).Json.GetProperty("exchange").GetGuid();
        var folder = hub.PathOf("exported");

        var first = await hub.Terminal.RunAsync("outbox", "export", "--party", name, "--to", folder, "--json");
        var second = await hub.Terminal.RunAsync("outbox", "export", "--party", name, "--to", folder);

        var written = Assert.Single(first.Json.GetProperty("files").EnumerateArray());
        Assert.Equal(await File.ReadAllBytesAsync(file), await File.ReadAllBytesAsync(Path.Combine(folder, written.GetProperty("file").GetString()!)));
        Assert.Equal("delivered", (await hub.Terminal.RunAsync("exchanges", "show", id.ToString(), "--json")).Json.GetProperty("exchange").GetProperty("state").GetString());
        Assert.Equal($"Nothing waits for {name}.\n", second.Out);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_delivers_nothing()
    {
        var (name, code) = await hub.PartyAsync("--connection", "files");
        var file = hub.File("stays.xml", Requests.From(Requests.Us, code, "stays-1"));
        var id = (await hub.Terminal.RunAsync("send", "--to", name, file, "--json")).Json.GetProperty("exchange").GetGuid();

        var export = await hub.Terminal.RunAsync("outbox", "export", "--party", name, "--to", Path.Combine(file, "below"));

        Assert.Equal(1, export.Code);
        Assert.Equal("queued", (await hub.Terminal.RunAsync("exchanges", "show", id.ToString(), "--json")).Json.GetProperty("exchange").GetProperty("state").GetString());
    }

    [Theory]
    [InlineData("inbox", "import")]
    [InlineData("outbox", "export")]
    public async Task Files_are_for_parties_of_the_file_lane_only(string group, string verb)
    {
        var (name, code) = await hub.PartyAsync("--connection", "client");
        string[] rest = verb == "import" ? [hub.File("client.xml", Requests.From(code, Requests.Us, "client-1"))] : ["--to", hub.PathOf("client")];

        var refused = await hub.Terminal.RunAsync([group, verb, "--party", name, .. rest]);

        Assert.Equal(1, refused.Code);
        Assert.Contains("exchanges by client, not by files", refused.Error, StringComparison.Ordinal);
    }
}
