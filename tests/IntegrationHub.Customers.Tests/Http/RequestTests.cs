using System.Net;
using IntegrationHub.Customers.Tests.Support;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Crossing;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Market.Json;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.Processes.CustomerSide;
using IntegrationHub.Retail.Records;

namespace IntegrationHub.Customers.Tests.Http;

/// <summary>What customers do: agree with a code, turn to the retailer; and what the company's side makes of it.</summary>
[Collection(CustomersCollection.Name)]
public sealed class RequestTests(CustomersSite site)
{
    [Fact]
    public async Task A_customer_reads_the_offered_text_and_agrees_with_the_code_of_this_session()
    {
        var customer = await site.CustomerAsync();
        var number = await site.OfferAsync(customer);
        var path = $"/my/contracts/{number}/1";
        using var client = await CustomerClient.SignedInAsync(site, customer);
        using var other = await CustomerClient.SignedInAsync(site, customer);
        await CustomersSite.UntilAsync(async () => (await client.GetAsync(path)).StatusCode == HttpStatusCode.OK, "the contract has crossed");
        var digest = CustomerClient.FieldIn(await client.ReadAsync(path), "digest");
        bool IsCode(string message) => message.Contains(number, StringComparison.Ordinal) && CustomersSite.CodeIn(message).Length > 0;
        Assert.Contains("星河售电有限公司", await client.ReadAsync(path), StringComparison.Ordinal);

        // A text that was not shown is not agreed to.
        Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsync(path, $"{path}/code", ("request", Guid.NewGuid().ToString()), ("digest", new string('0', 64)))).StatusCode);

        await client.PostAsync(path, $"{path}/code", ("request", Guid.NewGuid().ToString()), ("digest", digest));
        await CustomersSite.UntilAsync(() => Task.FromResult(site.MessagesTo(customer.Phone).Any(IsCode)), "the code was sent");
        var code = CustomersSite.CodeIn(site.MessagesTo(customer.Phone).Last(IsCode));

        // Of another session it is nothing.
        Assert.Contains("You have not agreed yet.", await OutcomeAsync(other, path, code, digest), StringComparison.Ordinal);
        Assert.Equal(ContractState.Offered, await site.StateAsync(number));

        Assert.Contains("you agreed", await OutcomeAsync(client, path, code, digest), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(ContractState.Agreed, await site.StateAsync(number));
        await CustomersSite.UntilAsync(async () => (await client.ReadAsync(path)).Contains("you agreed", StringComparison.Ordinal), "the page shows it");
        Assert.Contains(await site.EventsAsync("contract.agree"), entry => entry.Data.Contains(number, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_code_that_is_refused_is_told_with_its_reason_and_no_field_to_enter_one()
    {
        var customer = await site.CustomerAsync();
        var number = await site.OfferAsync(customer);
        var path = $"/my/contracts/{number}/1";
        using var client = await CustomerClient.SignedInAsync(site, customer);
        await CustomersSite.UntilAsync(async () => (await client.GetAsync(path)).StatusCode == HttpStatusCode.OK, "the contract has crossed");
        var digest = CustomerClient.FieldIn(await client.ReadAsync(path), "digest");

        // As long as nobody has said what became of it, there is nothing to enter either.
        var unknown = await client.ReadAsync($"{path}?code={Guid.NewGuid():D}");
        Assert.True(unknown.Contains("<waiting-part id=\"agree\"", StringComparison.Ordinal) && unknown.Contains("waiting.", StringComparison.Ordinal) && !unknown.Contains("id=\"code\"", StringComparison.Ordinal), unknown);

        // The login's number is not the customer's any more.
        Assert.Empty((await site.Get<Retail.Customers.ContactBook>().WithdrawAsync(customer.Name, new("陈静", customer.Phone), "left the company", "wang", default)).Problems);
        var refused = await CodeAskedAsync(client, path, digest);
        Assert.Contains("No code was sent.", refused, StringComparison.Ordinal);
        Assert.Contains("is not confirmed for signing contracts", refused, StringComparison.Ordinal);
        Assert.Contains("href=\"/my#ask\"", refused, StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"code\"", refused, StringComparison.Ordinal);
        Assert.Contains("Send another code", refused, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_field_for_the_code_stays_after_a_wrong_one_and_goes_with_the_agreement()
    {
        var customer = await site.CustomerAsync();
        var number = await site.OfferAsync(customer);
        var path = $"/my/contracts/{number}/1";
        using var client = await CustomerClient.SignedInAsync(site, customer);
        await CustomersSite.UntilAsync(async () => (await client.GetAsync(path)).StatusCode == HttpStatusCode.OK, "the contract has crossed");
        var digest = CustomerClient.FieldIn(await client.ReadAsync(path), "digest");
        var sent = await CodeAskedAsync(client, path, digest);
        Assert.Contains("The code was sent to the phone", sent, StringComparison.Ordinal);
        Assert.Contains("id=\"code\"", sent, StringComparison.Ordinal);
        var (asked, code) = (CustomerClient.FieldIn(sent, "asked"), site.CodeFor(customer));

        var wrong = await EnteredAsync(code == "000000" ? "000001" : "000000");
        Assert.Contains("That is not the code of this session", wrong, StringComparison.Ordinal);
        Assert.Contains("id=\"code\"", wrong, StringComparison.Ordinal);

        var agreed = await EnteredAsync(code);
        Assert.DoesNotContain("id=\"code\"", agreed, StringComparison.Ordinal);
        Assert.Contains("you agreed", agreed, StringComparison.OrdinalIgnoreCase);

        async Task<string> EnteredAsync(string digits)
        {
            var location = (await client.PostAsync(path, $"{path}/agree", ("request", Guid.NewGuid().ToString()), ("digest", digest), ("code", digits), ("asked", asked))).Location()!;
            await CustomersSite.UntilAsync(async () => !(await client.ReadAsync(location)).Contains("<waiting-part", StringComparison.Ordinal), "it is said whether the code counts");
            return await client.ReadAsync(location);
        }
    }

    [Fact]
    public async Task A_request_says_what_it_is_about_and_until_when_it_is_answered()
    {
        var customer = await site.CustomerAsync();
        using var client = await CustomerClient.SignedInAsync(site, customer);
        var id = Guid.NewGuid();
        await client.PostAsync("/my", "/my/requests", ("request", id.ToString()), ("topic", "Complaint"), ("text", "The bill is late."));
        await CustomersSite.UntilAsync(async () => (await client.ReadAsync($"/my/requests/{id:D}")).Contains("Taken", StringComparison.Ordinal), "the request is open");

        var page = await client.ReadAsync($"/my/requests/{id:D}");
        Assert.Matches("<dt>What it is about</dt><dd>Complaint or suggestion</dd>\\s*<dt>Answer until</dt><dd class=\"num\">20", page);
        Assert.Contains("Complaint or suggestion</span>", await client.ReadAsync("/my"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_asked_for_changes_reads_so_at_the_contract_and_signs_nothing_until_it_is_offered_anew()
    {
        var customer = await site.CustomerAsync();
        var number = await site.OfferAsync(customer);
        var path = $"/my/contracts/{number}/1";
        using var client = await CustomerClient.SignedInAsync(site, customer);
        await CustomersSite.UntilAsync(async () => (await client.GetAsync(path)).StatusCode == HttpStatusCode.OK, "the contract has crossed");
        var digest = CustomerClient.FieldIn(await client.ReadAsync(path), "digest");
        await client.PostAsync(path, $"{path}/change", ("request", Guid.NewGuid().ToString()), ("digest", digest), ("words", "Less in <b>January</b>."));
        await ShowsAsync("You asked for changes on 20");

        var page = await client.ReadAsync(path);
        Assert.Contains("Less in &lt;b&gt;January&lt;/b&gt;.", page, StringComparison.Ordinal);
        Assert.Contains("We are working on it", page, StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"agree\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain($"{path}/", page.Replace($"{path}/pdf", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("being changed", await client.ReadAsync("/my"), StringComparison.Ordinal);
        Assert.Contains("Contract is being changed", await client.ReadAsync("/history"), StringComparison.Ordinal);

        // A form from before does nothing any more.
        Assert.Equal(HttpStatusCode.NotFound, (await client.PostAsync("/my", $"{path}/code", ("request", Guid.NewGuid().ToString()), ("digest", digest))).StatusCode);
        Assert.DoesNotContain(site.MessagesTo(customer.Phone), message => message.Contains(number, StringComparison.Ordinal) && CustomersSite.CodeIn(message).Length > 0);

        // The same text once more is an offer, too.
        var terms = (await site.Get<ContractBook>().FindAsync(number, 1, default))!.Contract.Terms;
        await site.OfferAsync(terms);
        await ShowsAsync("id=\"agree\"");
        Assert.DoesNotContain("You asked for changes", await client.ReadAsync(path), StringComparison.Ordinal);

        // A draft that was given up is over for the customer as well.
        await client.PostAsync(path, $"{path}/change", ("request", Guid.NewGuid().ToString()), ("digest", digest), ("words", "Still less."));
        await ShowsAsync("Still less.");
        Assert.Empty((await site.Get<ContractBook>().StepAsync(number, 1, new(ContractAction.Reject, "li", Reason: "No agreement."), default)).Problems);
        await ShowsAsync("This contract was given up");
        Assert.DoesNotContain("No agreement.", await client.ReadAsync(path), StringComparison.Ordinal);

        Task ShowsAsync(string text) => CustomersSite.UntilAsync(async () => (await client.ReadAsync(path)).Contains(text, StringComparison.Ordinal), $"the contract's page says {text}");
    }

    [Fact]
    public async Task A_request_is_made_once_however_often_its_form_is_sent_and_staff_answer_it()
    {
        var customer = await site.CustomerAsync();
        using var client = await CustomerClient.SignedInAsync(site, customer);
        var id = Guid.NewGuid();
        for (var i = 0; i < 2; i++)
            Assert.Equal($"/my/requests/{id:D}", (await client.PostAsync("/my", "/my/requests", ("request", id.ToString()), ("topic", "Fault"), ("text", "No voltage <b>since</b> noon."))).Location());

        await CustomersSite.UntilAsync(async () => (await client.ReadAsync($"/my/requests/{id:D}")).Contains("Answer until", StringComparison.Ordinal), "the request is open");
        var open = Assert.Single(await site.Get<ServiceRequestBook>().ListAsync(openOnly: true, default), one => one.CustomerName == customer.Name);
        Assert.Equal((id, customer.Login, TimeSpan.FromHours(4)), (open.Id, open.Request.Login, open.Until - open.At));

        await site.AnswerAsync(id, "Repaired at three.");
        await CustomersSite.UntilAsync(async () => (await client.ReadAsync($"/my/requests/{id:D}")).Contains("Repaired at three.", StringComparison.Ordinal), "the answer is read");
        Assert.Equal("REQUEST_ANSWERED", Assert.Single((await site.Get<ServiceRequestDesk>().AnswerAsync(id, "Again.", CustomersSite.Sales("zhang"), default)).Problems).Code);
        Assert.Contains("&lt;b&gt;since", await client.ReadAsync($"/my/requests/{id:D}"), StringComparison.Ordinal);

        // Somebody else's request looks like one that has not come yet.
        using var stranger = await CustomerClient.SignedInAsync(site, await site.CustomerAsync());
        Assert.DoesNotContain("Repaired", await stranger.ReadAsync($"/my/requests/{id:D}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_in_the_name_of_another_customers_login_is_done_for_nobody()
    {
        var (victim, attacker) = (await site.CustomerAsync(), await site.CustomerAsync());
        var subject = (await site.Get<LoginBook>().FindAsync(attacker.Login, default))!.Login.Customer;
        var id = Guid.NewGuid();
        Assert.Empty(await site.Get<ICustomerCrossings>().RequestAsync(
            RetailerId.Default, subject,
            new CrossingItem(id, subject, CrossingKinds.Service, CrossingKinds.Version, MarketJson.Write(new ServiceRequest(victim.Login, ServiceTopic.Complaint, "In another's name.")), TimeProvider.System.GetUtcNow()), default));
        await CustomersSite.UntilAsync(
            async () => (await site.EventsAsync("customer.request")).Any(entry => entry.Data.Contains($"{id:D}", StringComparison.Ordinal) && entry.Data.Contains("of-nobody", StringComparison.Ordinal)), "it is refused");
        Assert.DoesNotContain(await site.Get<ServiceRequestBook>().ListAsync(openOnly: false, default), one => one.Id == id);
    }

    [Fact]
    public async Task Killed_between_the_deed_and_its_note_a_request_is_handled_again_and_comes_to_the_same()
    {
        var customer = await site.CustomerAsync();
        using var client = await CustomerClient.SignedInAsync(site, customer);
        var id = Guid.NewGuid();
        await client.PostAsync("/my", "/my/requests", ("request", id.ToString()), ("topic", "Application"), ("text", "More capacity, please."));
        await CustomersSite.UntilAsync(async () => (await client.ReadAsync($"/my/requests/{id:D}")).Contains("Answer until", StringComparison.Ordinal), "the request is open");

        // The note is set back to the beginning, as if everything had been done and nothing noted.
        var records = site.Get<IBusinessRecords>();
        var before = (await site.Get<ServiceRequestBook>().ListAsync(openOnly: false, default)).Count;
        var cursor = await RequestCursor.ReadAsync(records, default);
        Assert.Equal(RecordResult.Saved, await records.SaveAsync([(cursor with { Number = 0 }).ToRecord()], [], "test", default));
        await CustomersSite.UntilAsync(async () => (await RequestCursor.ReadAsync(records, default)).Number >= cursor.Number, "everything was handled again");

        Assert.Equal(before, (await site.Get<ServiceRequestBook>().ListAsync(openOnly: false, default)).Count);
        var crossings = site.Get<ICustomerCrossings>();
        var subject = (await site.Get<LoginBook>().FindAsync(customer.Login, default))!.Login.Customer;
        Assert.Single(await crossings.ReadOwnPublicationsAsync(RetailerId.Default, subject, 0, 100, default), entry => entry.Item.Kind == CrossingKinds.Answer);
    }

    private static async Task<string> OutcomeAsync(CustomerClient client, string path, string code, string digest)
    {
        var answer = await client.PostAsync(path, $"{path}/agree", ("request", Guid.NewGuid().ToString()), ("digest", digest), ("code", code));
        var waiting = answer.Location()!;
        await CustomersSite.UntilAsync(async () => !(await client.ReadAsync(waiting)).Contains("<waiting-part", StringComparison.Ordinal), "the request is answered");
        return await client.ReadAsync(waiting);
    }

    /// <summary>What the page says as soon as the company's side has said what became of the code.</summary>
    private static async Task<string> CodeAskedAsync(CustomerClient client, string path, string digest)
    {
        var location = (await client.PostAsync(path, $"{path}/code", ("request", Guid.NewGuid().ToString()), ("digest", digest))).Location()!;
        Assert.StartsWith(path + "?code=", location, StringComparison.Ordinal);
        await CustomersSite.UntilAsync(async () => !(await client.ReadAsync(location)).Contains("<waiting-part", StringComparison.Ordinal), "it is said what became of the code");
        return await client.ReadAsync(location);
    }
}
