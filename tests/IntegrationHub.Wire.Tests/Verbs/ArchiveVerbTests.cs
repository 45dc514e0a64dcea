namespace IntegrationHub.Wire.Tests.Verbs;

[Collection(VerbsCollection.Name)]
public sealed class ArchiveVerbTests(VerbsFixture hub)
{
    [Fact]
    public async Task A_hold_is_set_listed_and_lifted_and_each_needs_its_reason()
    {
        var (name, _) = await hub.PartyAsync("--connection", "files");
        Assert.Equal(2, (await hub.Terminal.RunAsync("archive", "hold", "set", "--party", name)).Code);
        Assert.Equal(2, (await hub.Terminal.RunAsync("archive", "hold", "set", "--reason", "case 7")).Code);

        var id = (await hub.Terminal.RunAsync("archive", "hold", "set", "--party", name, "--reason", "case 7", "--json")).Json.GetProperty("hold").GetString()!;
        var listed = await hub.Terminal.RunAsync("archive", "hold", "list");
        Assert.Contains("case 7", listed.Out, StringComparison.Ordinal);
        Assert.Contains(name, listed.Out, StringComparison.Ordinal);

        Assert.Equal(0, (await hub.Terminal.RunAsync("archive", "hold", "lift", id, "--reason", "case closed")).Code);
        var again = await hub.Terminal.RunAsync("archive", "hold", "lift", id, "--reason", "case closed");
        Assert.Equal(1, again.Code);
        Assert.Contains("is in force", again.Error, StringComparison.Ordinal);
        Assert.Contains("case closed", (await hub.Terminal.RunAsync("archive", "hold", "list", "--all")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_archive_tells_where_it_lies_and_that_it_is_whole()
    {
        var status = (await hub.Terminal.RunAsync("archive", "status", "--json")).Json;
        Assert.Equal("database", status.GetProperty("place").GetString());
        Assert.Equal(0, (await hub.Terminal.RunAsync("archive", "reconcile")).Code);
    }

    [Fact]
    public async Task Nothing_is_removed_while_every_class_is_kept_for_ever()
    {
        var removed = await hub.Terminal.RunAsync("archive", "retention");
        Assert.Equal(1, removed.Code);
        Assert.Contains("no class of the archive has an end", removed.Error, StringComparison.Ordinal);
    }
}
