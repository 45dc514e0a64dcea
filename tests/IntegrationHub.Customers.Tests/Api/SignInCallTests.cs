using System.Net;
using System.Text;
using IntegrationHub.Customers.Api;
using IntegrationHub.Customers.Tests.Support;
using IntegrationHub.Host.Configuration.Sections;

namespace IntegrationHub.Customers.Tests.Api;

/// <summary>Signing in by calls: the factors, counters and ends of the pages, and sessions that are good by their own way alone.</summary>
[Collection(CustomersCollection.Name)]
public sealed class SignInCallTests(CustomersSite site)
{
    [Fact]
    public async Task Who_shows_both_factors_gets_a_token_that_says_who_it_is()
    {
        var customer = await site.CustomerAsync();
        using var caller = await CustomerCaller.SignedInAsync(site, customer);

        var account = await caller.ReadAsync("/account");
        Assert.Equal((customer.Login, "…" + customer.Phone[^3..]), (account.GetProperty("name").GetString(), account.GetProperty("phone").GetString()));
        await CustomersSite.UntilAsync(
            async () => (await site.EventsAsync("customer.session")).Any(entry => entry.Data.Contains(customer.Login, StringComparison.Ordinal) && entry.Data.Contains("\"signed-in\"", StringComparison.Ordinal)), "the ledger knows it");
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_name_are_answered_alike()
    {
        var customer = await site.CustomerAsync();
        await site.ArrivedAsync(customer);
        using var caller = new CustomerCaller(site.Address);

        var wrong = await CustomerCaller.RefusedAsync(await caller.PostAsync("/sign-in", new { name = customer.Login, password = "not this one at all" }), HttpStatusCode.Unauthorized, "SIGN_IN_FAILED");
        var unknown = await CustomerCaller.RefusedAsync(await caller.PostAsync("/sign-in", new { name = "nobody-at-all", password = CustomersSite.Password }), HttpStatusCode.Unauthorized, "SIGN_IN_FAILED");
        var tooLong = await CustomerCaller.RefusedAsync(await caller.PostAsync("/sign-in", new { name = customer.Login, password = new string('x', 500) }), HttpStatusCode.Unauthorized, "SIGN_IN_FAILED");
        Assert.Equal(wrong.GetRawText(), unknown.GetRawText());
        Assert.Equal(wrong.GetRawText(), tooLong.GetRawText());
        await CustomersSite.UntilAsync(
            async () => (await site.EventsAsync("customer.session")).Any(entry => entry.Data.Contains(customer.Login, StringComparison.Ordinal) && entry.Data.Contains("sign-in-failed", StringComparison.Ordinal)), "the ledger knows the failed try");
    }

    [Fact]
    public async Task Whoever_guesses_passwords_locks_out_his_own_address_at_pages_and_calls_together()
    {
        var customer = await site.CustomerAsync();
        await site.ArrivedAsync(customer);
        using var guesser = new CustomerCaller(site.Address);
        for (var i = 0; i < 5; i++)
            await CustomerCaller.RefusedAsync(await guesser.PostAsync("/sign-in", new { name = customer.Login, password = $"guess number {i} of five" }), HttpStatusCode.Unauthorized, "SIGN_IN_FAILED");

        await CustomerCaller.RefusedAsync(await guesser.PostAsync("/sign-in", new { name = customer.Login, password = CustomersSite.Password }), HttpStatusCode.TooManyRequests, "TOO_MANY_TRIES");
        // Somebody else's address is not his.
        using var owner = await CustomerCaller.SignedInAsync(site, customer);
        Assert.Equal(HttpStatusCode.OK, (await owner.GetAsync("/account")).StatusCode);
    }

    [Fact]
    public async Task A_guessed_code_ends_the_unfinished_session_and_the_right_one_is_of_no_other()
    {
        var customer = await site.CustomerAsync();
        await site.ArrivedAsync(customer);
        using var caller = new CustomerCaller(site.Address);
        var first = await caller.BeginAsync(customer);
        var right = site.CodeFor(customer);
        var wrong = right == "000000" ? "000001" : "000000";

        // The password alone opens nothing.
        await CustomerCaller.RefusedAsync(await caller.SendAsync(HttpMethod.Get, "/api/v1/account", null, ("Authorization", "Session " + first)), HttpStatusCode.Unauthorized, "SESSION_MISSING");
        await CustomerCaller.RefusedAsync(await caller.PostAsync("/sign-in/code", new { token = "x", code = right }), HttpStatusCode.Unauthorized, "SIGN_IN_OVER");
        for (var i = 1; i < 5; i++)
            await CustomerCaller.RefusedAsync(await caller.PostAsync("/sign-in/code", new { token = first, code = wrong }), HttpStatusCode.Unauthorized, "SIGN_IN_FAILED");

        await CustomerCaller.RefusedAsync(await caller.PostAsync("/sign-in/code", new { token = first, code = wrong }), HttpStatusCode.Unauthorized, "SIGN_IN_OVER");
        await CustomerCaller.RefusedAsync(await caller.PostAsync("/sign-in/code", new { token = first, code = right }), HttpStatusCode.Unauthorized, "SIGN_IN_OVER");

        var (second, third) = (await caller.BeginAsync(customer), await caller.BeginAsync(customer));
        await CustomerCaller.RefusedAsync(await caller.PostAsync("/sign-in/code", new { token = second, code = site.CodeFor(customer) }), HttpStatusCode.Unauthorized, "SIGN_IN_FAILED");
        Assert.Equal(HttpStatusCode.NoContent, (await caller.PostAsync("/sign-in/code/another", new { token = third })).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await caller.PostAsync("/sign-in/code", new { token = third, code = site.CodeFor(customer) })).StatusCode);
        await CustomerCaller.RefusedAsync(await caller.PostAsync("/sign-in/code/another", new { token = third }), HttpStatusCode.Unauthorized, "SIGN_IN_OVER");
    }

