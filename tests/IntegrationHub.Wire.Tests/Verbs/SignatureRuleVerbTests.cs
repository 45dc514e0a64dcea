namespace IntegrationHub.Wire.Tests.Verbs;

/// <summary>Dated signature rules from the command line.</summary>
[Collection(VerbsCollection.Name)]
public sealed class SignatureRuleVerbTests(VerbsFixture hub)
{
    private string Authority => Path.Combine(hub.Data, "pki", "ca.pem");

    [Fact]
    public async Task A_party_without_rules_of_its_own_has_the_default_at_every_time()
    {
        var (name, _) = await hub.PartyAsync();

        var shown = await hub.Terminal.RunAsync("party", "rules", name, "--at", "1999-01-01", "--json");

        Assert.Equal((0, "default"), (shown.Code, shown.Json.GetProperty("inForce").GetString()));
    }

    [Fact]
    public async Task The_rule_that_counts_at_a_time_is_shown_and_a_gap_is_no_success()
    {
        var (name, _) = await hub.PartyAsync("--allow-sha1");
        var terminal = new Terminal(
            hub.Data,
            settings: [("IHUB_SIGNATURES_RULES_0_NAME", "old"), ("IHUB_SIGNATURES_RULES_0_PARTY", name), ("IHUB_SIGNATURES_RULES_0_VALID_TO", "2026-01-01"),
            ("IHUB_SIGNATURES_RULES_1_NAME", "new"), ("IHUB_SIGNATURES_RULES_1_PARTY", name), ("IHUB_SIGNATURES_RULES_1_VALID_FROM", "2026-02-01"),
            ("IHUB_SIGNATURES_RULES_1_SHA1", "never"), ("IHUB_SIGNATURES_RULES_1_CURVES", "p384")]);

        var then = (await terminal.RunAsync("party", "rules", name, "--at", "2025-12-31T12:00Z", "--json")).Json;
        var now = (await terminal.RunAsync("party", "rules", name, "--at", "2026-03-01", "--json")).Json;
        var gap = await terminal.RunAsync("party", "rules", name, "--at", "2026-01-15");

        Assert.Equal("old", then.GetProperty("inForce").GetString());
        Assert.True(then.GetProperty("rules")[0].GetProperty("sha1").GetBoolean());
        Assert.Equal("new", now.GetProperty("inForce").GetString());
        Assert.False(now.GetProperty("rules")[1].GetProperty("sha1").GetBoolean());
        Assert.Equal("p384", now.GetProperty("rules")[1].GetProperty("curves")[0].GetString());
        Assert.Equal(1, gap.Code);
        Assert.Contains("The rule old ended 2025-12-31", gap.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_judges_algorithms_by_the_partys_rules_at_the_time_asked_about()
    {
        var file = hub.File("ruled.txt", "100 MWh");
        Assert.Equal(0, (await hub.Terminal.RunAsync("sign", file)).Code);
        var terminal = new Terminal(
            hub.Data,
            settings: [("IHUB_SIGNATURES_RULES_0_NAME", "early"), ("IHUB_SIGNATURES_RULES_0_PARTY", "ruled"), ("IHUB_SIGNATURES_RULES_0_VALID_TO", "2026-01-01"),
            ("IHUB_SIGNATURES_RULES_1_NAME", "rsa-only"), ("IHUB_SIGNATURES_RULES_1_PARTY", "ruled"), ("IHUB_SIGNATURES_RULES_1_VALID_FROM", "2026-01-01"),
            ("IHUB_SIGNATURES_RULES_1_ALGORITHMS", "rsaSha512")]);

        Assert.Equal(0, (await terminal.RunAsync("verify", file + ".p7s", "--trust", Authority)).Code);
        var ruled = await terminal.RunAsync("verify", file + ".p7s", "--trust", Authority, "--rules", "ruled");

        Assert.Equal(1, ruled.Code);
        Assert.Contains("The rule in force is rsa-only.", ruled.Out, StringComparison.Ordinal);
    }
}
