using System.CommandLine;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Commands.Files;
using IntegrationHub.Host.Configuration;
using IntegrationHub.Host.Data;
using IntegrationHub.Host.Output;
using IntegrationHub.Host.Schemas;
using IntegrationHub.Schemas.Rules;
using NodaTime;

namespace IntegrationHub.Host.Commands;

/// <summary><c>ihub validate</c>: holds documents against the shipped schemas or any others, without a hub.</summary>
internal sealed class ValidateVerb : Verb
{
    private readonly Argument<string[]> _files = new("file") { Description = InputFiles.Description, Arity = ArgumentArity.OneOrMore };
    private readonly Option<string?> _schemas = new("--schemas") { Description = "Use the schemas of this folder instead of the shipped ones", HelpName = "DIR" };
    private readonly Option<string?> _schema = new("--schema") { Description = "Use this schema alone", HelpName = "FILE" };
    private readonly Option<string?> _codes = new("--codes") { Description = "Code list files that replace those of the schemas", HelpName = "DIR" };
    private readonly Option<bool> _rules = new("--rules") { Description = "Check the market's rules, too: identifiers, intervals, positions, sums" };
    private readonly Option<string?> _zone = new("--zone") { Description = "Market time zone for --rules (default: of the data folder, else Asia/Shanghai)", HelpName = "NAME" };

    public override string Path => "validate";

    public override string Description => "Check documents against their schemas";

    public override void Define(Command command)
    {
        command.Add(_files);
        command.Add(_schemas);
        command.Add(_schema);
        command.Add(_codes);
        command.Add(_rules);
        command.Add(_zone);
    }

    public override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        if (context.Has(_schemas) && context.Has(_schema))
        {
            throw new WrongUseException("--schemas and --schema exclude each other");
        }

        var files = InputFiles.Expand(context.Get(_files)!);
        var rules = context.Get(_rules) ? new RuleContext { MarketZone = Zone(context) } : null;
        var catalog = SchemaSets.Load(context.Get(_schemas), context.Get(_schema), context.Get(_codes), context.Answer.Warn);
        var checker = new DocumentChecker(catalog, rules);
        var verdicts = new int[4];
        using (var progress = context.Answer.StartProgress("bytes checked", files.Sum(file => file == "-" ? 0 : new FileInfo(file).Length)))
        {
            foreach (var file in files)
            {
                await using var document = file == "-" ? context.Surroundings.OpenInput() : File.OpenRead(file);
                var verdict = await checker.CheckAsync(file, document, count => progress.Advance(count, file), cancellationToken);
                Print(verdict, context.Answer);
                verdicts[(int)verdict.Verdict]++;
            }
        }

        if (files.Count > 1)
        {
            context.Answer.Line($"{files.Count} documents: {string.Join(", ", Enum.GetValues<Verdict>().Select(verdict => $"{verdicts[(int)verdict]} {Word(verdict)}"))}");
        }

        return verdicts[(int)Verdict.Valid] == files.Count ? ExitCode.Ok : ExitCode.NotOk;
    }

    private static void Print(DocumentVerdict verdict, Answer answer)
    {
        if (answer.IsJson)
        {
            answer.JsonLine(verdict);
            return;
        }

        answer.Line($"{verdict.File}: {Word(verdict.Verdict)}{(verdict.Profile is null ? "" : $" ({verdict.Profile})")}");
        foreach (var fault in verdict.Errors)
        {
            var place = fault.Line is { } line ? $"{line}:{fault.Column} " : "";
            var where = fault.Line is null || fault.Path.Length == 0 ? "" : fault.Path + ": ";
            answer.Line($"  {place}{where}{fault.Message} [{fault.Code}{(fault.Reason is null ? "" : " " + fault.Reason)}]{(fault.Warning ? " (warning)" : "")}");
        }

        if (verdict.Truncated)
        {
            answer.Line("  … and possibly more");
        }
    }

    private DateTimeZone Zone(CommandContext context)
    {
        var name = context.Get(_zone)
            ?? (DataFolder.Exists(context.DataPath)
                ? HubConfiguration.Load(context.OpenData().ConfigurationFile, context.Surroundings.Variables).Options.Hub.MarketTimeZone
                : new HubOptions().Hub.MarketTimeZone);
        return DateTimeZoneProviders.Tzdb.GetZoneOrNull(name) ?? throw new WrongUseException($"there is no time zone `{name}`");
    }

    private static string Word(Verdict verdict) => verdict.ToString().ToLowerInvariant();
}
