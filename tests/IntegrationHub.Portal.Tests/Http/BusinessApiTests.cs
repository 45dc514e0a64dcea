using System.Net;
using System.Text.Json;
using IntegrationHub.Identity.People;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Portal.Tests.Support;
using IntegrationHub.Retail.Contracts;

namespace IntegrationHub.Portal.Tests.Http;

/// <summary>Contracts, customers, packages, settlements and bids over the HTTP API: persons may what their pages and desks let them, and a part in processes opens nothing.</summary>
[Collection(PortalCollection.Name)]
public sealed class BusinessApiTests(PortalSite site) : IDisposable
{
    private readonly ApiSocketClient _socket = new(site.Folder);

    public void Dispose() => _socket.Dispose();

    [Fact]
    public async Task Who_trades_or_runs_processes_takes_no_contract_a_step_further()
    {
        var number = await site.ContractAsync("东方纺织厂");
        foreach (var role in new[] { Role.Bidder, Role.TradingLead, Role.SystemAdministrator, Role.Auditor, Role.Settlement, Role.Finance, Role.Signatory, Role.Board, Role.Staff })
        {
            foreach (var action in new[] { "submit", "reject", "offer", "decline", "lapse", "agree", "sign", "amend", "terminate", "expire" })
                await RefusedAsync(await StepAsync(number, role, action), "PROCESS_NOT_ALLOWED");
        }

        foreach (var role in new[] { Role.Legal, Role.Risk })
            await RefusedAsync(await StepAsync(number, role, "terminate"), "PROCESS_NOT_ALLOWED");

        Assert.Equal(ContractState.Draft, (await site.Get<ContractBook>().FindAsync(number, null, default))!.Contract.State);
    }

    [Fact]
    public async Task Who_writes_contracts_submits_them_and_only_their_reviewers_release_and_send_them_back()
    {
        var number = await site.ContractAsync("东方纺织厂");
        await RefusedAsync(await StepAsync(number, Role.Sales, "offer"), "PROCESS_NOT_ALLOWED");
        await RefusedAsync(await StepAsync(number, Role.Head, "accept-filing", evidence: Guid.NewGuid()), "CONTRACT_FOUR_EYES", "CONTRACT_TRANSITION", "RECORD_UNKNOWN", "CONTRACT_EVIDENCE");

        // Whoever may learns from the book, not from the door, what else is in the way.
        Assert.NotEqual(HttpStatusCode.Forbidden, (await StepAsync(number, Role.Sales, "submit")).StatusCode);
        Assert.NotEqual("PROCESS_NOT_ALLOWED", await CodeAsync(await StepAsync(number, Role.Legal, "offer")));
        Assert.NotEqual("PROCESS_NOT_ALLOWED", await CodeAsync(await StepAsync(number, Role.Risk, "send-back")));
        Assert.NotEqual("PROCESS_NOT_ALLOWED", await CodeAsync(await StepAsync(number, Role.Staff, "refuse-filing")));
        Assert.NotEqual("PROCESS_NOT_ALLOWED", await CodeAsync(await StepAsync(number, Role.Head, "reject")));
    }

    [Theory]
    [InlineData("/api/v1/contracts", Role.Bidder, "ReadContracts")]
    [InlineData("/api/v1/contracts", Role.Staff, "ReadContracts")]
    [InlineData("/api/v1/contracts/NONE/text", Role.SystemAdministrator, "ReadContracts")]
    [InlineData("/api/v1/customers", Role.TradingLead, "ReadCustomers")]
    [InlineData("/api/v1/customers/contacts?customer=NONE", Role.SystemAdministrator, "ReadCustomers")]
    [InlineData("/api/v1/packages", Role.Bidder, "ReadCustomers")]
    [InlineData("/api/v1/settlements", Role.SystemAdministrator, "ReadSettlements")]
    [InlineData("/api/v1/readings/2026-07/gaps", Role.Sales, "ReadSettlements")]
    [InlineData("/api/v1/bids", Role.SystemAdministrator, "ReadBids")]
    [InlineData("/api/v1/market-events", Role.Head, "ReadBids")]
    public async Task What_a_page_does_not_show_somebody_no_call_shows(string path, Role role, string needs) =>
        Assert.Contains(needs, (await RefusedAsync(await _socket.GetAsync(path, PortalSite.Person(role).Name), "PERMISSION_MISSING")).GetProperty("detail").GetString(), StringComparison.Ordinal);

