using System.Net;
using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Exchange;
using IntegrationHub.Identity.Endpoints;
using IntegrationHub.Identity.Sessions;
using IntegrationHub.Portal.Texts;
using NodaTime;

namespace IntegrationHub.Customers.Hosting;

/// <summary>What the customers' pages are made with. The host fills it from its configuration.</summary>
public sealed record CustomersSettings
{
    /// <summary>Whose customers.</summary>
    public required RetailerId Retailer { get; init; }

    /// <summary>Address and port; port 0 takes a free one.</summary>
    public required IPEndPoint EndPoint { get; init; }

    /// <summary>Requests for another name are answered 421.</summary>
    public required string HostName { get; init; }

    /// <summary>Certificate with its key for HTTPS; not the one of the company's pages.</summary>
    public required X509Certificate2 Certificate { get; init; }

    /// <summary>Issuers of <see cref="Certificate"/>, which browsers need beside it.</summary>
    public required X509Certificate2Collection Chain { get; init; }

    /// <summary>Instants are shown in it.</summary>
    public required TimeZoneInfo TimeZone { get; init; }

    /// <summary>The market's zone, by which its days have their intervals.</summary>
    public required DateTimeZone Zone { get; init; }

    /// <summary>Name of the retailer, in the head of every page; empty where none is configured.</summary>
    public required string Company { get; init; }

    /// <summary>The same, and without a name what the retailer is: no code stands before customers.</summary>
    internal string CompanyIn(PortalTexts texts, Language language) => Company.Length > 0 ? Company : texts.Get(language, "shell.retailer");

    /// <summary>File of the font that bills are drawn with as PDF; empty is the usual one.</summary>
    public string Font { get; init; } = "";

    /// <summary>How long sessions last.</summary>
    public required SessionPolicy Sessions { get; init; }

    /// <summary>How many requests are answered in a minute.</summary>
    public RequestLimits Requests { get; init; } = new();

    /// <summary>What the page that asks for the code says of where codes lie in development; <c>null</c> in production.</summary>
    public string? OutboxHint { get; init; }

    /// <summary>The market's day.</summary>
    public LocalDate TodayAt(TimeProvider time) => LocalDate.FromDateTime(TimeZoneInfo.ConvertTime(time.GetUtcNow(), TimeZone).DateTime);
}
