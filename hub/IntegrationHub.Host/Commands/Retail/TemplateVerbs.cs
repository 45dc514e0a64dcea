using System.CommandLine;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Commands.Market;
using IntegrationHub.Host.Output;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Retail.Contracts;

namespace IntegrationHub.Host.Commands.Retail;

/// <summary><c>ihub contract template list</c>: the wordings there are.</summary>
internal sealed class TemplateListVerb : RetailVerb
{
    public override string Path => "contract template list";

    public override string Description => "List templates of contracts";

    protected override async Task<ExitCode> RunAsync(CommandContext context, RetailBench bench, CancellationToken cancellationToken)
    {
        var templates = await bench.Book<TemplateBook>().ListAsync(cancellationToken);
        if (context.Answer.IsJson)
        {
            context.Answer.Json(templates.Select(static template => new { template.Code, template.Version, Kind = Words.Of(template.Kind), template.Language, template.Title }));
            return ExitCode.Ok;
        }

        var table = new TextTable("template", "version", "kind", "language", "title");
        foreach (var template in templates)
        {
            table.Row(template.Code, $"{template.Version}", Words.Of(template.Kind), template.Language, template.Title);
        }

        context.Answer.Table(table);
        return ExitCode.Ok;
    }
}

/// <summary><c>ihub contract template import</c>: a version of a wording; it never changes afterwards.</summary>
internal sealed class TemplateImportVerb : RetailVerb
{
    private readonly Argument<string> _file = new("file") { Description = "A template as JSON, or - for standard input (docs/contracts.md)" };

    public override string Path => "contract template import";

    public override string Description => "Save a version of a template of contracts";

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_file);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, RetailBench bench, CancellationToken cancellationToken)
    {
        var text = await MarketFiles.ReadTextAsync(context.Surroundings, context.Get(_file)!, ContractJson.LongestText, cancellationToken);
        var saved = await bench.Book<TemplateBook>().ImportAsync(text, bench.Actor, cancellationToken);
        if (saved.Value is not { } template || saved.Problems.Count > 0)
        {
            return Refuse(context, saved.Problems);
        }

        if (context.Answer.IsJson)
        {
            context.Answer.Json(new { template.Code, template.Version });
        }

        context.Answer.Line($"template {template.Code} version {template.Version} is saved");
        return ExitCode.Ok;
    }
}
