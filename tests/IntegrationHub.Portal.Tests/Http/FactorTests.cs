using System.Net;
using System.Text.RegularExpressions;
using IntegrationHub.Api.Persons;
using IntegrationHub.Host.Demo;
using IntegrationHub.Host.Node.Processes;
using IntegrationHub.Identity.People;
using IntegrationHub.Identity.Sessions;
using IntegrationHub.Portal.Tests.Support;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;

namespace IntegrationHub.Portal.Tests.Http;

/// <summary>
/// What belongs to core users alone (bids, ceilings, indicators, and whatever else no role of the staff has) is reached with certificate, password and code, and with none of them missing: every page, every
/// export, every act and every call, as the routes themselves say what they need.
/// </summary>
[Collection(PortalCollection.Name)]
public sealed partial class FactorTests(PortalSite site)
{
    private const string CoreCookie = "__Host-ihub-core";
    private const string CoreCodeCookie = "__Host-ihub-code-core";
    private const string StaffCookie = "__Host-ihub-staff";

    private static readonly DemoPerson Bidder = PortalSite.Person(Role.Bidder);

    /// <summary>What the bidder may and nobody of the staff does, from the table.</summary>
    private static readonly IReadOnlySet<Permission> CoreAlone = PermissionTable.Of([Role.Bidder])
        .Except(Enum.GetValues<Role>().Where(static role => DutySeparation.ClassFor(role) == UserClass.Staff).SelectMany(static role => PermissionTable.Of([role]))).ToHashSet();

    public enum Missing
    {
        /// <summary>A whole session, whose cookie is sent on a connection without certificate.</summary>
        Certificate,

        /// <summary>The same with the certificate of somebody else.</summary>
        OwnCertificate,

        /// <summary>A certificate and a token that nobody was given.</summary>
        Password,

        /// <summary>Certificate and password: the token between password and code, as the cookie that it is and as that of a session.</summary>
        Code,

        /// <summary>Somebody of the staff with all of the staff's factors, at the staff's door.</summary>
        CoreDoor,

        /// <summary>The session of somebody of the staff, at the core door with the bidder's certificate.</summary>
        CoreSession,

        /// <summary>The bidder's session at the staff's door, which asks for no certificate.</summary>
        CoreSessionAtStaffDoor,
    }

    [Theory]
    [InlineData(Missing.Certificate)]
    [InlineData(Missing.OwnCertificate)]
    [InlineData(Missing.Password)]
    [InlineData(Missing.Code)]
    [InlineData(Missing.CoreDoor)]
    [InlineData(Missing.CoreSession)]
    [InlineData(Missing.CoreSessionAtStaffDoor)]
    public async Task Nothing_of_core_users_is_reached_with_one_factor_missing(Missing missing)
    {
        Assert.Superset(new HashSet<Permission> { Permission.ReadBids, Permission.KeepBids, Permission.ReadIndicators }, CoreAlone.ToHashSet());
        var addresses = await RouteAddresses.InAsync(site);
        var asked = Pages().Concat(Calls()).Select(one => (one.Method, Address: addresses.Of(one.Pattern))).ToList();
        using var bidder = await PortalClient.SignedInAsync(site, Bidder);
        await site.ForgetCodesAsync(Bidder);
        var session = new Tokens(CookieOf(bidder, site.Core, CoreCookie), await PersonCaller.TokenAsync(site, bidder, Bidder));
        var figures = await FiguresAsync(bidder, session, asked);
        Assert.True(figures.Count > 20, "the rule sees what is confidential");

        var (stranger, tokens) = await StrangerAsync(missing, session);
        using (stranger)
        {
            foreach (var (method, address) in asked)
            {
                foreach (var token in tokens)
                {
                    (string, string) carried = address.StartsWith("/api/", StringComparison.Ordinal)
                        ? PersonCaller.Session(token.Call)
                        : ("Cookie", $"{CoreCookie}={token.Page}; {CoreCodeCookie}={token.Page}; {StaffCookie}={token.Page}");
                    // A refusal of this kind ends the session: each address is to refuse by itself, and not because the one before did.
                    await OpenAgainAsync(token);
                    using var answer = await stranger.SendAsync(method, address, null, carried);
                    var page = await answer.Content.ReadAsStringAsync();
                    var refused = answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden || (answer.StatusCode == HttpStatusCode.Redirect && answer.Location()!.StartsWith("/sign-in", StringComparison.Ordinal));
                    Assert.True(refused, $"{method} {address} answers {(int)answer.StatusCode} without {missing}");
                    Assert.DoesNotContain(Figure().Matches(page), match => figures.Contains(match.Value));
                }
            }
        }

        // It was the missing factor each time: the session itself is good.
        await OpenAgainAsync(session);
        Assert.Equal(HttpStatusCode.OK, (await bidder.GetAsync("/bids")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await bidder.GetAsync("/api/v1/bids", PersonCaller.Session(session.Call))).StatusCode);
    }

