using System.Net;
using IntegrationHub.Identity.People;
using IntegrationHub.Portal.Tests.Support;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Portal.Tests.Http;

/// <summary>What a case holds is for those by calls who read it on its page.</summary>
[Collection(PortalCollection.Name)]
public sealed class CaseValueApiTests(PortalSite site)
{
    private const string Secret = "4711 per MWh";

    [Theory]
    [InlineData(Role.Legal, true)]
    [InlineData(Role.Auditor, true)]
    [InlineData(Role.Staff, false)]
    [InlineData(Role.SystemAdministrator, false)]
    [InlineData(Role.Bidder, false)]
    public async Task Variables_and_details_are_shown_at_the_socket_and_at_the_doors_to_who_may_read_them(Role role, bool reads)
    {
        var instance = Guid.CreateVersion7();
        Assert.Null(await site.Get<ProcessEngine>().StartAsync(instance, "contract-signing", $"V-{role}", ContextValue.Of(("price", Value.Of(Secret))), null, default));
        using var socket = new ApiSocketClient(site.Folder);
        using var person = await PersonCaller.SignedInAsync(site, role);

        foreach (var answer in new[] { await socket.GetAsync($"/api/v1/instances/{instance}", PortalSite.Person(role).Name), await person.GetAsync($"/instances/{instance}") })
        {
            var text = await answer.Content.ReadAsStringAsync();
            Assert.Equal((role, HttpStatusCode.OK), (role, answer.StatusCode));
            Assert.Equal(reads, text.Contains(Secret, StringComparison.Ordinal));
        }

        foreach (var answer in new[] { await socket.GetAsync($"/api/v1/instances/{instance}/history", PortalSite.Person(role).Name), await person.GetAsync($"/instances/{instance}/history") })
        {
            var details = (await PersonCaller.JsonAsync(answer)).EnumerateArray().Select(static row => row.GetProperty("detail").GetString()).ToList();
            Assert.NotEmpty(details);
            Assert.True(reads || details.All(static detail => detail == ""), string.Join("; ", details));
        }
    }

    [Theory]
    [InlineData(Role.Staff, false)]
    [InlineData(Role.Legal, false)]
    [InlineData(Role.TradingLead, true)]
    [InlineData(Role.SystemAdministrator, true)]
    public async Task Who_may_not_see_a_bids_case_is_told_that_there_is_none(Role role, bool sees)
    {
        var instance = Guid.CreateVersion7();
        Assert.Null(await site.Get<ProcessEngine>().StartAsync(instance, "bid-submission", $"VB-{role}", ContextValue.Empty, null, default));
        using var socket = new ApiSocketClient(site.Folder);
        using var person = await PersonCaller.SignedInAsync(site, role);
        var name = PortalSite.Person(role).Name;

        foreach (var path in new[] { $"/instances/{instance}", $"/instances/{instance}/history" })
        {
            foreach (var answer in new[] { await socket.GetAsync("/api/v1" + path, name), await person.GetAsync(path) })
            {
                if (sees)
                    Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
                else
                    await PersonCaller.RefusedAsync(answer, HttpStatusCode.NotFound, "INSTANCE_UNKNOWN");
            }
        }

        foreach (var answer in new[] { await socket.GetAsync($"/api/v1/instances?businessKey=VB-{role}", name), await person.GetAsync($"/instances?businessKey=VB-{role}") })
            Assert.Equal(sees ? 1 : 0, (await PersonCaller.JsonAsync(answer)).GetArrayLength());
    }
}
