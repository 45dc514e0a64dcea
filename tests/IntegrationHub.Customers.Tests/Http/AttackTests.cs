using System.Net;
using IntegrationHub.Customers.Tests.Support;
using IntegrationHub.Retail.Processes.CustomerSide;

namespace IntegrationHub.Customers.Tests.Http;

/// <summary>What nobody gets: without factors, of another customer, of the company.</summary>
[Collection(CustomersCollection.Name)]
public sealed class AttackTests(CustomersSite site)
{
    [Fact]
    public async Task Without_both_factors_there_is_nothing_but_what_everybody_reads()
    {
        var customer = await site.CustomerAsync();
        await site.ArrivedAsync(customer);
        using var client = new CustomerClient(site);
        Assert.StartsWith("/sign-in", (await client.GetAsync("/my")).Location(), StringComparison.Ordinal);

        // The password alone.
        Assert.Equal("/sign-in/code", (await client.PasswordAsync(customer)).Location());
        Assert.StartsWith("/sign-in", (await client.GetAsync("/my")).Location(), StringComparison.Ordinal);

        // A guessed code, five times: the unfinished session is over, and so is the right code.
        var right = site.CodeFor(customer);
        var wrong = right == "000000" ? "000001" : "000000";
        for (var i = 1; i < 5; i++)
            Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsync("/sign-in/code", "/sign-in/code", ("code", wrong))).StatusCode);

        Assert.StartsWith("/sign-in?problem=over", (await client.PostAsync("/sign-in/code", "/sign-in/code", ("code", wrong))).Location(), StringComparison.Ordinal);
        Assert.StartsWith("/sign-in", (await client.PostAsync("/sign-in", "/sign-in/code", ("code", right))).Location(), StringComparison.Ordinal);
        Assert.StartsWith("/sign-in", (await client.GetAsync("/my")).Location(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_of_one_session_is_nothing_in_another()
    {
        var customer = await site.CustomerAsync();
        await site.ArrivedAsync(customer);
        using var owner = new CustomerClient(site);
        using var thief = new CustomerClient(site);
        await thief.PasswordAsync(customer);
        await owner.PasswordAsync(customer);

        Assert.Equal(HttpStatusCode.BadRequest, (await thief.PostAsync("/sign-in/code", "/sign-in/code", ("code", site.CodeFor(customer)))).StatusCode);
        Assert.Equal("/my", (await owner.PostAsync("/sign-in/code", "/sign-in/code", ("code", site.CodeFor(customer)))).Location());
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_name_are_answered_alike_and_told_to_the_ledger()
    {
        var customer = await site.CustomerAsync();
        await site.ArrivedAsync(customer);
        using var client = new CustomerClient(site);
        var wrong = await client.PasswordAsync(customer, "not this one at all");
        var unknown = await client.PasswordAsync(customer with { Login = "nobody-at-all" });
        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (wrong.StatusCode, unknown.StatusCode));
        Assert.Equal(WithoutTokens(await wrong.Content.ReadAsStringAsync()), WithoutTokens(await unknown.Content.ReadAsStringAsync()));
        await CustomersSite.UntilAsync(
            async () => (await site.EventsAsync("customer.session")).Any(entry => entry.Data.Contains(customer.Login, StringComparison.Ordinal) && entry.Data.Contains("sign-in-failed", StringComparison.Ordinal)),
            "the ledger knows the failed try");
        Assert.DoesNotContain(await site.EventsAsync("customer.session"), entry => entry.Data.Contains("nobody-at-all", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whoever_guesses_passwords_locks_out_his_own_address_and_nobody_else()
    {
        var customer = await site.CustomerAsync();
        await site.ArrivedAsync(customer);
        using var guesser = new CustomerClient(site);
        for (var i = 0; i < 5; i++)
            Assert.Equal(HttpStatusCode.BadRequest, (await guesser.PasswordAsync(customer, $"guess number {i} of five")).StatusCode);

        Assert.Equal(HttpStatusCode.TooManyRequests, (await guesser.PasswordAsync(customer)).StatusCode);
        using var owner = await CustomerClient.SignedInAsync(site, customer);
        Assert.Equal(HttpStatusCode.OK, (await owner.GetAsync("/my")).StatusCode);
    }

    [Fact]
    public async Task Another_customers_contract_request_and_session_are_not_there()
    {
        var (owner, stranger) = (await site.CustomerAsync(), await site.CustomerAsync());
        var number = await site.OfferAsync(owner);
        using var mine = await CustomerClient.SignedInAsync(site, owner);
        using var theirs = await CustomerClient.SignedInAsync(site, stranger);
        var path = $"/my/contracts/{number}/1";
        await CustomersSite.UntilAsync(async () => (await mine.GetAsync(path)).StatusCode == HttpStatusCode.OK, "the contract has crossed");

        var page = await mine.ReadAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, (await theirs.GetAsync(path)).StatusCode);
        Assert.DoesNotContain(number, await theirs.ReadAsync("/my"), StringComparison.Ordinal);
        var digest = CustomerClient.FieldIn(page, "digest");
        foreach (var step in (string[])["code", "agree", "decline", "change"])
        {
            Assert.Equal(
                HttpStatusCode.NotFound,
                (await theirs.PostAsync("/my", $"{path}/{step}", ("request", Guid.NewGuid().ToString()), ("digest", digest), ("code", "123456"), ("words", "no"))).StatusCode);
        }

        var session = (await mine.ReadAsync("/my")).Split("/my/sessions/").Skip(1).FirstOrDefault()?[..36] ?? Guid.NewGuid().ToString();
        Assert.Equal(HttpStatusCode.NotFound, (await theirs.PostAsync("/my", $"/my/sessions/{session}/end")).StatusCode);
    }

    [Theory]
    [InlineData("/exchanges")]
    [InlineData("/contracts")]
    [InlineData("/customers")]
    [InlineData("/tasks")]
    [InlineData("/ledger")]
    [InlineData("/people")]
    [InlineData("/api/v1/exchanges")]
    [InlineData("/health/ready")]
    [InlineData("/ServiceEME")]
    public async Task There_is_no_way_to_a_page_or_call_of_the_company(string path)
    {
        using var client = new CustomerClient(site);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(path)).StatusCode);
    }

    [Fact]
    public async Task A_form_from_elsewhere_and_a_request_for_another_name_are_refused()
    {
        using var client = await CustomerClient.SignedInAsync(site, await site.CustomerAsync());
        Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsync("/my/requests", ("request", Guid.NewGuid().ToString()), ("topic", "Fault"), ("text", "no token"))).StatusCode);
        Assert.Equal(HttpStatusCode.MisdirectedRequest, (await client.SendAsync(HttpMethod.Get, "/my", null, "staff.localhost")).StatusCode);
        var answer = await client.GetAsync("/");
        Assert.Contains("default-src 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Contains("max-age", answer.Headers.GetValues("Strict-Transport-Security").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_login_that_the_company_switches_off_or_resets_ends_its_sessions()
    {
        var customer = await site.CustomerAsync();
        using var client = await CustomerClient.SignedInAsync(site, customer);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/my")).StatusCode);

        Assert.Empty((await site.Get<LoginBook>().SwitchAsync(customer.Login, enabled: false, "li", default)).Problems);
        await CustomersSite.UntilAsync(async () => (await client.GetAsync("/my")).StatusCode == HttpStatusCode.Redirect, "the session is over");
        using var again = new CustomerClient(site);
        Assert.Equal(HttpStatusCode.BadRequest, (await again.PasswordAsync(customer)).StatusCode);
    }

    private static string WithoutTokens(string page) =>
        System.Text.RegularExpressions.Regex.Replace(page, "name=\"form-token\" value=\"[^\"]+\"", "", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));
}
