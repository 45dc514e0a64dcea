using System.Net;
using System.Security.Cryptography;
using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Identity.People;
using IntegrationHub.Portal.Tests.Support;

namespace IntegrationHub.Portal.Tests.Http;

/// <summary>Evidence that somebody brings back is judged in the page as on the command line, and nothing of it is kept.</summary>
[Collection(PortalCollection.Name)]
public sealed class VerifyPageTests(PortalSite site)
{
    private const string Page = "/verify";

    [Fact]
    public async Task A_bundle_from_the_page_is_accepted_with_what_it_proves_and_the_look_names_the_file()
    {
        using var auditor = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Auditor));
        var exchange = site.Exchanges["accepted"];
        var bundle = await Bundles.ExportAsync(auditor, exchange);

        var answer = await Bundles.SendAsync(auditor, Page, Page, "file", bundle);
        var page = await answer.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("Accepted: the bundle holds", page, StringComparison.Ordinal);
        Assert.Contains("The signer is the hub: ledger entry", page, StringComparison.Ordinal);
        Assert.Contains($"href=\"/exchanges/{exchange}\"", page, StringComparison.Ordinal);
        var detail = await site.Get<IExchangeReader>().FindAsync(RetailerId.Default, exchange, default);
        var raw = await site.Get<Exchange.Reception.IArchive>().ReadAsync(RetailerId.Default, detail!.RawArchiveId!.Value, default);
        Assert.Contains(Convert.ToHexStringLower(SHA256.HashData(raw!.Value.Span)), page, StringComparison.Ordinal);
        Assert.Contains("That nothing else was exchanged", page, StringComparison.Ordinal);
        var look = (await site.Get<IExchangeReader>().RecentEventsAsync(RetailerId.Default, "look.verify", 20, default)).First(static item => item.Data.Length > 50);
        Assert.Equal("user:" + auditor.Person!.Name, look.Actor);
        Assert.Contains(Convert.ToHexStringLower(SHA256.HashData(bundle)), look.Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_changed_octet_and_a_file_that_is_no_bundle_are_refused_with_their_codes()
    {
        using var auditor = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Auditor));
        var bundle = await Bundles.ExportAsync(auditor, site.Exchanges["accepted"]);
        var damaged = bundle.ToArray();
        damaged[damaged.Length / 2] ^= 1;
        Assert.Matches(">bundle\\.[a-z_]+<", await RefusedAsync(damaged));
        Assert.Contains(">bundle.not_a_container<", await RefusedAsync("<html>PK</html>"u8.ToArray()), StringComparison.Ordinal);
        Assert.Contains(">bundle.not_a_container<", await RefusedAsync(bundle[..^1]), StringComparison.Ordinal);

        async Task<string> RefusedAsync(byte[] file)
        {
            var answer = await Bundles.SendAsync(auditor, Page, Page, "file", file);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            var page = await answer.Content.ReadAsStringAsync();
            Assert.Contains("Refused: the bundle proves nothing", page, StringComparison.Ordinal);
            Assert.DoesNotContain("state good\">proven", page, StringComparison.Ordinal);
            return page;
        }
    }

    [Fact]
    public async Task Nothing_and_too_much_are_told_at_the_field()
    {
        using var auditor = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Auditor));

        foreach (var (file, said) in new[] { (Array.Empty<byte>(), "Nothing was sent"), (new byte[(8 << 20) + 1], "larger than 8 MiB") })
        {
            var answer = await Bundles.SendAsync(auditor, Page, Page, "file", file);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
            Assert.Contains(said, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Who_does_not_read_the_ledger_verifies_nothing()
    {
        using var staff = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Staff));

        foreach (var path in new[] { Page, Page + "/range" })
            Assert.Equal(HttpStatusCode.Forbidden, (await Bundles.SendAsync(staff, "/account", path, "file", [1])).StatusCode);
    }

    [Fact]
    public async Task A_range_between_two_checkpoints_is_read_and_proven_and_other_sizes_are_told_with_the_nearest()
    {
        using var auditor = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Auditor));
        // Every export signs a checkpoint, and is itself an entry behind it.
        await Bundles.ExportAsync(auditor, site.Exchanges["accepted"]);
        await Bundles.ExportAsync(auditor, site.Exchanges["accepted"]);
        var sizes = (await site.Get<ILedgerReader>().ReadCheckpointsAsync(default)).Select(static checkpoint => checkpoint.Size).Order().ToList();
        var (from, to) = (sizes[^2], sizes[^1]);

        var whole = await (await auditor.PostAsync(Page, Page + "/range", ("from", "0"), ("to", $"{to}"))).Content.ReadAsStringAsync();
        var part = await (await auditor.PostAsync(Page, Page + "/range", ("from", $"{from}"), ("to", $"{to}"))).Content.ReadAsStringAsync();

        Assert.Contains($"The ledger of {to} entries continues that of 0", whole, StringComparison.Ordinal);
        Assert.Contains($"The ledger of {to} entries continues that of {from}", part, StringComparison.Ordinal);
        Assert.Contains($"<dd class=\"num\">{to - from:N0}</dd>", part, StringComparison.Ordinal);
        foreach (var (first, last, said) in new[] { ($"{to}", $"{from}", "comes second"), ("x", $"{to}", "whole number"), ("0", $"{to + 1_000_000}", $"The nearest are those of {to}") })
        {
            var answer = await auditor.PostAsync(Page, Page + "/range", ("from", first), ("to", last));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
            Assert.Contains(said, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }
}
