using System.Net;
using System.Text.Json;
using IntegrationHub.Customers.Tests.Support;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Retail.CustomerSide;
using IntegrationHub.Retail.Processes.CustomerSide;

namespace IntegrationHub.Customers.Tests.Api;

/// <summary>By calls: what customers turn to the retailer for, surveys, subscriptions, and what everybody reads.</summary>
[Collection(CustomersCollection.Name)]
public sealed class RequestCallTests(CustomersSite site)
{
    [Fact]
    public async Task A_request_is_taken_once_answered_and_opened_again()
    {
        var customer = await site.CustomerAsync();
        using var caller = await CustomerCaller.SignedInAsync(site, customer);
        using var stranger = await CustomerCaller.SignedInAsync(site, await site.CustomerAsync());
        var order = new { request = Guid.CreateVersion7(), topic = "fault", text = "No voltage since noon." };
        var open = await caller.AskedAsync("/requests", order);
        var id = open.GetProperty("id").GetGuid();
        using (var repeated = await caller.PostAsync("/requests", order))
            Assert.Equal($"/api/v1/requests/{id:D}", repeated.Headers.Location?.ToString());

        Assert.Equal(("open", "service"), (open.GetProperty("state").GetString(), open.GetProperty("kind").GetString()));
        Assert.Equal(ServiceTopic.Fault, Assert.Single(await site.Get<ServiceRequestBook>().ListAsync(openOnly: true, default), one => one.CustomerName == customer.Name).Request.Topic);

        await site.AnswerAsync(id, "Repaired at three.");
        await CustomersSite.UntilAsync(async () => (await caller.ReadAsync($"/requests/{id:D}")).GetProperty("state").GetString() == "done", "the answer has crossed");
        var answered = Assert.Single((await caller.ReadAsync("/requests")).EnumerateArray());
        Assert.Contains("Repaired at three.", answered.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.True(answered.GetProperty("mayAskAgain").GetBoolean());

        await CustomerCaller.RefusedAsync(await stranger.GetAsync($"/requests/{id:D}"), HttpStatusCode.NotFound, "REQUEST_UNKNOWN");
        Assert.Empty((await stranger.ReadAsync("/requests")).EnumerateArray());
        Assert.Equal("refused", (await stranger.AskedAsync($"/requests/{id:D}/again", new { request = Guid.CreateVersion7(), text = "Mine, too." })).GetProperty("state").GetString());

        await CustomerCaller.RefusedAsync(await caller.PostAsync($"/requests/{id:D}/again", new { request = Guid.CreateVersion7(), text = " " }), HttpStatusCode.UnprocessableEntity, "ARTICLE_FIELD");
        Assert.Equal("done", (await caller.AskedAsync($"/requests/{id:D}/again", new { request = Guid.CreateVersion7(), text = "Still none." })).GetProperty("state").GetString());
        await CustomersSite.UntilAsync(async () => (await caller.ReadAsync($"/requests/{id:D}")).GetProperty("state").GetString() == "open", "it is open again");
    }

    [Fact]
    public async Task An_id_is_its_customers_own_whoever_else_uses_it()
    {
        using var caller = await CustomerCaller.SignedInAsync(site, await site.CustomerAsync());
        using var stranger = await CustomerCaller.SignedInAsync(site, await site.CustomerAsync());
        var order = new { request = Guid.CreateVersion7(), topic = "fault", text = "No voltage since noon." };

        var first = await caller.AskedAsync("/requests", order);
        var second = await stranger.AskedAsync("/requests", order);
        Assert.NotEqual(first.GetProperty("id").GetGuid(), second.GetProperty("id").GetGuid());
        Assert.Single((await stranger.ReadAsync("/requests")).EnumerateArray());
    }

    [Fact]
    public async Task What_is_no_request_is_told_with_all_that_is_wrong()
    {
        using var caller = await CustomerCaller.SignedInAsync(site, await site.CustomerAsync());
        using var nobody = new CustomerCaller(site.Address);
        var wrong = await CustomerCaller.RefusedAsync(await caller.PostAsync("/requests", new { topic = "praise", text = 7 }), HttpStatusCode.UnprocessableEntity, "JSON_VALUE_WRONG");
        Assert.Equal(["JSON_VALUE_WRONG", "JSON_VALUE_WRONG", "JSON_MEMBER_MISSING"], CustomerCaller.CodesOf(wrong));
        Assert.Contains("consultation, application, complaint, fault", wrong.GetProperty("remedy").GetString(), StringComparison.Ordinal);
        await CustomerCaller.RefusedAsync(await caller.PostAsync("/requests", new { request = Guid.CreateVersion7(), topic = "fault", text = new string('x', 4001) }), HttpStatusCode.UnprocessableEntity, "ARTICLE_FIELD");
        foreach (var id in new[] { Guid.Empty, Guid.NewGuid() })
            await CustomerCaller.RefusedAsync(await caller.PostAsync("/requests", new { request = id, topic = "fault", text = "x" }), HttpStatusCode.UnprocessableEntity, "REQUEST_ID");

        await CustomerCaller.RefusedAsync(await nobody.PostAsync("/requests", new { request = Guid.CreateVersion7(), topic = "fault", text = "x" }), HttpStatusCode.Unauthorized, "SESSION_MISSING");
        foreach (var path in new[] { "/requests", "/surveys", "/subscriptions", "/notices", "/reminders", "/history", "/bills", "/consumption", "/contracts", "/account", "/account/sessions" })
            await CustomerCaller.RefusedAsync(await nobody.GetAsync(path), HttpStatusCode.Unauthorized, "SESSION_MISSING");
    }

    [Fact]
    public async Task A_survey_is_answered_and_another_customers_is_not_there()
    {
        var customer = await site.CustomerAsync();
        using var caller = await CustomerCaller.SignedInAsync(site, customer);
        using var stranger = await CustomerCaller.SignedInAsync(site, await site.CustomerAsync());
        var path = $"/surveys/{await site.AskAsync(customer)}";
        await CustomersSite.UntilAsync(async () => (await caller.GetAsync(path)).StatusCode == HttpStatusCode.OK, "the survey has crossed");
        Assert.False(Assert.Single((await caller.ReadAsync("/surveys")).EnumerateArray()).GetProperty("isAnswered").GetBoolean());
        Assert.Equal(["scale", "choice", "text"], (await caller.ReadAsync(path)).GetProperty("questions").EnumerateArray().Select(static one => one.GetProperty("kind").GetString()));

        var wrong = await CustomerCaller.RefusedAsync(
            await caller.PostAsync(path, new { request = Guid.CreateVersion7(), version = 1, answers = new[] { "6", "Letter", new string('x', 1001) } }), HttpStatusCode.UnprocessableEntity, "SURVEY_ANSWER");
        Assert.Equal(["answers[0]", "answers[1]", "answers[2]"], wrong.GetProperty("findings").EnumerateArray().Select(static one => one.GetProperty("element").GetString()));
        await CustomerCaller.RefusedAsync(await caller.PostAsync(path, new { request = Guid.CreateVersion7(), version = 2, answers = new[] { "1", "", "" } }), HttpStatusCode.Conflict, "SURVEY_CLOSED");
        await CustomerCaller.RefusedAsync(await stranger.GetAsync(path), HttpStatusCode.NotFound, "RECORD_UNKNOWN");
        await CustomerCaller.RefusedAsync(await stranger.PostAsync(path, new { request = Guid.CreateVersion7(), version = 1, answers = new[] { "1", "", "" } }), HttpStatusCode.NotFound, "RECORD_UNKNOWN");

        Assert.Equal("done", (await caller.AskedAsync(path, new { request = Guid.CreateVersion7(), version = 1, answers = new[] { "4", "Page", "" } })).GetProperty("state").GetString());
        await CustomersSite.UntilAsync(async () => (await caller.ReadAsync(path)).GetProperty("answers").ValueKind == JsonValueKind.Array, "the answer is shown as it is kept");
        Assert.Equal(["4", "Page", ""], (await caller.ReadAsync(path)).GetProperty("answers").EnumerateArray().Select(static one => one.GetString()));
    }

    [Fact]
    public async Task A_person_chooses_what_to_be_told_of_and_is()
    {
        var customer = await site.CustomerAsync();
        using var caller = await CustomerCaller.SignedInAsync(site, customer);
        var usual = await caller.ReadAsync("/subscriptions");
        Assert.Equal((6, 30), (usual.GetProperty("topics").GetArrayLength(), usual.GetProperty("endingDays").GetInt32()));

        var wrong = await CustomerCaller.RefusedAsync(
            await caller.PostAsync("/subscriptions", new { request = Guid.CreateVersion7(), topics = new[] { new { topic = "weather", page = true, sms = true }, new { topic = "contract-to-sign", page = true, sms = false } }, endingDays = 0 }),
            HttpStatusCode.UnprocessableEntity, "SUBSCRIPTION_CHOICE");
        Assert.Equal(["SUBSCRIPTION_CHOICE", "SUBSCRIPTION_CHOICE", "SUBSCRIPTION_CHOICE", "SUBSCRIPTION_DUE"], CustomerCaller.CodesOf(wrong));

        var topics = usual.GetProperty("topics").EnumerateArray().Select(static one => one.GetProperty("topic").GetString()!).Select(static topic => new { topic, page = topic is "contract-to-sign" or "new-bill", sms = topic == "contract-to-sign" }).ToArray();
        Assert.Equal("done", (await caller.AskedAsync("/subscriptions", new { request = Guid.CreateVersion7(), topics, endingDays = 45 })).GetProperty("state").GetString());
        await CustomersSite.UntilAsync(async () => (await caller.ReadAsync("/subscriptions")).GetProperty("endingDays").GetInt32() == 45, "the choice is shown as it is kept");

        await site.Get<CustomerNoticeBook>().RaiseAsync(new(customer.Name, SubscriptionTopic.NewBill, "2026-10") { Digest = "1" }, default);
        await CustomersSite.UntilAsync(async () => (await caller.ReadAsync("/notices")).GetArrayLength() > 0, "the notice has crossed");
        var notice = (await caller.ReadAsync("/notices"))[0];
        Assert.Equal(("new-bill", "2026-10"), (notice.GetProperty("topic").GetString(), notice.GetProperty("thing").GetString()));
    }

    [Fact]
    public async Task What_is_released_everybody_reads_by_kind_without_signing_in()
    {
        var key = $"calls-{Guid.NewGuid():N}"[..20];
        Assert.Empty((await site.Get<ArticleBook>().DraftAsync(new Article(key, 1, ArticleKind.Package, "zh", "固定价套餐", "每月结算。", new(2026, 12, 1)), "li", default, ["FIXED"])).Problems);
        Assert.Empty((await site.Get<ArticleBook>().ReleaseAsync(key, "wang", default)).Problems);
        using var nobody = new CustomerCaller(site.Address);
        await CustomersSite.UntilAsync(async () => (await nobody.GetAsync($"/articles/{key}")).StatusCode == HttpStatusCode.OK, "the text has crossed");

        var article = await nobody.ReadAsync($"/articles/{key}");
        Assert.Equal(("固定价套餐", "package", "FIXED", "fixed"), (
            article.GetProperty("title").GetString(), article.GetProperty("kind").GetString(), article.GetProperty("packages")[0].GetProperty("code").GetString(),
            article.GetProperty("packages")[0].GetProperty("lines")[0].GetProperty("rule").GetString()));
        Assert.Contains(key, await KeysAsync("/articles"));
        Assert.Contains(key, await KeysAsync("/articles?kind=package"));
        Assert.DoesNotContain(key, await KeysAsync("/articles?kind=announcement"));
        await CustomerCaller.RefusedAsync(await nobody.GetAsync("/articles?kind=rumour"), HttpStatusCode.BadRequest, "REQUEST_WRONG");
        await CustomerCaller.RefusedAsync(await nobody.GetAsync("/articles/nothing-of-that"), HttpStatusCode.NotFound, "RECORD_UNKNOWN");

        Assert.Empty((await site.Get<ArticleBook>().WithdrawAsync(key, "li", default)).Problems);
        await CustomersSite.UntilAsync(async () => (await nobody.GetAsync($"/articles/{key}")).StatusCode == HttpStatusCode.NotFound, "it is gone");

        async Task<IReadOnlyList<string>> KeysAsync(string path) => [.. (await nobody.ReadAsync(path)).EnumerateArray().Select(static one => one.GetProperty("key").GetString()!)];
    }
}
