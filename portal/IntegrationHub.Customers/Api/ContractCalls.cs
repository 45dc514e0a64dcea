using IntegrationHub.Customers.Hosting;
using IntegrationHub.Customers.Pages.Parts;
using IntegrationHub.Customers.Requests;
using IntegrationHub.Customers.Shelves;
using IntegrationHub.Customers.SignIn;
using IntegrationHub.Identity.Endpoints;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Market.CustomerSide;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace IntegrationHub.Customers.Api;

/// <summary>Own contracts, and what is done with an offered one. The code that is sent is good for the text whose digest was sent, in the session that asked for it.</summary>
internal static class ContractCalls
{
    public static void Map(RouteGroupBuilder own)
    {
        var contracts = own.MapGroup("/contracts").WithTags("contracts");
        contracts.MapGet("", ListAsync).WithName("listContracts").WithSummary("Own contracts from the offer on, the newest period first");
        var one = contracts.MapGroup("/{number}/{version:int}").ProducesProblem(StatusCodes.Status404NotFound);
        one.MapGet("", FindAsync).WithName("getContract").WithSummary("A version with its text, whose octets in UTF-8 have the digest");
        one.MapGet("/pdf", DrawAsync).Costly().WithName("getContractPdf").WithSummary("The text as PDF").Produces(StatusCodes.Status200OK, contentType: "application/pdf").ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        Act(one.MapPost("/code", CodeAsync).Takes<CodeOrder>(), "askContractCode", "Has a code sent, to agree with");
        Act(one.MapPost("/agree", AgreeAsync).Takes<AgreeOrder>(), "agreeToContract", "Agrees with the code");
        Act(one.MapPost("/change", ChangeAsync).Takes<WordsOrder>(), "askContractChange", "Asks for another text");
        Act(one.MapPost("/decline", DeclineAsync).Takes<WordsOrder>(), "declineContract", "Declines it");
    }

    private static void Act(RouteHandlerBuilder call, string name, string summary) => call.WithName(name).WithSummary(summary).ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<Ok<IReadOnlyList<ContractLine>>> ListAsync(HttpContext http, ShelfReader shelves) =>
        TypedResults.Ok<IReadOnlyList<ContractLine>>([.. (await shelves.OwnAsync(http, static shelf => shelf.Contracts)).Select(ContractLine.Of)]);

    private static async Task<Results<Ok<ContractView>, ProblemHttpResult>> FindAsync(HttpContext http, string number, int version, ShelfReader shelves) =>
        await shelves.OwnAsync(http, shelf => shelf.FindContract(number, version) is { } contract ? ContractView.Of(contract, shelf.FindReworked(number, version), shelf.MonthsOf(contract)) : null) is { } view
            ? TypedResults.Ok(view)
            : ApiAnswers.NotThere("contract");

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> DrawAsync(HttpContext http, string number, int version, ShelfReader shelves, CustomersSettings settings)
    {
        if (await shelves.OwnAsync(http, shelf => shelf.FindContract(number, version)) is not { Text: not null } contract)
            return ApiAnswers.NotThere("contract");

        return (await OwnContractFile.DrawAsync(contract, settings.Font, http.RequestAborted)).Value is { } pdf ? TypedResults.File(pdf, "application/pdf", OwnContractFile.NameOf(contract)) : ApiAnswers.NotDrawn;
    }

    private static Task<Results<Accepted<RequestTaken>, ProblemHttpResult>> CodeAsync(HttpContext http, string number, int version, ContractDesk desk) =>
        Bodies.OrderAsync<CodeOrder>(http, "contract", (order, request) => desk.DoAsync(http.Customer(), number, version, request, new(ContractAct.Code, order.Digest), http.RequestAborted));

