using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Tests.Support;

namespace IntegrationHub.Host.Tests.CommandLine;

public sealed class UsageTests
{
    public static TheoryData<string> EveryVerb() => [.. VerbTable.Create(TimeProvider.System).Select(verb => verb.Path)];

    [Theory]
    [MemberData(nameof(EveryVerb))]
    public async Task Every_verb_explains_itself(string verb)
    {
        var outcome = await new Shell().RunAsync([.. verb.Split(' '), "--help"]);

        Assert.Equal(0, outcome.Code);
        Assert.Contains($"ihub {verb}", outcome.Out, StringComparison.Ordinal);
        Assert.Empty(outcome.Error);
    }

    [Theory]
    [MemberData(nameof(EveryVerb))]
    public async Task Every_verb_answers_an_unknown_option_with_one_line_and_exit_code_2(string verb)
    {
        var outcome = await new Shell().RunAsync([.. verb.Split(' '), "--no-such-option"]);

        Assert.Equal(2, outcome.Code);
        Assert.Empty(outcome.Out);
        Assert.Equal($"ihub {verb}: unknown option `--no-such-option`. Try `ihub {verb} --help`.\n", outcome.Error);
    }

    [Fact]
    public async Task Without_a_verb_the_command_lists_all_of_them()
    {
        var outcome = await new Shell().RunAsync();

        Assert.Equal(0, outcome.Code);
        Assert.All(VerbTable.Create(TimeProvider.System), verb => Assert.Contains(verb.Path.Split(' ')[0], outcome.Out, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("confg", "ihub: unknown verb `confg`, did you mean `config`? Try `ihub --help`.\n")]
    [InlineData("config chek", "ihub config: unknown verb `chek`, did you mean `check`? Try `ihub config --help`.\n")]
    [InlineData("version --jsn", "ihub version: unknown option `--jsn`, did you mean `--json`? Try `ihub version --help`.\n")]
    [InlineData("pki", "ihub pki: say which one: init. Try `ihub pki --help`.\n")]
    [InlineData("xyzzy", "ihub: unknown verb `xyzzy`. Try `ihub --help`.\n")]
    public async Task A_mistyped_word_is_named_with_the_one_that_was_meant(string line, string expected)
    {
        var outcome = await new Shell().RunAsync(line.Split(' '));

        Assert.Equal(2, outcome.Code);
        Assert.Equal(expected, outcome.Error);
    }

    [Theory]
    [InlineData("send hub.yaml", "ihub send: Option '--to' is required. Try `ihub send --help`.\n")]
    [InlineData("send --to grid no-such.xml", "ihub send: there is no file `no-such.xml`. Try `ihub send --help`.\n")]
    [InlineData("exchanges --max x", "ihub exchanges: `x` is no value for --max. Try `ihub exchanges --help`.\n")]
    [InlineData("exchanges --max 0", "ihub exchanges list: --max is 1 to 1000. Try `ihub exchanges list --help`.\n")]
    [InlineData("exchanges --direction up", "ihub exchanges list: `up` is no direction; use in or out. Try `ihub exchanges list --help`.\n")]
    [InlineData("exchanges show 12", "ihub exchanges show: `12` is no id of an exchange; `ihub exchanges` lists them. Try `ihub exchanges show --help`.\n")]
    [InlineData("exchanges cancel 12", "ihub exchanges cancel: Option '--why' is required. Try `ihub exchanges cancel --help`.\n")]
    [InlineData("party add", "ihub party add: name a party, or a file of parties with --file. Try `ihub party add --help`.\n")]
    [InlineData("party add grid", "ihub party add: a party needs --code (or a --file that says all of it). Try `ihub party add --help`.\n")]
    [InlineData("party add --file grid.json --role dispatch", "ihub party add: --role and --file exclude each other. Try `ihub party add --help`.\n")]
    public async Task Wrong_use_of_a_verb_is_one_line_and_touches_nothing(string line, string expected)
    {
        var outcome = await new Shell { Variables = { ["IHUB_DATA"] = "/nonexistent" } }.RunAsync(line.Split(' '));

        Assert.Equal(2, outcome.Code);
        Assert.Empty(outcome.Out);
        Assert.Equal(expected, outcome.Error);
    }

    [Fact]
    public async Task Help_followed_by_a_verb_is_that_verbs_help()
    {
        var asVerb = await new Shell().RunAsync("help", "config", "show");
        var asOption = await new Shell().RunAsync("config", "show", "--help");

        Assert.Equal(asOption.Out, asVerb.Out);
    }

    [Fact]
    public async Task A_file_of_arguments_is_not_read_where_a_name_begins_with_an_at_sign()
    {
        var outcome = await new Shell().RunAsync("@/etc/hostname");

        Assert.Equal(2, outcome.Code);
        Assert.Contains("unknown verb `@/etc/hostname`", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_as_json_carries_code_text_and_remedy()
    {
        using var folder = new TemporaryFolder();

        var outcome = await new Shell().RunAsync("config", "show", "--data", folder.Path, "--json");

        Assert.Equal(1, outcome.Code);
        var error = System.Text.Json.JsonDocument.Parse(outcome.Out).RootElement.GetProperty("error");
        Assert.Equal("DATA_FOLDER_MISSING", error.GetProperty("code").GetString());
        Assert.NotEmpty(error.GetProperty("remedy").GetString()!);
    }

}
