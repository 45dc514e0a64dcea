using System.Net;
using IntegrationHub.Customers.Tests.Support;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Crossing;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Market.Json;
using IntegrationHub.Retail.Processes.CustomerSide;

namespace IntegrationHub.Customers.Tests.Http;

/// <summary>What customers are asked, and what they answer.</summary>
[Collection(CustomersCollection.Name)]
public sealed class SurveyTests(CustomersSite site)
{
    private SurveyBook Book => site.Get<SurveyBook>();

    [Fact]
    public async Task A_customer_answers_a_survey_sees_what_is_kept_and_changes_it_until_it_closes()
    {
        var customer = await site.CustomerAsync();
        using var client = await CustomerClient.SignedInAsync(site, customer);
        var (key, page) = await AskedAsync(client, customer);
        Assert.Contains("to answer", await client.ReadAsync("/my"), StringComparison.Ordinal);

        Assert.Contains("Done", await AnswerAsync(client, page, ("q0", "4"), ("q1", "Page"), ("q2", "Less <b>paper</b>.")), StringComparison.Ordinal);
        await CustomersSite.UntilAsync(async () => (await client.ReadAsync(page)).Contains("Less &lt;b&gt;paper", StringComparison.Ordinal), "the answer is shown as it is kept");
        Assert.Contains("Done", await AnswerAsync(client, page, ("q0", "2"), ("q1", ""), ("q2", "")), StringComparison.Ordinal);

        var stored = (await Book.FindAsync(key, null, default))!.Stored;
        var answers = Assert.Single(await Book.AnswersAsync(stored, default));
        Assert.Equal((customer.Name, "2 "), (answers.Customer, string.Join(' ', answers.Answers.Answers.Take(2))));
        var results = SurveyBook.ResultsOf(stored.Survey, [answers]);
        Assert.Equal([0, 1, 0, 0, 0], results[0].Counts.Select(static one => one.Count));
        Assert.Equal([0, 0], results[1].Counts.Select(static one => one.Count));
        Assert.Empty(results[2].Texts);
        Assert.Equal(2, (await site.EventsAsync("survey.answered")).Count(entry => entry.Data.Contains(key, StringComparison.Ordinal)));

        Assert.Empty((await Book.WithdrawAsync(key, "li", default)).Problems);
        await CustomersSite.UntilAsync(async () => (await client.ReadAsync(page)).Contains("not answered any more", StringComparison.Ordinal), "it is closed");
        Assert.DoesNotContain(page, await client.ReadAsync("/my"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_answer_is_not_sent_and_what_is_sent_past_the_page_is_refused()
    {
        var customer = await site.CustomerAsync();
        using var client = await CustomerClient.SignedInAsync(site, customer);
        var (key, page) = await AskedAsync(client, customer);

        foreach (var wrong in new[] { ("q0", "6"), ("q1", "Letter"), ("q2", new string('x', SurveyRules.LongestAnswer + 1)), ("q0", "") })
            Assert.Equal($"{page}?problem=answers", (await client.PostAsync(page, page, ("request", Guid.NewGuid().ToString()), ("version", "1"), wrong)).Location());

        Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsync(page, page, ("request", Guid.NewGuid().ToString()), ("version", "2"), ("q0", "1"))).StatusCode);
        await PastThePageAsync(customer, new(customer.Login, key, 1, ["9", "", ""]), "SURVEY_ANSWER");
        await PastThePageAsync(customer, new(customer.Login, key, 7, ["1", "", ""]), "SURVEY_CLOSED");
        Assert.Empty(await Book.AnswersAsync((await Book.FindAsync(key, null, default))!.Stored, default));
    }

    [Fact]
    public async Task Who_is_not_asked_neither_sees_it_nor_answers_it()
    {
        var (customer, stranger) = (await site.CustomerAsync(), await site.CustomerAsync());
        using var client = await CustomerClient.SignedInAsync(site, customer);
        var (key, page) = await AskedAsync(client, customer);
        using var other = await CustomerClient.SignedInAsync(site, stranger);

        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync(page)).StatusCode);
        await PastThePageAsync(stranger, new(stranger.Login, key, 1, ["1", "", ""]), "SURVEY_CLOSED");
        Assert.Empty(await Book.AnswersAsync((await Book.FindAsync(key, null, default))!.Stored, default));
    }

    [Fact]
    public async Task Two_persons_release_a_survey_as_it_was_read_and_nothing_confidential_is_asked()
    {
        var customer = await site.CustomerAsync();
        var survey = new Survey("four-eyes-" + customer.Login, 1, "Content?", [new(SurveyQuestionKind.Text, "With what?", [])], new(2099, 12, 31));
        var draft = (await Book.DraftAsync(survey, [], "li", default)).Required;
        Assert.Equal([SurveyBook.Changed, SurveyBook.FourEyes], (await Book.ReleaseAsync(survey.Key, "another", "li", default)).Problems.Select(static one => one.Code));
        Assert.Empty((await Book.ReleaseAsync(survey.Key, draft.Digest(), "wang", default)).Problems);
        Assert.Equal(SurveyBook.NoDraft, (await Book.ReleaseAsync(survey.Key, draft.Digest(), "wang", default)).Problems.Single().Code);

        Assert.Equal("ARTICLE_CONFIDENTIAL", Assert.Single((await Book.DraftAsync(survey with { Title = $"Do you know {customer.Name}?" }, [], "li", default)).Problems).Code);
        Assert.Equal("SURVEY_FIELD", Assert.Single((await Book.DraftAsync(survey, ["nobody at all"], "li", default)).Problems).Code);
        Assert.Equal("SURVEY_FIELD", Assert.Single((await Book.DraftAsync(survey with { Until = new(2020, 1, 1) }, [], "li", default)).Problems).Code);
        Assert.Equal("SURVEY_FIELD", Assert.Single((await Book.DraftAsync(survey with { Questions = [new(SurveyQuestionKind.Choice, "One?", ["only"])] }, [], "li", default)).Problems).Code);
    }

    [Fact]
    public async Task A_draft_that_is_given_up_tells_customers_nothing_of_what_it_asked()
    {
        var customer = await site.CustomerAsync();
        using var client = await CustomerClient.SignedInAsync(site, customer);
        var survey = new Survey("given-up-" + customer.Login, 1, "Shall we leave?", [new(SurveyQuestionKind.Text, "Where to?", [])], new(2099, 12, 31));
        Assert.Empty((await Book.DraftAsync(survey, [customer.Name], "li", default)).Problems);
        Assert.Empty((await Book.WithdrawAsync(survey.Key, "li", default)).Problems);

        await CustomersSite.UntilAsync(async () => (await client.GetAsync($"/my/surveys/{survey.Key}")).StatusCode == HttpStatusCode.OK, "that it is gone has crossed");
        var subject = (await site.Get<LoginBook>().FindAsync(customer.Login, default))!.Login.Customer;
        Assert.DoesNotContain(await site.Get<ICustomerCrossings>().ReadOwnPublicationsAsync(RetailerId.Default, subject, 0, 100, default), entry => entry.Item.Payload.Contains("leave", StringComparison.Ordinal) || entry.Item.Payload.Contains("Where", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_is_asked_no_more_by_the_next_version_sees_that_it_is_over()
    {
        var (first, second) = (await site.CustomerAsync(), await site.CustomerAsync());
        using var staying = await CustomerClient.SignedInAsync(site, first);
        using var leaving = await CustomerClient.SignedInAsync(site, second);
        var survey = new Survey("fewer-" + first.Login, 1, "Content?", [new(SurveyQuestionKind.Text, "With what?", [])], new(2099, 12, 31));
        await ReleaseAsync(survey, first, second);
        var page = $"/my/surveys/{survey.Key}";
        await CustomersSite.UntilAsync(async () => (await leaving.ReadAsync("/my")).Contains(page, StringComparison.Ordinal), "both are asked");

        await ReleaseAsync(survey with { Title = "Content now?" }, first);
        await CustomersSite.UntilAsync(async () => (await staying.ReadAsync(page)).Contains("Content now?", StringComparison.Ordinal), "the next version has crossed");
        await CustomersSite.UntilAsync(async () => !(await leaving.ReadAsync("/my")).Contains(page, StringComparison.Ordinal), "it is over for who is not asked");
        Assert.Contains(page, await staying.ReadAsync("/my"), StringComparison.Ordinal);
        Assert.DoesNotContain("Content now?", await leaving.ReadAsync(page), StringComparison.Ordinal);
    }

    private async Task ReleaseAsync(Survey survey, params TestCustomer[] asked)
    {
        var draft = (await Book.DraftAsync(survey, [.. asked.Select(static one => one.Name)], "li", default)).Required;
        Assert.Empty((await Book.ReleaseAsync(survey.Key, draft.Digest(), "wang", default)).Problems);
    }

    private async Task<(string Key, string Page)> AskedAsync(CustomerClient client, TestCustomer customer)
    {
        var key = await site.AskAsync(customer);
        await CustomersSite.UntilAsync(async () => (await client.GetAsync($"/my/surveys/{key}")).StatusCode == HttpStatusCode.OK, "the survey has crossed");
        return (key, $"/my/surveys/{key}");
    }

    private static async Task<string> AnswerAsync(CustomerClient client, string page, params (string, string)[] answers)
    {
        var sent = await client.PostAsync(page, page, [("request", Guid.NewGuid().ToString()), ("version", "1"), .. answers]);
        await CustomersSite.UntilAsync(async () => !(await client.ReadAsync(sent.Location()!)).Contains("on its way", StringComparison.Ordinal), "it is judged");
        return await client.ReadAsync(sent.Location()!);
    }

    private async Task PastThePageAsync(TestCustomer customer, SurveyAnswers answers, string code)
    {
        var subject = (await site.Get<LoginBook>().FindAsync(customer.Login, default))!.Login.Customer;
        var id = Guid.NewGuid();
        Assert.Empty(await site.Get<ICustomerCrossings>().RequestAsync(
            RetailerId.Default, subject, new CrossingItem(id, subject, CrossingKinds.SurveyAnswer, CrossingKinds.Version, MarketJson.Write(answers), TimeProvider.System.GetUtcNow()), default));
        await CustomersSite.UntilAsync(
            async () => (await site.EventsAsync("customer.request")).Any(entry => entry.Data.Contains($"{id:D}", StringComparison.Ordinal) && entry.Data.Contains(code, StringComparison.Ordinal)), $"it is refused as {code}");
    }
}
