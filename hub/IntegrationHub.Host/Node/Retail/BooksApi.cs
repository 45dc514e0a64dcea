using System.Text.Json;
using IntegrationHub.Api;
using IntegrationHub.Api.Persons;
using IntegrationHub.Api.Retail;
using IntegrationHub.Api.Services;
using IntegrationHub.Host.Node.Exchanges;
using IntegrationHub.Identity.People;
using IntegrationHub.Market;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Market.Customers;
using IntegrationHub.Market.Time;
using IntegrationHub.Portal.Pages.Settlements;
using IntegrationHub.Rendering;
using IntegrationHub.Retail;
using IntegrationHub.Retail.Bids;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.Customers;
using IntegrationHub.Retail.Settlement;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Host.Node.Retail;

/// <summary>What else pages show and take of the books: templates, contracts as PDF with their files, indicators, declared demand, terms of bidding and bases of settlements. For persons.</summary>
/// <param name="font">File of the font that contracts are drawn with; empty is the usual one.</param>
internal sealed class BooksApi(string font) : IApiPart
{
    /// <summary>Characters of a text that is taken in, as on the pages.</summary>
    private const int MostCharacters = 8 * 1024 * 1024;

    private const string Pdf = "application/pdf";
    private const string Octets = "application/octet-stream";

    public void AddTo(IServiceCollection services, IServiceProvider hub) => services
        .AddSingleton(hub.GetRequiredService<AttachmentBook>())
        .AddSingleton(hub.GetRequiredService<TemplateBook>())
        .AddSingleton(hub.GetRequiredService<DemandBook>())
        .AddSingleton(hub.GetRequiredService<LoadCalendarBook>())
        .AddSingleton(hub.GetRequiredService<BidTermsBook>());

