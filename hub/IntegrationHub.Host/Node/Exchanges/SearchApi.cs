using IntegrationHub.Api;
using IntegrationHub.Api.Persons;
using IntegrationHub.Api.Services;
using IntegrationHub.Exchange;
using IntegrationHub.Identity.People;
using IntegrationHub.Portal.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Host.Node.Exchanges;

/// <summary>One question to everything, as the page of that name asks it.</summary>
internal sealed class SearchApi : IApiPart
{
    public void AddTo(IServiceCollection services, IServiceProvider hub) => services.AddSingleton(hub.GetRequiredService<EverythingSearch>());

    public void Map(RouteGroupBuilder api) => api.MapGet("/search", FindAsync).WithTags("search").WithName("searchEverything").WithLooksOfItsOwn().ForPersons(Permission.OwnAccount)
        .WithSummary("What is called so, of everything that the caller may read: documents, contracts, bids, customers, cases, partners, entries of the ledger").ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static Task<Results<Ok<FoundEverywhere>, ProblemHttpResult>> FindAsync(HttpContext http, ExchangeCalls calls, EverythingSearch search, string? q) =>
        calls.AsAsync<Ok<FoundEverywhere>>(http, Permission.OwnAccount, async caller =>
        {
            var text = q?.Trim() ?? "";
            if (text.Length is < EverythingSearch.Shortest or > EverythingSearch.Longest)
                return Problems.Of(new Rejection("SEARCH_LENGTH", null, $"The text has {text.Length} characters.", "q", $"Ask with {EverythingSearch.Shortest} to {EverythingSearch.Longest}."));

            await calls.LookAsync(http, caller, "search", text, always: true);
            return TypedResults.Ok(await search.FindAsync(caller.Permissions, caller.InProcesses, text, http.RequestAborted));
        });
}
