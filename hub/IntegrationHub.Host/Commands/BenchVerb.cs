using System.CommandLine;
using IntegrationHub.Benchmarks;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Output;

namespace IntegrationHub.Host.Commands;

/// <summary><c>ihub bench NAME</c>: runs one bench, prints its rows and, with <c>--json FILE</c>, writes its report.</summary>
internal sealed class BenchVerb(IBenchmark benchmark) : Verb
{
    private readonly Option<string?> _json = new("--json") { Description = "Write the report to this file", HelpName = "FILE" };
    private readonly Option<string?> _documents = new("--documents") { Description = "Measure the documents of this folder", HelpName = "DIR" };
    private readonly Option<bool> _quick = new("--quick") { Description = "Fewer repetitions, to see that it works" };

    private readonly Option<long?> _rows = new("--rows") { Description = "Grow what grows to this many rows at most (1000 to 100000000)", HelpName = "N" };

    public override string Path => $"bench {benchmark.Name}";

    public override string Description => benchmark.Description;

    public override bool NeedsData => false;

    public override bool OffersJson => false;

    public override void Define(Command command)
    {
        command.Add(_json);
        command.Add(_documents);
        command.Add(_quick);
        command.Add(_rows);
    }

    public override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var documents = context.Get(_documents);
        if (documents is not null && !Directory.Exists(documents))
        {
            throw new WrongUseException($"there is no folder `{documents}`");
        }

        var rows = context.Get(_rows);
        if (rows is < 1_000 or > 100_000_000)
        {
            throw new WrongUseException("--rows is 1000 to 100000000");
        }

        var scratch = Directory.CreateTempSubdirectory("ihub-bench-");
        try
        {
            var settings = new BenchSettings(documents, context.Get(_quick), scratch.FullName) { Rows = rows };
            var report = await benchmark.RunAsync(settings, context.Answer.Warn, cancellationToken);
            Print(report, context.Answer);
            if (context.Get(_json) is { } file)
            {
                await using var output = File.Create(file);
                BenchReportJson.Write(report, output);
            }

            return ExitCode.Ok;
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    private static void Print(BenchReport report, Answer answer)
    {
        var rows = new TextTable("measured", "value", "unit");
        foreach (var row in report.Rows)
        {
            rows.Row(row.Name, Number(row.Value), row.Unit);
        }

        answer.Line($"{report.Machine.Processor}, {report.Machine.Cores} cores, {report.Machine.Runtime}");
        answer.Table(rows);
        foreach (var (name, value) in report.Summary)
        {
            answer.Line($"{name} = {Number(value)}");
        }
    }

    private static string Number(double value) => Math.Abs(value) >= 100 ? value.ToString("N0") : value.ToString("0.###");
}
