using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Output;
using IntegrationHub.Host.Tests.Support;

namespace IntegrationHub.Host.Tests.CommandLine;

public sealed class AnswerTests
{
    [Fact]
    public async Task A_table_is_aligned_plain_lines_where_no_person_watches()
    {
        var outcome = await new Shell().RunAsync([new TableVerb()], "table");

        Assert.Equal("name   value\na      1\nlong…  [2]\n", outcome.Out);
    }

    [Fact]
    public async Task A_table_is_framed_on_a_terminal()
    {
        var outcome = await new Shell { Terminal = true }.RunAsync([new TableVerb()], "table");

        Assert.Contains("long…", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("[2]", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("│", outcome.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_replaces_lines_and_tables()
    {
        var outcome = await new Shell().RunAsync([new TableVerb()], "table", "--json");

        Assert.Equal("{\n  \"rows\": 2\n}\n", outcome.Out);
    }

    [Fact]
    public async Task A_bug_is_called_a_bug_and_shows_where()
    {
        var outcome = await new Shell().RunAsync([new BrokenVerb()], "broken");

        Assert.Equal(1, outcome.Code);
        Assert.StartsWith("this is a fault of the hub, not of its use: ", outcome.Error, StringComparison.Ordinal);
        Assert.Contains(nameof(BrokenVerb), outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\u001b[2J\u0007", @"\u001B[2J\u0007")]
    [InlineData("a\u009bb\u202ec\ufeff", @"a\u009Bb\u202Ec\uFEFF")]
    [InlineData("Čeština 电力\tline\n", "Čeština 电力\tline\n")]
    public void What_a_partner_wrote_cannot_steer_the_terminal(string text, string printed) => Assert.Equal(printed, Printable.Of(text));

    private sealed class TableVerb : Verb
    {
        public override string Path => "table";

        public override string Description => "Print a table";

        public override Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
        {
            context.Answer.Table(new TextTable("name", "value").Row("a", "1").Row("long…", "[2]"));
            if (context.Answer.IsJson)
            {
                context.Answer.Json(new { Rows = 2 });
            }

            return Task.FromResult(ExitCode.Ok);
        }
    }

    private sealed class BrokenVerb : Verb
    {
        public override string Path => "broken";

        public override string Description => "Break";

        public override Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("a bug");
    }
}