    [Fact]
    public async Task The_token_of_a_call_opens_no_page_and_a_cookie_no_call()
    {
        var customer = await site.CustomerAsync();
        using var caller = await CustomerCaller.SignedInAsync(site, customer);
        using var page = await CustomerClient.SignedInAsync(site, customer);
        using var stranger = new CustomerCaller(site.Address);
        var cookie = page.Cookies.GetCookies(site.Address)["__Host-ihub-customer"]!.Value;

        // A call's token, as a call has it and as a page would.
        foreach (var header in new[] { ("Authorization", "Session " + caller.Token), ("Cookie", "__Host-ihub-customer=" + caller.Token) })
            Assert.StartsWith("/sign-in", (await stranger.SendAsync(HttpMethod.Get, "/my", null, header)).Location(), StringComparison.Ordinal);

        // A page's cookie, and its token as a call would have it; no other word; however the address is written.
        await CustomerCaller.RefusedAsync(await page.GetAsync("/api/v1/account"), HttpStatusCode.Unauthorized, "SESSION_MISSING");
        await CustomerCaller.RefusedAsync(await page.GetAsync("/API/v1/account"), HttpStatusCode.Unauthorized, "SESSION_MISSING");
        foreach (var header in new[] { "Session " + cookie, "Bearer " + caller.Token, "Session x", caller.Token })
            await CustomerCaller.RefusedAsync(await stranger.SendAsync(HttpMethod.Get, "/api/v1/account", null, ("Authorization", header)), HttpStatusCode.Unauthorized, "SESSION_MISSING");

        // Both are still good by their own way.
        Assert.Equal(HttpStatusCode.OK, (await caller.GetAsync("/account")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await page.GetAsync("/my")).StatusCode);
    }

    [Fact]
    public async Task An_unfinished_session_of_pages_is_not_finished_by_a_call()
    {
        var customer = await site.CustomerAsync();
        await site.ArrivedAsync(customer);
        using var page = new CustomerClient(site);
        await page.PasswordAsync(customer);
        var token = page.Cookies.GetCookies(site.Address)["__Host-ihub-code-customer"]!.Value;
        using var caller = new CustomerCaller(site.Address);

        await CustomerCaller.RefusedAsync(await caller.PostAsync("/sign-in/code", new { token, code = site.CodeFor(customer) }), HttpStatusCode.Unauthorized, "SIGN_IN_OVER");
        Assert.Equal("/my", (await page.PostAsync("/sign-in/code", "/sign-in/code", ("code", site.CodeFor(customer)))).Location());
    }

