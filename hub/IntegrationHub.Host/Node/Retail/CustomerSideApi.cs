using IntegrationHub.Api;
using IntegrationHub.Api.Persons;
using IntegrationHub.Api.Retail;
using IntegrationHub.Api.Services;
using IntegrationHub.Host.Node.Exchanges;
using IntegrationHub.Identity.People;
using IntegrationHub.Market;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Retail;
using IntegrationHub.Retail.CustomerSide;
using IntegrationHub.Retail.Processes.CustomerSide;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace IntegrationHub.Host.Node.Retail;

/// <summary>What everybody reads on the customers' pages, and what customers turn to the retailer for, in the HTTP API: by the books of the pages. For persons; no program writes to customers.</summary>
internal sealed class CustomerSideApi : IApiPart
{
    public void AddTo(IServiceCollection services, IServiceProvider hub) => services
        .AddSingleton(hub.GetRequiredService<ArticleBook>())
        .AddSingleton(hub.GetRequiredService<ServiceRequestBook>()).AddSingleton(hub.GetRequiredService<ServiceRequestDesk>())
        .AddSingleton(hub.GetRequiredService<SubscriptionBook>());

    public void Map(RouteGroupBuilder api)
    {
        var articles = api.MapGroup("/articles").WithTags("articles").WithLooksOfItsOwn().ProducesProblem(StatusCodes.Status403Forbidden);
        articles.MapGet("", ArticlesAsync).WithName("listArticles").ForPersons(Permission.ReadCustomers).WithSummary("The newest version of every text for the customers' pages");
        articles.MapGet("/{key}", ArticleAsync).WithName("getArticle").ForPersons(Permission.ReadCustomers).WithSummary("A version of a text, the newest where none is named").ProducesProblem(StatusCodes.Status404NotFound);
        articles.MapPost("", DraftAsync).WithName("draftArticle").ForPersons(Permission.KeepArticles).WithSummary("Writes a draft, or all that is wrong with it").ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        articles.MapPost("/checks", CheckAsync).WithName("checkArticle").ForPersons(Permission.KeepArticles).WithSummary("Says what keeps a text from being published; nothing is kept").ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        articles.MapPost("/{key}/release", ReleaseAsync).WithName("releaseArticle").ForPersons(Permission.ReleaseArticles).WithOnlySignedIn().WithConfirmation().WithSummary("Releases a draft that somebody else wrote, as it was read")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        articles.MapPost("/{key}/withdraw", WithdrawAsync).WithName("withdrawArticle").ForPersons(Permission.KeepArticles).WithSummary("Takes a text off the customers' pages").ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/subscriptions", SubscriptionsAsync).WithTags("customers").WithLooksOfItsOwn().WithName("listSubscriptions").ForPersons(Permission.ReadCustomers).WithSummary("What the persons who sign in for a customer want to be told of")
            .ProducesProblem(StatusCodes.Status403Forbidden);
        var requests = api.MapGroup("/customer-requests").WithTags("customer-requests").WithLooksOfItsOwn().ForPersons(Permission.ReadRequests).ProducesProblem(StatusCodes.Status403Forbidden);
        requests.MapGet("", RequestsAsync).WithName("listCustomerRequests").WithSummary("Open requests of customers, those due first in front; or all");
        requests.MapGet("/{id:guid}", RequestAsync).WithName("getCustomerRequest").WithSummary("A request with what the customer wrote, and its answer").ProducesProblem(StatusCodes.Status404NotFound);
        requests.MapPost("/{id:guid}/answer", AnswerAsync).WithName("answerCustomerRequest").ForPersons(Permission.AnswerRequests).WithSummary("Answers a request, once")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    private static Task<Results<Ok<IReadOnlyList<ArticleView>>, ProblemHttpResult>> ArticlesAsync(HttpContext http, ExchangeCalls calls, ArticleBook book) =>
        calls.AsAsync<Ok<IReadOnlyList<ArticleView>>>(http, Permission.ReadCustomers, async caller =>
        {
            await calls.LookAsync(http, caller, "articles");
            return TypedResults.Ok<IReadOnlyList<ArticleView>>([.. (await book.ListAsync(http.RequestAborted)).Select(ArticleView.Of)]);
        });

    private static Task<Results<Ok<ArticleView>, ProblemHttpResult>> ArticleAsync(HttpContext http, ExchangeCalls calls, ArticleBook book, string key, int? version) =>
        calls.AsAsync<Ok<ArticleView>>(http, Permission.ReadCustomers, async caller =>
        {
            if (await book.FindAsync(key, version, http.RequestAborted) is not { } listed)
                return Problems.Of([RetailApi.Finding(RetailProblems.NotThere($"article {key}", "Look at the list of articles."))]);

            await calls.LookAsync(http, caller, "article", $"{key}/{listed.Stored.Article.Version}");
            return TypedResults.Ok(ArticleView.Of(listed));
        });

    private static Task<Results<Ok<ArticleView>, ProblemHttpResult>> DraftAsync(HttpContext http, ExchangeCalls calls, ArticleBook book, TimeProvider time, ArticleOrder order) =>
        DoAsync(http, calls, book, Permission.KeepArticles, actor => book.DraftAsync(order.ToArticle(time), actor, http.RequestAborted, order.Packages));

    private static Task<Results<NoContent, ProblemHttpResult>> CheckAsync(HttpContext http, ExchangeCalls calls, ArticleBook book, TimeProvider time, ArticleOrder order) =>
        calls.AsAsync<NoContent>(http, Permission.KeepArticles, async _ =>
            await book.CheckAsync(order.ToArticle(time), order.Packages ?? [], http.RequestAborted) is { Count: > 0 } problems ? Problems.Of([.. problems.Select(RetailApi.Finding)]) : TypedResults.NoContent());

    private static Task<Results<Ok<ArticleView>, ProblemHttpResult>> ReleaseAsync(HttpContext http, ExchangeCalls calls, ArticleBook book, string key, ReleaseOrder read) =>
        DoAsync(http, calls, book, Permission.ReleaseArticles, actor => book.ReleaseAsync(key, actor, http.RequestAborted, read.Digest));

    private static Task<Results<Ok<ArticleView>, ProblemHttpResult>> WithdrawAsync(HttpContext http, ExchangeCalls calls, ArticleBook book, string key) =>
        DoAsync(http, calls, book, Permission.KeepArticles, actor => book.WithdrawAsync(key, actor, http.RequestAborted));

    private static Task<Results<Ok<IReadOnlyList<SubscriptionView>>, ProblemHttpResult>> SubscriptionsAsync(HttpContext http, ExchangeCalls calls, SubscriptionBook book, string customer) =>
        calls.AsAsync<Ok<IReadOnlyList<SubscriptionView>>>(http, Permission.ReadCustomers, async caller =>
        {
            await calls.LookAsync(http, caller, "contacts", customer);
            return TypedResults.Ok<IReadOnlyList<SubscriptionView>>([.. (await book.OfCustomerAsync(customer, http.RequestAborted)).Select(static one => SubscriptionView.Of(one.Subscriptions))]);
        });

    private static Task<Results<Ok<IReadOnlyList<RequestView>>, ProblemHttpResult>> RequestsAsync(HttpContext http, ExchangeCalls calls, ServiceRequestBook book, bool? all) =>
        calls.AsAsync<Ok<IReadOnlyList<RequestView>>>(http, Permission.ReadRequests, async caller =>
        {
            await calls.LookAsync(http, caller, "requests", always: true);
            return TypedResults.Ok<IReadOnlyList<RequestView>>([.. (await book.ListAsync(openOnly: all is not true, http.RequestAborted)).Select(RequestView.Of)]);
        });

    private static Task<Results<Ok<RequestView>, ProblemHttpResult>> RequestAsync(HttpContext http, ExchangeCalls calls, ServiceRequestBook book, Guid id) =>
        calls.AsAsync<Ok<RequestView>>(http, Permission.ReadRequests, async caller =>
        {
            if (await book.FindAsync(id, http.RequestAborted) is not { } request)
                return Problems.Of([RetailApi.Finding(RetailProblems.NotThere($"request {id:D}", "Look at the list of requests."))]);

            await calls.LookAsync(http, caller, "request", id.ToString(), always: true);
            return TypedResults.Ok(RequestView.Of(request));
        });

    private static Task<Results<Ok<RequestView>, ProblemHttpResult>> AnswerAsync(HttpContext http, ExchangeCalls calls, ServiceRequestDesk desk, Guid id, AnswerOrder order) =>
        calls.AsAsync<Ok<RequestView>>(http, Permission.AnswerRequests, async caller =>
            RetailApi.Answer(await desk.AnswerAsync(id, order.Text.ReplaceLineEndings("\n").Trim(), caller.InProcesses, http.RequestAborted), RequestView.Of));

    private static Task<Results<Ok<ArticleView>, ProblemHttpResult>> DoAsync(HttpContext http, ExchangeCalls calls, ArticleBook book, Permission needs, Func<string, Task<Checked<StoredArticle>>> act) =>
        calls.AsAsync<Ok<ArticleView>>(http, needs, async caller =>
        {
            var done = await act(caller.InProcesses.User);
            return done.Value is { } stored && done.Problems.Count == 0 && await book.FindAsync(stored.Article.Key, stored.Article.Version, http.RequestAborted) is { } listed
                ? TypedResults.Ok(ArticleView.Of(listed))
                : Problems.Of([.. done.Problems.Select(RetailApi.Finding)]);
        });
}

/// <summary>A text for the customers' pages, as it is written.</summary>
/// <param name="Key">What it is known by: lower case letters, digits and dashes.</param>
/// <param name="Language"><c>zh</c> or <c>en</c>.</param>
/// <param name="Text">Paragraphs with empty lines between them.</param>
/// <param name="On">The day it bears; today (UTC) where it is left away.</param>
/// <param name="Packages">Packages that it is about, as <c>CODE</c> or <c>CODE/VERSION</c>; their prices are written into it.</param>
internal sealed record ArticleOrder(string Key, ArticleKind Kind, string Language, string Title, string Text, DateOnly? On = null, IReadOnlyList<string>? Packages = null)
{
    public Article ToArticle(TimeProvider time) => new(
        Key.Trim(), 1, Kind, Language, Title.Trim(), Text.ReplaceLineEndings("\n").Trim(), LocalDate.FromDateOnly(On ?? DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime)));
}

