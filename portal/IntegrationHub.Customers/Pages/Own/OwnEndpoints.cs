using IntegrationHub.Customers.Hosting;
using IntegrationHub.Customers.Requests;
using IntegrationHub.Customers.Shelves;
using IntegrationHub.Customers.SignIn;
using IntegrationHub.Market.Contracts;
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
    private const int LongestCode = 10;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/my", HomeAsync).NeedsCustomer();
        endpoints.MapPost("/my/requests", AskAsync).NeedsCustomer();
        endpoints.MapGet("/my/requests/{id:guid}", ShowRequestAsync).NeedsCustomer();
        endpoints.MapPost("/my/requests/{id:guid}/again", AskAgainAsync).NeedsCustomer();
        endpoints.MapGet("/my/contracts/{number}/{version:int}", ShowContractAsync).NeedsCustomer();
        endpoints.MapPost("/my/contracts/{number}/{version:int}/{step}", StepAsync).NeedsCustomer();
    }

    private static async Task<IResult> HomeAsync(HttpContext http, ShelfReader shelves, CustomerSessions sessions, CustomersSettings settings, TimeProvider time)
    {
        var who = http.Customer();
        var today = settings.TodayAt(time);
        var (contracts, answers, reminders, surveys) = await shelves.OwnAsync(
            http, shelf => (shelf.Contracts, shelf.Answers.Where(static one => one.Answer.Text is not null).ToList(), shelf.Reminders, shelf.SurveysOn(today)));
        var (notices, wanted) = await shelves.OfAsync(CustomerLogin.SubjectOf(who.Login.Name), static shelf => (shelf.Notices, shelf.Subscriptions), http.RequestAborted);
        // Of what was taken off the pages, or is about packages that are all over, nothing is said any more.
        var titles = await shelves.PublicAsync(
            shelf => notices.Where(static notice => notice.Topic == SubscriptionTopic.Announcement).Select(notice => shelf.FindArticle(notice.Thing)).OfType<Article>().Where(article => !article.IsOverOn(today)).DistinctBy(static article => article.Key)
                .ToDictionary(static article => article.Key, static article => article.Title, StringComparer.Ordinal), http.RequestAborted);
        return new RazorComponentResult<OwnHomePage>(
            new OwnHomeModel(contracts, answers, wanted.Of(SubscriptionTopic.Deviation).Page ? reminders : [], surveys, sessions.ListOf(who.Login.Name), who.Session.Id)
            {
                Notices = [.. notices.Where(notice => notice.Topic != SubscriptionTopic.Announcement || titles.ContainsKey(notice.Thing))], Titles = titles,
            }.Parameters);
    }

    private static async Task<IResult> AskAsync(HttpContext http, RequestDesk desk)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (!Guid.TryParse(form["request"], out var id) || !Enum.TryParse<ServiceTopic>(form["topic"], out var topic) || !Enum.IsDefined(topic))
            return Results.StatusCode(StatusCodes.Status400BadRequest);

        var request = new ServiceRequest(http.Customer().Login.Name, topic, form["text"].ToString().ReplaceLineEndings("\n").Trim());
        if (request.Check().Count > 0)
            return Results.Redirect("/my?problem=text#ask");

        await desk.HandInAsync(http.Customer().Login, id, CrossingKinds.Service, request, http.RequestAborted);
        return Results.Redirect($"/my/requests/{id:D}");
    }

    /// <summary>An answer that does not content the customer opens the request again; the company's side judges whether it still may be.</summary>
    private static async Task<IResult> AskAgainAsync(HttpContext http, Guid id, RequestDesk desk)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (!Guid.TryParse(form["request"], out var own))
            return Results.StatusCode(StatusCodes.Status400BadRequest);

        var again = new RequestReopening(http.Customer().Login.Name, id, form["text"].ToString().ReplaceLineEndings("\n").Trim());
        if (again.Check().Count > 0)
            return Results.Redirect($"/my/requests/{id:D}?problem=text");

        await desk.HandInAsync(http.Customer().Login, own, CrossingKinds.ServiceAgain, again, http.RequestAborted);
        return Results.Redirect($"/my/requests/{own:D}?back={Uri.EscapeDataString($"/my/requests/{id:D}")}");
    }

    /// <summary>Where a request stands. One that has not been handled yet looks like one that there is not: it waits.</summary>
    private static async Task<IResult> ShowRequestAsync(HttpContext http, Guid id, ShelfReader shelves, TimeProvider time)
    {
        var answer = await shelves.OwnAsync(http, shelf => shelf.FindAnswer(id));
        return new RazorComponentResult<RequestPage>(new { Request = id, Answer = answer, MayAskAgain = answer?.ReopenUntil is { } until && time.GetUtcNow() < until, Back = LocalPath.Of(http.Request.Query["back"]) is { Length: > 1 } back ? back : "/my" });
    }

    private static async Task<IResult> ShowContractAsync(HttpContext http, string number, int version, ShelfReader shelves) =>
        await shelves.OwnAsync(http, shelf => (Contract: shelf.FindContract(number, version), Reworked: shelf.FindReworked(number, version))) is { Contract: { } contract, Reworked: var reworked }
            ? new RazorComponentResult<OwnContractPage>(new { Contract = contract, Reworked = reworked, CodeAsked = http.Request.Query["code"] == "asked" })
            : CustomerNotices.NotFound();

    private static async Task<IResult> StepAsync(HttpContext http, string number, int version, string step, ShelfReader shelves, RequestDesk desk)
    {
        var who = http.Customer();
        if (await shelves.OwnAsync(http, shelf => shelf.FindContract(number, version)) is not { State: ContractState.Offered } contract)
            return CustomerNotices.NotFound();

        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var digest = form["digest"].ToString();
        if (!Guid.TryParse(form["request"], out var id) || digest != contract.Digest)
            return Results.StatusCode(StatusCodes.Status400BadRequest);

        var (login, session) = (who.Login, who.ConsentSession(number, digest));
        var page = $"/my/contracts/{Uri.EscapeDataString(number)}/{version}";
        var back = "?back=" + Uri.EscapeDataString(page);
        var words = form["words"].ToString().ReplaceLineEndings("\n").Trim();
        switch (step)
        {
            case "code":
                await desk.HandInAsync(login, id, CrossingKinds.ContractCode, new CodeWanted(login.Name, number, digest, session), http.RequestAborted);
                return Results.Redirect(page + "?code=asked#agree");
            case "agree":
                var code = string.Concat(form["code"].ToString().Where(char.IsAsciiDigit).Take(LongestCode));
                await desk.HandInAsync(login, id, CrossingKinds.ContractConsent, new ConsentGiven(login.Name, number, digest, session, code), http.RequestAborted);
                return Results.Redirect($"/my/requests/{id:D}{back}");
            case "decline" or "change" when words.Length is > 0 and <= ServiceRequest.LongestText:
                await desk.HandInAsync(
                    login, id, step == "decline" ? CrossingKinds.ContractDecline : CrossingKinds.ContractChange, new ContractWords(login.Name, number, digest, words), http.RequestAborted);
                return Results.Redirect($"/my/requests/{id:D}{back}");
            default:
                return Results.StatusCode(StatusCodes.Status400BadRequest);
        }
    }
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
        ["Contracts"] = Contracts, ["Requests"] = Requests, ["Reminders"] = Reminders, ["Surveys"] = Surveys, ["Notices"] = Notices, ["Titles"] = Titles, ["Sessions"] = Sessions.Select(session => new OwnSession(session.Id, session.Address, session.BegunAt, session.Id == Session)).ToList(),
    };
}

/// <summary>A session as its owner sees it.</summary>
public sealed record OwnSession(Guid Id, string Address, DateTimeOffset BegunAt, bool IsThis);
