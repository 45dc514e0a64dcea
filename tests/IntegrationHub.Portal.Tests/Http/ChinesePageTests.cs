using System.Net;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Identity.People;
using IntegrationHub.Portal.Tests.Support;

namespace IntegrationHub.Portal.Tests.Http;

/// <summary>Problems of documents and of evidence are told in Chinese to who reads it, with their values; what others wrote stands as it came.</summary>
[Collection(PortalCollection.Name)]
public sealed class ChinesePageTests(PortalSite site)
{
    [Fact]
    public async Task An_error_of_the_schema_is_told_in_Chinese_on_the_page_of_the_exchange_and_at_its_line()
    {
        using var staff = await ReaderAsync(Role.Staff);
        var address = $"/exchanges/{site.Exchanges["broken"]}";

        var page = WebUtility.HtmlDecode(await staff.ReadAsync(address));
        var document = WebUtility.HtmlDecode(await staff.ReadAsync(address + "/document"));

        Assert.Matches("该值不.+。实际为“price list”。应为：", page);
        Assert.Matches(@"type（第 \d+ 行）", page);
        Assert.Matches("class=\"error\"><b>A94</b> <span>该值不.+。实际为“price list”。应为：", document);
        Assert.DoesNotContain("Expected", page + document, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_reads_English_is_told_the_same_in_English()
    {
        using var staff = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Staff));

        Assert.Matches("The value is not .+ Found price list. Expected ", WebUtility.HtmlDecode(await staff.ReadAsync($"/exchanges/{site.Exchanges["broken"]}")));
    }

    [Fact]
    public async Task The_words_of_a_partners_fault_are_quoted_as_they_came_though_a_sentence_of_ours_is_the_same()
    {
        using var core = await ReaderAsync(Role.Bidder);
        var id = await site.RefusedBidAsync("ZH-FAULT", new OutboundInput.Fault("north", "PUT-010", "The body is empty.", Transient: false));

        var page = WebUtility.HtmlDecode(await core.ReadAsync($"/exchanges/{id}"));

        Assert.Contains("<q>PUT-010: The body is empty.</q>", page, StringComparison.Ordinal);
        Assert.Contains("<dt title=\"text\">内容</dt><dd><q>The body is empty.</q>", page, StringComparison.Ordinal);
        Assert.Contains("请排除原因，然后重新放行该文档。", page, StringComparison.Ordinal);
        Assert.DoesNotContain("正文为空。", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bundle_that_is_none_is_refused_in_Chinese_and_a_good_one_tells_in_Chinese_what_it_proves()
    {
        using var auditor = await ReaderAsync(Role.Auditor);
        var bundle = await Bundles.ExportAsync(auditor, site.Exchanges["accepted"]);

        var refused = await VerifiedAsync([.. bundle, 0]);
        Assert.Contains("bundle.not_a_container", refused, StringComparison.Ordinal);
        Assert.Contains("文件不是 ZIP 容器，或其结尾之后还有内容。", refused, StringComparison.Ordinal);
        Assert.Contains("没有：容器本身就不完好。", refused, StringComparison.Ordinal);

        var accepted = await VerifiedAsync(bundle);
        Assert.Matches(@"签名人就是本平台：账本条目 \d+（", accepted);
        Assert.Contains("没有交换过其他内容：证据包只含所要求的内容。", accepted, StringComparison.Ordinal);
        Assert.All([refused, accepted], static page => Assert.DoesNotContain("lang=\"en\"", Report(page), StringComparison.Ordinal));

        async Task<string> VerifiedAsync(byte[] file) => WebUtility.HtmlDecode(await (await Bundles.SendAsync(auditor, "/verify", "/verify", "file", file)).Content.ReadAsStringAsync());
    }

    private static string Report(string page)
    {
        var start = page.IndexOf("id=\"report\"", StringComparison.Ordinal);
        return page[start..page.IndexOf("</section>", start, StringComparison.Ordinal)];
    }

    private async Task<PortalClient> ReaderAsync(Role role)
    {
        var client = await PortalClient.SignedInAsync(site, PortalSite.Person(role));
        await client.PostAsync("/", "/settings/language/zh");
        return client;
    }
}