/// <param name="Digest">Of the draft that was read.</param>
internal sealed record ReleaseOrder(string Digest);

/// <param name="Text">1 to 4,000 characters; the customer reads it.</param>
internal sealed record AnswerOrder(string Text);

/// <summary>A version of a text.</summary>
/// <param name="State"><c>draft</c>, <c>released</c>, <c>published</c> or <c>withdrawn</c>.</param>
/// <param name="Digest">Of everything that it says; to release it.</param>
internal sealed record ArticleView(string Key, int Version, string State, ArticleKind Kind, string Language, string Title, string Text, DateOnly On, string Author, string? ReleasedBy, string Digest, IReadOnlyList<PublicPackage>? Packages)
{
    public static ArticleView Of(ListedArticle listed) => new(
        listed.Stored.Article.Key, listed.Stored.Article.Version, listed.Shown, listed.Stored.Article.Kind, listed.Stored.Article.Language, listed.Stored.Article.Title, listed.Stored.Article.Text,
        listed.Stored.Article.On.ToDateOnly(), listed.Stored.Author, listed.Stored.ReleasedBy, listed.Stored.Digest(), listed.Stored.Article.Packages);
}

/// <summary>What a person who signs in for a customer wants to be told of.</summary>
/// <param name="Version">Of the choice; 0 where the person never chose and has what is usual.</param>
/// <param name="EndingDays">Days before a contract's last one.</param>
internal sealed record SubscriptionView(string Login, int Version, IReadOnlyList<TopicChoice> Topics, int EndingDays)
{
    public static SubscriptionView Of(LoginSubscriptions one) => new(one.Login, one.Version, one.Kept.Topics, one.Kept.EndingDays);
}

/// <summary>A request of a customer.</summary>
/// <param name="Until">When it is answered at the latest.</param>
internal sealed record RequestView(Guid Id, string Customer, string Login, ServiceTopic Topic, string Text, DateTimeOffset At, DateTimeOffset Until, string? Answer, string? AnsweredBy)
{
    public static RequestView Of(StoredRequest request) => new(
        request.Id, request.CustomerName, request.Request.Login, request.Request.Topic, request.Request.Text, request.At, request.Until, request.Answer, request.AnsweredBy);
}
