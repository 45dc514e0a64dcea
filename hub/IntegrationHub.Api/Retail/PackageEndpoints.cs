using System.Text.Json;
using IntegrationHub.Api.Persons;
using IntegrationHub.Api.Services;
using IntegrationHub.Identity.People;
using IntegrationHub.Market.Packages;
using IntegrationHub.Retail;
using IntegrationHub.Retail.Packages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace IntegrationHub.Api.Retail;

/// <summary>Price packages: list, read, import.</summary>
internal static class PackageEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        var packages = api.MapGroup("/packages").WithTags("packages");
        packages.MapGet("", ListAsync).WithName("listPackages").ForPersons(Permission.ReadCustomers).ForServices(Permission.ReadCustomers).WithSummary("Every version of every package").ProducesProblem(StatusCodes.Status403Forbidden);
        packages.MapGet("/{code}", FindAsync).WithName("getPackage").ForPersons(Permission.ReadCustomers).ForServices(Permission.ReadCustomers).WithSummary("A version of a package, the newest where none is named")
            .ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound);
        packages.MapPost("", ImportAsync).WithName("importPackage").ForPersons(Permission.KeepContracts).ForServices(Permission.KeepContracts).WithSummary("Saves a package, the body of the request (docs/market.md)")
            .ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    private static Task<Results<Ok<IReadOnlyList<JsonElement>>, ProblemHttpResult>> ListAsync(
        HttpContext http, IRequestActor actors, Callers callers, PackageBook book, CancellationToken cancellation) =>
        RetailApi.AsAsync<IReadOnlyList<JsonElement>>(http, actors, callers, Permission.ReadCustomers, async _ => TypedResults.Ok<IReadOnlyList<JsonElement>>([.. (await book.ListAsync(cancellation)).Select(Json)]));

    private static Task<Results<Ok<JsonElement>, ProblemHttpResult>> FindAsync(
        HttpContext http, IRequestActor actors, Callers callers, PackageBook book, string code, int? version, CancellationToken cancellation) =>
        RetailApi.AsAsync<JsonElement>(http, actors, callers, Permission.ReadCustomers, async _ =>
            await book.FindAsync(code, version, cancellation) is { } package ? TypedResults.Ok(Json(package))
            : Problems.Of(RetailApi.Findings([RetailProblems.NotThere($"package {code}", "Look at the list of packages.")])));

    private static Task<Results<Ok<JsonElement>, ProblemHttpResult>> ImportAsync(
        HttpContext http, IRequestActor actors, Callers callers, PackageBook book, CancellationToken cancellation) =>
        RetailApi.AsAsync<JsonElement>(http, actors, callers, Permission.KeepContracts, async actor =>
        {
            if (await RetailApi.TextAsync(http, PackageJson.LongestText, cancellation) is not { } json)
            {
                return Problems.Wrong($"A package has at most {PackageJson.LongestText} characters.", "Shorten it.");
            }

            return RetailApi.Answer(await book.ImportAsync(json, actor.User, cancellation), Json);
        });

    private static JsonElement Json(PricePackage package)
    {
        using var document = JsonDocument.Parse(PackageJson.Write(package));
        return document.RootElement.Clone();
    }
}
