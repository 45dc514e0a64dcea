using IntegrationHub.Identity;
using IntegrationHub.Identity.Endpoints;
using IntegrationHub.Identity.People;
using IntegrationHub.Identity.SignIn;
using IntegrationHub.Portal.Data;
using IntegrationHub.Portal.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace IntegrationHub.Portal.Pages.Search;

/// <summary>One box for everything. What is asked stands in the ledger before it is answered.</summary>
internal static class SearchEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapGet("/search", FindAsync).Needs(Permission.OwnAccount).Costly();

    private static async Task<IResult> FindAsync(HttpContext http, EverythingSearch search, Looks looks)
    {
        var text = http.Request.Query["q"].ToString().Trim();
        if (text.Length is < EverythingSearch.Shortest or > EverythingSearch.Longest)
            return Page(text, null);

        await looks.LookAsync(http, "search", text, always: true);
        return Page(text, await search.FindAsync(http.Features.GetRequiredFeature<SignedIn>().Permissions, PortalActors.Of(http), text, http.RequestAborted));
    }

    private static RazorComponentResult<SearchPage> Page(string text, FoundEverywhere? found) => new(new { Text = text[..Math.Min(text.Length, EverythingSearch.Longest)], Found = found })
    {
        StatusCode = text.Length > EverythingSearch.Longest ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK,
    };
}
