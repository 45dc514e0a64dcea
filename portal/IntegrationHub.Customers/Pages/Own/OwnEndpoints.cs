using IntegrationHub.Customers.Hosting;
using IntegrationHub.Customers.Requests;
using IntegrationHub.Customers.Shelves;
using IntegrationHub.Customers.SignIn;
using IntegrationHub.Identity.Sessions;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Portal.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace IntegrationHub.Customers.Pages.Own;

/// <summary>
/// What is for who is signed in. Every look goes into the shelf of that customer and no other, so another customer's contract is one that there is not. A form brings
/// the id of its request, made when it was shown: sent twice it is one request.
/// </summary>
internal static class OwnEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/my", HomeAsync).NeedsCustomer();
        endpoints.MapPost("/my/requests", AskAsync).NeedsCustomer();
        endpoints.MapGet("/my/requests/{id:guid}", ShowRequestAsync).NeedsCustomer();
        endpoints.MapPost("/my/requests/{id:guid}/again", AskAgainAsync).NeedsCustomer();
        endpoints.MapGet("/my/contracts/{number}/{version:int}", ShowContractAsync).NeedsCustomer();
        endpoints.MapPost("/my/contracts/{number}/{version:int}/{step}", StepAsync).NeedsCustomer();
    }

    private static async Task<IResult> HomeAsync(HttpContext http, ShelfReader shelves, NewsReader reader, CustomerSessions sessions, CustomersSettings settings, TimeProvider time)
    {
        var who = http.Customer();
        var today = settings.TodayAt(time);
        var (contracts, answers, reminders, surveys) = await shelves.OwnAsync(http, shelf => (shelf.Contracts, shelf.Requests, shelf.Reminders, shelf.SurveysOn(today)));
        var news = await reader.ReadAsync(who.Login, http.RequestAborted);
        return new RazorComponentResult<OwnHomePage>(
            new OwnHomeModel(contracts, answers, news.WantsReminders ? reminders : [], surveys, sessions.ListOf(who.Login.Name), who.Session.Id) { Notices = news.Notices, Titles = news.Titles }.Parameters);
    }

    private static async Task<IResult> AskAsync(HttpContext http, ServiceDesk desk)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (!Guid.TryParse(form["request"], out var id) || !Enum.TryParse<ServiceTopic>(form["topic"], out var topic) || !Enum.IsDefined(topic))
            return Results.StatusCode(StatusCodes.Status400BadRequest);

        return (await desk.AskAsync(http.Customer().Login, id, topic, form["text"].ToString(), http.RequestAborted)).Status == AskedStatus.HandedIn
            ? Results.Redirect($"/my/requests/{id:D}")
            : Results.Redirect("/my?problem=text#ask");
    }

    private static async Task<IResult> AskAgainAsync(HttpContext http, Guid id, ServiceDesk desk)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (!Guid.TryParse(form["request"], out var own))
            return Results.StatusCode(StatusCodes.Status400BadRequest);

        return (await desk.AskAgainAsync(http.Customer().Login, id, own, form["text"].ToString(), http.RequestAborted)).Status == AskedStatus.HandedIn
            ? Results.Redirect($"/my/requests/{own:D}?back={Uri.EscapeDataString($"/my/requests/{id:D}")}")
            : Results.Redirect($"/my/requests/{id:D}?problem=text");
    }

    /// <summary>Where a request stands. One that has not been handled yet looks like one that there is not: it waits.</summary>
    private static async Task<IResult> ShowRequestAsync(HttpContext http, Guid id, ShelfReader shelves, TimeProvider time)
    {
        var answer = await shelves.OwnAsync(http, shelf => shelf.FindAnswer(id).Answer);
        return new RazorComponentResult<RequestPage>(new { Request = id, Answer = answer, MayAskAgain = answer?.MayReopenAt(time.GetUtcNow()) == true, Back = LocalPath.Of(http.Request.Query["back"]) is { Length: > 1 } back ? back : "/my" });
    }

    private static async Task<IResult> ShowContractAsync(HttpContext http, string number, int version, ShelfReader shelves) =>
        await shelves.OwnAsync(http, shelf => shelf.FindContract(number, version) is not { } contract ? null : new
        {
            Contract = contract, Reworked = shelf.FindReworked(number, version), Months = shelf.MonthsOf(contract), Agreeing = AgreeSteps.Of(shelf, number, http.Request.Query["code"], http.Request.Query["consent"]),
        }) is { } shown
            ? new RazorComponentResult<OwnContractPage>(shown)
            : CustomerNotices.NotFound();

    private static async Task<IResult> StepAsync(HttpContext http, string number, int version, string step, ContractDesk desk)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (!Guid.TryParse(form["request"], out var id) || ActOf(step) is not { } act)
            return Results.StatusCode(StatusCodes.Status400BadRequest);

        var page = $"/my/contracts/{Uri.EscapeDataString(number)}/{version}";
        var asked = await desk.DoAsync(http.Customer(), number, version, id, new(act, form["digest"].ToString()) { Code = form["code"].ToString(), Words = form["words"].ToString() }, http.RequestAborted);
        return asked.Status switch
        {
            AskedStatus.HandedIn when act == ContractAct.Code => Results.Redirect($"{page}?code={id:D}#agree"),
            AskedStatus.HandedIn when act == ContractAct.Agree => Results.Redirect($"{page}?{(Guid.TryParse(form["asked"], out var sent) ? $"code={sent:D}&" : "")}consent={id:D}#agree"),
            AskedStatus.HandedIn => Results.Redirect($"/my/requests/{id:D}?back={Uri.EscapeDataString(page)}"),
            AskedStatus.Wrong => Results.StatusCode(StatusCodes.Status400BadRequest),
            _ => CustomerNotices.NotFound(),
        };
    }

    private static ContractAct? ActOf(string step) => step switch
    {
        "code" => ContractAct.Code,
        "agree" => ContractAct.Agree,
        "change" => ContractAct.Change,
        "decline" => ContractAct.Decline,
        _ => null,
    };
}

/// <summary>What the first page of a customer shows.</summary>
internal sealed record OwnHomeModel(
    IReadOnlyList<CustomerContract> Contracts, IReadOnlyList<(RequestAnswer Answer, DateTimeOffset At)> Requests, IReadOnlyList<CustomerReminder> Reminders,
    IReadOnlyList<(Survey Survey, bool IsAnswered)> Surveys, IReadOnlyList<CustomerSession> Sessions, Guid Session)
{
    /// <summary>What is new for the person.</summary>
    public IReadOnlyList<CustomerNotice> Notices { get; init; } = [];

    /// <summary>Titles of the texts that are among it, by key.</summary>
    public IReadOnlyDictionary<string, string> Titles { get; init; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, object?> Parameters => new Dictionary<string, object?>(StringComparer.Ordinal)
    {
        ["Contracts"] = Contracts, ["Requests"] = Requests, ["Reminders"] = Reminders, ["Surveys"] = Surveys, ["Notices"] = Notices, ["Titles"] = Titles, ["Sessions"] = Sessions.Select(session => new OwnSession(session.Id, session.Visitor.Address, session.Visitor.Agent, session.Visitor.Way == SessionWay.Calls, session.BegunAt, session.Id == Session)).ToList(),
    };
}

/// <summary>A session as its owner sees it.</summary>
/// <param name="Agent">What the browser or program calls itself.</param>
/// <param name="IsOfCalls">Of a program, and not of a browser's pages.</param>
public sealed record OwnSession(Guid Id, string Address, string Agent, bool IsOfCalls, DateTimeOffset BegunAt, bool IsThis);
