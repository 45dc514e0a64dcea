using System.CommandLine;
using System.Globalization;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Output;
using IntegrationHub.Market.Packages;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Time;
using NodaTime;

namespace IntegrationHub.Host.Commands.Market;

/// <summary><c>ihub package check</c>: whether a price package is good, and what a customer would pay under it.</summary>
internal sealed class PackageCheckVerb : Verb
{
    private readonly Argument<string> _file = new("file") { Description = "A price package as JSON, or - for standard input (docs/market.md)" };
    private readonly Option<decimal?> _energy = new("--mwh") { Description = "Show the terms of a month with so much energy, evenly spread", HelpName = "MWH" };
    private readonly Option<string?> _month = new("--month") { Description = "The month of --mwh (default: the package's first)", HelpName = "YYYY-MM" };
    private readonly Option<string[]> _references = new("--reference") { Description = "Market price of the month, per MWh; may be repeated", HelpName = "NAME=PRICE" };
    private readonly Option<string> _zone = new("--zone") { Description = "Market time zone", HelpName = "NAME", DefaultValueFactory = static _ => "Asia/Shanghai" };

    public override string Path => "package check";

    public override string Description => "Check a price package and show what it charges";

    public override bool NeedsData => false;

    public override void Define(Command command)
    {
        command.Add(_file);
        command.Add(_energy);
        command.Add(_month);
        command.Add(_references);
        command.Add(_zone);
    }

    public override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var file = context.Get(_file)!;
        var (package, problems) = PackageJson.ReadPackage(await MarketFiles.ReadTextAsync(context.Surroundings, file, PackageJson.LongestText, cancellationToken));
        IReadOnlyList<BillTerm> terms = [];
        if (package is not null && context.Get(_energy) is { } energy)
        {
            var compiled = CompiledPackage.Compile(package, Grid(context, package), References(context));
            problems = compiled.Problems;
            if (compiled.Value is { } priced)
                terms = Price(priced, energy);
        }

        if (context.Answer.IsJson)
            context.Answer.Json(new { file, ok = problems.Count == 0, problems, terms, total = terms.Sum(static term => term.Amount) });

        MarketFiles.Print(context.Answer, file, problems);
        if (terms.Count > 0)
            Print(context.Answer, package!, terms);

        return problems.Count == 0 ? ExitCode.Ok : ExitCode.NotOk;
    }

    private MonthGrid Grid(CommandContext context, PricePackage package)
    {
        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(context.Get(_zone)!) ?? throw new WrongUseException($"there is no time zone `{context.Get(_zone)}`");
        var month = BillingMonth.Of(package.ValidFrom);
        if (context.Get(_month) is { } text)
        {
            month = DateTime.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                ? new(day.Year, day.Month)
                : throw new WrongUseException($"`{text}` is no month; write it like 2026-01");
        }

        return new(month, MarketCalendar.Plain(zone), 15);
    }

    private Dictionary<string, ReferencePrice> References(CommandContext context)
    {
        var references = new Dictionary<string, ReferencePrice>(StringComparer.Ordinal);
        foreach (var text in context.Get(_references) ?? [])
        {
            var parts = text.Split('=', 2);
            if (parts.Length != 2 || !decimal.TryParse(parts[1], NumberStyles.Number, CultureInfo.InvariantCulture, out var price))
                throw new WrongUseException($"`{text}` is not NAME=PRICE");

            references[parts[0]] = ReferencePrice.Monthly(parts[0], price);
        }

        return references;
    }

    private static IReadOnlyList<BillTerm> Price(CompiledPackage package, decimal megawattHours)
    {
        if (megawattHours is < 0 or > 1_000_000_000 || decimal.Round(megawattHours, 6) != megawattHours)
            throw new WrongUseException("--mwh takes 0 to 1,000,000,000 with at most six decimals");

        var even = LargestRemainder.Split(Energy.FromMegawattHours(megawattHours).WattHours, [.. Enumerable.Repeat(1m, package.Grid.Count)]);
        return package.Price(new MonthEnergy(even));
    }

    private static void Print(Answer answer, PricePackage package, IReadOnlyList<BillTerm> terms)
    {
        var table = new TextTable("rule", "what", "quantity", "unit", "price", $"amount {package.Currency}", "rounding");
        foreach (var term in terms)
        {
            table.Row(
                term.Rule, term.Basis.Length == 0 ? term.Label : $"{term.Label} ({term.Basis})".TrimStart(), term.Quantity.ToString("0.######"), term.Unit, (term.IsAverage ? "ø " : "") + term.Price.ToString("0.######"), term.Amount.ToString("0.00######"), term.Rounding.ToString());
        }

        answer.Table(table);
        answer.Line($"total {terms.Sum(static term => term.Amount):0.00######} {package.Currency}");
    }
}
