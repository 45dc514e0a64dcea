using System.Net;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.History;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Host.Demo;
using IntegrationHub.Identity.People;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Market.Json;
using IntegrationHub.Portal.Tests.Support;
using IntegrationHub.Retail.Processes.CustomerSide;
using IntegrationHub.Retail.Records;

namespace IntegrationHub.Portal.Tests.Http;

/// <summary>Surveys of customers on the company's pages and in the HTTP API.</summary>
[Collection(PortalCollection.Name)]
public sealed class SurveyPageTests(PortalSite site)
{
    [Fact]
    public async Task A_survey_is_written_with_everything_wrong_told_released_by_another_person_and_closed()
    {
        using var sales = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Sales));
        using var legal = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Legal));

        var wrong = await sales.PostAsync("/surveys/new", "/surveys/new", ("key", "page-survey"), ("title", "Content?"), ("questions", "rate: Our service?"), ("customers", ""), ("until", "soon"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        var told = await wrong.Content.ReadAsStringAsync();
        Assert.All(["This is no day.", "is no question.", "rate: Our service?"], part => Assert.Contains(part, told, StringComparison.Ordinal));

        const string page = "/surveys/page-survey/1";
        Assert.Equal(page, (await WriteAsync(sales, "page-survey")).Location());
        Assert.Equal(HttpStatusCode.Forbidden, (await sales.PostAsync(page, "/surveys/page-survey/release")).StatusCode);
        var digest = (await site.Get<SurveyBook>().FindAsync("page-survey", null, default))!.Stored.Digest();
        Assert.Contains(digest, await legal.ReadAsync(page), StringComparison.Ordinal);
        await legal.PostAsync(page, "/surveys/page-survey/release", ("digest", digest), ("confirm-password", DemoPeople.Password));
        Assert.Equal(page, (await legal.PostAsync(page, "/surveys/page-survey/release", ("digest", digest), ("confirm-code", legal.CodeOf(site)))).Location());
        Assert.False((await site.Get<SurveyBook>().FindAsync("page-survey", null, default))!.IsDraft);
        Assert.Contains(await EventsAsync("survey.released"), item => item.Data.Contains("page-survey", StringComparison.Ordinal));

        Assert.Equal(page, (await sales.PostAsync(page, "/surveys/page-survey/withdraw")).Location());
        Assert.Contains("closed", await sales.ReadAsync(page), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await sales.GetAsync("/surveys/nowhere/1")).StatusCode);
    }

    [Fact]
    public void Questions_may_be_typed_with_the_colons_and_bars_of_a_Chinese_keyboard()
    {
        var (survey, problems) = new Pages.Surveys.SurveyForm("wide", "满意吗", "choice\uFF1A何种方式\uFF5C电话\uFF5C网页\nscale\uFF1A账单", "", "2099-12-31").ToSurvey();

        Assert.Empty(problems);
        Assert.Equal(["何种方式", "账单"], survey!.Questions.Select(static one => one.Text));
        Assert.Equal(["电话", "网页"], survey.Questions[0].Choices);
    }

    [Fact]
    public async Task What_was_answered_is_counted_and_exported_without_names_and_without_formulas()
    {
        var stored = await CustomerWords.SurveyAsync(site, "counted-survey", "li");
        await AnswerAsync(stored, "北方纺织厂", "5", "电话", "=HYPERLINK(\"x\")");
        await AnswerAsync(stored, "南方纺织厂", "5", "", "<script>alert(1)</script>");
        using var staff = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Staff));

        var page = await staff.ReadAsync("/surveys/counted-survey/1");
        Assert.Contains("<td>5</td><td class=\"num\">2</td>", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", page, StringComparison.Ordinal);
        Assert.DoesNotContain("纺织厂", WebUtility.HtmlDecode(page), StringComparison.Ordinal);

        var file = await staff.ReadAsync("/surveys/counted-survey/1/export");
        Assert.Contains("'=HYPERLINK", file, StringComparison.Ordinal);
        Assert.DoesNotContain("纺织厂", file, StringComparison.Ordinal);
        Assert.Contains(await EventsAsync("look.survey"), item => item.Data.Contains("counted-survey/1 export", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Calls_do_what_the_pages_do()
    {
        using var sales = await PersonCaller.SignedInAsync(site, Role.Sales);
        using var legal = await PersonCaller.SignedInAsync(site, Role.Legal);
        object Order(string key) => new { key, title = "Content?", questions = new[] { new { kind = "scale", text = "With the bills?", choices = Array.Empty<string>() } }, until = "2099-12-31", customers = Array.Empty<string>() };

        await PersonCaller.RefusedAsync(await legal.PostAsync("/surveys", Order("call-survey")), HttpStatusCode.Forbidden, "PERMISSION_MISSING");
        await PersonCaller.RefusedAsync(await sales.PostAsync("/surveys", Order("No Key")), HttpStatusCode.UnprocessableEntity, "SURVEY_FIELD");
        var draft = await PersonCaller.JsonAsync(await sales.PostAsync("/surveys", Order("call-survey")));
        await PersonCaller.RefusedAsync(await legal.ConfirmedAsync("/surveys/call-survey/release", new { digest = "another" }), HttpStatusCode.Conflict, "SURVEY_CHANGED");
        var released = await PersonCaller.JsonAsync(await legal.ConfirmedAsync("/surveys/call-survey/release", new { digest = draft.GetProperty("digest").GetString() }));
        Assert.Equal(legal.Person.Name, released.GetProperty("releasedBy").GetString());
        Assert.Contains((await sales.ReadAsync("/surveys")).EnumerateArray(), one => one.GetProperty("key").GetString() == "call-survey");
        Assert.Equal("withdrawn", (await PersonCaller.JsonAsync(await sales.PostAsync("/surveys/call-survey/withdraw"))).GetProperty("state").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await sales.GetAsync("/surveys/nowhere")).StatusCode);
    }

    private static Task<HttpResponseMessage> WriteAsync(PortalClient person, string key) => person.PostAsync(
        "/surveys/new", "/surveys/new", ("key", key), ("title", "Content?"), ("questions", "scale: With the bills?\nchoice: By which way? | Telephone | Page\ntext: What else?"), ("customers", ""), ("until", "2099-12-31"));

    private async Task AnswerAsync(StoredSurvey survey, string customer, params string[] answers) => Assert.Equal(RecordResult.Saved, await site.Get<IBusinessRecords>().SaveAsync(
        [new(RecordKind.SurveyAnswer, NameId.Of("survey-test", survey.Survey.Key, customer).ToString("D"), 1, "answered", null, null, MarketJson.WriteUtf8(new StoredSurveyAnswers(customer, new(customer, survey.Survey.Key, 1, answers), TimeProvider.System.GetUtcNow())))],
        [], "test", default));

    private async Task<IReadOnlyList<ExchangeEvent>> EventsAsync(string kind) => await site.Get<IExchangeReader>().RecentEventsAsync(RetailerId.Default, kind, 50, default);
}
