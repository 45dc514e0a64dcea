using System.Text;
using IntegrationHub.Host.CommandLine;

namespace IntegrationHub.Host.Tests.Support;

/// <summary>Runs command lines in this process with streams, environment and clock of its own.</summary>
internal sealed class Shell
{
    public static readonly DateTimeOffset Now = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal);

    public bool Terminal { get; init; }

    public string Input { get; init; } = "";

    /// <summary>What the clock of its verbs says.</summary>
    public DateTimeOffset At { get; set; } = Now;

    public async Task<Outcome> RunAsync(params string[] args) => await RunAsync(VerbTable.Create(TimeProvider.System), args);

    public async Task<Outcome> RunAsync(IReadOnlyList<Verb> verbs, params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var surroundings = new Surroundings(
            output, error, () => new MemoryStream(Encoding.UTF8.GetBytes(Input)), Variables, Terminal, new FixedTime(At));
        var code = await HubCommandLine.RunAsync(args, verbs, surroundings);
        return new Outcome(code, output.ToString(), error.ToString());
    }

    private sealed class FixedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}

/// <summary>What a command line left behind.</summary>
internal sealed record Outcome(int Code, string Out, string Error);
