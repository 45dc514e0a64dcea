using IntegrationHub.Api;
using IntegrationHub.Api.Persons;
using IntegrationHub.Api.Retail;
using IntegrationHub.Api.Services;
using IntegrationHub.Host.Node.Exchanges;
using IntegrationHub.Identity.People;
using IntegrationHub.Market.Time;
using IntegrationHub.Retail;
using IntegrationHub.Retail.Comparing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Host.Node.Retail;

/// <summary>What changed between versions of contracts, bids and settlements, as pages show it. For persons.</summary>
internal sealed class ComparisonApi : IApiPart
{
    public void AddTo(IServiceCollection services, IServiceProvider hub) => services.AddSingleton(hub.GetRequiredService<VersionComparisons>());

    public void Map(RouteGroupBuilder api)
    {
        Compares(api.MapGet("/contracts/{number}/changes", ContractAsync).WithTags("contracts")).WithName("compareContract").ForPersons(Permission.ReadContracts)
            .WithSummary("What changed between two versions of a contract: wording by lines and words, and values. Without versions, the newest and the one that it follows");
        Compares(api.MapGet("/bids/{number}/changes", BidAsync).WithTags("bids")).WithName("compareBid").ForPersons(Permission.ReadBids).WithSummary("What changed between two versions of a bid; without versions, the newest and the one before");
        Compares(api.MapGet("/settlements/{month}/changes", SettlementAsync).WithTags("settlements")).WithName("compareSettlement").ForPersons(Permission.ReadSettlements)
            .WithSummary("What changed between two settlements of a month; without versions, the newest and the one that it corrects. Results of packages for who reads indicators");
    }

    private static RouteHandlerBuilder Compares(RouteHandlerBuilder endpoint) => endpoint.WithContentLooks().ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound);

    private static Task<Results<Ok<ComparisonView>, ProblemHttpResult>> ContractAsync(HttpContext http, ExchangeCalls calls, VersionComparisons comparisons, string number, int? from, int? to) =>
        calls.AsAsync<Ok<ComparisonView>>(http, Permission.ReadContracts, async _ => Answer(await comparisons.OfContractAsync(number, from, to, http.RequestAborted), $"contract {number}"));

    private static Task<Results<Ok<ComparisonView>, ProblemHttpResult>> BidAsync(HttpContext http, ExchangeCalls calls, VersionComparisons comparisons, string number, int? from, int? to) =>
        calls.AsAsync<Ok<ComparisonView>>(http, Permission.ReadBids, async _ => Answer(await comparisons.OfBidAsync(number, from, to, http.RequestAborted), $"bid {number}"));

    private static Task<Results<Ok<ComparisonView>, ProblemHttpResult>> SettlementAsync(HttpContext http, ExchangeCalls calls, VersionComparisons comparisons, string month, int? from, int? to) =>
        calls.AsAsync<Ok<ComparisonView>>(http, Permission.ReadSettlements, async caller => Answer(
            BillingMonth.TryParse(month, out var asked)
                ? await comparisons.OfSettlementAsync(asked, from, to, caller.Permissions.Contains(Permission.ReadIndicators), caller.Permissions.Contains(Permission.ReadBids), http.RequestAborted)
                : null,
            $"settlement of {month}"));

    private static Results<Ok<ComparisonView>, ProblemHttpResult> Answer(VersionComparison? found, string what) => found is { } comparison
        ? TypedResults.Ok(ComparisonView.Of(comparison))
        : Problems.Of([RetailApi.Finding(RetailProblems.NotThere($"{what} with these versions, or none that it follows", "Look at the list of its versions."))]);
}
