using System.Net;
using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Identity.Endpoints;
using IntegrationHub.Identity.People;
using IntegrationHub.Identity.SignIn;
using Microsoft.AspNetCore.Http;

namespace IntegrationHub.Portal.Hosting;

/// <summary>One door: where it listens and under which name it is known.</summary>
/// <param name="EndPoint">Address and port; port 0 takes a free one.</param>
/// <param name="HostName">Requests for another name are answered 421.</param>
public sealed record PortalDoor(Door Door, IPEndPoint EndPoint, string HostName);

/// <summary>What the pages are made with. The host fills it from its configuration.</summary>
public sealed record PortalSettings
{
    public required IReadOnlyList<PortalDoor> Doors { get; init; }

    /// <summary>Certificate with its key for HTTPS.</summary>
    public required X509Certificate2 Certificate { get; init; }

    /// <summary>Issuers of <see cref="Certificate"/>, which browsers need beside it.</summary>
    public required X509Certificate2Collection Chain { get; init; }

    /// <summary>SHA-256 thumbprints (upper hexadecimal digits) of the certificates of proxies in front of the doors; only they name a person's certificate or address in a header.</summary>
    public IReadOnlySet<string> Proxies { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Instants are shown in it.</summary>
    public required TimeZoneInfo TimeZone { get; init; }

    /// <summary>Our coded id, in the head of every page.</summary>
    public required string Code { get; init; }

    /// <summary>Name of the retailer, on what is drawn for customers.</summary>
    public string Company { get; init; } = "";

    /// <summary>File of the font that contracts and bills are drawn with as PDF; empty is the usual one.</summary>
    public string Font { get; init; } = "";

    /// <summary>How many requests are answered in a minute.</summary>
    public RequestLimits Requests { get; init; } = new();

    /// <summary>Answers calls of the HTTP API that came by a door, for whom the door found to call; <c>null</c> where there is no API.</summary>
    public Func<HttpContext, PersonRequest, Task>? Api { get; init; }

    /// <summary>What the page that asks for the code says of where codes lie in development; <c>null</c> in production.</summary>
    public string? OutboxHint { get; init; }
}