    /// <summary>What a browser sends along by itself, cookies among it, counts for nothing in a call: there is nothing to forge.</summary>
    [Fact]
    public async Task A_form_from_elsewhere_does_nothing_by_a_call_and_a_call_needs_no_token_of_a_form()
    {
        var customer = await site.CustomerAsync();
        using var page = await CustomerClient.SignedInAsync(site, customer);
        using var caller = await CustomerCaller.SignedInAsync(site, customer);

        await CustomerCaller.RefusedAsync(await page.SendAsync(HttpMethod.Post, "/api/v1/account/sign-out", null), HttpStatusCode.Unauthorized, "SESSION_MISSING");
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("name", customer.Login)]);
        await CustomerCaller.RefusedAsync(await page.SendAsync(HttpMethod.Post, "/api/v1/sign-in", form), HttpStatusCode.UnsupportedMediaType, "MEDIA_TYPE_WRONG");
        Assert.Equal(HttpStatusCode.OK, (await page.GetAsync("/my")).StatusCode);

        Assert.Equal(HttpStatusCode.NoContent, (await caller.PostAsync("/account/sign-out")).StatusCode);
        await CustomerCaller.RefusedAsync(await caller.GetAsync("/account"), HttpStatusCode.Unauthorized, "SESSION_MISSING");
    }

    [Fact]
    public async Task Own_sessions_are_listed_and_ended_whichever_way_they_go_and_nobody_elses()
    {
        var customer = await site.CustomerAsync();
        using var caller = await CustomerCaller.SignedInAsync(site, customer);
        using var page = await CustomerClient.SignedInAsync(site, customer);
        using var other = await CustomerCaller.SignedInAsync(site, await site.CustomerAsync());
        var foreign = (await other.ReadAsync("/account")).GetProperty("session").GetGuid();

        var sessions = (await caller.ReadAsync("/account/sessions")).EnumerateArray().ToList();
        Assert.Equal(["pages", "calls"], sessions.Select(static one => one.GetProperty("way").GetString()));
        Assert.Equal([false, true], sessions.Select(static one => one.GetProperty("isThis").GetBoolean()));
        await CustomerCaller.RefusedAsync(await caller.PostAsync($"/account/sessions/{foreign}/end"), HttpStatusCode.NotFound, "SESSION_UNKNOWN");
        Assert.Equal(HttpStatusCode.OK, (await other.GetAsync("/account")).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await caller.PostAsync($"/account/sessions/{sessions[0].GetProperty("id").GetGuid()}/end")).StatusCode);
        Assert.StartsWith("/sign-in", (await page.GetAsync("/my")).Location(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_of_calls_ends_when_nobody_uses_it()
    {
        var (clock, customer) = (new AheadClock(), await site.CustomerAsync());
        await using var pages = await site.ServeAsync(clock);
        using var caller = await CustomerCaller.SignedInAsync(site, pages.Address, customer);
        clock.Pass(site.Options.Portal.Customers.IdleTimeout - TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.OK, (await caller.GetAsync("/account")).StatusCode);

        clock.Pass(site.Options.Portal.Customers.IdleTimeout);
        await CustomerCaller.RefusedAsync(await caller.GetAsync("/account"), HttpStatusCode.Unauthorized, "SESSION_MISSING");
    }

    [Fact]
    public async Task A_password_is_changed_by_who_knows_the_present_one_and_tries_are_counted()
    {
        var customer = await site.CustomerAsync();
        using var caller = await CustomerCaller.SignedInAsync(site, customer);
        var wrong = await CustomerCaller.RefusedAsync(await caller.PostAsync("/account/password", new { request = Guid.CreateVersion7(), present = "", wanted = new string('x', 129) }), HttpStatusCode.UnprocessableEntity, "PASSWORD_LENGTH");
        Assert.Equal(["present", "wanted"], wrong.GetProperty("findings").EnumerateArray().Select(static one => one.GetProperty("element").GetString()));
        var refused = await caller.AskedAsync("/account/password", new { request = Guid.CreateVersion7(), present = "not the present one", wanted = "copper lantern rivers" });
        Assert.Equal("refused", refused.GetProperty("state").GetString());

        Assert.Equal(HttpStatusCode.Accepted, (await caller.PostAsync("/account/password", new { request = Guid.CreateVersion7(), present = CustomersSite.Password, wanted = "copper lantern rivers" })).StatusCode);
        await CustomersSite.UntilAsync(async () => (await caller.GetAsync("/account")).StatusCode == HttpStatusCode.Unauthorized, "the session is over");
        using var again = new CustomerCaller(site.Address);
        Assert.Equal(HttpStatusCode.OK, (await again.PostAsync("/sign-in", new { name = customer.Login, password = "copper lantern rivers" })).StatusCode);

        var another = await site.CustomerAsync();
        using var guesser = await CustomerCaller.SignedInAsync(site, another);
        for (var i = 0; i < 5; i++)
            await guesser.PostAsync("/account/password", new { request = Guid.CreateVersion7(), present = $"guess number {i} of five", wanted = "copper lantern rivers" });

        await CustomerCaller.RefusedAsync(
            await guesser.PostAsync("/account/password", new { request = Guid.CreateVersion7(), present = CustomersSite.Password, wanted = "copper lantern rivers" }), HttpStatusCode.TooManyRequests, "TOO_MANY_TRIES");
    }

    [Fact]
    public async Task What_is_wrong_with_a_body_is_told_at_once_and_what_is_no_call_says_so()
    {
        using var caller = new CustomerCaller(site.Address);
        using var body = new StringContent("""{"name": 7, "pass": "x"}""", Encoding.UTF8, "application/json");
        var wrong = await CustomerCaller.RefusedAsync(await caller.SendAsync(HttpMethod.Post, "/api/v1/sign-in", body), HttpStatusCode.UnprocessableEntity, "JSON_VALUE_WRONG");
        Assert.Equal(["JSON_VALUE_WRONG", "JSON_MEMBER_UNEXPECTED", "JSON_MEMBER_MISSING"], CustomerCaller.CodesOf(wrong));
        using var nothing = new StringContent("", Encoding.UTF8, "application/json");
        await CustomerCaller.RefusedAsync(await caller.SendAsync(HttpMethod.Post, "/api/v1/sign-in", nothing), HttpStatusCode.UnprocessableEntity, "JSON_UNREADABLE");
        await CustomerCaller.RefusedAsync(await caller.PostAsync("/sign-in", new { name = new string('x', 70_000), password = "" }), HttpStatusCode.RequestEntityTooLarge, "REQUEST_TOO_LARGE");
        using var text = new StringContent("{}");
        await CustomerCaller.RefusedAsync(await caller.SendAsync(HttpMethod.Post, "/api/v1/sign-in", text), HttpStatusCode.UnsupportedMediaType, "MEDIA_TYPE_WRONG");
        await CustomerCaller.RefusedAsync(await caller.SendAsync(HttpMethod.Delete, "/api/v1/sign-in", null), HttpStatusCode.MethodNotAllowed, "METHOD_WRONG");
        await CustomerCaller.RefusedAsync(await caller.GetAsync("/exchanges"), HttpStatusCode.NotFound, "ADDRESS_UNKNOWN");
        await CustomerCaller.RefusedAsync(await caller.SendAsync(HttpMethod.Get, "/api", null), HttpStatusCode.NotFound, "ADDRESS_UNKNOWN");

        using var signedIn = await CustomerCaller.SignedInAsync(site, await site.CustomerAsync());
        await CustomerCaller.RefusedAsync(await signedIn.SendAsync(HttpMethod.Delete, "/api/v1/account", null), HttpStatusCode.MethodNotAllowed, "METHOD_WRONG");
        await CustomerCaller.RefusedAsync(await signedIn.GetAsync("/history?page=x"), HttpStatusCode.BadRequest, "REQUEST_WRONG");
        await CustomerCaller.RefusedAsync(await signedIn.GetAsync("/history?page=2"), HttpStatusCode.NotFound, "RECORD_UNKNOWN");
    }

    [Theory]
    [InlineData(400)]
    [InlineData(404)]
    [InlineData(405)]
    [InlineData(413)]
    [InlineData(415)]
    [InlineData(421)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public void What_breaks_is_told_with_what_a_customer_can_do(int status)
    {
        var told = ApiAnswers.OfStatus(status);

        Assert.Equal(status, told.StatusCode);
        CustomerCaller.MakesSense((string)told.ProblemDetails.Extensions["remedy"]!);
    }

    [Fact]
    public async Task Who_calls_too_often_waits_and_what_costs_much_is_counted_besides()
    {
        var customer = await site.CustomerAsync();
        await using var pages = await site.ServeAsync(TimeProvider.System, new RequestLimitOptions { AnonymousPerMinute = 10, SessionPerMinute = 30, CostlyPerMinute = 5, CountLoopback = true });
        using var caller = await CustomerCaller.SignedInAsync(site, pages.Address, customer);
        for (var i = 0; i < 5; i++)
            Assert.Equal(HttpStatusCode.NotFound, (await caller.GetAsync("/bills/2026-10/1/pdf")).StatusCode);

        var refused = await caller.GetAsync("/bills/2026-10/1/pdf");
        await CustomerCaller.RefusedAsync(refused, HttpStatusCode.TooManyRequests, "TOO_MANY_CALLS");
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Equal(HttpStatusCode.OK, (await caller.GetAsync("/bills")).StatusCode);
    }

    [Fact]
    public async Task The_document_has_the_calls_and_no_page_and_is_for_who_signed_in()
    {
        using var nobody = new CustomerCaller(site.Address);
        await CustomerCaller.RefusedAsync(await nobody.SendAsync(HttpMethod.Get, "/api/openapi.json", null), HttpStatusCode.Unauthorized, "SESSION_MISSING");
        using var caller = await CustomerCaller.SignedInAsync(site, await site.CustomerAsync());
        var document = await CustomerCaller.JsonAsync(await caller.SendAsync(HttpMethod.Get, "/api/openapi.json", null));
        var paths = document.GetProperty("paths").EnumerateObject().Select(static path => path.Name).ToList();

        Assert.Contains("/api/v1/contracts/{number}/{version}/agree", paths);
        Assert.All(paths, static path => Assert.StartsWith("/api/v1/", path, StringComparison.Ordinal));
        Assert.Equal("beginSignIn", document.GetProperty("paths").GetProperty("/api/v1/sign-in").GetProperty("post").GetProperty("operationId").GetString());
        Assert.True(document.GetProperty("components").GetProperty("schemas").GetProperty("EntryOrder").GetProperty("properties").TryGetProperty("values", out _));
    }
}
