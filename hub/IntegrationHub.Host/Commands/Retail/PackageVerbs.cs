using System.CommandLine;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Commands.Market;
using IntegrationHub.Host.Output;
using IntegrationHub.Market.Packages;
using IntegrationHub.Retail.Packages;
using NodaTime.Text;

namespace IntegrationHub.Host.Commands.Retail;

/// <summary><c>ihub package import</c>: a version of a price package; it never changes afterwards.</summary>
internal sealed class PackageImportVerb : RetailVerb
{
    private readonly Argument<string> _file = new("file") { Description = "A price package as JSON, or - for standard input (docs/market.md)" };

    public override string Path => "package import";

    public override string Description => "Save a version of a price package";

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_file);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, RetailBench bench, CancellationToken cancellationToken)
    {
        var text = await MarketFiles.ReadTextAsync(context.Surroundings, context.Get(_file)!, PackageJson.LongestText, cancellationToken);
        var saved = await bench.Book<PackageBook>().ImportAsync(text, bench.Actor, cancellationToken);
        if (saved.Value is not { } package || saved.Problems.Count > 0)
        {
            return Refuse(context, saved.Problems);
        }

        if (context.Answer.IsJson)
        {
            context.Answer.Json(new { package.Code, package.Version });
        }

        context.Answer.Line($"package {package.Code} version {package.Version} is saved");
        return ExitCode.Ok;
    }
}

/// <summary><c>ihub package list</c>: every version of every package.</summary>
internal sealed class PackageListVerb : RetailVerb
{
    public override string Path => "package list";

    public override string Description => "List price packages";

    public override bool IsDefaultOfGroup => true;

    protected override async Task<ExitCode> RunAsync(CommandContext context, RetailBench bench, CancellationToken cancellationToken)
    {
        var packages = await bench.Book<PackageBook>().ListAsync(cancellationToken);
        if (context.Answer.IsJson)
        {
            context.Answer.Json(packages.Select(static package => new { package.Code, package.Version, package.Names, package.Currency }));
            return ExitCode.Ok;
        }

        var table = new TextTable("package", "version", "name", "currency", "from", "to");
        foreach (var package in packages)
        {
            table.Row(
                package.Code, $"{package.Version}", package.Names.Values.First(), package.Currency, LocalDatePattern.Iso.Format(package.ValidFrom),
                package.ValidTo is { } last ? LocalDatePattern.Iso.Format(last) : "-");
        }

        context.Answer.Table(table);
        return ExitCode.Ok;
    }
}

/// <summary><c>ihub package show</c>: a package as it was saved, which <c>package import</c> reads.</summary>
internal sealed class PackageShowVerb : RetailVerb
{
    private readonly Argument<string> _code = new("code") { Description = "Code of the package" };
    private readonly Option<int?> _version = new("--version") { Description = "Its version (default: the newest)", HelpName = "N" };

    public override string Path => "package show";

    public override string Description => "Show a price package";

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_code);
        command.Add(_version);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, RetailBench bench, CancellationToken cancellationToken)
    {
        var package = await bench.Book<PackageBook>().FindAsync(context.Get(_code)!, context.Get(_version), cancellationToken)
            ?? throw new RefusedException("RECORD_UNKNOWN", $"there is no such package {context.Get(_code)}", "See `ihub package list`.");
        using var json = System.Text.Json.JsonDocument.Parse(PackageJson.Write(package));
        if (context.Answer.IsJson)
        {
            context.Answer.Json(json.RootElement);
        }

        context.Answer.Line(PackageJson.Write(package));
        return ExitCode.Ok;
    }
}
