using System.CommandLine;
using System.Globalization;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Commands.Market;
using IntegrationHub.Host.Output;
using IntegrationHub.Market.Parameters;
using IntegrationHub.Retail.Packages;
using NodaTime;

namespace IntegrationHub.Host.Commands.Retail;

/// <summary><c>ihub parameters import</c>: saves a version of the figures that the books judge by.</summary>
internal sealed class ParametersImportVerb : RetailVerb
{
    private readonly Argument<string> _file = new("file") { Description = "Parameters as JSON, or - for standard input (docs/market.md)" };

    public override string Path => "parameters import";

    public override string Description => "Save a version of the figures of market rules and of the company, each with days and source";

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_file);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, RetailBench bench, CancellationToken cancellationToken)
    {
        var text = await MarketFiles.ReadTextAsync(context.Surroundings, context.Get(_file)!, ParameterBook.LongestText, cancellationToken);
        var saved = await bench.Book<ParameterBook>().ImportAsync(text, bench.Actor, cancellationToken);
        if (saved.Value is not { } parameters || saved.Problems.Count > 0)
        {
            return Refuse(context, saved.Problems);
        }

        if (context.Answer.IsJson)
        {
            context.Answer.Json(new { parameters.Version });
        }

        context.Answer.Line($"parameters version {parameters.Version} are saved");
        return ExitCode.Ok;
    }
}

/// <summary><c>ihub parameters show</c>: the figures with their days and sources.</summary>
internal sealed class ParametersShowVerb : RetailVerb
{
    public override string Path => "parameters show";

    public override string Description => "Show the figures of market rules and of the company, with days and sources";

    protected override async Task<ExitCode> RunAsync(CommandContext context, RetailBench bench, CancellationToken cancellationToken)
    {
        var parameters = await bench.Book<ParameterBook>().FindAsync(cancellationToken);
        IReadOnlyList<Row> rows =
        [
            .. Of("longestInterpolation", parameters.LongestInterpolation, static count => count),
            .. Of("enteredHeadroom", parameters.EnteredHeadroom, static times => times),
            .. Of("largeCustomer", parameters.LargeCustomer, static energy => energy.MegawattHours),
        ];
        if (context.Answer.IsJson)
        {
            context.Answer.Json(new { parameters.Version, Figures = rows });
            return ExitCode.Ok;
        }

        if (rows.Count > 0)
        {
            var table = new TextTable("figure", "value", "from", "to", "source");
            foreach (var row in rows)
            {
                table.Row(row.Figure, row.Value.ToString(CultureInfo.InvariantCulture), row.From, row.To ?? "-", row.Source);
            }

            context.Answer.Table(table);
        }

        context.Answer.Line(rows.Count == 0 ? "no figures are entered yet: `ihub parameters import FILE`" : $"version {parameters.Version}");
        return ExitCode.Ok;
    }

    private static IEnumerable<Row> Of<T>(string figure, IReadOnlyList<Dated<T>> versions, Func<T, decimal> value) =>
        versions.OrderBy(static one => one.ValidFrom).Select(one => new Row(figure, value(one.Value), Iso(one.ValidFrom), one.ValidTo is { } last ? Iso(last) : null, one.Source.ToString()));

    private static string Iso(LocalDate day) => day.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);

    private sealed record Row(string Figure, decimal Value, string From, string? To, string Source);
}
