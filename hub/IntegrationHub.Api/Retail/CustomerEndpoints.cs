using IntegrationHub.Api.Processes;
using IntegrationHub.Retail.Customers;
using IntegrationHub.Workflows.Engine.Acting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace IntegrationHub.Api.Retail;

/// <summary>Customers: list and import.</summary>
internal static class CustomerEndpoints
{
    private const int MostCharacters = 64 << 20;

    public static void Map(RouteGroupBuilder api)
    {
        var customers = api.MapGroup("/customers").WithTags("customers");
        customers.MapGet("", ListAsync).WithName("listCustomers").WithSummary("Metering accounts, or those that are served on a day").ProducesProblem(StatusCodes.Status403Forbidden);
        customers.MapPost("", ImportAsync).WithName("importCustomers").WithSummary("Imports a CSV file, the body of the request: all of its rows, or everything that is wrong")
            .ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    private static Task<Results<Ok<IReadOnlyList<AccountView>>, ProblemHttpResult>> ListAsync(
        HttpContext http, IRequestActor actors, IProcessPolicy policy, CustomerBook book, DateOnly? on, CancellationToken cancellation) =>
        Requests.AsAsync<IReadOnlyList<AccountView>>(http, actors, async actor =>
        {
            if (policy.Check(actor, ProcessAct.Look) is { } refused)
            {
                return Problems.Of([refused]);
            }

            var accounts = await book.ListAsync(on is { } day ? LocalDate.FromDateOnly(day) : null, cancellation);
            return TypedResults.Ok<IReadOnlyList<AccountView>>([.. accounts.Select(AccountView.Of)]);
        });

    private static Task<Results<Ok<IReadOnlyList<AccountView>>, ProblemHttpResult>> ImportAsync(
        HttpContext http, IRequestActor actors, IProcessPolicy policy, CustomerBook book, CancellationToken cancellation) =>
        Requests.AsAsync<IReadOnlyList<AccountView>>(http, actors, async actor =>
        {
            if (policy.Check(actor, ProcessAct.Start) is { } refused)
            {
                return Problems.Of([refused]);
            }

            if (await RetailApi.TextAsync(http, MostCharacters, cancellation) is not { } csv)
            {
                return Problems.Wrong($"A customer file has at most {MostCharacters} characters.", "Split it.");
            }

            var imported = await book.ImportAsync(csv, actor.User, cancellation);
            return imported.Value is { } accounts && imported.Problems.Count == 0
                ? TypedResults.Ok<IReadOnlyList<AccountView>>([.. accounts.Select(AccountView.Of)])
                : Problems.Of(RetailApi.Findings(imported.Problems));
        });
}
