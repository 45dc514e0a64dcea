using System.Net;
using System.Security.Cryptography;
using System.Text;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Identity.People;
using IntegrationHub.Portal.Tests.Support;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Workflows.Engine.Store;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Portal.Tests.Http;

/// <summary>Files, templates, indicators and imports of the books over the HTTP API.</summary>
[Collection(PortalCollection.Name)]
public sealed class BooksApiTests(PortalSite site)
{
    [Fact]
    public async Task A_contract_is_had_as_pdf_with_its_files_and_the_look_is_in_the_ledger()
    {
        var number = await site.ContractAsync("西河造纸厂");
        Assert.Empty((await site.Get<AttachmentBook>().AddAsync(number, "scan.pdf", "scanned"u8.ToArray(), "liu.yang", default)).Problems);
        using var legal = await PersonCaller.SignedInAsync(site, Role.Legal);
        using var staff = await PersonCaller.SignedInAsync(site, Role.Staff);

        var file = Assert.Single((await legal.ReadAsync($"/contracts/{number}/files")).EnumerateArray());
        Assert.Equal("scan.pdf", file.GetProperty("name").GetString());
        Assert.Equal("scanned"u8.ToArray(), await (await legal.GetAsync($"/contracts/{number}/files/{file.GetProperty("number").GetInt32()}")).Content.ReadAsByteArrayAsync());
        var pdf = await legal.GetAsync($"/contracts/{number}/pdf?version=1");
        Assert.Equal("application/pdf", pdf.Content.Headers.ContentType?.MediaType);
        Assert.StartsWith("%PDF", Encoding.ASCII.GetString((await pdf.Content.ReadAsByteArrayAsync())[..4]), StringComparison.Ordinal);
        await legal.ReadAsync($"/contracts/{number}");

        var looks = (await site.Get<IExchangeReader>().RecentEventsAsync(RetailerId.Default, "look.api", 200, default)).Where(item => item.Actor == "user:" + legal.Person.Name).Select(static item => item.Data).ToList();
        foreach (var path in new[] { $"/contracts/{number}/files", $"/contracts/{number}/pdf", $"/contracts/{number}\"" })
            Assert.Contains(looks, look => look.Contains(path, StringComparison.Ordinal));

        foreach (var path in new[] { $"/contracts/{number}/files", $"/contracts/{number}/files/1", $"/contracts/{number}/pdf" })
            await PersonCaller.RefusedAsync(await staff.GetAsync(path), HttpStatusCode.Forbidden, "PERMISSION_MISSING");

        foreach (var path in new[] { "/contracts/NO-SUCH/files", $"/contracts/{number}/files/99", "/contracts/NO-SUCH/pdf" })
            Assert.Equal(HttpStatusCode.NotFound, (await legal.GetAsync(path)).StatusCode);
    }

    [Theory]
    [InlineData(Role.Sales, "/templates", true)]
    [InlineData(Role.Legal, "/templates", false)]
    [InlineData(Role.Board, "/indicators", true)]
    [InlineData(Role.Finance, "/indicators", false)]
    public async Task Templates_and_indicators_are_for_who_has_their_pages(Role role, string path, bool may)
    {
        using var caller = await PersonCaller.SignedInAsync(site, role);

        if (may)
            Assert.Equal(System.Text.Json.JsonValueKind.Array, (await caller.ReadAsync(path)).ValueKind);
        else
            await PersonCaller.RefusedAsync(await caller.GetAsync(path), HttpStatusCode.Forbidden, "PERMISSION_MISSING");
    }

    [Theory]
    [InlineData(Role.Bidder, "/demand", "accountNumber,voltageLevel,day,mwh\nNO-SUCH,10kV,2027-01-15,x y\nNO-SUCH,10kV,never,1\n")]
    [InlineData(Role.Bidder, "/bid-terms", "{\"code\":\"\",\"version\":0}")]
    [InlineData(Role.Settlement, "/settlement-bases", "{\"month\":\"2026-13\"}")]
    public async Task What_is_taken_in_is_taken_whole_or_all_that_is_wrong_is_told(Role role, string path, string text)
    {
        using var caller = await PersonCaller.SignedInAsync(site, role);
        using var other = await PersonCaller.SignedInAsync(site, Role.Legal);

        var refused = await caller.SendAsync(HttpMethod.Post, path, Text(path, text));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var findings = (await PersonCaller.RefusedAsync(refused, HttpStatusCode.UnprocessableEntity, await CodeOfAsync(refused))).GetProperty("findings").EnumerateArray().ToList();
        Assert.NotEmpty(findings);
        Assert.All(findings, static finding => Assert.NotEqual("", finding.GetProperty("remedy").GetString()));
        await PersonCaller.RefusedAsync(await other.SendAsync(HttpMethod.Post, path, Text(path, text)), HttpStatusCode.Forbidden, "PERMISSION_MISSING");
    }

