using System.Globalization;
using IntegrationHub.Customers.Hosting;
using IntegrationHub.Customers.Requests;
using IntegrationHub.Customers.SignIn;
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

    private static async Task<IResult> ShowAsync(HttpContext http, string key, SurveyDesk desk, CustomersSettings settings, TimeProvider time) => await desk.FindAsync(http.Customer().Login, key, http.RequestAborted) is { Survey: { } survey } found
        ? new RazorComponentResult<SurveyAnswerPage>(new { Survey = survey, found.Answers, IsOpen = survey.IsOpenOn(settings.TodayAt(time)), Problem = http.Request.Query["problem"] == "answers" })
        : CustomerNotices.NotFound();

    private static async Task<IResult> AnswerAsync(HttpContext http, string key, SurveyDesk desk)
    {
        var login = http.Customer().Login;
        if ((await desk.FindAsync(login, key, http.RequestAborted)).Survey is not { } survey)
            return CustomerNotices.NotFound();

        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (!Guid.TryParse(form["request"], out var id) || !int.TryParse(form["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var version))
            return Results.StatusCode(StatusCodes.Status400BadRequest);

        string[] answers = [.. Enumerable.Range(0, survey.Questions.Count).Select(number => form[string.Create(CultureInfo.InvariantCulture, $"q{number}")].ToString())];
        return (await desk.AnswerAsync(login, id, survey, version, answers, http.RequestAborted)).Status switch
        {
            AskedStatus.HandedIn => Results.Redirect($"/my/requests/{id:D}"),
            AskedStatus.Late => Results.StatusCode(StatusCodes.Status400BadRequest),
            _ => Results.Redirect($"/my/surveys/{survey.Key}?problem=answers"),
        };
    }
}
