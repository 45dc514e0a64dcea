using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.History;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Host.Node.Processes;
using IntegrationHub.Identity.People;
using IntegrationHub.Identity.Services;
using IntegrationHub.Portal.Tests.Support;

namespace IntegrationHub.Portal.Tests.Http;

/// <summary>Exchanges, evidence, members and operations over the HTTP API: for programs what their scopes say, for persons what the pages say.</summary>
[Collection(PortalCollection.Name)]
public sealed class ExchangeApiTests(PortalSite site) : IDisposable
{
    private static int _made;

    private readonly ApiSocketClient _socket = new(site.Folder);

    public void Dispose() => _socket.Dispose();

    [Fact]
    public async Task A_program_searches_pages_and_reads_what_became_of_a_document()
    {
        var (program, bearer) = await ProgramAsync(Permission.ReadExchanges);
        using var _ = program;

        var accepted = Assert.Single((await JsonAsync(program, "/api/v1/exchanges?mrid=PRICES-1&direction=in&party=trading-center&from=2020-01-01", bearer)).EnumerateArray());
        Assert.Equal((site.Exchanges["accepted"], "accepted", "trading-center"), (accepted.GetProperty("id").GetGuid(), accepted.GetProperty("state").GetString(), accepted.GetProperty("party").GetString()));

        var page = "/api/v1/exchanges?party=trading-center&most=1";
        var first = Assert.Single((await JsonAsync(program, page, bearer)).EnumerateArray());
        var second = Assert.Single((await JsonAsync(program, $"{page}&after={first.GetProperty("cursor").GetString()}", bearer)).EnumerateArray());
        Assert.NotEqual(first.GetProperty("id").GetGuid(), second.GetProperty("id").GetGuid());

        var broken = await JsonAsync(program, $"/api/v1/exchanges/{site.Exchanges["broken"]}", bearer);
        Assert.NotEmpty(broken.GetProperty("exchange").GetProperty("reasons").EnumerateArray());
        Assert.NotEmpty(broken.GetProperty("history").EnumerateArray());
        Assert.Contains(broken.GetProperty("archive").EnumerateArray(), piece => piece.GetProperty("what").GetString() == "received" && piece.GetProperty("sha256").GetString()!.Length == 64);
        Assert.True((await JsonAsync(program, "/api/v1/exchanges/counts", bearer)).GetProperty("byState").GetProperty("Accepted").GetInt64() > 0);
        Assert.Contains((await JsonAsync(program, "/api/v1/members", bearer)).EnumerateArray(), static member => member.GetProperty("name").GetString() == PortalSite.Center);
        Assert.Equal(PortalSite.Center, (await JsonAsync(program, "/api/v1/members/trading-center", bearer)).GetProperty("lane").GetProperty("name").GetString());

        foreach (var path in new[] { $"/api/v1/exchanges/{site.Exchanges["accepted"]}/bytes/received", "/api/v1/operations" })
            await RefusedAsync(await program.GetAsync(path, bearer), HttpStatusCode.Forbidden, "SCOPE_MISSING");
    }

    [Fact]
    public async Task A_question_that_cannot_be_asked_is_told_with_all_that_is_wrong()
    {
        var staff = PortalSite.Person(Role.Staff).Name;

        var wrong = await RefusedAsync(
            await _socket.GetAsync("/api/v1/exchanges?party=nobody&state=lost&direction=up&from=soon&point=54*", staff), HttpStatusCode.UnprocessableEntity, "SEARCH_WRONG");
        Assert.Equal(
            ["direction", "from", "party", "point", "state"], wrong.GetProperty("findings").EnumerateArray().Select(static finding => finding.GetProperty("element").GetString()).Order(StringComparer.Ordinal));
        foreach (var query in new[] { "most=0", "most=1001", "after=elsewhere" })
            await RefusedAsync(await _socket.GetAsync("/api/v1/exchanges?" + query, staff), HttpStatusCode.BadRequest, "REQUEST_WRONG");

        await RefusedAsync(await _socket.GetAsync($"/api/v1/exchanges/{Guid.CreateVersion7()}", staff), HttpStatusCode.NotFound, "EXCHANGE_UNKNOWN");
        await RefusedAsync(await _socket.GetAsync("/api/v1/members/nobody", staff), HttpStatusCode.NotFound, "PARTY_UNKNOWN");
        await RefusedAsync(await _socket.GetAsync("/api/v1/exchanges", "nobody"), HttpStatusCode.Unauthorized, "ACTOR_MISSING");
    }

