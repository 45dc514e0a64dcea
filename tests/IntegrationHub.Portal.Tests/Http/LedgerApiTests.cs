using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using IntegrationHub.Evidence.Cms;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Identity.People;
using IntegrationHub.Keys;
using IntegrationHub.Portal.Tests.Support;

namespace IntegrationHub.Portal.Tests.Http;

/// <summary>Ledger, verification and reviews over the HTTP API.</summary>
[Collection(PortalCollection.Name)]
public sealed class LedgerApiTests(PortalSite site)
{
    [Fact]
    public async Task The_ledger_is_read_searched_and_verified_between_its_checkpoints()
    {
        using var audit = await PersonCaller.SignedInAsync(site, Role.AuditAdministrator);
        // Every export signs a checkpoint.
        using var page = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Auditor));
        await Bundles.ExportAsync(page, site.Exchanges["accepted"]);
        var checkpoints = (await audit.ReadAsync("/ledger/checkpoints")).EnumerateArray().ToList();
        var ledger = await audit.ReadAsync("/ledger");
        Assert.True(ledger.GetProperty("size").GetInt64() > 0);
        Assert.Equal(44, ledger.GetProperty("root").GetString()!.Length);

        var (to, from) = (checkpoints[0].GetProperty("size").GetInt64(), checkpoints.Count > 1 ? checkpoints[1].GetProperty("size").GetInt64() : 0);
        Assert.DoesNotContain((await audit.ReadAsync($"/ledger/checkpoints?before={to}&most=5")).EnumerateArray(), one => one.GetProperty("size").GetInt64() >= to);
        var verdict = await PersonCaller.JsonAsync(await audit.PostAsync("/ledger/verifications", new { from, to }));
        Assert.True(verdict.GetProperty("intact").GetBoolean());
        Assert.Equal(checkpoints[0].GetProperty("root").GetString(), verdict.GetProperty("toRoot").GetString());
        var wrong = await PersonCaller.RefusedAsync(await audit.PostAsync("/ledger/verifications", new { from = to + 100_000, to = -1 }), HttpStatusCode.UnprocessableEntity, "LEDGER_RANGE");
        Assert.Equal(["from", "to"], wrong.GetProperty("findings").EnumerateArray().Select(static finding => finding.GetProperty("element").GetString()));
        await PersonCaller.RefusedAsync(await audit.PostAsync("/ledger/verifications", new { from = to, to = 0 }), HttpStatusCode.UnprocessableEntity, "LEDGER_RANGE");

        var added = (await audit.ReadAsync("/ledger/events?kind=user.added&most=3")).EnumerateArray().ToList();
        Assert.All(added, static item => Assert.Equal("user.added", item.GetProperty("kind").GetString()));
        Assert.NotEmpty(added);
        await PersonCaller.RefusedAsync(await audit.GetAsync("/ledger/events?kind=%25"), HttpStatusCode.UnprocessableEntity, "LEDGER_KIND");
        await PersonCaller.RefusedAsync(await audit.GetAsync("/ledger/events?most=0"), HttpStatusCode.BadRequest, "REQUEST_WRONG");
        Assert.Contains(await site.Get<IExchangeReader>().RecentEventsAsync(RetailerId.Default, "look.ledger", 50, default), item => item.Actor == "user:" + audit.Person.Name && item.Data.Contains("user.added", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Facts_about_a_bid_are_for_who_may_read_bids()
    {
        const string words = "certificate refused";
        var bid = await site.QuarantinedBidAsync("API-WORDS-1");
        using var audit = await PersonCaller.SignedInAsync(site, Role.AuditAdministrator);
        using var auditor = await PersonCaller.SignedInAsync(site, Role.Auditor);

        Assert.Contains(words, FactsOf(await auditor.ReadAsync("/ledger/events?kind=exchange.not-delivered&most=1000"), bid), StringComparison.Ordinal);
        Assert.Equal("{}", FactsOf(await audit.ReadAsync("/ledger/events?kind=exchange.not-delivered&most=1000"), bid));

        static string FactsOf(JsonElement events, Guid exchange) => events.EnumerateArray().First(item => item.GetProperty("exchange").GetGuid() == exchange).GetProperty("facts").GetRawText();
    }

    [Fact]
    public async Task A_bundle_that_somebody_brings_is_judged_and_not_kept()
    {
        using var page = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Auditor));
        using var auditor = await PersonCaller.SignedInAsync(site, Role.Auditor);
        var bundle = await Bundles.ExportAsync(page, site.Exchanges["accepted"]);

        var good = await PersonCaller.JsonAsync(await VerifyAsync(bundle));
        Assert.True(good.GetProperty("accepted").GetBoolean() && good.GetProperty("signerIsHub").GetBoolean());
        Assert.Equal((site.Exchanges["accepted"], Convert.ToHexStringLower(SHA256.HashData(bundle))), (good.GetProperty("subjects")[0].GetProperty("exchange").GetGuid(), good.GetProperty("sha256").GetString()));
        bundle[bundle.Length / 2] ^= 1;
        var bad = await PersonCaller.JsonAsync(await VerifyAsync(bundle));
        Assert.False(bad.GetProperty("accepted").GetBoolean());
        Assert.StartsWith("bundle.", bad.GetProperty("reasons")[0].GetProperty("code").GetString(), StringComparison.Ordinal);
        await PersonCaller.RefusedAsync(await VerifyAsync([]), HttpStatusCode.UnprocessableEntity, "BUNDLE_MISSING");
        await PersonCaller.RefusedAsync(await VerifyAsync(new byte[(8 << 20) + 1]), HttpStatusCode.RequestEntityTooLarge, "REQUEST_TOO_LARGE");
        using var staff = await PersonCaller.SignedInAsync(site, Role.Staff);
        await PersonCaller.RefusedAsync(await staff.SendAsync(HttpMethod.Post, "/verifications", new ByteArrayContent(bundle)), HttpStatusCode.Forbidden, "PERMISSION_MISSING");

        Task<HttpResponseMessage> VerifyAsync(byte[] octets) =>
            auditor.SendAsync(HttpMethod.Post, "/verifications", new ByteArrayContent(octets) { Headers = { ContentType = new MediaTypeHeaderValue("application/vnd.etsi.asic-e+zip") } });
    }

    [Fact]
    public async Task A_review_is_composed_signed_outside_and_recorded_once()
    {
        using var auditor = await PersonCaller.SignedInAsync(site, Role.Auditor);
        await site.PricesAsync("API-REVIEW-1");
        var exchange = (await auditor.ReadAsync("/exchanges?mrid=API-REVIEW-1&direction=in"))[0].GetProperty("id").GetGuid();
        var path = $"/exchanges/{exchange}/reviews";

        var wrong = await PersonCaller.RefusedAsync(await auditor.PostAsync(path + "/statement", new { finding = "", signOff = "perhaps" }), HttpStatusCode.UnprocessableEntity, "REVIEW_FINDING");
        Assert.Equal(2, wrong.GetProperty("findings").GetArrayLength());
        var statement = await PersonCaller.JsonAsync(await auditor.PostAsync(path + "/statement", new { finding = "Fine.", signOff = "accepted" }));
        var text = Encoding.UTF8.GetBytes(statement.GetProperty("text").GetString()!);
        var (at, sha256) = (statement.GetProperty("at").GetDateTimeOffset(), statement.GetProperty("sha256").GetString());
        Assert.Equal(sha256, Convert.ToHexStringLower(SHA256.HashData(text)));
        var signature = Signed(text);

        await PersonCaller.RefusedAsync(await RecordAsync("Other.", at, sha256, signature), HttpStatusCode.Conflict, "REVIEW_CHANGED");
        await PersonCaller.RefusedAsync(await RecordAsync("Fine.", at.AddDays(-2), sha256, signature), HttpStatusCode.Conflict, "REVIEW_OLD");
        await PersonCaller.RefusedAsync(await RecordAsync("Fine.", at, sha256, []), HttpStatusCode.UnprocessableEntity, "REVIEW_SIGNATURE_FILE");
        await PersonCaller.RefusedAsync(await RecordAsync("Fine.", at, sha256, Signed("other"u8.ToArray())), HttpStatusCode.UnprocessableEntity, "SIGNATURE_NOT_VALID");
        Assert.Equal("Fine.", (await PersonCaller.JsonAsync(await RecordAsync("Fine.", at, sha256, signature))).GetProperty("finding").GetString());
        await PersonCaller.RefusedAsync(await RecordAsync("Fine.", at, sha256, signature), HttpStatusCode.Conflict, "REVIEW_THERE");
        Assert.Contains((await auditor.ReadAsync("/reviews")).EnumerateArray(), one => one.GetProperty("exchange").GetGuid() == exchange);

        await PersonCaller.RefusedAsync(await auditor.PostAsync($"/exchanges/{Guid.NewGuid()}/reviews/statement", new { finding = "x", signOff = "accepted" }), HttpStatusCode.NotFound, "EXCHANGE_UNKNOWN");
        using var audit = await PersonCaller.SignedInAsync(site, Role.AuditAdministrator);
        await PersonCaller.RefusedAsync(await audit.PostAsync(path + "/statement", new { finding = "x", signOff = "accepted" }), HttpStatusCode.Forbidden, "PERMISSION_MISSING");
        using var socket = new ApiSocketClient(site.Folder);
        await PersonCaller.RefusedAsync(await socket.PostAsync("/api/v1" + path + "/statement", auditor.Person.Name, new { finding = "x", signOff = "accepted" }), HttpStatusCode.Forbidden, "SIGN_IN_NEEDED");

        Task<HttpResponseMessage> RecordAsync(string finding, DateTimeOffset at, string? sha256, byte[] signature) => auditor.PostAsync(path, new { finding, signOff = "accepted", at, sha256, signature });
    }

    private byte[] Signed(byte[] text)
    {
        using var key = new KeyStore(TimeProvider.System).Load(new KeyLocation(site.Pkcs12Of(PortalSite.Person(Role.Auditor)), null, Path.Combine(site.Pki, "passphrase"))).Value;
        return new CadesSigner(key.ForCms).SignDetached(text, TimeProvider.System.GetUtcNow(), []);
    }
}
