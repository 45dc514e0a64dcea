using IntegrationHub.Identity;
using IntegrationHub.Identity.People;
using IntegrationHub.Identity.SignIn;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace IntegrationHub.Portal.Hosting;

/// <summary>Looks of whoever asks for a page.</summary>
internal static class LookRecords
{
    /// <summary>Every look of an auditor is in the ledger before it is answered; of others the looks into content.</summary>
    /// <param name="looks">The ledger's looks.</param>
    /// <param name="http">The request.</param>
    /// <param name="what">What is looked at.</param>
    /// <param name="question">What was asked for; null or empty where there was nothing to say.</param>
    /// <param name="always">Content: everybody's look counts.</param>
    /// <param name="exchange">The exchange that it is about, or null.</param>
    public static async Task LookAsync(this Looks looks, HttpContext http, string what, string? question, bool always = false, Guid? exchange = null)
    {
        var who = http.Features.GetRequiredFeature<SignedIn>();
        if (always || who.Account.Class == UserClass.Auditor)
            await looks.RecordAsync(who.Account, what, exchange, question is { Length: > 0 } ? question : null, http.RequestAborted);
    }
}
