using IntegrationHub.Api;
using IntegrationHub.Api.Persons;
using IntegrationHub.Api.Retail;
using IntegrationHub.Api.Services;
using IntegrationHub.Identity.People;
using IntegrationHub.Market.Readings;
using IntegrationHub.Market.Time;
using IntegrationHub.Retail.Packages;
using IntegrationHub.Retail.Readings;
using IntegrationHub.Retail.Settlement;
using IntegrationHub.Workflows.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Host.Node.Retail;

/// <summary>Readings and settlements in the HTTP API, for those who settle and those who answer for the money.</summary>
internal sealed class SettlementApi : IApiPart
{
    private const int MostOfPage = 1000;
    private const int MostCharacters = 128 << 20;

    public void AddTo(IServiceCollection services, IServiceProvider hub)
    {
        services.AddSingleton(hub.GetRequiredService<ReadingBook>());
        services.AddSingleton(hub.GetRequiredService<SettlementBook>());
        services.AddSingleton(hub.GetRequiredService<BasisBook>());
        services.AddSingleton(hub.GetRequiredService<ParameterBook>());
    }

    public void Map(RouteGroupBuilder api)
    {
        var readings = api.MapGroup("/readings").WithTags("readings").ProducesProblem(StatusCodes.Status403Forbidden);
        readings.MapPost("", ImportAsync).WithName("importReadings").ForPersons(Permission.KeepReadings).ForServices(Permission.KeepReadings).WithSummary("Takes a CSV file of readings, the body of the request").Accepts<string>("text/csv").ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        readings.MapGet("/{month}/gaps", GapsAsync).WithName("listReadingGaps").ForPersons(Permission.ReadSettlements).ForServices(Permission.ReadSettlements).WithSummary("Accounts whose readings of a month have gaps");
        api.MapPost("/parameters", ParametersAsync).WithTags("settlements").WithName("importParameters").ForPersons(Permission.KeepReadings).WithSummary("Keeps figures of market rules and of the company, the body of the request").Accepts<string>("application/json")
            .ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        var settlements = api.MapGroup("/settlements").WithTags("settlements").ProducesProblem(StatusCodes.Status403Forbidden);
        settlements.MapGet("", ListAsync).WithName("listSettlements").WithContentLooks().ForPersons(Permission.ReadSettlements).ForServices(Permission.ReadSettlements).WithSummary("Settlements, those of a month where one is named");
        settlements.MapPost("/{month}", CalculateAsync).WithName("calculateSettlement").ForSocketAlone("persons settle by the process of the month").WithSummary("Settles a month by what is known now").ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        settlements.MapGet("/{month}/{version:int}/bills", BillsAsync).WithName("listBills").WithContentLooks().ForPersons(Permission.ReadSettlements).ForServices(Permission.ReadSettlements).WithSummary("Bills of a settlement, a page at a time");
    }

    private static Task<Results<Ok<ReadingReceipt>, ProblemHttpResult>> ImportAsync(HttpContext http, IRequestActor actors, Callers callers, ReadingBook book, string? source, CancellationToken cancellation) =>
        RetailApi.AsAsync<ReadingReceipt>(http, actors, callers, Permission.KeepReadings, async actor =>
        {
            if (source is not (null or "meter" or "customer"))
                return Problems.Wrong("The source is meter or customer.", "Correct `source`.");

            return await RetailApi.TextAsync(http, MostCharacters, cancellation) is not { } text
                ? Problems.TooLarge($"A file has at most {MostCharacters >> 20} Mi characters.")
                : RetailApi.Answer(await book.ImportAsync(text, source == "customer" ? ReadingSource.Customer : ReadingSource.Meter, actor.User, cancellation), static receipt => receipt);
        });

    private static Task<Results<Ok<TakenView>, ProblemHttpResult>> ParametersAsync(HttpContext http, IRequestActor actors, Callers callers, ParameterBook book) =>
        RetailApi.AsAsync<TakenView>(http, actors, callers, Permission.KeepReadings, async actor => await RetailApi.TextAsync(http, ParameterBook.LongestText, http.RequestAborted) is { } text
            ? RetailApi.Answer(await book.ImportAsync(text, actor.User, http.RequestAborted), static _ => new TakenView(1))
            : Problems.TooLarge($"Parameters have at most {ParameterBook.LongestText} characters."));

    private static Task<Results<Ok<IReadOnlyList<ReadingGap>>, ProblemHttpResult>> GapsAsync(HttpContext http, IRequestActor actors, Callers callers, ReadingBook book, string month, CancellationToken cancellation) =>
        RetailApi.AsAsync<IReadOnlyList<ReadingGap>>(http, actors, callers, Permission.ReadSettlements, async _ => BillingMonth.TryParse(month, out var asked) ? TypedResults.Ok(await book.GapsAsync(asked, cancellation)) : RetailApi.NoMonth);

