using System.Net;
using IntegrationHub.Customers.Tests.Support;

namespace IntegrationHub.Customers.Tests.Http;

/// <summary>The same of the calls of the HTTP API.</summary>
public sealed partial class CommandsAndLedgerTests
{
    private async Task CallAsync(string call, TestCustomer customer)
    {
        if (call.StartsWith("/sign-in", StringComparison.Ordinal))
        {
            await SignInAsync(call, customer);
            return;
        }

        using var caller = await CustomerCaller.SignedInAsync(site, customer);
        var request = Guid.CreateVersion7();
        var answer = call switch
        {
            "/account/sign-out" => await caller.PostAsync(call),
            "/account/sessions/{id:guid}/end" => await EndOtherAsync(caller, customer),
            "/account/password" => await caller.PostAsync(call, new { request, present = CustomersSite.Password, wanted = "copper lantern rivers" }),
            "/requests" => await caller.PostAsync(call, new { request, topic = "fault", text = "No voltage since noon." }),
            "/requests/{id:guid}/again" => await caller.PostAsync($"/requests/{Guid.NewGuid():D}/again", new { request, text = "Still no voltage." }),
            "/subscriptions" => await ChooseAsync(caller, request),
            "/surveys/{key}" => await AnswerAsync(caller, customer, request),
            "/readings" or "/demand" => await EnterAsync(caller, call, customer, request),
            _ when call.StartsWith("/contracts/", StringComparison.Ordinal) => await ActAsync(caller, call[(call.LastIndexOf('/') + 1)..], customer, request),
            _ => throw new ArgumentOutOfRangeException(nameof(call), call, "Say how it is done."),
        };
        Assert.True(answer.StatusCode is HttpStatusCode.Accepted or HttpStatusCode.NoContent, $"{answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }

    private async Task SignInAsync(string call, TestCustomer customer)
    {
        using var caller = new CustomerCaller(site.Address);
        var token = await caller.BeginAsync(customer);
        if (call == "/sign-in/code/another")
            await SecondCodeAsync(customer, async () => Assert.True((await caller.PostAsync(call, new { token })).IsSuccessStatusCode));
        else if (call == "/sign-in/code")
            Assert.True((await caller.PostAsync(call, new { token, code = site.CodeFor(customer) })).IsSuccessStatusCode);
    }

    private async Task<HttpResponseMessage> EndOtherAsync(CustomerCaller caller, TestCustomer customer)
    {
        using var other = await CustomerCaller.SignedInAsync(site, customer);
        return await caller.PostAsync($"/account/sessions/{(await other.ReadAsync("/account")).GetProperty("session").GetGuid():D}/end");
    }

    private static async Task<HttpResponseMessage> ChooseAsync(CustomerCaller caller, Guid request)
    {
        var kept = await caller.ReadAsync("/subscriptions");
        return await caller.PostAsync("/subscriptions", new { request, topics = kept.GetProperty("topics"), endingDays = 30 });
    }

    private async Task<HttpResponseMessage> AnswerAsync(CustomerCaller caller, TestCustomer customer, Guid request)
    {
        var survey = $"/surveys/{await site.AskAsync(customer)}";
        await CustomersSite.UntilAsync(async () => (await caller.GetAsync(survey)).IsSuccessStatusCode, "the survey has crossed");
        return await caller.PostAsync(survey, new { request, version = 1, answers = new[] { "4", "", "" } });
    }

    private async Task<HttpResponseMessage> EnterAsync(CustomerCaller caller, string call, TestCustomer customer, Guid request)
    {
        var (account, day) = await MeteredAsync(customer);
        await CustomersSite.UntilAsync(async () => (await caller.ReadAsync("/consumption")).GetProperty("accounts").EnumerateArray().Any(one => one.GetString() == account), "the account has crossed");
        var entered = call == "/demand" ? NodaTime.Text.LocalDatePattern.Iso.Format(NodaTime.LocalDate.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).PlusDays(3)) : day;
        return await caller.PostAsync(call, new { request, account, day = entered, values = Enumerable.Repeat(1.5m, CountOn(entered)) });
    }

    private async Task<HttpResponseMessage> ActAsync(CustomerCaller caller, string act, TestCustomer customer, Guid request)
    {
        var contract = $"/contracts/{await site.OfferAsync(customer)}/1";
        await CustomersSite.UntilAsync(async () => (await caller.GetAsync(contract)).IsSuccessStatusCode, "the contract has crossed");
        var digest = (await caller.ReadAsync(contract)).GetProperty("digest").GetString();
        return await caller.PostAsync($"{contract}/{act}", act switch
        {
            "code" => new { request, digest },
            "agree" => new { request, digest, code = "123456" },
            _ => new { request, digest, words = "Too dear." },
        });
    }
}
