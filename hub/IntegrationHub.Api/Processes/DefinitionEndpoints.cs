using IntegrationHub.Api.Persons;
using IntegrationHub.Api.Services;
using IntegrationHub.Identity.People;
using IntegrationHub.Workflows.Engine.Desk;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace IntegrationHub.Api.Processes;

/// <summary>Definitions: list, read, deploy.</summary>
internal static class DefinitionEndpoints
{
    public const string MediaType = "application/bpmn+xml";

    /// <summary>Largest file; the reader refuses larger ones, too.</summary>
    private const int MostBytes = 4 << 20;

    public static void MapDefinitions(this RouteGroupBuilder group)
    {
        var definitions = group.MapGroup("/definitions").WithTags("definitions");
        definitions.MapGet("", ListAsync).WithName("listDefinitions").ForPersons(Permission.ReadProcesses).ForServices(Permission.ReadProcesses).WithSummary("The newest version of every process");
        definitions.MapGet("/{process}", FindAsync).WithName("getDefinition").ForPersons(Permission.ReadProcesses).ForServices(Permission.ReadProcesses).WithSummary("A version of a process, the newest where none is named").ProducesProblem(StatusCodes.Status404NotFound);
        definitions.MapGet("/{process}/file", FileAsync).WithName("getDefinitionFile").ForPersons(Permission.ReadProcesses).ForServices(Permission.ReadProcesses).WithSummary("The BPMN file as it was deployed")
            .Produces(StatusCodes.Status200OK, contentType: MediaType).ProducesProblem(StatusCodes.Status404NotFound);
        definitions.MapPost("", DeployAsync).WithName("deployDefinition").ForSocketAlone("a definition decides who may do what; it is deployed on the hub's machine").WithSummary("Deploys a BPMN file, the body of the request")
            .ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        definitions.MapPost("/{process}/migrations", MigrateAsync).WithName("migrateInstances").ForPersons(Permission.OperateProcesses).WithConfirmation().WithSummary("Takes running cases to another version, or says what would become of each")
            .ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    private static Task<Results<Ok<IReadOnlyList<DefinitionView>>, ProblemHttpResult>> ListAsync(HttpContext http, IRequestActor actors, ProcessDesk desk, CancellationToken cancellation) =>
        Requests.AsAsync<IReadOnlyList<DefinitionView>>(http, actors, async actor =>
        {
            var found = await desk.DefinitionsAsync(actor, cancellation);
            return found.Value is { } rows ? TypedResults.Ok<IReadOnlyList<DefinitionView>>([.. rows.Select(DefinitionView.Of)]) : Problems.Of(found.Findings);
        });

    private static Task<Results<Ok<DefinitionView>, ProblemHttpResult>> FindAsync(
        HttpContext http, IRequestActor actors, ProcessDesk desk, string process, int? version, CancellationToken cancellation) =>
        Requests.AsAsync<DefinitionView>(http, actors, async actor =>
        {
            var found = await desk.DefinitionAsync(actor, process, version, cancellation);
            return found.Value is { } row ? TypedResults.Ok(DefinitionView.Of(row)) : Problems.Of(found.Findings);
        });

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> FileAsync(
        HttpContext http, IRequestActor actors, ProcessDesk desk, string process, int? version, CancellationToken cancellation)
    {
        if (await actors.FindAsync(http) is not { } actor)
        {
            return Problems.NoActor;
        }

        var found = await desk.DefinitionAsync(actor, process, version, cancellation);
        return found.Value is { } row ? TypedResults.Bytes(row.File.ToArray(), MediaType, $"{row.Key.Process}.bpmn") : Problems.Of(found.Findings);
    }

    private static Task<Results<Ok<MigrationView>, ProblemHttpResult>> MigrateAsync(
        HttpContext http, IRequestActor actors, ProcessDesk desk, string process, MigrationRequest request, CancellationToken cancellation) =>
        Requests.AsAsync<MigrationView>(http, actors, async actor =>
        {
            var migrated = await desk.MigrateAsync(actor, request.Of(process), cancellation);
            return migrated.Value is { } report ? TypedResults.Ok(MigrationView.Of(report)) : Problems.Of(migrated.Findings);
        });

    private static Task<Results<Ok<IReadOnlyList<DeployedView>>, ProblemHttpResult>> DeployAsync(HttpContext http, IRequestActor actors, ProcessDesk desk, CancellationToken cancellation) =>
        Requests.AsAsync<IReadOnlyList<DeployedView>>(http, actors, async actor =>
        {
            using var file = new MemoryStream();
            var buffer = new byte[16 << 10];
            while (await http.Request.Body.ReadAsync(buffer, cancellation) is > 0 and var read)
            {
                if (file.Length + read > MostBytes)
                {
                    return Problems.Wrong("A definition file has at most 4 MiB.", "Split it.");
                }

                file.Write(buffer, 0, read);
            }

            var deployed = await desk.DeployAsync(actor, file.ToArray(), cancellation);
            return deployed.Value is { } versions
                ? TypedResults.Ok<IReadOnlyList<DeployedView>>([.. versions.Select(key => new DeployedView(key.Process, key.Version))])
                : Problems.Of(deployed.Findings);
        });
}

/// <summary>What a deployment made, or found.</summary>
public sealed record DeployedView(string Process, int Version);