    private static Task<Results<Ok<IReadOnlyList<SettlementView>>, ProblemHttpResult>> ListAsync(HttpContext http, IRequestActor actors, Callers callers, SettlementBook book, string? month, CancellationToken cancellation) =>
        RetailApi.AsAsync<IReadOnlyList<SettlementView>>(http, actors, callers, Permission.ReadSettlements, async actor =>
        {
            BillingMonth? asked = null;
            if (month is not null && (asked = BillingMonth.TryParse(month, out var read) ? read : null) is null)
                return RetailApi.NoMonth;

            return TypedResults.Ok<IReadOnlyList<SettlementView>>([.. (await book.ListAsync(asked, cancellation)).Select(one => SettlementView.Of(one, actor))]);
        });

    private static Task<Results<Ok<SettlementView>, ProblemHttpResult>> CalculateAsync(HttpContext http, IRequestActor actors, Callers callers, SettlementBook book, string month, CancellationToken cancellation) =>
        RetailApi.AsAsync<SettlementView>(http, actors, callers, Permission.KeepReadings, async actor => BillingMonth.TryParse(month, out var asked) ? RetailApi.Answer(await book.CalculateAsync(asked, actor.User, cancellation), one => SettlementView.Of(one, actor)) : RetailApi.NoMonth);

    private static Task<Results<Ok<BillPage>, ProblemHttpResult>> BillsAsync(
        HttpContext http, IRequestActor actors, Callers callers, SettlementBook book, string month, int version, string? after, int? most, CancellationToken cancellation) =>
        RetailApi.AsAsync<BillPage>(http, actors, callers, Permission.ReadSettlements, async actor =>
        {
            if (!BillingMonth.TryParse(month, out var asked))
                return RetailApi.NoMonth;

            if (most is < 1 or > MostOfPage)
                return Problems.Wrong($"A page has 1 to {MostOfPage} bills.", "Correct `most`.");

            var (bills, next) = await book.BillsAsync(asked, version, after, most ?? 100, cancellation);
            return TypedResults.Ok(new BillPage([.. bills.Select(bill => BillView.Of(bill, actor))], next));
        });
}

/// <summary>A settlement as the API shows it. What stays with the retailer is for the board.</summary>
internal sealed record SettlementView(
    string Name, SettlementState State, int Accounts, decimal SoldMegawattHours, decimal PurchasedMegawattHours, string Currency, decimal Billed, decimal Difference, decimal DeviationCharge, decimal? Revenue, decimal? Cost,
    decimal? Profit, long Substituted, int? Corrects, string InputDigest, string BillDigest, string TextDigest, IReadOnlyList<string> Documents)
{
    public const string Board = "board";

    public static SettlementView Of(StoredSettlement one, Actor actor) => new(
        one.Name, one.State, one.Accounts, one.Sold.MegawattHours, one.Purchased.MegawattHours, one.Currency, one.Billed, one.Difference, one.DeviationCharge, ForBoard(one.Revenue, actor), ForBoard(one.Cost, actor), ForBoard(one.Profit, actor), one.Substituted, one.Corrects,
        one.InputDigest, one.BillDigest, SettlementText.Of(one).Digest, [.. one.Submissions.Select(static submission => submission.MRid)]);

    public static decimal? ForBoard(decimal figure, Actor actor) => actor.Roles.Contains(Board) ? figure : null;
}

/// <summary>A page of bills.</summary>
/// <param name="Bills">The bills.</param>
/// <param name="Next">Where to go on; null at the end.</param>
internal sealed record BillPage(IReadOnlyList<BillView> Bills, string? Next);

/// <summary>A bill as the API shows it.</summary>
internal sealed record BillView(string Account, string Package, decimal MegawattHours, decimal Total, int? Corrects, decimal? Difference, decimal? Profit, int Substituted, IReadOnlyList<BillLine> Lines)
{
    public static BillView Of(StoredBill stored, Actor actor) => new(
        stored.Bill.Account, stored.Bill.Package, stored.Bill.Energy.MegawattHours, stored.Bill.Total, stored.Corrects, stored.Difference?.Total, SettlementView.ForBoard(stored.Profit, actor), stored.Bill.SubstitutedIntervals,
        [.. stored.Bill.Terms.Select(static term => new BillLine(term.Rule, term.Path, term.Label, term.Quantity, term.Unit, term.Price, term.IsAverage, term.Amount))]);
}

/// <summary>A line of a bill.</summary>
internal sealed record BillLine(string Rule, string Path, string Label, decimal Quantity, string Unit, decimal Price, bool IsAverage, decimal Amount);
