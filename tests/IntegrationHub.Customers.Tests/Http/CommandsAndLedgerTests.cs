using System.Text.RegularExpressions;
using IntegrationHub.Customers.Tests.Support;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Market.Time;
using IntegrationHub.Retail.Customers;
using IntegrationHub.Retail.Readings;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime;
using NodaTime.Text;

namespace IntegrationHub.Customers.Tests.Http;

/// <summary>
/// Every address of the customers' pages that takes more than a look says here what the ledger says of it; one that is missing fails. The customers' side has no ledger: what was
/// done there is written by the company's side when it has crossed. All of it is done here but what changes nothing.
/// </summary>
[Collection(CustomersCollection.Name)]
public sealed partial class CommandsAndLedgerTests(CustomersSite site)
{
    /// <summary>Changes nothing that the hub keeps; the reason stands behind it.</summary>
    private const string Nothing = "none: ";

    /// <summary>What stands in the event beside the person's login: which request, or what became of a session.</summary>
    private static readonly Dictionary<string, (string Kind, string Says)> Commands = new(StringComparer.Ordinal)
    {
        ["POST /api/v1/account/password"] = ("customer.request", CrossingKinds.Password),
        ["POST /api/v1/account/sessions/{id:guid}/end"] = ("customer.session", "ended by its owner"),
        ["POST /api/v1/account/sign-out"] = ("customer.session", "signed out"),
        ["POST /api/v1/contracts/{number}/{version:int}/agree"] = ("customer.request", CrossingKinds.ContractConsent),
        ["POST /api/v1/contracts/{number}/{version:int}/change"] = ("customer.request", CrossingKinds.ContractChange),
        ["POST /api/v1/contracts/{number}/{version:int}/code"] = ("customer.request", CrossingKinds.ContractCode),
        ["POST /api/v1/contracts/{number}/{version:int}/decline"] = ("customer.request", CrossingKinds.ContractDecline),
        ["POST /api/v1/demand"] = ("customer.request", CrossingKinds.Demand),
        ["POST /api/v1/readings"] = ("customer.request", CrossingKinds.OwnReadings),
        ["POST /api/v1/requests"] = ("customer.request", CrossingKinds.Service),
        ["POST /api/v1/requests/{id:guid}/again"] = ("customer.request", CrossingKinds.ServiceAgain),
        ["POST /api/v1/sign-in"] = ("customer.session", "code-sent"),
        ["POST /api/v1/sign-in/code"] = ("customer.session", "signed-in"),
        ["POST /api/v1/sign-in/code/another"] = ("customer.session", "code-sent"),
        ["POST /api/v1/subscriptions"] = ("customer.request", CrossingKinds.SubscriptionsChosen),
        ["POST /api/v1/surveys/{key}"] = ("customer.request", CrossingKinds.SurveyAnswer),
        ["POST /consumption/{what}"] = ("customer.request", CrossingKinds.OwnReadings),
        ["POST /my/contracts/{number}/{version:int}/{step}"] = ("customer.request", CrossingKinds.ContractCode),
        ["POST /my/requests"] = ("customer.request", CrossingKinds.Service),
        ["POST /my/requests/{id:guid}/again"] = ("customer.request", CrossingKinds.ServiceAgain),
        ["POST /my/surveys/{key}"] = ("customer.request", CrossingKinds.SurveyAnswer),
        ["POST /my/subscriptions"] = ("customer.request", CrossingKinds.SubscriptionsChosen),
        ["POST /my/sessions/{id:guid}/end"] = ("customer.session", "ended by its owner"),
        ["POST /password"] = ("customer.request", CrossingKinds.Password),
        ["POST /settings/{what}/{value}"] = (Nothing + "a cookie of the browser", ""),
        ["POST /sign-in"] = ("customer.session", "code-sent"),
        ["POST /sign-in/code"] = ("customer.session", "signed-in"),
        ["POST /sign-in/code/another"] = ("customer.session", "code-sent"),
        ["POST /sign-out"] = ("customer.session", "signed out"),
    };

