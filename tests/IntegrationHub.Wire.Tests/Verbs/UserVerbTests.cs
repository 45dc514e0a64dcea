namespace IntegrationHub.Wire.Tests.Verbs;

/// <summary>The first administrator and every rescue come through the command line.</summary>
[Collection(VerbsCollection.Name)]
public sealed class UserVerbTests(VerbsFixture hub)
{
    [Fact]
    public async Task A_person_is_added_listed_changed_and_switched_off()
    {
        var added = await AddAsync("zhao.min", "core", "bidder", "+8613811110001");
        Assert.Equal(0, added.Code);
        Assert.Contains("bind-certificate", added.Out, StringComparison.Ordinal);

        Assert.Equal(0, (await hub.Terminal.RunAsync("user", "bind-certificate", "zhao.min", Path.Combine(hub.Data, "pki", "center", "tls.pem"))).Code);
        Assert.Equal(0, (await hub.Terminal.RunAsync("user", "roles", "zhao.min", "--role", "audit-administrator")).Code);
        Assert.Equal(0, (await hub.Terminal.RunAsync("user", "disable", "zhao.min")).Code);

        var listed = (await hub.Terminal.RunAsync("user", "list", "--json")).Json.EnumerateArray().Single(person => person.GetProperty("name").GetString() == "zhao.min");
        Assert.Equal(1, listed.GetProperty("certificates").GetInt32());
        Assert.Equal("audit-administrator", listed.GetProperty("roles")[0].GetString());
        Assert.NotEqual(default, listed.GetProperty("disabledAt").GetDateTimeOffset());
    }

    [Fact]
    public async Task A_made_password_is_shown_once_and_a_phone_number_never_whole()
    {
        var added = await AddAsync("qian.li", "staff", "staff", "+8613811110002");

        Assert.Contains("password ", added.Out, StringComparison.Ordinal);
        var list = await hub.Terminal.RunAsync("user");
        Assert.Contains("…002", list.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("13811110002", list.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_wrong_is_refused_with_its_remedy()
    {
        Assert.Equal(2, (await AddAsync("sun.tao", "visitor", "staff", "+8613811110003")).Code);
        var mixed = await AddAsync("sun.tao", "staff", "bidder", "+8613811110003");

        Assert.Equal(1, mixed.Code);
        Assert.Contains("Core", mixed.Error, StringComparison.Ordinal);
        Assert.Equal(1, (await hub.Terminal.RunAsync("user", "reset", "nobody")).Code);
    }

    [Fact]
    public async Task A_list_of_breached_passwords_is_imported_and_what_is_on_it_is_refused()
    {
        var (list, password) = (hub.PathOf("breached.txt"), hub.PathOf("breached-secret"));
        IntegrationHub.Keys.SecretFiles.WriteNew(password, "mountain pepper staircase"u8);
        await File.WriteAllLinesAsync(list, ["mountain pepper staircase", "lantern orchard tide"]);
        var refused = await hub.Terminal.RunAsync("passwords", "import", list);
        Assert.Equal(1, refused.Code);
        Assert.Contains("nothing has changed", refused.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(hub.Data, "breached-passwords.txt")));

        var imported = await hub.Terminal.RunAsync("passwords", "import", list, "--plain", "--json");
        Assert.True(imported.Code == 0, imported.Error);
        Assert.Equal((2, 2, 0), (imported.Json.GetProperty("lines").GetInt64(), imported.Json.GetProperty("held").GetInt64(), imported.Json.GetProperty("bad").GetInt64()));
        var added = await hub.Terminal.RunAsync("user", "add", "qin.yu", "--class", "staff", "--role", "staff", "--display", "A person", "--phone", "+8613811110009", "--password-file", password);
        Assert.Equal(1, added.Code);
        Assert.Contains("list of breached", added.Error, StringComparison.Ordinal);

        // What cannot be taken is told by its number, and the rest is taken.
        await File.WriteAllLinesAsync(list, ["no digest", new string('A', 40) + ":3"]);
        var partly = await hub.Terminal.RunAsync("passwords", "import", list);
        Assert.Equal(1, partly.Code);
        Assert.Contains("1 of 2 lines", partly.Error, StringComparison.Ordinal);
        Assert.Contains("3 breached passwords", partly.Out, StringComparison.Ordinal);
        File.Delete(Path.Combine(hub.Data, "breached-passwords.txt"));
    }

    [Fact]
    public async Task What_was_told_is_listed_and_a_wrong_question_is_refused()
    {
        Assert.Equal(0, (await hub.Terminal.RunAsync("notices")).Code);
        Assert.Equal(System.Text.Json.JsonValueKind.Array, (await hub.Terminal.RunAsync("notices", "list", "--state", "sent", "--json")).Json.GetProperty("notices").ValueKind);
        var wrong = await hub.Terminal.RunAsync("notices", "--state", "lost");
        Assert.Equal(1, wrong.Code);
        Assert.Contains("becomes of no notice", wrong.Error, StringComparison.Ordinal);
    }

    private Task<Said> AddAsync(string name, string userClass, string role, string phone) => hub.Terminal.RunAsync(
        "user", "add", name, "--class", userClass, "--role", role, "--display", "A person", "--phone", phone);
}
