using System.Net;
using System.Text.RegularExpressions;
using IntegrationHub.Portal.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;

namespace IntegrationHub.Host.Bench.Portal;

/// <summary>What a page leads to, and which route an address belongs to.</summary>
internal sealed partial class PageLinks
{
    private readonly IReadOnlyList<(PortalRoute Route, TemplateMatcher Matcher, int Literals)> _routes;

    public PageLinks(IReadOnlyList<PortalRoute> routes) =>
        _routes = [.. routes.Select(static route => (route, new TemplateMatcher(TemplateParser.Parse(route.Pattern.TrimStart('/')), []), LiteralsOf(route)))];

    /// <summary>The route of an address of ours; <c>null</c> where none answers it. Of several the one with the most fixed words does.</summary>
    public PortalRoute? RouteOf(string address)
    {
        var path = address.Split('?')[0];
        return _routes.Where(one => one.Matcher.TryMatch(path, new RouteValueDictionary())).OrderByDescending(static one => one.Literals).Select(static one => one.Route).FirstOrDefault();
    }

    /// <summary>Addresses of ours in the attributes of a page, each once; not those that forms are sent to.</summary>
    public static IReadOnlyList<string> In(string page) =>
    [
        .. Attribute().Matches(page)
            .Where(static match => match.Groups["name"].Value is not ("action" or "hx-post" or "formaction"))
            .Select(static match => WebUtility.HtmlDecode(match.Groups["address"].Value))
            .Distinct(StringComparer.Ordinal),
    ];

    /// <summary>What the browser fetches with the page: styles, scripts, pictures.</summary>
    public static IReadOnlyList<string> AssetsIn(string page) => [.. In(page).Where(static address => address.StartsWith("/assets/", StringComparison.Ordinal))];

    private static int LiteralsOf(PortalRoute route) => route.Pattern.Split('/').Count(static part => part.Length > 0 && part[0] != '{');

    [GeneratedRegex("""(?<name>[a-z-]+)="(?<address>/[^"#]*)["#]""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Attribute();
}
