using System.CommandLine;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Demo;
using IntegrationHub.Host.Output;

namespace IntegrationHub.Host.Commands;

/// <summary><c>ihub demo</c>: real documents both ways between a hub and a trading center, made for the purpose and gone afterwards.</summary>
internal sealed class DemoVerb : Verb
{
    private readonly Option<string?> _json = new("--json") { Description = "Write what became of every exchange to this file", HelpName = "FILE" };
    private readonly Option<string?> _documents = new("--documents") { Description = "Send every XML document of this folder as well", HelpName = "DIR" };
    private readonly Option<string?> _keep = new("--keep") { Description = "Keep the data in this new folder, for `ihub up --data DIR`", HelpName = "DIR" };

    private readonly Option<int> _kills = new("--kills") { Description = "Times the hub is killed (kill -9) at random on the way and started again, 0 to 9", HelpName = "N", DefaultValueFactory = static _ => 2 };

    public override string Path => "demo";

    public override string Description => "Exchange real documents with a trading center made for the purpose";

    public override bool NeedsData => false;

    public override bool OffersJson => false;

    public override void Define(Command command)
    {
        command.Add(_json);
        command.Add(_documents);
        command.Add(_keep);
        command.Add(_kills);
    }

    public override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var documents = Documents(context);
        var kills = context.Get(_kills);
        if (kills is < 0 or > 9)
        {
            throw new WrongUseException($"--kills {kills} is not from 0 to 9");
        }

        var kept = context.Get(_keep);
        var path = kept is null ? Directory.CreateTempSubdirectory("ihub-demo-").FullName : System.IO.Path.GetFullPath(kept);
        var run = new DemoRun(context, path, kills);
        DemoResult result;
        try
        {
            result = await run.RunAsync(context.Get(_documents), documents, cancellationToken);
        }
        finally
        {
            if (kept is null)
            {
                Directory.Delete(path, recursive: true);
            }
        }

        Print(context, result);
        if (kept is null)
        {
            context.Answer.Line("Nothing is left behind; `ihub demo --keep DIR` keeps the data.");
        }
        else
        {
            run.Keep();
        }

        if (context.Get(_json) is { } file)
        {
            await Answer.JsonFileAsync(file, result, cancellationToken);
        }

        return result.Ok ? ExitCode.Ok : ExitCode.NotOk;
    }

    private IReadOnlyList<string> Documents(CommandContext context)
    {
        if (context.Get(_documents) is not { } folder)
        {
            return [];
        }

        return Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder, "*.xml", SearchOption.AllDirectories).Order(StringComparer.Ordinal)]
            : throw new WrongUseException($"there is no folder `{folder}`");
    }

    private static void Print(CommandContext context, DemoResult result)
    {
        var table = new TextTable("", "what", "party", "document", "bytes", "state", "schema", "reasons", "time", "ms", "as expected")
            .Dispensable("time", "bytes", "party", "schema", "ms", "document");
        foreach (var row in result.Exchanges)
        {
            table.Row(
                row.Direction == "in" ? "←" : "→",
                row.Name,
                row.Party,
                Shortened(row.Document),
                row.Size.ToString("N0"),
                row.State,
                row.Schema ?? "",
                string.Join(' ', row.Reasons),
                row.At?.UtcDateTime.ToString("HH:mm:ss.fff'Z'") ?? "",
                row.Milliseconds.ToString("0"),
                row.AsExpected ? "yes" : $"NO, expected {row.Expected}");
        }

        context.Answer.Line();
        context.Answer.Table(table);
        context.Answer.Line();
        if (result.Brought is { } brought)
        {
            context.Answer.Line(
                $"Documents brought along: {brought.Documents}, of which {brought.Valid} valid, {brought.Invalid} invalid, {brought.Unreadable} unreadable, {brought.Unknown} of unknown profile.");
        }

        var wrong = result.Exchanges.Count(row => !row.AsExpected);
        context.Answer.Line(wrong == 0
            ? $"All {result.Exchanges.Count} exchanges ended as expected."
            : $"{wrong} of {result.Exchanges.Count} exchanges did not end as expected.");
    }

    /// <summary>The middle of a long identification says nothing to people; the JSON has it whole.</summary>
    private static string Shortened(string document)
    {
        const int most = 44;
        return document.Length <= most ? document : string.Concat(document.AsSpan(0, most - 11), "…", document.AsSpan(document.Length - 10));
    }
}
