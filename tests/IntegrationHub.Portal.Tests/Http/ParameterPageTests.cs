using System.Globalization;
using System.Net;
using System.Text;
using IntegrationHub.Host.Demo;
using IntegrationHub.Identity.People;
using IntegrationHub.Portal.Tests.Support;
using IntegrationHub.Retail.Packages;

namespace IntegrationHub.Portal.Tests.Http;

/// <summary>Figures of market rules and of the company by calls: taken whole or not at all, for who keeps readings.</summary>
[Collection(PortalCollection.Name)]
public sealed class ParameterPageTests(PortalSite site)
{
    /// <summary>The next version, with the figures of demos.</summary>
    internal static async Task<string> NextAsync(PortalSite site)
    {
        await DemoParameters.EnterAsync(site.Node.Services, default);
        var newest = await site.Get<ParameterBook>().FindAsync(default);
        return DemoParameters.Json.Replace("\"version\":1", string.Create(CultureInfo.InvariantCulture, $"\"version\":{newest.Version + 1}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parameters_are_taken_whole_or_all_that_is_wrong_is_told()
    {
        using var settlement = await PersonCaller.SignedInAsync(site, Role.Settlement);
        using var sales = await PersonCaller.SignedInAsync(site, Role.Sales);
        var next = await NextAsync(site);
        var bad = next.Replace("\"value\":8", "\"value\":97", StringComparison.Ordinal).Replace("Decision of the simulated retailer", "", StringComparison.Ordinal);

        var refused = await settlement.SendAsync(HttpMethod.Post, "/parameters", Text(bad));
        var findings = (await PersonCaller.RefusedAsync(refused, HttpStatusCode.UnprocessableEntity, "PARAMETER_VALUE")).GetProperty("findings").EnumerateArray();
        Assert.Equal(["PARAMETER_SOURCE", "PARAMETER_VALUE"], findings.Select(static one => one.GetProperty("code").GetString()).Order(StringComparer.Ordinal));
        await PersonCaller.RefusedAsync(await sales.SendAsync(HttpMethod.Post, "/parameters", Text(next)), HttpStatusCode.Forbidden, "PERMISSION_MISSING");
        Assert.Equal(1, (await PersonCaller.JsonAsync(await settlement.SendAsync(HttpMethod.Post, "/parameters", Text(next)))).GetProperty("taken").GetInt32());
    }

    private static StringContent Text(string text) => new(text, Encoding.UTF8, "application/json");
}