    [Fact]
    public async Task Terms_of_bidding_are_kept()
    {
        using var bidder = await PersonCaller.SignedInAsync(site, Role.Bidder);
        const string terms = """{"code":"API-2031","version":1,"validFrom":"2031-01-01","fees":2,"operatingCosts":5,"expectedDeviation":0.03,"deviationPrice":100,"targetProfit":10,"creditLimit":1000000,"creditUsed":0,"sure":0.6,"winShare":0.8,"source":"a test"}""";

        await PersonCaller.RefusedAsync(await bidder.SendAsync(HttpMethod.Post, "/bid-terms", new StringContent(terms)), HttpStatusCode.UnsupportedMediaType, "MEDIA_TYPE_WRONG");
        await PersonCaller.RefusedAsync(await bidder.GetAsync("/bid-terms"), HttpStatusCode.MethodNotAllowed, "METHOD_WRONG");
        Assert.Equal(1, (await PersonCaller.JsonAsync(await bidder.SendAsync(HttpMethod.Post, "/bid-terms", Text("/bid-terms", terms)))).GetProperty("taken").GetInt32());
    }

    [Fact]
    public async Task A_file_answers_a_task_by_its_receipt_in_the_session_that_sent_it_and_in_no_other()
    {
        var instance = await site.StartCaseAsync("FILE-CALL");
        var task = await site.TaskAsync(instance, "draft");
        using var sales = await PersonCaller.SignedInAsync(site, Role.Sales);
        using var other = await PersonCaller.SignedInAsync(site, Role.Sales);
        using var finance = await PersonCaller.SignedInAsync(site, Role.Finance);
        var octets = RandomNumberGenerator.GetBytes(100_000);

        await PersonCaller.RefusedAsync(await SendAsync(finance, octets), HttpStatusCode.Forbidden, "TASK_NOT_CANDIDATE");
        await PersonCaller.RefusedAsync(await SendAsync(sales, []), HttpStatusCode.UnprocessableEntity, "FORM_FILE");
        await PersonCaller.RefusedAsync(await SendAsync(sales, new byte[(8 << 20) + 1]), HttpStatusCode.RequestEntityTooLarge, "REQUEST_TOO_LARGE");
        await PersonCaller.RefusedAsync(await SendAsync(sales, octets, $"/tasks/{Guid.NewGuid()}/1"), HttpStatusCode.Conflict, "TASK_NOT_OPEN");
        var receipt = (await PersonCaller.JsonAsync(await SendAsync(sales, octets))).GetProperty("receipt").GetString()!;

        // Neither a bare id nor the receipt of somebody else is one.
        await PersonCaller.RefusedAsync(await CompleteAsync(other, receipt), HttpStatusCode.UnprocessableEntity, "FORM_FILE");
        await PersonCaller.RefusedAsync(await CompleteAsync(sales, Guid.NewGuid().ToString()), HttpStatusCode.UnprocessableEntity, "FORM_FILE");
        Assert.Equal(HttpStatusCode.NoContent, (await CompleteAsync(sales, receipt)).StatusCode);

        var kept = (TextValue)(await site.Get<IProcessStore>().FindInstanceAsync(instance, default))!.State.Variables["sketch"];
        Assert.Equal(octets, (await site.Get<IArchive>().ReadAsync(RetailerId.Default, Guid.Parse(kept.Text), default))!.Value.ToArray());

        Task<HttpResponseMessage> SendAsync(PersonCaller caller, byte[] file, string? of = null) => caller.SendAsync(HttpMethod.Post, (of ?? task) + "/files", new ByteArrayContent(file));

        Task<HttpResponseMessage> CompleteAsync(PersonCaller caller, string sketch) => caller.PostAsync(
            task + "/complete", new { answer = new Dictionary<string, object> { ["paper"] = "R-3", ["version"] = 1, ["begins"] = new Dictionary<string, string> { ["$date"] = "2027-01-01" }, ["sketch"] = sketch } });
    }

    private static StringContent Text(string path, string text) => new(text, Encoding.UTF8, path == "/demand" ? "text/csv" : "application/json");

    private static async Task<string> CodeOfAsync(HttpResponseMessage answer)
    {
        using var json = System.Text.Json.JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return json.RootElement.GetProperty("code").GetString()!;
    }
}