    private static Task<Results<Accepted<RequestTaken>, ProblemHttpResult>> AgreeAsync(HttpContext http, string number, int version, ContractDesk desk) =>
        Bodies.OrderAsync<AgreeOrder>(http, "contract", (order, request) => desk.DoAsync(http.Customer(), number, version, request, new(ContractAct.Agree, order.Digest) { Code = order.Code }, http.RequestAborted));

    private static Task<Results<Accepted<RequestTaken>, ProblemHttpResult>> ChangeAsync(HttpContext http, string number, int version, ContractDesk desk) =>
        Bodies.OrderAsync<WordsOrder>(http, "contract", (order, request) => desk.DoAsync(http.Customer(), number, version, request, new(ContractAct.Change, order.Digest) { Words = order.Words }, http.RequestAborted));

    private static Task<Results<Accepted<RequestTaken>, ProblemHttpResult>> DeclineAsync(HttpContext http, string number, int version, ContractDesk desk) =>
        Bodies.OrderAsync<WordsOrder>(http, "contract", (order, request) => desk.DoAsync(http.Customer(), number, version, request, new(ContractAct.Decline, order.Digest) { Words = order.Words }, http.RequestAborted));
}

/// <summary>A version in lists.</summary>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
/// <param name="Digest">SHA-256 of the text.</param>
internal sealed record ContractLine(string Number, int Version, ContractState State, DateOnly From, DateOnly To, decimal MegawattHours, string? Digest)
{
    public static ContractLine Of(CustomerContract one) => new(one.Number, one.Version, one.State, one.From.ToDateOnly(), one.To.ToDateOnly(), one.Quantity.MegawattHours, one.Digest);
}

/// <summary>A version with its text.</summary>
/// <param name="Accounts">Number and voltage level of each account that it is for; null where none are said.</param>
/// <param name="Months">Its energy by months; empty where none are said.</param>
/// <param name="Text">Null, with digest and language, of a contract that was taken over and never offered here.</param>
/// <param name="Reworked">Why it is not offered any more, with the changes that were asked for; null of others.</param>
internal sealed record ContractView(
    string Number, int Version, ContractState State, DateOnly From, DateOnly To, decimal MegawattHours, IReadOnlyList<string>? Accounts, IReadOnlyList<ContractMonthView> Months, string? Digest, string? Language, string? Text, ContractReworked? Reworked)
{
    public static ContractView Of(CustomerContract one, ContractReworked? reworked, IReadOnlyList<ContractMonth> months) =>
        new(one.Number, one.Version, one.State, one.From.ToDateOnly(), one.To.ToDateOnly(), one.Quantity.MegawattHours, one.Accounts, [.. months.Select(static month => new ContractMonthView(month.Month.ToString(), month.Contracted.MegawattHours, month.Used?.MegawattHours))], one.Digest, one.Language, one.Text, reworked);
}

/// <summary>A month of a contract.</summary>
/// <param name="UsedMegawattHours">What its accounts are read to have used on its days; null where there are no readings of the month.</param>
internal sealed record ContractMonthView(string Month, decimal ContractedMegawattHours, decimal? UsedMegawattHours);

/// <summary>Has a code sent.</summary>
/// <param name="Request">An id of version 7 that the caller makes: sent twice it is one request.</param>
/// <param name="Digest">Of the text that was read.</param>
internal sealed record CodeOrder(Guid Request, string Digest) : IOrder;

/// <summary>Agrees.</summary>
/// <param name="Request">An id of version 7 that the caller makes.</param>
/// <param name="Digest">Of the text that was read.</param>
/// <param name="Code">The digits that came by SMS.</param>
internal sealed record AgreeOrder(Guid Request, string Digest, string Code) : IOrder;

/// <summary>Declines, or asks for another text.</summary>
/// <param name="Request">An id of version 7 that the caller makes.</param>
/// <param name="Digest">Of the text that was read.</param>
/// <param name="Words">1 to 4,000 characters.</param>
internal sealed record WordsOrder(Guid Request, string Digest, string Words) : IOrder;
