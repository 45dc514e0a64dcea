using System.Text.Json;
using System.Text.Json.Serialization;
using IntegrationHub.Api.Persons;
using IntegrationHub.Api.Processes;
using IntegrationHub.Api.Services;
using IntegrationHub.Identity.Endpoints;
using IntegrationHub.Identity.People;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace IntegrationHub.Api;

/// <summary>The HTTP API as a part of any web application: services, endpoints, and the OpenAPI document of all that is mapped.</summary>
public static class ApiRegistration
{
    /// <summary>Name of the OpenAPI document.</summary>
    public const string Document = "v1";

    /// <summary>Address of the OpenAPI document.</summary>
    public const string DocumentAddress = ApiCalls.Document;

    public static IServiceCollection AddHubApi(this IServiceCollection services)
    {
        services.AddRouting();
        services.AddProblemDetails(options => options.CustomizeProblemDetails = static context => Problems.Complete(context.ProblemDetails, context.Exception));
        services.Configure<RouteHandlerOptions>(static options => options.ThrowOnBadRequest = true);
        services.AddOpenApi(Document, options => options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "IntegrationHub";
            document.Info.Version = Document;
            return Task.CompletedTask;
        }));
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false));
            json.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
            // What is confirmed by its text must not mean something else: of two members of one name the reader would take the last.
            json.SerializerOptions.AllowDuplicateProperties = false;
            json.SerializerOptions.RespectRequiredConstructorParameters = true;
            json.SerializerOptions.RespectNullableAnnotations = true;
        });
        services.TryAddSingleton<IRequestActor, HeaderActor>();
        return services;
    }

    /// <summary>Answers what no endpoint answers (bodies that cannot be read, unknown addresses, a store that is away, bugs) as problem details, too.</summary>
    public static void UseHubApiErrors(this IApplicationBuilder application)
    {
        application.UseExceptionHandler(new ExceptionHandlerOptions { StatusCodeSelector = Problems.StatusOf, SuppressDiagnosticsCallback = static context => Problems.StatusOf(context.Exception) < StatusCodes.Status500InternalServerError });
        application.UseStatusCodePages();
    }

    /// <summary>Maps everything under <c>/api/v1</c>. Parts of the hub add their own endpoints to the group.</summary>
    public static RouteGroupBuilder MapHubApi(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapOpenApi(DocumentAddress).ForPersons(Permission.OwnAccount);
        var group = endpoints.MapGroup("/api/v1").ProducesProblem(StatusCodes.Status401Unauthorized);
        group.AddEndpointFilter(new Confirmations());
        group.AddEndpointFilter(new AuditorLooks());
        group.MapDefinitions();
        group.MapInstances();
        group.MapTasks();
        return group;
    }
}
