using System.Text.Json;
using Npgsql;

namespace IntegrationHub.Wire.Tests.Verbs;

/// <summary>Signing, verifying, the ledger and bundles from the command line, over a real store.</summary>
[Collection(VerbsCollection.Name)]
public sealed class ProofVerbTests(VerbsFixture hub)
{
    private string Authority => Path.Combine(hub.Data, "pki", "ca.pem");

    [Fact]
    public async Task A_signed_message_is_accepted_under_its_authority_and_refused_without_or_altered()
    {
        var message = hub.File("message.xml", Message("proof-1"));
        var signed = (await hub.Terminal.RunAsync("sign", message, "--json")).Json.GetProperty("signed").GetString()!;
        var altered = hub.File("altered.xml", (await File.ReadAllTextAsync(signed)).Replace("proof-1", "proof-2", StringComparison.Ordinal));

        var both = await hub.Terminal.RunAsync("verify", signed, altered, "--trust", Authority, "--json");
        var alone = await hub.Terminal.RunAsync("verify", signed, "--json");

        Assert.Equal(1, both.Code);
        Assert.Equal(["accepted", "refused"], both.JsonLines.Select(line => line.GetProperty("verdict").GetString()));
        Assert.Equal(["signature.digest_mismatch"], Reasons(both.JsonLines[1]));
        Assert.Equal((1, "untrusted"), (alone.Code, Assert.Single(Reasons(alone.Json))));
    }

    [Fact]
    public async Task Any_other_file_gets_a_signature_beside_it()
    {
        var contract = hub.File("contract.txt", "100 MWh at 400 CNY");
        Assert.Equal(0, (await hub.Terminal.RunAsync("sign", contract)).Code);

        Assert.Equal(0, (await hub.Terminal.RunAsync("verify", contract + ".p7s", "--trust", Authority)).Code);
        Assert.Equal(["untrusted"], Reasons((await hub.Terminal.RunAsync("verify", contract + ".p7s", "--json")).Json));
        hub.File("contract.txt", "100 MWh at 900 CNY");
        Assert.Equal(1, (await hub.Terminal.RunAsync("verify", contract + ".p7s", "--trust", Authority)).Code);
        Assert.Equal(1, (await hub.Terminal.RunAsync("sign", contract)).Code);
    }

    [Theory]
    [InlineData("verify", "no-such-file.xml")]
    [InlineData("verify", ".", "--log-key", "nonsense")]
    [InlineData("evidence", "export", "--out", "x.asice")]
    [InlineData("evidence", "export", "no-id", "--out", "x.asice")]
    [InlineData("ledger", "verify", "--against", "no-such-checkpoint.txt")]
    public async Task Wrong_use_is_told_apart_from_a_refusal(params string[] line) => Assert.Equal(2, (await hub.Terminal.RunAsync(line)).Code);

    [Fact]
    public async Task A_bundle_of_an_exchange_is_verified_without_the_hub()
    {
        var (name, code) = await hub.PartyAsync("--connection", "files");
        var id = await hub.SendAsync(name, code, "bundled-1");
        var (bundle, other) = (hub.PathOf("bundle.asice"), hub.PathOf("party.asice"));
        await hub.SequenceAsync();

        var exported = await hub.Terminal.RunAsync("evidence", "export", id.ToString(), "--out", bundle, "--json");
        var ofParty = await hub.Terminal.RunAsync("evidence", "export", "--party", name, "--from", "2020-01-01", "--to", "2100-01-01", "--out", other, "--json");
        Assert.Equal((0, 1), (exported.Code, exported.Json.GetProperty("exchanges").GetInt32()));
        Assert.Equal(1, ofParty.Json.GetProperty("exchanges").GetInt32());
        Assert.Equal(1, (await hub.Terminal.RunAsync("evidence", "export", id.ToString(), "--out", bundle)).Code);

        var key = (await hub.Terminal.RunAsync("ledger", "key")).Out.Trim();
        var elsewhere = new Terminal(hub.PathOf("nothing"));
        var verified = await elsewhere.RunAsync("verify", bundle, "--trust", Authority, "--log-key", key);
        Assert.True(verified.Code == 0, verified.Out);
        Assert.Contains($" as {code}; ledger entry ", verified.Out, StringComparison.Ordinal);
        Assert.Equal(["untrusted"], Reasons((await elsewhere.RunAsync("verify", bundle, "--json")).Json));
        Assert.Equal(["untrusted"], Reasons((await elsewhere.RunAsync("verify", bundle, "--trust", Authority, "--json")).Json));
    }

