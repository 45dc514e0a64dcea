using IntegrationHub.Customers.Hosting;
using IntegrationHub.Customers.Requests;
using IntegrationHub.Customers.Shelves;
using IntegrationHub.Customers.SignIn;
using IntegrationHub.Market.CustomerSide;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace IntegrationHub.Customers.Api;

/// <summary>What the retailer asks the customer, and the customer's answers.</summary>
internal static class SurveyCalls
{
    public static void Map(RouteGroupBuilder own)
    {
        var surveys = own.MapGroup("/surveys").WithTags("surveys");
        surveys.MapGet("", ListAsync).WithName("listSurveys").WithSummary("Surveys that are asked now, those that close first in front");
        surveys.MapGet("/{key}", FindAsync).WithName("getSurvey").WithSummary("A survey with what is kept of the answers").ProducesProblem(StatusCodes.Status404NotFound);
        surveys.MapPost("/{key}", AnswerAsync).Takes<SurveyOrder>().WithName("answerSurvey").WithSummary("Answers it, or answers it anew").ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<Ok<IReadOnlyList<SurveyLine>>> ListAsync(HttpContext http, ShelfReader shelves, CustomersSettings settings, TimeProvider time)
    {
        var today = settings.TodayAt(time);
        return TypedResults.Ok<IReadOnlyList<SurveyLine>>(
            [.. (await shelves.OwnAsync(http, shelf => shelf.SurveysOn(today))).Select(static one => new SurveyLine(one.Survey.Key, one.Survey.Version, one.Survey.Title, one.Survey.Until.ToDateOnly(), one.IsAnswered))]);
    }

    private static async Task<Results<Ok<SurveyView>, ProblemHttpResult>> FindAsync(HttpContext http, string key, SurveyDesk desk, CustomersSettings settings, TimeProvider time) =>
        await desk.FindAsync(http.Customer().Login, key, http.RequestAborted) is { Survey: { } survey } found
            ? TypedResults.Ok(new SurveyView(survey.Key, survey.Version, survey.Title, survey.Until.ToDateOnly(), survey.IsOpenOn(settings.TodayAt(time)), survey.Questions, found.Answers?.Answers))
            : ApiAnswers.NotThere("survey");

    private static async Task<Results<Accepted<RequestTaken>, ProblemHttpResult>> AnswerAsync(HttpContext http, string key, SurveyDesk desk)
    {
        var login = http.Customer().Login;
        return (await desk.FindAsync(login, key, http.RequestAborted)).Survey is { } survey
            ? await Bodies.OrderAsync<SurveyOrder>(http, "survey", (order, request) => desk.AnswerAsync(login, request, survey, order.Version, order.Answers, http.RequestAborted))
            : ApiAnswers.NotThere("survey");
    }
}

/// <summary>A survey in lists.</summary>
/// <param name="Until">Last day on which it is answered.</param>
internal sealed record SurveyLine(string Key, int Version, string Title, DateOnly Until, bool IsAnswered);

/// <summary>A survey.</summary>
/// <param name="Until">Last day on which it is answered.</param>
/// <param name="Answers">One for each question, empty where it was not answered; null where nothing was answered.</param>
internal sealed record SurveyView(string Key, int Version, string Title, DateOnly Until, bool IsOpen, IReadOnlyList<SurveyQuestion> Questions, IReadOnlyList<string>? Answers);

/// <summary>Answers.</summary>
/// <param name="Request">An id of version 7 that the caller makes: sent twice it is one request.</param>
/// <param name="Version">The version that was read.</param>
/// <param name="Answers">One for each question, in their order; empty where it is not answered. Of a scale a digit.</param>
internal sealed record SurveyOrder(Guid Request, int Version, IReadOnlyList<string> Answers) : IOrder;