    public void Map(RouteGroupBuilder api)
    {
        api.MapGet("/templates", TemplatesAsync).WithTags("contracts").WithName("listTemplates").ForPersons(Permission.KeepContracts).WithSummary("Wordings of contracts, shipped ones and the company's own").ProducesProblem(StatusCodes.Status403Forbidden);
        var contracts = api.MapGroup("/contracts/{number}").WithTags("contracts").WithContentLooks().ForPersons(Permission.ReadContracts).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound);
        contracts.MapGet("/files", FilesAsync).WithName("listContractFiles").WithSummary("Files of a contract");
        contracts.MapGet("/files/{file:int}", FileAsync).WithName("getContractFile").WithSummary("A file of a contract").Produces<Stream>(StatusCodes.Status200OK, Octets);
        Import(api.MapPost("/contracts/{number}/files", AttachAsync)).WithTags("contracts").WithName("attachContractFile").ForPersons(Permission.KeepContracts).WithSummary("Keeps a file, the body of the request, with a contract; the same again is the one that is there").Accepts<Stream>(Octets).ProducesProblem(StatusCodes.Status404NotFound);
        contracts.MapGet("/pdf", PdfAsync).WithName("getContractPdf").WithSummary("The text of a contract as PDF").Produces<Stream>(StatusCodes.Status200OK, Pdf).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        api.MapGet("/indicators", IndicatorsAsync).WithTags("settlements").WithName("listIndicators").WithContentLooks().ForPersons(Permission.ReadIndicators).WithSummary("Purchase and sale, deviation and profit by month").ProducesProblem(StatusCodes.Status403Forbidden);
        Import(api.MapPost("/demand", DemandAsync)).WithTags("bids").WithName("importDemand").ForPersons(Permission.KeepBids).WithSummary("Takes declared demand, the CSV in the body: all of its rows, or everything that is wrong").Accepts<string>("text/csv");
        api.MapGet("/load-calendars", CalendarsAsync).WithTags("customers").WithName("listLoadCalendars").WithContentLooks().ForPersons(Permission.ReadCustomers).WithSummary("Days on which accounts take less than usual").ProducesProblem(StatusCodes.Status403Forbidden);
        Import(api.MapPost("/load-calendars", CalendarAsync)).WithTags("customers").WithName("importLoadCalendar").ForPersons(Permission.KeepContracts).WithSummary("Takes days on which accounts take less, the CSV in the body: all of its rows, or everything that is wrong").Accepts<string>("text/csv");
        Import(api.MapPost("/bid-terms", TermsAsync)).WithTags("bids").WithName("importBidTerms").ForPersons(Permission.KeepBids).WithSummary("Keeps terms of bidding, the body of the request").Accepts<string>("application/json");
        Import(api.MapPost("/purchases", PurchasesAsync)).WithTags("settlements").WithName("importPurchases").ForPersons(Permission.KeepReadings).WithSummary("Takes what was bought in a month, the CSV in the body, as the next version of its basis: all of its rows, or everything that is wrong").Accepts<string>("text/csv");
        api.MapGet("/purchases/{month}", PurchasesOfAsync).WithTags("settlements").WithName("exportPurchases").WithContentLooks().ForPersons(Permission.ReadSettlements).WithSummary("What was bought in a month beside contracts and bids, as CSV that can be brought again").Produces<string>(StatusCodes.Status200OK, "text/csv")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound);
        Import(api.MapPost("/settlement-bases", BasisAsync)).WithTags("settlements").WithName("importBasis").ForPersons(Permission.KeepReadings).WithSummary("Keeps what the market says about a month, the body of the request").Accepts<string>("application/json");
    }

    private static RouteHandlerBuilder Import(RouteHandlerBuilder endpoint) =>
        endpoint.ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static Task<Results<Ok<IReadOnlyList<JsonElement>>, ProblemHttpResult>> TemplatesAsync(HttpContext http, ExchangeCalls calls, TemplateBook book) =>
        calls.AsAsync<Ok<IReadOnlyList<JsonElement>>>(http, Permission.KeepContracts, async _ =>
            TypedResults.Ok<IReadOnlyList<JsonElement>>([.. (await book.ListAsync(http.RequestAborted)).Select(static template => JsonSerializer.Deserialize<JsonElement>(ContractJson.Write(template)))]));

    private static Task<Results<Ok<IReadOnlyList<ContractFileView>>, ProblemHttpResult>> FilesAsync(HttpContext http, ExchangeCalls calls, ContractBook contracts, AttachmentBook files, string number) =>
        calls.AsAsync<Ok<IReadOnlyList<ContractFileView>>>(http, Permission.ReadContracts, async _ => await contracts.FindAsync(number, version: null, http.RequestAborted) is null
            ? NotThere($"contract {number}")
            : TypedResults.Ok<IReadOnlyList<ContractFileView>>([.. (await files.ListAsync(number, http.RequestAborted)).Select(static file => new ContractFileView(file.Number, file.Id, file.Name, file.Sha256, file.Content.Length))]));

    private static Task<Results<FileContentHttpResult, ProblemHttpResult>> FileAsync(HttpContext http, ExchangeCalls calls, AttachmentBook files, string number, int file) =>
        calls.AsAsync<FileContentHttpResult>(http, Permission.ReadContracts, async _ => await files.FindAsync(number, file, http.RequestAborted) is { } found
            ? TypedResults.Bytes(found.Content, Octets, found.Name)
            : NotThere($"file {file} of contract {number}"));

    private static Task<Results<Ok<ContractFileView>, ProblemHttpResult>> AttachAsync(HttpContext http, ExchangeCalls calls, AttachmentBook files, string number, string name) =>
        calls.AsAsync<Ok<ContractFileView>>(http, Permission.KeepContracts, async caller =>
        {
            if (await RetailApi.OctetsAsync(http, AttachmentBook.MostBytes) is not { } octets)
                return Problems.TooLarge($"A file has at most {AttachmentBook.MostBytes} octets.");

            var kept = await files.AddAsync(number, name, octets, caller.InProcesses.User, http.RequestAborted);
            return kept.Value is { } file && kept.Problems.Count == 0
                ? TypedResults.Ok(new ContractFileView(file.Number, file.Id, file.Name, file.Sha256, file.Content.Length))
                : Problems.Of([.. kept.Problems.Select(RetailApi.Finding)]);
        });

    private Task<Results<FileContentHttpResult, ProblemHttpResult>> PdfAsync(HttpContext http, ExchangeCalls calls, ContractBook contracts, string number, int? version) =>
        calls.AsAsync<FileContentHttpResult>(http, Permission.ReadContracts, async _ =>
        {
            if (await contracts.FindAsync(number, version, http.RequestAborted) is not { } contract)
                return NotThere($"contract {number}");

            var text = await contracts.TextAsync(contract, http.RequestAborted);
            if (text.Value is not { } written)
                return Problems.Of([.. text.Problems.Select(RetailApi.Finding)]);

            var named = $"{number}-{contract.Contract.Terms.Version}.pdf";
            var drawn = await Drawing.DrawAsync(font, file => ContractPdf.Render(written, file, $"{number} / {contract.Contract.Terms.Version}"), http.RequestAborted);
            return drawn.Value is { } octets && drawn.Problems.Count == 0 ? TypedResults.Bytes(octets, Pdf, named) : Problems.Of([.. drawn.Problems.Select(RetailApi.Finding)]);
        });

    private static Task<Results<Ok<IReadOnlyList<IndicatorView>>, ProblemHttpResult>> IndicatorsAsync(HttpContext http, ExchangeCalls calls, SettlementBook settlements) =>
        calls.AsAsync<Ok<IReadOnlyList<IndicatorView>>>(http, Permission.ReadIndicators, async _ =>
            TypedResults.Ok<IReadOnlyList<IndicatorView>>([.. (await IndicatorRow.ListAsync(settlements, http.RequestAborted)).Select(IndicatorView.Of)]));

    private static Task<Results<Ok<TakenView>, ProblemHttpResult>> DemandAsync(HttpContext http, ExchangeCalls calls, DemandBook book) =>
        TakeAsync(http, calls, Permission.KeepBids, (text, actor) => book.ImportAsync(text, actor, http.RequestAborted), static days => days.Count);

    private static Task<Results<Ok<TakenView>, ProblemHttpResult>> CalendarAsync(HttpContext http, ExchangeCalls calls, LoadCalendarBook book) =>
        TakeAsync(http, calls, Permission.KeepContracts, (text, actor) => book.ImportAsync(text, actor, http.RequestAborted), static entries => entries.Count);

    private static Task<Results<Ok<IReadOnlyList<ReducedLoadView>>, ProblemHttpResult>> CalendarsAsync(HttpContext http, ExchangeCalls calls, LoadCalendarBook book) =>
        calls.AsAsync<Ok<IReadOnlyList<ReducedLoadView>>>(http, Permission.ReadCustomers, async _ =>
            TypedResults.Ok<IReadOnlyList<ReducedLoadView>>([.. (await book.ListAsync(http.RequestAborted)).SelectMany(static calendar => calendar.Days).Select(static entry => new ReducedLoadView(
                entry.Account.AccountNumber, entry.Account.VoltageLevel, entry.From.ToDateOnly(), entry.To.ToDateOnly(), entry.Kind, entry.Share, entry.Note))]));

    private static Task<Results<Ok<TakenView>, ProblemHttpResult>> TermsAsync(HttpContext http, ExchangeCalls calls, BidTermsBook book) =>
        TakeAsync(http, calls, Permission.KeepBids, (text, actor) => book.ImportAsync(text, actor, http.RequestAborted), static _ => 1);

    private static Task<Results<Ok<TakenView>, ProblemHttpResult>> PurchasesAsync(HttpContext http, ExchangeCalls calls, BasisBook book) =>
        TakeAsync(http, calls, Permission.KeepReadings, (text, actor) => book.ImportPurchasesAsync(text, actor, http.RequestAborted), static basis => basis.Purchases.Count);

    private static Task<Results<ContentHttpResult, ProblemHttpResult>> PurchasesOfAsync(HttpContext http, ExchangeCalls calls, BasisBook book, string month) =>
        calls.AsAsync<ContentHttpResult>(http, Permission.ReadSettlements, async _ => !BillingMonth.TryParse(month, out var asked) ? RetailApi.NoMonth
            : await book.ExportPurchasesAsync(asked, http.RequestAborted) is { } text ? TypedResults.Text(text, "text/csv")
            : Problems.Of([RetailApi.Finding(RetailProblems.NotThere($"basis of {asked}", "Bring one first."))]));

    private static Task<Results<Ok<TakenView>, ProblemHttpResult>> BasisAsync(HttpContext http, ExchangeCalls calls, BasisBook book) =>
        TakeAsync(http, calls, Permission.KeepReadings, (text, actor) => book.ImportAsync(text, actor, http.RequestAborted), static _ => 1);

    private static Task<Results<Ok<TakenView>, ProblemHttpResult>> TakeAsync<T>(
        HttpContext http, ExchangeCalls calls, Permission needs, Func<string, string, Task<Checked<T>>> take, Func<T, int> count)
        where T : class => calls.AsAsync<Ok<TakenView>>(http, needs, async caller => await RetailApi.TextAsync(http, MostCharacters, http.RequestAborted) is { } text
            ? RetailApi.Answer(await take(text, caller.InProcesses.User), taken => new TakenView(count(taken)))
            : Problems.TooLarge($"A text has at most {MostCharacters >> 20} Mi characters."));

    private static ProblemHttpResult NotThere(string what) => Problems.Of([RetailApi.Finding(RetailProblems.NotThere(what, "Look at the list of contracts."))]);
}