    [Theory]
    [InlineData("/api/v1/contracts", Role.Legal, "KeepContracts")]
    [InlineData("/api/v1/contracts/NONE/codes", Role.Bidder, "KeepContracts")]
    [InlineData("/api/v1/contracts/NONE/consents", Role.SystemAdministrator, "KeepContracts")]
    [InlineData("/api/v1/customers", Role.Bidder, "KeepContracts")]
    [InlineData("/api/v1/customers/ends", Role.Settlement, "KeepContracts")]
    [InlineData("/api/v1/customers/contacts", Role.Legal, "KeepContracts")]
    [InlineData("/api/v1/customers/contacts/steps", Role.Bidder, "KeepContracts")]
    [InlineData("/api/v1/packages", Role.TradingLead, "KeepContracts")]
    [InlineData("/api/v1/settlements/2026-07", Role.Board, "KeepReadings")]
    [InlineData("/api/v1/settlements/2026-07", Role.SystemAdministrator, "KeepReadings")]
    [InlineData("/api/v1/bids", Role.Board, "KeepBids")]
    [InlineData("/api/v1/market-events", Role.SystemAdministrator, "KeepBids")]
    public async Task What_a_page_does_not_take_from_somebody_no_call_takes(string path, Role role, string needs)
    {
        object body = path switch
        {
            _ when path.EndsWith("/codes", StringComparison.Ordinal) => new { session = "a session of sixteen", phone = "+8613800000001" },
            _ when path.EndsWith("/consents", StringComparison.Ordinal) => new { session = "a session of sixteen", code = "000000" },
            _ when path.EndsWith("/ends", StringComparison.Ordinal) => new { customer = "NONE", on = "2026-07-31" },
            _ when path.EndsWith("/contacts", StringComparison.Ordinal) => new { customer = "NONE", name = "陈", phone = "+8613800000001" },
            _ when path.EndsWith("/contacts/steps", StringComparison.Ordinal) => new { action = "withdraw", customer = "NONE", name = "陈", phone = "+8613800000001", reason = "none" },
            _ => new { },
        };

        var refused = await RefusedAsync(await _socket.PostAsync(path, PortalSite.Person(role).Name, body), "PERMISSION_MISSING");

        Assert.Contains(needs, refused.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Those_whose_work_it_is_are_let_in()
    {
        foreach (var (path, role) in new[] { ("contracts", Role.Finance), ("customers", Role.Staff), ("packages", Role.Sales), ("settlements", Role.Finance), ("settlements", Role.Auditor), ("bids", Role.Bidder), ("market-events", Role.Board) })
            Assert.Equal((path, role, HttpStatusCode.OK), (path, role, (await _socket.GetAsync("/api/v1/" + path, PortalSite.Person(role).Name)).StatusCode));

        foreach (var (path, role) in new[] { ("packages", Role.Sales), ("contracts", Role.Head), ("bids", Role.TradingLead), ("market-events", Role.Bidder) })
            Assert.NotEqual((path, role, HttpStatusCode.Forbidden), (path, role, (await _socket.PostAsync("/api/v1/" + path, PortalSite.Person(role).Name, new { })).StatusCode));
    }

    private Task<HttpResponseMessage> StepAsync(string number, Role role, string action, Guid? evidence = null) =>
        _socket.PostAsync($"/api/v1/contracts/{number}/steps", PortalSite.Person(role).Name, new { action, reason = "a test", evidence });

    private static async Task<string?> CodeAsync(HttpResponseMessage answer) =>
        JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync()).TryGetProperty("code", out var code) ? code.GetString() : null;

    private static async Task<JsonElement> RefusedAsync(HttpResponseMessage answer, params string[] codes)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.False(answer.IsSuccessStatusCode, text);
        var problem = JsonSerializer.Deserialize<JsonElement>(text);
        Assert.Contains(problem.GetProperty("code").GetString(), codes);
        Assert.NotEqual("", problem.GetProperty("remedy").GetString());
        if (codes is ["PROCESS_NOT_ALLOWED" or "PERMISSION_MISSING"])
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);

        return problem;
    }
}
