using System.Globalization;
using IntegrationHub.Identity;
using IntegrationHub.Identity.People;
using IntegrationHub.Identity.SignIn;
using IntegrationHub.Market;
using IntegrationHub.Portal.Confirming;
using IntegrationHub.Portal.Hosting;
using IntegrationHub.Portal.Pages.Parts;
using IntegrationHub.Retail.Processes.CustomerSide;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Portal.Pages.Surveys;

/// <summary>What customers are asked: one person writes a survey, another releases it, confirmed with the factors; what was answered, question by question. What customers wrote is content, and every look at it is an event.</summary>
internal static class SurveyEndpoints
{
    private const string Home = "/surveys";
    private const int UsualDays = 30;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(Home, ListAsync).Needs(Permission.ReadCustomers);
        endpoints.MapGet(Home + "/new", FormAsync).Needs(Permission.KeepArticles);
        endpoints.MapPost(Home + "/new", WriteAsync).Needs(Permission.KeepArticles);
        endpoints.MapGet(Home + "/{key}/{version:int}", ShowAsync).Needs(Permission.ReadCustomers);
        endpoints.MapGet(Home + "/{key}/{version:int}/export", ExportAsync).Needs(Permission.ReadCustomers);
        endpoints.MapPost(Home + "/{key}/release", ReleaseAsync).Needs(Permission.ReleaseArticles);
        endpoints.MapPost(Home + "/{key}/withdraw", WithdrawAsync).Needs(Permission.KeepArticles);
    }

    private static async Task<IResult> ListAsync(HttpContext http, SurveyBook book, Looks looks)
    {
        await looks.LookAsync(http, "surveys", question: null);
        return new RazorComponentResult<SurveyListPage>(new { Surveys = await book.ListAsync(http.RequestAborted) });
    }

    /// <summary>An empty form, or the newest version of a survey to be written anew.</summary>
    private static async Task<IResult> FormAsync(HttpContext http, SurveyBook book, PortalSettings settings, TimeProvider time, string? key)
    {
        var last = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time.GetUtcNow(), settings.TimeZone).DateTime).AddDays(UsualDays);
        var known = key is { Length: > 0 } ? await book.FindAsync(key, version: null, http.RequestAborted) : null;
        return known is null && key is { Length: > 0 } ? Notices.NotFound() : Form(known is null ? SurveyForm.New(last) : SurveyForm.Of(known.Stored.Survey, known.Stored.Customers), []);
    }

    private static async Task<IResult> WriteAsync(HttpContext http, SurveyBook book)
    {
        var typed = SurveyForm.Read(await http.Request.ReadFormAsync(http.RequestAborted));
        var (survey, problems) = typed.ToSurvey();
        if (survey is null)
            return Form(typed, problems);

        var written = await book.DraftAsync(survey, typed.CustomerNames(), PortalActors.Of(http).User, http.RequestAborted);
        return written.Value is { } draft && written.Problems.Count == 0 ? Results.Redirect(AddressOf(draft)) : Form(typed, written.Problems);
    }

    private static Task<IResult> ShowAsync(HttpContext http, string key, int version, SurveyBook book, Looks looks) => PageAsync(http, key, version, book, looks, []);

    private static async Task<IResult> ReleaseAsync(HttpContext http, string key, SurveyBook book, Looks looks, Confirmation confirmation)
    {
        var read = (await http.Request.ReadFormAsync(http.RequestAborted))["digest"].ToString();
        if (await book.FindAsync(key, version: null, http.RequestAborted) is not { } listed)
            return Notices.NotFound();

        var (survey, who) = (listed.Stored.Survey, http.Features.GetRequiredFeature<SignedIn>().Account);
        // Whoever wrote it is not asked for factors first.
        if (who.IsActor("user:" + listed.Stored.Author))
            return await PageAsync(http, key, survey.Version, book, looks, [new Problem(SurveyBook.FourEyes, $"{who.Name} wrote it.", "actor", "Have somebody else read and release it.")]);

        var page = http.RequestServices.GetRequiredService<PageContext>();
        var act = new ConfirmedAct("surveys.release", [(page.T("surveys.survey"), $"{survey.Key} / {survey.Version}"), (page.T("surveys.heading"), survey.Title)], AddressOf(listed.Stored)) { Summary = $"{survey.Key} – {page.T("surveys.release")}" };
        if (await confirmation.AskAsync(http, [new("digest", read)], act) is { } ask)
            return ask;

        var released = await book.ReleaseAsync(key, read, PortalActors.Of(http).User, http.RequestAborted);
        return released.Problems.Count == 0 ? Results.Redirect(AddressOf(released.Value!)) : await PageAsync(http, key, survey.Version, book, looks, released.Problems);
    }

    private static async Task<IResult> WithdrawAsync(HttpContext http, string key, SurveyBook book, Looks looks)
    {
        if (await book.FindAsync(key, version: null, http.RequestAborted) is not { } listed)
            return Notices.NotFound();

        var withdrawn = await book.WithdrawAsync(key, PortalActors.Of(http).User, http.RequestAborted);
        return withdrawn.Problems.Count == 0 ? Results.Redirect(AddressOf(withdrawn.Value!)) : await PageAsync(http, key, listed.Stored.Survey.Version, book, looks, withdrawn.Problems);
    }

    /// <summary>One row for each customer that answered, without who it was: what is asked about contentment is answered freely.</summary>
    private static async Task<IResult> ExportAsync(HttpContext http, string key, int version, SurveyBook book, Looks looks)
    {
        if (await book.FindAsync(key, version, http.RequestAborted) is not { } listed)
            return Notices.NotFound();

        await looks.LookAsync(http, "survey", string.Create(CultureInfo.InvariantCulture, $"{key}/{version} export"), always: true);
        var answers = await book.AnswersAsync(listed.Stored, http.RequestAborted);
        return CsvFile.Answer(
            $"survey-{key}-{version.ToString(CultureInfo.InvariantCulture)}", ["number", .. Enumerable.Range(1, listed.Stored.Survey.Questions.Count).Select(static number => string.Create(CultureInfo.InvariantCulture, $"question{number}"))],
            answers.OrderBy(static one => string.Join("\n", one.Answers.Answers), StringComparer.Ordinal).Select(static (one, number) => (IReadOnlyList<object?>)[number + 1, .. one.Answers.Answers]));
    }

    public static string AddressOf(StoredSurvey stored) => string.Create(CultureInfo.InvariantCulture, $"{Home}/{Uri.EscapeDataString(stored.Survey.Key)}/{stored.Survey.Version}");

    private static async Task<IResult> PageAsync(HttpContext http, string key, int version, SurveyBook book, Looks looks, IReadOnlyList<Problem> problems)
    {
        if (await book.FindAsync(key, version, http.RequestAborted) is not { } listed)
            return Notices.NotFound();

        await looks.LookAsync(http, "survey", string.Create(CultureInfo.InvariantCulture, $"{key}/{version}"), always: true);
        var newest = (await book.FindAsync(key, version: null, http.RequestAborted))!.Stored.Survey.Version == version;
        var answers = await book.AnswersAsync(listed.Stored, http.RequestAborted);
        return new RazorComponentResult<SurveyPage>(new { Survey = listed, IsNewest = newest, Count = answers.Count, Results = SurveyBook.ResultsOf(listed.Stored.Survey, answers), Problems = problems })
        {
            StatusCode = problems.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
        };
    }

    private static RazorComponentResult<SurveyFormPage> Form(SurveyForm form, IReadOnlyList<Problem> problems) => new(new { Form = form, Problems = problems })
    {
        StatusCode = problems.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
    };
}