/// <summary>A file of a contract.</summary>
/// <param name="Id">By which a step of the contract names it as evidence.</param>
/// <param name="Size">Octets.</param>
internal sealed record ContractFileView(int Number, Guid Id, string Name, string Sha256, long Size);

/// <summary>Days on which an account takes less than usual.</summary>
/// <param name="Share">By which share of what is forecast or contracted: 0 to 1.</param>
internal sealed record ReducedLoadView(string AccountNumber, string VoltageLevel, DateOnly From, DateOnly To, ReducedLoadKind Kind, decimal Share, string Note);

/// <param name="Taken">Rows or entries.</param>
internal sealed record TakenView(int Taken);

/// <summary>The company's indicators of a month, by its newest complete settlement.</summary>
/// <param name="Deviation">Share by which what was used differs from what was contracted; null where nothing was.</param>
/// <param name="ProfitPerMegawattHour">Null without sales.</param>
internal sealed record IndicatorView(
    string Month, int Version, decimal PurchasedMegawattHours, decimal SoldMegawattHours, decimal BalanceMegawattHours, decimal ContractedMegawattHours, decimal? Deviation, decimal DeviationCharge, decimal Revenue, decimal Cost,
    decimal Profit, decimal? ProfitPerMegawattHour, string Currency)
{
    public static IndicatorView Of(IndicatorRow row) => new(
        row.Month, row.Settlement.Version, row.Settlement.Purchased.MegawattHours, row.Settlement.Sold.MegawattHours, row.Settlement.Balance.MegawattHours, row.Settlement.Contracted.MegawattHours, row.Deviation,
        row.Settlement.DeviationCharge, row.Settlement.Revenue, row.Settlement.Cost, row.Settlement.Profit, row.Margin, row.Settlement.Currency);
}
