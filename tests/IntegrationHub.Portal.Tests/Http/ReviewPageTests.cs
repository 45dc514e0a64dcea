using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using IntegrationHub.Evidence.Cms;
using IntegrationHub.Evidence.Reviews;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.History;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Host.Demo;
using IntegrationHub.Identity.People;
using IntegrationHub.Keys;
using IntegrationHub.Portal.Tests.Support;

namespace IntegrationHub.Portal.Tests.Http;

/// <summary>An auditor's review in the page: nothing of it is kept before the auditor's own signature over the shown statement is there.</summary>
[Collection(PortalCollection.Name)]
public sealed partial class ReviewPageTests(PortalSite site)
{
    private const string Finding = "Acknowledged in time.\r\nThe price appendix is <b>missing</b>. 附件缺失。";

    [Fact]
    public async Task A_review_is_entered_signed_outside_with_the_shown_command_recorded_once_and_proven_by_the_bundle()
    {
        var (id, page) = AddressOf("accepted");
        using var auditor = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Auditor));
        Assert.Contains($"href=\"{page}\"", await auditor.ReadAsync($"/exchanges/{id}"), StringComparison.Ordinal);
        var before = await ReviewsAsync(id);

        var shown = await auditor.PostAsync(page, page, ("finding", Finding), ("sign-off", "Qualified"));
        Assert.Equal(HttpStatusCode.OK, shown.StatusCode);
        var text = await shown.Content.ReadAsStringAsync();
        var fields = CarriedIn(text);
        var statement = await StatementAsync(auditor, page, fields);
        Assert.Contains($"ihub-review-1\nexchange {id}\n", Encoding.UTF8.GetString(statement), StringComparison.Ordinal);
        Assert.EndsWith("\n\n" + Finding.ReplaceLineEndings("\n") + "\n", Encoding.UTF8.GetString(statement), StringComparison.Ordinal);
        Assert.Equal(before.Count, (await ReviewsAsync(id)).Count);

        var signature = await SignedByCommandAsync(text, statement, auditor.Person!);
        var recorded = await SignAsync(auditor, page, fields, signature);
        Assert.Equal(HttpStatusCode.Redirect, recorded.StatusCode);
        Assert.Equal($"/exchanges/{id}", recorded.Location());
        var again = await SignAsync(auditor, page, fields, signature);
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        Assert.Contains("REVIEW_THERE", await again.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        var item = Assert.Single((await ReviewsAsync(id)).Except(before));
        var (review, kept) = Review.FromData(item.Data)!.Value;
        Assert.Equal(("王芳 (wang.fang)", SignOff.Qualified, Finding.ReplaceLineEndings("\n")), (review.Auditor, review.SignOff, review.Finding));
        Assert.Equal(statement, review.ToStatement());
        Assert.Equal(signature, kept);
        Assert.Contains("wang.fang", item.Actor, StringComparison.Ordinal);
        Assert.Contains("附件缺失。", await auditor.ReadAsync("/reviews"), StringComparison.Ordinal);

        var verified = await Bundles.SendAsync(auditor, "/verify", "/verify", "file", await Bundles.ExportAsync(auditor, id));
        Assert.Contains("signed a review in the name of 王芳 (wang.fang)", await verified.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signatures_over_another_text_by_another_key_or_of_nobody_are_told_at_the_field_and_nothing_is_recorded()
    {
        var (id, page) = AddressOf("broken");
        using var auditor = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Auditor));
        var fields = CarriedIn(await (await auditor.PostAsync(page, page, ("finding", "Nothing."), ("sign-off", "Accepted"))).Content.ReadAsStringAsync());
        var statement = await StatementAsync(auditor, page, fields);
        var own = auditor.Person!;

        foreach (var (signature, code, said) in new[]
        {
            (Signed(own, "another text"u8.ToArray()), "SIGNATURE_NOT_VALID", "cms.digest_mismatch"),
            (Signed(PortalSite.Person(Role.AuditAdministrator), statement), "SIGNATURE_OF_ANOTHER", "wang.fang"),
            ([0x30, 0x03, 0x02, 0x01, 0x01], "SIGNATURE_NOT_VALID", "cms.malformed"),
            ([], "REVIEW_SIGNATURE_FILE", "missing"),
            (new byte[70_000], "REVIEW_SIGNATURE_FILE", "larger than 64 kB"),
        })
        {
            var refused = await SignAsync(auditor, page, fields, signature);
            var text = await refused.Content.ReadAsStringAsync();
            Assert.Equal((code, HttpStatusCode.UnprocessableEntity), (code, refused.StatusCode));
            Assert.Contains(code, text, StringComparison.Ordinal);
            Assert.Contains(said, text, StringComparison.Ordinal);
            // What was entered is still there to be signed.
            Assert.Equal(fields, CarriedIn(text));
        }

        Assert.Empty(await ReviewsAsync(id));
    }

    [Fact]
    public async Task What_was_changed_between_the_steps_is_shown_anew_instead_of_recorded()
    {
        var (id, page) = AddressOf("broken");
        using var auditor = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Auditor));
        var fields = CarriedIn(await (await auditor.PostAsync(page, page, ("finding", "Nothing."), ("sign-off", "Accepted"))).Content.ReadAsStringAsync());
        var signature = Signed(auditor.Person!, await StatementAsync(auditor, page, fields));

        foreach (var (field, value, code) in new[]
        {
            ("finding", "Something.", "REVIEW_CHANGED"), ("sign-off", "Rejected", "REVIEW_CHANGED"), ("shown", "", "REVIEW_CHANGED"), ("at", "2020-01-01T00:00:00Z", "REVIEW_OLD"),
            ("at", "2999-01-01T00:00:00Z", "REVIEW_OLD"), ("at", "yesterday", "REVIEW_OLD"), ("finding", " ", "REVIEW_FINDING"), ("sign-off", "Perhaps", "REVIEW_SIGN_OFF"),
        })
        {
            var changed = new Dictionary<string, string>(fields) { [field] = value };
            var answer = await SignAsync(auditor, page, changed, signature);
            Assert.Equal((value, code is "REVIEW_FINDING" or "REVIEW_SIGN_OFF" ? HttpStatusCode.UnprocessableEntity : HttpStatusCode.Conflict), (value, answer.StatusCode));
            Assert.Contains(code, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            Assert.NotEqual(HttpStatusCode.OK, (await auditor.PostAsync(page, page + "/statement", [.. changed.Select(static one => (one.Key, one.Value))])).StatusCode);
        }

        Assert.Empty(await ReviewsAsync(id));
    }

    [Fact]
    public async Task All_that_is_wrong_is_told_at_once_each_at_its_field()
    {
        var (id, page) = AddressOf("broken");
        using var auditor = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Auditor));

        foreach (var finding in new[] { "", "bell \a", new string('x', 4001) })
        {
            var answer = await auditor.PostAsync(page, page, ("finding", finding));
            var text = await answer.Content.ReadAsStringAsync();
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
            Assert.Contains("REVIEW_FINDING", text, StringComparison.Ordinal);
            Assert.Contains("REVIEW_SIGN_OFF", text, StringComparison.Ordinal);
            Assert.DoesNotContain("name=\"signature\"", text, StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await auditor.GetAsync($"/exchanges/{Guid.NewGuid()}/review")).StatusCode);
        Assert.Empty(await ReviewsAsync(id));
    }

    [Theory]
    [InlineData(Role.Staff)]
    [InlineData(Role.AuditAdministrator)]
    [InlineData(Role.Bidder)]
    public async Task Who_is_no_auditor_reviews_nothing(Role role)
    {
        var (id, page) = AddressOf("accepted");
        using var other = await PortalClient.SignedInAsync(site, PortalSite.Person(role));

        Assert.Equal(HttpStatusCode.Forbidden, (await other.GetAsync(page)).StatusCode);
        foreach (var step in new[] { "", "/statement", "/sign" })
            Assert.Equal((step, HttpStatusCode.Forbidden), (step, (await other.PostAsync("/account", page + step, ("finding", "x"), ("sign-off", "Accepted"))).StatusCode));

        if (role != Role.AuditAdministrator)
            Assert.DoesNotContain(page, await other.ReadAsync($"/exchanges/{id}"), StringComparison.Ordinal);
    }

    private (Guid Id, string Page) AddressOf(string exchange) => (site.Exchanges[exchange], $"/exchanges/{site.Exchanges[exchange]}/review");

    private async Task<IReadOnlyList<ExchangeEvent>> ReviewsAsync(Guid id) =>
        [.. (await site.Get<IExchangeReader>().FindAsync(RetailerId.Default, id, default))!.History.Where(static item => item.Kind == Review.EventKind)];

    private static async Task<byte[]> StatementAsync(PortalClient auditor, string page, Dictionary<string, string> fields)
    {
        var answer = await auditor.PostAsync(page, page + "/statement", [.. fields.Select(static one => (one.Key, one.Value))]);
        Assert.Equal((HttpStatusCode.OK, "application/octet-stream"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        return await answer.Content.ReadAsByteArrayAsync();
    }

    private static Task<HttpResponseMessage> SignAsync(PortalClient auditor, string page, Dictionary<string, string> fields, byte[] signature) =>
        Bundles.SendAsync(auditor, page, page + "/sign", "signature", signature, [.. fields.Select(static one => (one.Key, one.Value))]);

    /// <summary>What the form of the next step carries, as a browser sends it back.</summary>
    private static Dictionary<string, string> CarriedIn(string page) => new[] { "finding", "sign-off", "at", "shown" }.ToDictionary(
        static name => name, name => WebUtility.HtmlDecode(Hidden().Matches(page).First(match => match.Groups["name"].Value == name).Groups["value"].Value).ReplaceLineEndings("\r\n"));

    private byte[] Signed(DemoPerson person, byte[] statement)
    {
        using var key = new KeyStore(TimeProvider.System).Load(new KeyLocation(site.Pkcs12Of(person), null, Path.Combine(site.Pki, "passphrase"))).Value;
        return new CadesSigner(key.ForCms).SignDetached(statement, TimeProvider.System.GetUtcNow(), []);
    }

    /// <summary>The command of the page, with the person's certificate and key.</summary>
    private async Task<byte[]> SignedByCommandAsync(string page, byte[] statement, DemoPerson person)
    {
        var command = WebUtility.HtmlDecode(Command().Match(page).Groups["command"].Value);
        var folder = Directory.CreateDirectory(Path.Combine(site.Root, "signing")).FullName;
        var file = command.Split(' ').SkipWhile(static word => word != "-in").ElementAt(1);
        await File.WriteAllBytesAsync(Path.Combine(folder, file), statement);
        var certificate = Path.ChangeExtension(site.Pkcs12Of(person), ".pem");
        var start = new ProcessStartInfo("openssl", [.. command.Split(' ').Skip(1).Select(word => word switch { "me.pem" => certificate, "me.key" => Path.ChangeExtension(certificate, ".key"), _ => word })])
        {
            WorkingDirectory = folder, UseShellExecute = false, RedirectStandardError = true,
        };
        start.ArgumentList.Add("-passin");
        start.ArgumentList.Add("file:" + Path.Combine(site.Pki, "passphrase"));
        using var openssl = Process.Start(start)!;
        var error = await openssl.StandardError.ReadToEndAsync();
        await openssl.WaitForExitAsync();
        Assert.True(openssl.ExitCode == 0, error);
        return await File.ReadAllBytesAsync(Path.Combine(folder, file + ".p7s"));
    }

    [GeneratedRegex("<input type=\"hidden\" name=\"(?<name>[a-z-]+)\" value=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Hidden();

    [GeneratedRegex("<p class=\"mono digest\">(?<command>openssl [^<]+)</p>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Command();
}
