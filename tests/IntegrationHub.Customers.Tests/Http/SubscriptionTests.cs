using System.Net;
using IntegrationHub.Customers.Tests.Support;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Crossing;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Market.Json;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.CustomerSide;
using IntegrationHub.Retail.Processes.CustomerSide;
using IntegrationHub.Retail.Records;
using NodaTime;

namespace IntegrationHub.Customers.Tests.Http;

/// <summary>What a person chooses to be told of, and what comes of it: on the page and in the outbox of text messages.</summary>
[Collection(CustomersCollection.Name)]
public sealed class SubscriptionTests(CustomersSite site)
{
    private const string Page = "/my/subscriptions";

    [Fact]
    public async Task A_choice_is_kept_by_the_company_and_shown_to_its_person_alone()
    {
        var customer = await site.CustomerAsync();
        using var client = await CustomerClient.SignedInAsync(site, customer);
        var page = await client.ReadAsync(Page);
        Assert.Matches("name=\"sms\" value=\"ContractToSign\" checked disabled", page);
        Assert.Matches("name=\"sms\" value=\"NewBill\" checked", page);
        Assert.DoesNotMatch("name=\"sms\" value=\"Announcement\" checked", page);
        Assert.Equal(Page + "?problem=days", (await client.PostAsync(Page, Page, ("request", Guid.NewGuid().ToString()), ("days", "0"))).Location());
        Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsync(Page, Page, ("days", "30"))).StatusCode);

        await ChooseAsync(client, "7", ("page", "NewBill"), ("sms", "Announcement"));
        await CustomersSite.UntilAsync(async () => (await client.ReadAsync(Page)).Contains("value=\"7\"", StringComparison.Ordinal), "the choice has come back");
        page = await client.ReadAsync(Page);
        Assert.DoesNotMatch("name=\"sms\" value=\"NewBill\" checked", page);
        Assert.Matches("name=\"sms\" value=\"Announcement\" checked", page);
        Assert.Matches("name=\"page\" value=\"ContractToSign\" checked", page);
        var kept = (await site.Get<SubscriptionBook>().FindAsync(customer.Login, default))!;
        Assert.Equal((1, 7, true, false), (kept.Version, kept.Kept.EndingDays, kept.Kept.Of(SubscriptionTopic.NewBill).Page, kept.Kept.Of(SubscriptionTopic.NewBill).Sms));

        using var stranger = await CustomerClient.SignedInAsync(site, await site.CustomerAsync());
        Assert.DoesNotContain("value=\"7\"", await stranger.ReadAsync(Page), StringComparison.Ordinal);
        using var nobody = new CustomerClient(site);
        Assert.StartsWith("/sign-in", (await nobody.GetAsync(Page)).Location(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_has_to_be_told_stays_on_whatever_the_other_side_hands_in()
    {
        var customer = await site.CustomerAsync();
        using var client = await CustomerClient.SignedInAsync(site, customer);
        var subject = (await site.Get<LoginBook>().FindAsync(customer.Login, default))!.Login.Customer;
        var id = Guid.NewGuid();
        var nothing = SubscriptionChoices.Usual with { Topics = [.. Enum.GetValues<SubscriptionTopic>().Select(static topic => new TopicChoice(topic, false, false))] };
        Assert.Empty(await site.Get<ICustomerCrossings>().RequestAsync(
            RetailerId.Default, subject,
            new CrossingItem(id, subject, CrossingKinds.SubscriptionsChosen, CrossingKinds.Version, MarketJson.Write(new SubscriptionsChosen(customer.Login, nothing)), TimeProvider.System.GetUtcNow()), default));
        await CustomersSite.UntilAsync(async () => (await client.ReadAsync($"/my/requests/{id:D}")).Contains("always told", StringComparison.Ordinal), "it is refused");
        Assert.Null(await site.Get<SubscriptionBook>().FindAsync(customer.Login, default));
    }

    [Fact]
    public async Task A_contract_to_sign_is_told_once_by_both_ways()
    {
        var customer = await site.CustomerAsync();
        using var client = await CustomerClient.SignedInAsync(site, customer);
        var number = await site.OfferAsync(customer);
        await ToldAsync(client, customer, $"合同 {number} 待您签署", $"Contract {number} waits for your answer");
        Assert.Contains($"href=\"/my/contracts/{number}/1\"", await client.ReadAsync("/my"), StringComparison.Ordinal);
        await Task.Delay(TimeSpan.FromSeconds(12));
        Assert.Single(site.MessagesTo(customer.Phone), message => message.Contains("待您签署", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_contract_that_ends_soon_is_told()
    {
        var customer = await site.CustomerAsync();
        using var client = await CustomerClient.SignedInAsync(site, customer);
        var number = await site.OfferAsync(customer);
        var last = LocalDate.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).PlusDays(20);
        var stored = (await site.Get<ContractBook>().FindAsync(number, 1, default))!;
        var terms = stored.Contract.Terms with { MRid = number + "-E", ValidFrom = last.PlusDays(-100), ValidTo = last };
        var body = MarketJson.WriteUtf8(stored with { Contract = stored.Contract with { Terms = terms, State = ContractState.InForce } });
        Assert.Equal(RecordResult.Saved, await site.Get<IBusinessRecords>().SaveAsync(
            [new(RecordKind.Contract, terms.MRid, 1, nameof(ContractState.InForce), terms.ValidFrom.ToDateOnly(), terms.ValidTo.ToDateOnly(), body)], [], "li", default));
        for (var i = 0; i < 2; i++)
            await site.Get<EndingContracts>().LookAsync(default);

        await ToldAsync(client, customer, $"合同 {terms.MRid} 于 ", $"Contract {terms.MRid} ends on ");
    }

    [Fact]
    public async Task A_bill_is_told()
    {
        var customer = await site.CustomerAsync();
        using var client = await CustomerClient.SignedInAsync(site, customer);
        await site.Get<CustomerNoticeBook>().RaiseAsync(new(customer.Name, SubscriptionTopic.NewBill, "2026-10") { Digest = "1" }, default);
        await ToldAsync(client, customer, "2026-10 账单已出", "The bill of 2026-10 is there");
    }

    [Fact]
    public async Task An_answer_is_on_the_page_and_comes_by_text_message_to_who_chose_it()
    {
        var customer = await site.CustomerAsync();
        using var client = await CustomerClient.SignedInAsync(site, customer);
        await ChooseAsync(client, "30", ("page", "RequestAnswered"), ("sms", "RequestAnswered"));
        await CustomersSite.UntilAsync(async () => await site.Get<SubscriptionBook>().FindAsync(customer.Login, default) is not null, "the choice is kept");
        var id = Guid.NewGuid();
        await client.PostAsync("/my", "/my/requests", ("request", id.ToString()), ("topic", "Fault"), ("text", "No voltage."));
        var requests = site.Get<ServiceRequestBook>();
        await CustomersSite.UntilAsync(async () => await requests.FindAsync(id, default) is not null, "the request is open");
        await site.AnswerAsync(id, "It costs 417.50 to mend.");
        await ToldAsync(client, customer, "您的服务请求已答复", "Your request is answered");
        Assert.DoesNotContain(site.MessagesTo(customer.Phone), static message => message.Contains("417.50", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_published_for_everybody_is_on_the_page_and_comes_by_text_message_to_who_chose_it()
    {
        var (customer, quiet) = (await site.CustomerAsync(), await site.CustomerAsync());
        using var client = await CustomerClient.SignedInAsync(site, customer);
        using var other = await CustomerClient.SignedInAsync(site, quiet);
        await ChooseAsync(client, "30", ("page", "Announcement"), ("sms", "Announcement"));
        await CustomersSite.UntilAsync(async () => await site.Get<SubscriptionBook>().FindAsync(customer.Login, default) is not null, "the choice is kept");
        var key = "news-" + customer.Login;
        Assert.Empty((await site.Get<ArticleBook>().DraftAsync(new Article(key, 1, ArticleKind.Announcement, "zh", "冬季营业时间 " + key, "九点开门。", new(2026, 12, 1)), "li", default)).Problems);
        Assert.Empty((await site.Get<ArticleBook>().ReleaseAsync(key, "wang", default)).Problems);
        await site.Get<ArticleNews>().LookAsync(default);
        await ToldAsync(client, customer, "发布了新信息", "Published: 冬季营业时间 " + key);
        await CustomersSite.UntilAsync(async () => (await other.ReadAsync("/my")).Contains("Published: 冬季营业时间 " + key, StringComparison.Ordinal), "the page has it");
        Assert.DoesNotContain(site.MessagesTo(quiet.Phone), static message => message.Contains("发布了新信息", StringComparison.Ordinal));
        Assert.Empty((await site.Get<ArticleBook>().WithdrawAsync(key, "li", default)).Problems);
        await CustomersSite.UntilAsync(async () => !(await other.ReadAsync("/my")).Contains(key, StringComparison.Ordinal), "what was withdrawn is news no more");
    }

    private static async Task ChooseAsync(CustomerClient client, string days, params (string, string)[] ways) =>
        Assert.StartsWith("/my/requests/", (await client.PostAsync(Page, Page, [("request", Guid.NewGuid().ToString()), ("days", days), .. ways])).Location(), StringComparison.Ordinal);

    private async Task ToldAsync(CustomerClient client, TestCustomer customer, string message, string line)
    {
        await CustomersSite.UntilAsync(() => Task.FromResult(site.MessagesTo(customer.Phone).Any(text => text.Contains(message, StringComparison.Ordinal))), "the message is in the outbox");
        await CustomersSite.UntilAsync(async () => (await client.ReadAsync("/my")).Contains(line, StringComparison.Ordinal), "the page says it");
    }
}