    [Fact]
    public async Task Bytes_are_those_that_were_archived_never_of_bids_for_programs_and_every_look_is_in_the_ledger()
    {
        var (program, bearer) = await ProgramAsync(Permission.ReadExchanges, Permission.ReadDocuments);
        using var _ = program;
        var exchange = site.Exchanges["accepted"];

        var answer = await program.GetAsync($"/api/v1/exchanges/{exchange}/bytes/received", bearer);
        Assert.Equal("application/octet-stream", answer.Content.Headers.ContentType!.MediaType);
        var detail = await JsonAsync(program, $"/api/v1/exchanges/{exchange}", bearer);
        var digest = detail.GetProperty("archive").EnumerateArray().Single(static piece => piece.GetProperty("what").GetString() == "received").GetProperty("sha256").GetString();
        Assert.Equal(digest, Convert.ToHexStringLower(SHA256.HashData(await answer.Content.ReadAsByteArrayAsync())));
        var look = Assert.Single(await EventsAsync("look.download"), happened => happened.Actor.StartsWith("service:exchanges-", StringComparison.Ordinal) && happened.ExchangeId == exchange);
        Assert.Contains("received", look.Data, StringComparison.Ordinal);

        await RefusedAsync(await program.GetAsync($"/api/v1/exchanges/{exchange}/bytes/passwords", bearer), HttpStatusCode.NotFound, "EXCHANGE_BYTES_UNKNOWN");
        foreach (var path in new[] { "bytes/document", "bytes/message" })
            await RefusedAsync(await program.GetAsync($"/api/v1/exchanges/{site.Exchanges["bid"]}/{path}", bearer), HttpStatusCode.Forbidden, "PERMISSION_MISSING");

        await RefusedAsync(await program.SendAsync(HttpMethod.Post, $"/api/v1/exchanges/{site.Exchanges["bid"]}/evidence", null, bearer), HttpStatusCode.Forbidden, "PERMISSION_MISSING");
        await RefusedAsync(await program.SendAsync(HttpMethod.Post, $"/api/v1/exchanges/{exchange}/release", null, bearer), HttpStatusCode.Forbidden, "SCOPE_NEVER");
    }

    [Fact]
    public async Task Evidence_comes_as_a_bundle()
    {
        var (auditor, path) = (PortalSite.Person(Role.Auditor), $"/api/v1/exchanges/{site.Exchanges["accepted"]}/evidence");
        var bundle = await _socket.PostAsync(path, auditor.Name);
        for (var i = 0; i < 60 && bundle.StatusCode == HttpStatusCode.Conflict; i++)
        {
            // The ledger gives events their places about once a second.
            await RefusedAsync(bundle, HttpStatusCode.Conflict, "EVIDENCE_REFUSED");
            await Task.Delay(TimeSpan.FromSeconds(1));
            bundle = await _socket.PostAsync(path, auditor.Name);
        }

        Assert.True(bundle.IsSuccessStatusCode, await bundle.Content.ReadAsStringAsync());
        Assert.Equal("application/vnd.etsi.asic-e+zip", bundle.Content.Headers.ContentType!.MediaType);
        Assert.Equal("PK"u8.ToArray(), (await bundle.Content.ReadAsByteArrayAsync())[..2]);
        Assert.Contains(await EventsAsync("look.evidence"), happened => happened.Actor == "user:" + auditor.Name && happened.ExchangeId == site.Exchanges["accepted"]);
    }

