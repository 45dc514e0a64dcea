using System.Text.Json;
using System.Text.Json.Serialization;
using IntegrationHub.Customers.Hosting;
using IntegrationHub.Identity.Endpoints;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Customers.Api;

/// <summary>
/// The HTTP API at the customers' door: what pages show and do as calls, by the same readers and desks, for who signed in with the same factors. A session is of calls or of pages, and its
/// token counts by its own way alone.
/// </summary>
internal static class CustomersApi
{
    /// <summary>Name of the OpenAPI document.</summary>
    private const string Document = "v1";
    private const string Version = "api/v1";

    public static void Add(IServiceCollection services)
    {
        services.AddOpenApi(Document, static options =>
        {
            // Pages are no calls.
            options.ShouldInclude = static call => call.RelativePath?.StartsWith(Version + "/", StringComparison.Ordinal) == true;
            options.AddDocumentTransformer(static (document, _, _) =>
            {
                document.Info.Title = "IntegrationHub customers";
                document.Info.Version = Document;
                return Task.CompletedTask;
            });
        });
        services.ConfigureHttpJsonOptions(static json => json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false)));
    }

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapOpenApi(ApiCalls.Document).NeedsCustomer();
        var api = endpoints.MapGroup("/" + Version);
        SignInCalls.Map(api);
        ArticleCalls.Map(api);
        var own = api.MapGroup("").NeedsCustomer().ProducesProblem(StatusCodes.Status401Unauthorized);
        AccountCalls.Map(own);
        NewsCalls.Map(own);
        ContractCalls.Map(own);
        BillCalls.Map(own);
        ConsumptionCalls.Map(own);
        HistoryCalls.Map(own);
        SubscriptionCalls.Map(own);
        RequestCalls.Map(own);
        SurveyCalls.Map(own);
    }
}
