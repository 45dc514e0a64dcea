using System.Net;
using IntegrationHub.Api.Persons;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Host.Node.Processes;
using IntegrationHub.Identity.People;
using IntegrationHub.Portal.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace IntegrationHub.Portal.Tests.Http;

/// <summary>Every look of an auditor is in the ledger: whatever the routes say that he may read leaves its event.</summary>
[Collection(PortalCollection.Name)]
public sealed class AuditorLookTests(PortalSite site)
{
    /// <summary>What shows nothing of the company, each with why. The list only gets shorter.</summary>
    private static readonly Dictionary<string, string> NoLooks = new(StringComparer.Ordinal)
    {
        ["/account"] = "the auditor's own sessions",
        ["/account/password"] = "the form of the auditor's own password",
        ["/api/openapi.json"] = "the description of the calls",
        ["/live"] = "it says that something changed, and nothing else; the page that is read anew then is a look",
    };

    private static readonly string Auditor = "user:" + PortalSite.Person(Role.Auditor).Name;

    [Fact]
    public async Task Whatever_an_auditor_reads_leaves_a_look()
    {
        var granted = PermissionTable.Of([Role.Auditor]);
        var addresses = await RouteAddresses.InAsync(site);
        var pages = site.Node.Portal!.Routes.Where(route => route.Needs is { } needs && granted.Contains(needs)).Select(static route => route.Pattern).ToList();
        var calls = site.Get<ApiSocket>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<PersonScope>() is { Needs: { } needs } && granted.Contains(needs) && endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains(HttpMethods.Get) == true)
            .Select(static endpoint => "/" + endpoint.RoutePattern.RawText!.Trim('/')).ToList();
        Assert.Subset(pages.Concat(calls).ToHashSet(), NoLooks.Keys.ToHashSet());
        Assert.True(pages.Count > 30 && calls.Count > 10, "the rule sees pages and calls");
        using var client = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Auditor));
        var session = await PersonCaller.SessionAsync(site, client);

        var silent = new List<string>();
        foreach (var pattern in pages.Concat(calls).Where(static pattern => !NoLooks.ContainsKey(pattern)))
        {
            var before = await LooksAsync();
            using var answer = await client.GetAsync(addresses.Of(pattern), session);
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{pattern} answers {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
            if ((await LooksAsync()).IsSubsetOf(before))
                silent.Add(pattern);
        }

        Assert.Empty(silent);
    }

    /// <summary>The newest looks of the auditor.</summary>
    private async Task<HashSet<Guid>> LooksAsync() =>
        [.. (await site.Get<IExchangeReader>().RecentEventsAsync(RetailerId.Default, "look.", 100, default)).Where(static one => one.Actor == Auditor).Select(static one => one.Id)];
}