    private async Task OpenAgainAsync(Tokens token)
    {
        await site.ChangeSessionAsync(token.Page, static row => row.EndedAt = null);
        await site.ChangeSessionAsync(token.Call, static row => row.EndedAt = null);
    }

    /// <summary>What somebody has of the session of pages, and of that of calls.</summary>
    private sealed record Tokens(string Page, string Call);

    /// <summary>Who comes, and the tokens that he brings.</summary>
    private async Task<(PortalClient Client, IReadOnlyList<Tokens> Tokens)> StrangerAsync(Missing missing, Tokens session)
    {
        switch (missing)
        {
            case Missing.Certificate:
                return (PortalClient.At(site.Core), [session]);
            case Missing.OwnCertificate:
                return (PortalClient.At(site.Core, PortalClient.CertificateOf(site, PortalSite.Person(Role.Auditor))), [session]);
            case Missing.Password:
                return (PortalClient.At(site.Core, PortalClient.CertificateOf(site, Bidder)), [new Tokens(SessionToken.Make().ToString(), SessionToken.Make().ToString())]);
            case Missing.CoreSessionAtStaffDoor:
                return (PortalClient.At(site.Staff), [session]);
            case Missing.Code:
                await site.ForgetCodesAsync(Bidder);
                using (var unfinished = PortalClient.AtDoorOf(site, Bidder))
                {
                    Assert.Equal("/sign-in/code", (await unfinished.PostAsync("/sign-in", "/sign-in", ("name", Bidder.Name), ("password", DemoPeople.Password))).Location());
                    return (PortalClient.At(site.Core, PortalClient.CertificateOf(site, Bidder)), [new Tokens(CookieOf(unfinished, site.Core, CoreCodeCookie), await PersonCaller.UnfinishedAsync(unfinished, Bidder))]);
                }

            case Missing.CoreDoor or Missing.CoreSession:
                // Of the staff those with the most rights.
                using (var head = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Head)))
                {
                    return (missing == Missing.CoreDoor ? PortalClient.At(site.Staff) : PortalClient.At(site.Core, PortalClient.CertificateOf(site, Bidder)), [new Tokens(CookieOf(head, site.Staff, StaffCookie), await PersonCaller.TokenAsync(site, head, head.Person!))]);
                }

            default:
                throw new ArgumentOutOfRangeException(nameof(missing), missing, null);
        }
    }

    /// <summary>With every factor all of it is there; what it shows is what nobody else may see.</summary>
    private static async Task<HashSet<string>> FiguresAsync(PortalClient bidder, Tokens session, IEnumerable<(HttpMethod Method, string Address)> asked)
    {
        var figures = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (_, address) in asked.Where(static one => one.Method == HttpMethod.Get))
        {
            using var answer = await bidder.GetAsync(address, PersonCaller.Session(session.Call));
            var page = await answer.Content.ReadAsStringAsync();
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{address} answers {(int)answer.StatusCode} to who brings everything: {page}");
            figures.UnionWith(Figure().Matches(page).Select(static match => match.Value));
        }

        return figures;
    }

    /// <summary>Reads and acts of pages; documents of exchanges besides, whose exchange is a bid here.</summary>
    private IEnumerable<(HttpMethod Method, string Pattern)> Pages() =>
        from endpoint in site.Node.Portal!.Endpoints
        from data in endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>()
        where Enum.TryParse<Permission>(data.Policy, out var needs) && (CoreAlone.Contains(needs) || IsDocument(endpoint, needs))
        from method in MethodsOf(endpoint)
        select (method, PatternOf(endpoint));

    private IEnumerable<(HttpMethod Method, string Pattern)> Calls() =>
        from endpoint in site.Get<ApiSocket>().Endpoints.OfType<RouteEndpoint>()
        where endpoint.Metadata.GetMetadata<PersonScope>() is { Needs: { } needs } && CoreAlone.Contains(needs)
        from method in MethodsOf(endpoint)
        select (method, PatternOf(endpoint));

    private static bool IsDocument(RouteEndpoint endpoint, Permission needs) => needs == Permission.ReadDocuments && MethodsOf(endpoint).Contains(HttpMethod.Get);

    private static string PatternOf(RouteEndpoint endpoint) => "/" + endpoint.RoutePattern.RawText!.Trim('/');

    private static IEnumerable<HttpMethod> MethodsOf(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods.Select(static method => HttpMethod.Parse(method));

    private static string CookieOf(PortalClient client, Uri door, string name) => client.Cookies.GetCookies(door).Single(one => one.Name == name).Value;

    [GeneratedRegex("[0-9]+\\.[0-9]{2,}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Figure();
}