    public static TheoryData<string> Driven() => [.. Commands.Where(static command => !command.Value.Kind.StartsWith(Nothing, StringComparison.Ordinal)).Select(static command => command.Key)];

    [Fact]
    public void Every_address_that_takes_more_than_a_look_says_what_the_ledger_says_of_it()
    {
        var known = (from endpoint in site.Endpoints.OfType<RouteEndpoint>()
                     from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is { Count: > 0 } named ? named : ["ANY"]
                     where !HttpMethods.IsGet(method) && !HttpMethods.IsHead(method)
                     select $"{method} /{endpoint.RoutePattern.RawText!.Trim('/')}").ToHashSet(StringComparer.Ordinal);
        Assert.Contains("POST /sign-in", known);
        Assert.Empty(known.Except(Commands.Keys, StringComparer.Ordinal));
        Assert.Empty(Commands.Keys.Except(known, StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Driven))]
    public async Task What_a_customer_does_is_in_the_ledger_when_it_has_crossed(string command)
    {
        var customer = await site.CustomerAsync();
        await site.ArrivedAsync(customer);
        var (kind, says) = Commands[command];
        var before = await CountAsync();
        await DoAsync(command, customer);
        for (var i = 0; i < 600 && await CountAsync() == before; i++)
            await Task.Delay(100);

        Assert.True(await CountAsync() > before, $"{command} left no {kind} of {says}: {string.Join("; ", (await site.EventsAsync(kind)).Take(10).Select(static happened => happened.Data))}");

        async Task<int> CountAsync() => (await site.EventsAsync(kind)).Count(happened =>
            happened.Data.Contains($"\"{says}\"", StringComparison.Ordinal) && happened.Data.Contains($"\"{customer.Login}\"", StringComparison.Ordinal));
    }

    private async Task DoAsync(string command, TestCustomer customer)
    {
        if (command.StartsWith("POST /api/", StringComparison.Ordinal))
        {
            await CallAsync(command["POST /api/v1".Length..], customer);
            return;
        }

        using var client = new CustomerClient(site);
        Assert.Equal("/sign-in/code", (await client.PasswordAsync(customer)).Location());
        if (command == "POST /sign-in")
            return;

        if (command == "POST /sign-in/code/another")
        {
            await SecondCodeAsync(customer, async () => Assert.True((await client.PostAsync("/sign-in/code", command[5..])).IsSuccessStatusCode));
            return;
        }

        Assert.Equal("/my", (await client.PostAsync("/sign-in/code", "/sign-in/code", ("code", site.CodeFor(customer)))).Location());
        var request = ("request", Guid.NewGuid().ToString());
        var answer = command switch
        {
            "POST /sign-in/code" => null,
            "POST /sign-out" => await client.PostAsync("/my", "/sign-out"),
            "POST /my/sessions/{id:guid}/end" => await EndOtherAsync(client, customer),
            "POST /my/requests" => await client.PostAsync("/my", "/my/requests", request, ("topic", "Fault"), ("text", "No voltage since noon.")),
            "POST /my/requests/{id:guid}/again" => await client.PostAsync("/my", $"/my/requests/{Guid.NewGuid():D}/again", request, ("text", "Still no voltage.")),
            "POST /my/surveys/{key}" => await AnswerAsync(client, customer, request),
            "POST /my/subscriptions" => await client.PostAsync("/my/subscriptions", "/my/subscriptions", request, ("days", "30")),
            "POST /password" => await client.PostAsync("/password", "/password", request, ("present", CustomersSite.Password), ("wanted", "copper lantern rivers"), ("again", "copper lantern rivers")),
            "POST /consumption/{what}" => await EnterAsync(client, customer, request),
            "POST /my/contracts/{number}/{version:int}/{step}" => await AskForCodeAsync(client, customer, request),
            _ => throw new ArgumentOutOfRangeException(nameof(command), command, "Say how it is done."),
        };
        Assert.True(answer is null || answer.Location() is { Length: > 0 } and not "/sign-in", answer?.ToString());
    }