    [Fact]
    public async Task The_ledger_is_proven_against_a_checkpoint_and_a_changed_event_is_found()
    {
        var (name, code) = await hub.PartyAsync("--connection", "files");
        var id = await hub.SendAsync(name, code, "ledger-1");
        await hub.SequenceAsync();

        var signed = await hub.Terminal.RunAsync("ledger", "checkpoint", "--json");
        Assert.Equal(0, signed.Code);
        var checkpoints = signed.Json.GetProperty("folder").GetString()!;
        var whole = await hub.Terminal.RunAsync("ledger", "verify", "--against", checkpoints, "--json");
        Assert.True(whole.Code == 0, whole.Out);
        Assert.NotEmpty(whole.Json.GetProperty("proven").EnumerateArray());

        await ChangeAsync(id, "intruder", "li-wei");
        try
        {
            var changed = await hub.Terminal.RunAsync("ledger", "verify", "--against", checkpoints, "--json");
            Assert.Equal((1, false), (changed.Code, changed.Json.GetProperty("intact").GetBoolean()));
            Assert.Contains("change", changed.Json.GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("fault").GetString()));
        }
        finally
        {
            await ChangeAsync(id, "li-wei", "intruder");
        }
    }

    [Fact]
    public async Task An_export_is_verified_elsewhere_against_a_checkpoint_and_what_was_done_to_it_is_named()
    {
        var (name, code) = await hub.PartyAsync("--connection", "files");
        await hub.SendAsync(name, code, "exported-1");
        await hub.SequenceAsync();
        var checkpoints = (await hub.Terminal.RunAsync("ledger", "checkpoint", "--json")).Json.GetProperty("folder").GetString()!;
        var export = hub.PathOf("ledger.jsonl");
        Assert.Equal(0, (await hub.Terminal.RunAsync("ledger", "export", export)).Code);
        Assert.Equal(1, (await hub.Terminal.RunAsync("ledger", "export", export)).Code);
        var key = (await hub.Terminal.RunAsync("ledger", "key")).Out.Trim();
        var elsewhere = new Terminal(hub.PathOf("nowhere"));

        var whole = await elsewhere.RunAsync("ledger", "verify", export, "--log-key", key, "--against", checkpoints);
        Assert.True(whole.Code == 0, whole.Out);
        Assert.Contains($"Proven against {checkpoints}", whole.Out, StringComparison.Ordinal);
        Assert.Equal(2, (await elsewhere.RunAsync("ledger", "verify", export)).Code);
        Assert.Equal(2, (await elsewhere.RunAsync("ledger", "verify", "no-such-export", "--log-key", key)).Code);

        var lines = await File.ReadAllLinesAsync(export);
        var cut = hub.File("cut.jsonl", string.Join('\n', lines.Where(line => !line.StartsWith("{\"position\":1,", StringComparison.Ordinal))));
        var damaged = await elsewhere.RunAsync("ledger", "verify", cut, "--log-key", key, "--against", checkpoints, "--json");
        Assert.Equal((1, false), (damaged.Code, damaged.Json.GetProperty("intact").GetBoolean()));
        Assert.Equal("gap", Assert.Single(damaged.Json.GetProperty("findings").EnumerateArray()).GetProperty("fault").GetString());
        var unreadable = await elsewhere.RunAsync("ledger", "verify", hub.File("other.jsonl", "nonsense"), "--log-key", key);
        Assert.Equal(1, unreadable.Code);
        Assert.Contains("Line 1 cannot be read", unreadable.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_key_of_the_ledger_is_made_once_and_readable_by_its_owner_alone()
    {
        var first = await hub.Terminal.RunAsync("ledger", "key");
        Assert.Equal(first.Out, (await hub.Terminal.RunAsync("ledger", "key")).Out);
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(Path.Combine(hub.Data, "pki", "log.key")) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    private static IEnumerable<string?> Reasons(JsonElement verdict) => verdict.GetProperty("reasons").EnumerateArray().Select(reason => reason.GetString());

    private async Task ChangeAsync(Guid exchange, string actor, string was)
    {
        var database = hub.Port<Storage.HubStore>();
        await using var source = NpgsqlDataSource.Create(database.Server!.ConnectionStringFor(database.Options.Database) + ";Pooling=false;Search Path=hub");
        await using var command = source.CreateCommand("update event set actor = $1 where exchange_id = $2 and actor = $3");
        command.Parameters.Add(new() { Value = actor });
        command.Parameters.Add(new() { Value = exchange });
        command.Parameters.Add(new() { Value = was });
        Assert.NotEqual(0, await command.ExecuteNonQueryAsync());
    }

    private static string Message(string id) =>
        $"""
        <RequestMessage xmlns="http://iec.ch/TC57/2011/schema/message"><Header><Verb>create</Verb><Noun>Schedule</Noun><MessageID>{id}</MessageID></Header></RequestMessage>
        """;
}
