using System.Net;
using IntegrationHub.Identity.People;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Portal.Tests.Support;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.Customers;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Portal.Tests.Http;

/// <summary>The retailer's books in pages: who reads them, and that what somebody decides on is the text that is shown.</summary>
[Collection(PortalCollection.Name)]
public sealed class RetailPageTests(PortalSite site)
{
    [Fact]
    public async Task A_contract_is_read_with_text_digest_and_file_by_sales_and_is_hidden_from_operators()
    {
        var number = await site.ContractAsync("<b>东方</b>纺织厂");
        var stored = (await site.Get<ContractBook>().FindAsync(number, 1, default))!;
        var text = (await site.Get<ContractBook>().TextAsync(stored, default)).Value!;
        Assert.Empty((await site.Get<AttachmentBook>().AddAsync(number, "scan.html", "<script>alert(1)</script>"u8.ToArray(), "liu.yang", default)).Problems);
        using var sales = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Sales));
        using var staff = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Staff));
        var page = await sales.ReadAsync($"/contracts/{number}/1");

        Assert.Contains(text.Digest, page, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;东方&lt;/b&gt;", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>东方", page, StringComparison.Ordinal);
        Assert.Contains("<svg class=\"bars\"", page, StringComparison.Ordinal);
        Assert.Contains(number, await sales.ReadAsync($"/contracts?search={number.ToLowerInvariant()}&state=Draft"), StringComparison.Ordinal);
        Assert.DoesNotContain(number, await sales.ReadAsync("/contracts?state=InForce"), StringComparison.Ordinal);

        var file = await sales.GetAsync($"/contracts/{number}/files/1");
        Assert.Equal("application/octet-stream", file.Content.Headers.ContentType!.MediaType);
        Assert.Contains("sandbox", file.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await staff.GetAsync($"/contracts/{number}/1")).StatusCode);
        foreach (var missing in new[] { $"/contracts/{number}/2", "/contracts/NO-SUCH/1", $"/contracts/{number}/files/2", "/packages/NO-SUCH/1" })
            Assert.Equal((missing, HttpStatusCode.NotFound), (missing, (await sales.GetAsync(missing)).StatusCode));
    }

    [Fact]
    public async Task Who_reviews_has_the_text_before_the_eyes_and_a_text_that_changed_is_not_approved()
    {
        var number = await site.ContractAsync("东方纺织厂");
        var instance = await site.StartCaseAsync("T-" + number, ("contract", Value.Of(number)));
        var draft = int.Parse((await site.TaskAsync(instance, "draft")).Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture);
        var author = await site.Get<Workflows.Engine.Acting.IActorDirectory>().FindAsync("liu.yang", default);
        var answer = ContextValue.Of(("paper", Value.Of("as drafted")), ("version", Value.Of(1m)), ("begins", Value.Of("2027-01-01")));
        Assert.Empty(await site.Get<ProcessEngine>().CompleteAsync(instance, draft, answer, author!, default));
        using var legal = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Legal));
        var task = await site.TaskAsync(instance, "review");
        var page = await legal.ReadAsync(task);
        var shown = page[(page.IndexOf("name=\"shown\" value=\"", StringComparison.Ordinal) + 20)..][..64];
        Assert.Contains("class=\"paper\"", page, StringComparison.Ordinal);

        await site.ContractAsync("北方纺织厂", number);
        var late = await legal.PostAsync(task, task + "/complete", ("shown", shown), ("field.decision", "approve"));

        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        Assert.Contains("北方纺织厂", await late.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(ContractState.Draft, (await site.Get<ContractBook>().FindAsync(number, 1, default))!.Contract.State);
    }

    [Fact]
    public async Task A_contact_counts_when_somebody_else_brings_its_number_from_the_papers()
    {
        const string Customer = "南山印染厂";
        const string Phone = "+8613800007777";
        var address = $"/customers/contacts?customer={Uri.EscapeDataString(Customer)}";
        var said = new[] { ("customer", Customer), ("name", "陈静"), ("reason", "business licence"), ("phone", Phone) };
        using var sales = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Sales));
        using var legal = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Legal));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await sales.PostAsync(address, "/customers/contacts", ("customer", Customer), ("name", "陈静"), ("phone", "138"))).StatusCode);
        Assert.Equal(address, (await sales.PostAsync(address, "/customers/contacts", said)).Location());
        Assert.Equal(HttpStatusCode.Forbidden, (await sales.PostAsync(address, "/customers/contacts/confirm", said)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await legal.PostAsync(address, "/customers/contacts", said)).StatusCode);

        // The number is not to be read off the page that asks for it.
        var page = await legal.ReadAsync(address);
        Assert.Contains("…7777", page, StringComparison.Ordinal);
        Assert.DoesNotContain(Phone[1..], page, StringComparison.Ordinal);
        var wrong = await legal.PostAsync(address, "/customers/contacts/confirm", [.. said[..3], ("phone", "+8613800007778")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        Assert.DoesNotContain(Phone[1..], await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty(await site.Get<ContactBook>().CurrentAsync(Customer, default));

        Assert.Equal(address, (await legal.PostAsync(address, "/customers/contacts/confirm", said)).Location());
        Assert.Equal(Phone, (await site.Get<ContactBook>().CurrentAsync(Customer, default)).Single().Phone);

        Assert.Equal(address, (await sales.PostAsync(address, "/customers/contacts/object", said)).Location());
        Assert.Empty(await site.Get<ContactBook>().CurrentAsync(Customer, default));
    }

    [Fact]
    public async Task Customers_are_found_by_name_and_the_own_password_is_changed_after_a_code()
    {
        await site.ContractAsync("西山化工厂");
        using var client = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Sales));
        Assert.Contains("西山化工厂", await client.ReadAsync("/customers?search=西山"), StringComparison.Ordinal);
        Assert.DoesNotContain("西山化工厂", await client.ReadAsync("/customers?search=nobody"), StringComparison.Ordinal);

        const string Page = "/account/password";
        const string New = "meadow copper violin";
        Assert.Contains("confirm-password", await (await client.PostAsync(Page, Page, ("password", New), ("again", New))).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await client.PostAsync(Page, Page, ("confirm-password", Host.Demo.DemoPeople.Password));
        Assert.Equal(HttpStatusCode.OK, (await client.PostAsync(Page, Page, ("confirm-code", client.CodeOf(site)))).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await client.PostAsync(Page, Page, ("password", New), ("again", "another one than before"))).StatusCode);
        Assert.Equal("/account?done=password", (await client.PostAsync(Page, Page, ("password", New), ("again", New))).Location());
    }
}