    /// <summary>One code came with the password; what is done here sends the second.</summary>
    private async Task SecondCodeAsync(TestCustomer customer, Func<Task> act)
    {
        await CustomersSite.UntilAsync(async () => await CodesAsync() == 1, "the first code is in the ledger");
        await act();
        await CustomersSite.UntilAsync(async () => await CodesAsync() == 2, "the second code is in the ledger");

        async Task<int> CodesAsync() => (await site.EventsAsync("customer.session")).Count(happened =>
            happened.Data.Contains("\"code-sent\"", StringComparison.Ordinal) && happened.Data.Contains($"\"{customer.Login}\"", StringComparison.Ordinal));
    }

    private async Task<HttpResponseMessage> EnterAsync(CustomerClient client, TestCustomer customer, (string, string) request)
    {
        var (account, day) = await MeteredAsync(customer);
        await CustomersSite.UntilAsync(async () => (await client.ReadAsync("/consumption")).Contains(account, StringComparison.Ordinal), "the account has crossed");
        return await client.PostAsync("/my", "/consumption/readings", request, ("account", account), ("day", day), ("values", string.Join(' ', Enumerable.Repeat("1.5", CountOn(day)))));
    }

    private int CountOn(string day) => NodaTime.Text.LocalDatePattern.Iso.Parse(day).Value is var on ? site.Get<Retail.Readings.ReadingBook>().Grids.Of(Market.Time.BillingMonth.Of(on)).Days[on.Day - 1].Count : 0;

    /// <summary>A day of the customer's account as its meter has it.</summary>
    private async Task<(string Account, string Day)> MeteredAsync(TestCustomer customer)
    {
        var account = (await site.Get<CustomerBook>().ListAsync(null, default)).Single(one => one.CustomerName == customer.Name);
        var day = LocalDate.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).PlusDays(-3);
        var count = site.Get<ReadingBook>().Grids.Of(BillingMonth.Of(day)).Days[day.Day - 1].Count;
        await HandedIn.MeterAsync(site, account.AccountNumber, LocalDatePattern.Iso.Format(day), [.. Enumerable.Repeat("2.5", count)]);
        return ($"{account.AccountNumber}/{account.VoltageLevel}", LocalDatePattern.Iso.Format(day));
    }

    private async Task<HttpResponseMessage> AnswerAsync(CustomerClient client, TestCustomer customer, (string, string) request)
    {
        var page = $"/my/surveys/{await site.AskAsync(customer)}";
        await CustomersSite.UntilAsync(async () => (await client.GetAsync(page)).IsSuccessStatusCode, "the survey has crossed");
        return await client.PostAsync(page, page, request, ("version", "1"), ("q0", "4"));
    }

    private async Task<HttpResponseMessage> EndOtherAsync(CustomerClient client, TestCustomer customer)
    {
        using var other = await CustomerClient.SignedInAsync(site, customer);
        return await client.PostAsync("/my", SessionEnd().Match(await client.ReadAsync("/my")).Value);
    }

    private async Task<HttpResponseMessage> AskForCodeAsync(CustomerClient client, TestCustomer customer, (string, string) request)
    {
        var path = $"/my/contracts/{await site.OfferAsync(customer)}/1";
        await CustomersSite.UntilAsync(async () => (await client.GetAsync(path)).IsSuccessStatusCode, "the contract has crossed");
        return await client.PostAsync(path, path + "/code", request, ("digest", CustomerClient.FieldIn(await client.ReadAsync(path), "digest")));
    }

    [GeneratedRegex("/my/sessions/[0-9a-f-]{36}/end", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex SessionEnd();
}
