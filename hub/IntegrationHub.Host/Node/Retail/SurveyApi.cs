using IntegrationHub.Api;
using IntegrationHub.Api.Persons;
using IntegrationHub.Api.Retail;
using IntegrationHub.Api.Services;
using IntegrationHub.Host.Node.Exchanges;
using IntegrationHub.Identity.People;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Retail;
using IntegrationHub.Retail.Processes.CustomerSide;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace IntegrationHub.Host.Node.Retail;

/// <summary>What customers are asked, and what they answer, in the HTTP API: by the book of the pages. For persons.</summary>
internal sealed class SurveyApi : IApiPart
{
    public void AddTo(IServiceCollection services, IServiceProvider hub) => services.AddSingleton(hub.GetRequiredService<SurveyBook>());

    public void Map(RouteGroupBuilder api)
    {
        var surveys = api.MapGroup("/surveys").WithTags("surveys").WithLooksOfItsOwn().ProducesProblem(StatusCodes.Status403Forbidden);
        surveys.MapGet("", ListAsync).WithName("listSurveys").ForPersons(Permission.ReadCustomers).WithSummary("The newest version of every survey of customers");
        surveys.MapGet("/{key}", FindAsync).WithName("getSurvey").ForPersons(Permission.ReadCustomers).WithSummary("A version of a survey, the newest where none is named, with what was answered question by question").ProducesProblem(StatusCodes.Status404NotFound);
        surveys.MapPost("", DraftAsync).WithName("draftSurvey").ForPersons(Permission.KeepArticles).WithSummary("Writes a draft, or all that is wrong with it").ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        surveys.MapPost("/{key}/release", ReleaseAsync).WithName("releaseSurvey").ForPersons(Permission.ReleaseArticles).WithOnlySignedIn().WithConfirmation().WithSummary("Releases a draft that somebody else wrote, as it was read")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        surveys.MapPost("/{key}/withdraw", WithdrawAsync).WithName("withdrawSurvey").ForPersons(Permission.KeepArticles).WithSummary("Closes a survey before its day; what was answered stays").ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static Task<Results<Ok<IReadOnlyList<SurveyView>>, ProblemHttpResult>> ListAsync(HttpContext http, ExchangeCalls calls, SurveyBook book) =>
        calls.AsAsync<Ok<IReadOnlyList<SurveyView>>>(http, Permission.ReadCustomers, async caller =>
        {
            await calls.LookAsync(http, caller, "surveys");
            return TypedResults.Ok<IReadOnlyList<SurveyView>>([.. (await book.ListAsync(http.RequestAborted)).Select(static one => SurveyView.Of(one, []))]);
        });

    private static Task<Results<Ok<SurveyView>, ProblemHttpResult>> FindAsync(HttpContext http, ExchangeCalls calls, SurveyBook book, string key, int? version) =>
        calls.AsAsync<Ok<SurveyView>>(http, Permission.ReadCustomers, async caller =>
        {
            if (await book.FindAsync(key, version, http.RequestAborted) is not { } listed)
                return Problems.Of([RetailApi.Finding(RetailProblems.NotThere($"survey {key}", "Look at the list of surveys."))]);

            await calls.LookAsync(http, caller, "survey", $"{key}/{listed.Stored.Survey.Version}", always: true);
            return TypedResults.Ok(SurveyView.Of(listed, await book.AnswersAsync(listed.Stored, http.RequestAborted)));
        });

    private static Task<Results<Ok<SurveyView>, ProblemHttpResult>> DraftAsync(HttpContext http, ExchangeCalls calls, SurveyBook book, SurveyOrder order) =>
        DoAsync(http, calls, book, Permission.KeepArticles, actor => book.DraftAsync(order.ToSurvey(), order.Customers, actor, http.RequestAborted));

    private static Task<Results<Ok<SurveyView>, ProblemHttpResult>> ReleaseAsync(HttpContext http, ExchangeCalls calls, SurveyBook book, string key, ReleaseOrder order) =>
        DoAsync(http, calls, book, Permission.ReleaseArticles, actor => book.ReleaseAsync(key, order.Digest, actor, http.RequestAborted));

    private static Task<Results<Ok<SurveyView>, ProblemHttpResult>> WithdrawAsync(HttpContext http, ExchangeCalls calls, SurveyBook book, string key) =>
        DoAsync(http, calls, book, Permission.KeepArticles, actor => book.WithdrawAsync(key, actor, http.RequestAborted));

    private static Task<Results<Ok<SurveyView>, ProblemHttpResult>> DoAsync(HttpContext http, ExchangeCalls calls, SurveyBook book, Permission needs, Func<string, Task<Market.Checked<StoredSurvey>>> act) =>
        calls.AsAsync<Ok<SurveyView>>(http, needs, async caller =>
        {
            var done = await act(caller.InProcesses.User);
            return done.Value is { } stored && done.Problems.Count == 0 && await book.FindAsync(stored.Survey.Key, stored.Survey.Version, http.RequestAborted) is { } listed
                ? TypedResults.Ok(SurveyView.Of(listed, await book.AnswersAsync(listed.Stored, http.RequestAborted)))
                : Problems.Of([.. done.Problems.Select(RetailApi.Finding)]);
        });
}

/// <summary>A survey as it is written.</summary>
/// <param name="Key">What it is known by: lower case letters, digits and dashes.</param>
/// <param name="Until">Last day on which it is answered.</param>
/// <param name="Customers">Names of those that are asked; none for every customer with a login.</param>
internal sealed record SurveyOrder(string Key, string Title, IReadOnlyList<SurveyQuestion> Questions, DateOnly Until, IReadOnlyList<string> Customers)
{
    public Survey ToSurvey() => new(Key.Trim(), 1, Title.Trim(), Questions, LocalDate.FromDateOnly(Until));
}

/// <summary>What was answered to a question.</summary>
/// <param name="Counts">Of a choice or scale: how often each answer was given.</param>
/// <param name="Texts">Of a text: what was written, without who wrote it.</param>
internal sealed record QuestionView(SurveyQuestionKind Kind, string Text, IReadOnlyList<string> Choices, IReadOnlyDictionary<string, int> Counts, IReadOnlyList<string> Texts);

/// <summary>A version of a survey.</summary>
/// <param name="State"><c>draft</c>, <c>released</c>, <c>published</c> or <c>withdrawn</c>.</param>
/// <param name="Answers">Customers that answered; 0 in lists.</param>
/// <param name="Digest">Of everything that it asks and of whom; to release it.</param>
internal sealed record SurveyView(
    string Key, int Version, string State, string Title, DateOnly Until, IReadOnlyList<string> Customers, string Author, string? ReleasedBy, int Answers, IReadOnlyList<QuestionView> Questions, string Digest)
{
    public static SurveyView Of(ListedSurvey listed, IReadOnlyList<StoredSurveyAnswers> answers)
    {
        var (stored, survey) = (listed.Stored, listed.Stored.Survey);
        return new(
            survey.Key, survey.Version, listed.Shown, survey.Title, survey.Until.ToDateOnly(), stored.Customers, stored.Author, stored.ReleasedBy, answers.Count,
            [
                .. SurveyBook.ResultsOf(survey, answers).Select(static one => new QuestionView(
                    one.Question.Kind, one.Question.Text, one.Question.Choices, one.Counts.ToDictionary(static count => count.Answer, static count => count.Count, StringComparer.Ordinal), one.Texts)),
            ],
            stored.Digest());
    }
}
