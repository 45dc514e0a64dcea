using IntegrationHub.Identity.People;
using IntegrationHub.Identity.Services;
using Microsoft.AspNetCore.Http;

namespace IntegrationHub.Api.Services;

/// <summary>Which cases a program sees, as the pages say it of persons: of bids nothing, and what a case holds only with the scope for it.</summary>
internal static class ServiceReach
{
    private const string Bids = "bid-";

    /// <summary>Whether the caller learns that there is such a case. Persons do; what they may is decided elsewhere.</summary>
    public static bool Sees(HttpContext http, string process) => http.Features.Get<ServiceCaller>() is null || !process.StartsWith(Bids, StringComparison.Ordinal);

    /// <summary>Whether the caller learns what the case holds.</summary>
    public static bool ReadsValues(HttpContext http, string process) => http.Features.Get<ServiceCaller>() is not { } caller
        || (Sees(http, process) && CaseValueTable.NeedsFor(process) is { } needs && caller.Scopes.Contains(needs));
}
