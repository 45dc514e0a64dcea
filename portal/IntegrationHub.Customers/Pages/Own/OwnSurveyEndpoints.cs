using System.Globalization;
using IntegrationHub.Customers.Hosting;
using IntegrationHub.Customers.Requests;
using IntegrationHub.Customers.Shelves;
using IntegrationHub.Customers.SignIn;
using IntegrationHub.Market.CustomerSide;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace IntegrationHub.Customers.Pages.Own;

/// <summary>What the retailer asks the customer, and the customer's answers; the company's side judges them.</summary>
internal static class OwnSurveyEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/my/surveys/{key}", ShowAsync).NeedsCustomer();
        endpoints.MapPost("/my/surveys/{key}", AnswerAsync).NeedsCustomer();
    }

    private static async Task<IResult> ShowAsync(HttpContext http, string key, ShelfReader shelves, CustomersSettings settings, TimeProvider time) => await FindAsync(http, key, shelves) is { Survey: { } survey } found
        ? new RazorComponentResult<SurveyAnswerPage>(new { Survey = survey, found.Answers, IsOpen = survey.IsOpenOn(settings.TodayAt(time)), Problem = http.Request.Query["problem"] == "answers" })
        : CustomerNotices.NotFound();

    private static async Task<IResult> AnswerAsync(HttpContext http, string key, ShelfReader shelves, RequestDesk desk)
    {
        if ((await FindAsync(http, key, shelves)).Survey is not { } survey)
            return CustomerNotices.NotFound();

        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (!Guid.TryParse(form["request"], out var id) || form["version"] != survey.Version.ToString(CultureInfo.InvariantCulture))
            return Results.StatusCode(StatusCodes.Status400BadRequest);

        var answers = new SurveyAnswers(
            http.Customer().Login.Name, survey.Key, survey.Version,
            [.. Enumerable.Range(0, survey.Questions.Count).Select(number => form[string.Create(CultureInfo.InvariantCulture, $"q{number}")].ToString().ReplaceLineEndings("\n").Trim())]);
        if (SurveyRules.Check(survey, answers.Answers).Count > 0)
            return Results.Redirect($"/my/surveys/{survey.Key}?problem=answers");

        await desk.HandInAsync(http.Customer().Login, id, CrossingKinds.SurveyAnswer, answers, http.RequestAborted);
        return Results.Redirect($"/my/requests/{id:D}");
    }

    private static Task<(Survey? Survey, SurveyAnswers? Answers)> FindAsync(HttpContext http, string key, ShelfReader shelves) =>
        shelves.OwnAsync(http, shelf => (shelf.FindSurvey(key), shelf.FindSurveyAnswers(key)));
}