    [Fact]
    public async Task Every_look_of_an_auditor_is_in_the_ledger()
    {
        var auditor = PortalSite.Person(Role.Auditor).Name;

        await RefusedAsync(await _socket.GetAsync("/api/v1/indicators", auditor), HttpStatusCode.Forbidden, "PERMISSION_MISSING");
        Assert.Equal(HttpStatusCode.OK, (await _socket.GetAsync("/api/v1/exchanges?series=NO-SUCH-SERIES-8", auditor)).StatusCode);

        await _socket.GetAsync("/api/v1/contracts?state=draft", auditor);
        Assert.Contains(await EventsAsync("look.api"), happened => happened.Actor == "user:" + auditor && happened.Data.Contains("/api/v1/contracts?state=draft", StringComparison.Ordinal));
        Assert.Contains(await EventsAsync("look.exchanges"), happened => happened.Actor == "user:" + auditor && happened.Data.Contains("NO-SUCH-SERIES-8", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_may_operate_a_document_lets_it_go_again_and_takes_it_back_with_a_reason()
    {
        var bidder = PortalSite.Person(Role.Bidder).Name;
        var exchange = await site.QuarantinedBidAsync("API-ACT-1");
        var path = $"/api/v1/exchanges/{exchange}";

        foreach (var (role, code) in new[] { (Role.Staff, "PERMISSION_MISSING"), (Role.Auditor, "PERMISSION_MISSING") })
            await RefusedAsync(await _socket.PostAsync(path + "/release", PortalSite.Person(role).Name, new { reason = "mended" }), HttpStatusCode.Forbidden, code);

        await RefusedAsync(await _socket.PostAsync(path + "/release", bidder, new { reason = " " }), HttpStatusCode.UnprocessableEntity, "REASON_MISSING");
        await RefusedAsync(await _socket.PostAsync($"/api/v1/exchanges/{site.Exchanges["accepted"]}/cancel", bidder, new { reason = "not ours" }), HttpStatusCode.Conflict, "EXCHANGE_RECEIVED");
        await RefusedAsync(await _socket.PostAsync(path + "/send-now", bidder, new { reason = "quick" }), HttpStatusCode.Conflict, "EXCHANGE_STATE");

        var released = await ReadAsync(await _socket.PostAsync(path + "/release", bidder, new { reason = "their certificate is mended" }));
        Assert.Equal(("quarantined", "queued"), (released.GetProperty("was").GetString(), released.GetProperty("state").GetString()));

        // What was let go is sent at once: while that is under way nobody does anything with it.
        await RefusedAsync(await BetweenAttemptsAsync(() => _socket.PostAsync(path + "/release", bidder, new { reason = "again" })), HttpStatusCode.Conflict, "EXCHANGE_STATE");
        Assert.Equal("cancelled", (await ReadAsync(await BetweenAttemptsAsync(() => _socket.PostAsync(path + "/cancel", bidder, new { reason = "wrong day" })))).GetProperty("state").GetString());

        var history = (await site.Get<IExchangeReader>().FindAsync(RetailerId.Default, exchange, default))!.History;
        var release = Assert.Single(history, static happened => happened.Kind == "exchange.released");
        Assert.Equal("user:" + bidder, release.Actor);
        Assert.Contains("their certificate is mended", release.Data, StringComparison.Ordinal);
        Assert.Equal("user:" + bidder, Assert.Single(history, static happened => happened.Kind == "exchange.cancelled").Actor);
    }

    [Fact]
    public async Task How_the_node_is_is_for_who_reads_operations()
    {
        var administrator = PortalSite.Person(Role.SystemAdministrator).Name;

        var state = await ReadAsync(await _socket.GetAsync("/api/v1/operations", administrator));
        Assert.Contains(state.GetProperty("parts").EnumerateArray(), static part => part.GetProperty("name").GetString() == "database" && part.GetProperty("ready").GetBoolean());
        Assert.StartsWith("STORAGE_", state.GetProperty("encryption").GetProperty("code").GetString(), StringComparison.Ordinal);
        Assert.NotEmpty(state.GetProperty("certificates").EnumerateArray());
        Assert.Equal(JsonValueKind.Array, (await ReadAsync(await _socket.GetAsync("/api/v1/operations/alarms", administrator))).ValueKind);
        Assert.True(state.GetProperty("safekeeping").GetProperty("dataKeys").GetInt32() >= 0);
        var node = await ReadAsync(await _socket.GetAsync("/api/v1/operations/node", administrator));
        Assert.Equal(Environment.ProcessorCount, node.GetProperty("processors").GetInt32());
        Assert.InRange(node.GetProperty("diskFree").GetInt64(), 1, node.GetProperty("diskTotal").GetInt64());
        await RefusedAsync(await _socket.GetAsync("/api/v1/operations", PortalSite.Person(Role.Sales).Name), HttpStatusCode.Forbidden, "PERMISSION_MISSING");
        await RefusedAsync(await _socket.GetAsync("/api/v1/exchanges", administrator), HttpStatusCode.Forbidden, "PERMISSION_MISSING");

        // In development names of the configuration have the permissions of the roles whose part they play.
        Assert.Equal(HttpStatusCode.OK, (await _socket.GetAsync("/api/v1/operations", "anna")).StatusCode);
    }

    [Fact]
    public async Task The_document_describes_every_call()
    {
        var paths = (await ReadAsync(await _socket.GetAsync("/api/openapi.json", ""))).GetProperty("paths");

        var search = paths.GetProperty("/api/v1/exchanges").GetProperty("get").GetProperty("parameters").EnumerateArray().Select(static parameter => parameter.GetProperty("name").GetString());
        Assert.Equal(["after", "direction", "from", "most", "mrid", "party", "periodFrom", "periodTo", "point", "reason", "series", "state", "to", "type"], search.Order(StringComparer.Ordinal));
        Assert.True(paths.GetProperty("/api/v1/exchanges/{id}/evidence").GetProperty("post").GetProperty("responses").GetProperty("200").GetProperty("content").TryGetProperty("application/vnd.etsi.asic-e+zip", out _));
        foreach (var path in new[] { "/api/v1/exchanges/{id}/release", "/api/v1/exchanges/{id}/send-now", "/api/v1/exchanges/{id}/cancel" })
            Assert.True(paths.GetProperty(path).TryGetProperty("post", out _));
    }

    private async Task<(PortalClient Client, (string, string)[] Bearer)> ProgramAsync(params Permission[] scopes)
    {
        var (book, name) = (site.Get<ServiceAccountBook>(), $"exchanges-{Interlocked.Increment(ref _made)}");
        Assert.Empty(await book.ProposeAsync(new NewServiceAccount(name, "a test", scopes, 600), "operator:li", default));
        Assert.Empty(await book.ApproveAsync(name, "user:other", static _ => false, default));
        var token = (await book.RotateAsync(name, TimeSpan.FromDays(1), TimeSpan.Zero, certificate: null, unbind: false, "operator:li", default)).Made!.Token.ToString();
        return (PortalClient.At(site.Get<ApiSocket>().DoorAddress!), [("Authorization", "Bearer " + token)]);
    }

    private async Task<IReadOnlyList<ExchangeEvent>> EventsAsync(string kind) => await site.Get<IExchangeReader>().RecentEventsAsync(RetailerId.Default, kind, 500, default);

    private static async Task<JsonElement> JsonAsync(PortalClient client, string path, (string, string)[] bearer) => await ReadAsync(await client.GetAsync(path, bearer));

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, text);
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    private static async Task<HttpResponseMessage> BetweenAttemptsAsync(Func<Task<HttpResponseMessage>> act)
    {
        for (var tries = 0; ; tries++)
        {
            var answer = await act();
            if (tries == 100 || !(await answer.Content.ReadAsStringAsync()).Contains("EXCHANGE_UNDER_WAY", StringComparison.Ordinal))
                return answer;

            answer.Dispose();
            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }
    }

    private static async Task<JsonElement> RefusedAsync(HttpResponseMessage answer, HttpStatusCode status, string code)
    {
        var problem = JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync());
        Assert.Equal((status, code), (answer.StatusCode, problem.GetProperty("code").GetString()));
        Assert.NotEqual("", problem.GetProperty("remedy").GetString());
        return problem;
    }
}
