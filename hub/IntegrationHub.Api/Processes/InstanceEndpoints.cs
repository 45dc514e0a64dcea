using IntegrationHub.Api.Persons;
using IntegrationHub.Api.Services;
using IntegrationHub.Identity.People;
using IntegrationHub.Workflows;
using IntegrationHub.Workflows.Engine.Acting;
using IntegrationHub.Workflows.Engine.Desk;
using IntegrationHub.Workflows.Engine.Store;
using IntegrationHub.Workflows.Execution;
using IntegrationHub.Workflows.Values;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace IntegrationHub.Api.Processes;

/// <summary>Instances and their incidents.</summary>
internal static class InstanceEndpoints
{
    /// <summary>Pages of the store that are read for one page of the caller's.</summary>
    private const int MostLooks = 20;

    public static void MapInstances(this RouteGroupBuilder group)
    {
        var instances = group.MapGroup("/instances").WithTags("instances");
        instances.MapGet("", ListAsync).WithName("listInstances").ForPersons(Permission.ReadProcesses).WithSummary("Cases, those started last first").ProducesProblem(StatusCodes.Status400BadRequest);
        instances.MapGet("/{id:guid}", FindAsync).WithName("getInstance").ForPersons(Permission.ReadProcesses).ForServices(Permission.ReadProcesses).WithSummary("Where a case stands").ProducesProblem(StatusCodes.Status404NotFound);
        instances.MapGet("/{id:guid}/history", HistoryAsync).WithName("getInstanceHistory").ForPersons(Permission.ReadProcesses).ForServices(Permission.ReadProcesses).WithSummary("What happened in a case");
        instances.MapPut("/{id:guid}", StartAsync).WithName("startInstance").ForPersons(Permission.StartProcesses).ForServices(Permission.StartProcesses).WithSummary("Starts a case under an id of the caller; the same again starts nothing")
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        instances.MapPost("/{id:guid}/cancel", CancelAsync).WithName("cancelInstance").ForPersons(Permission.OperateProcesses).WithConfirmation().WithSummary("Cancels a case, with what it called").ProducesProblem(StatusCodes.Status409Conflict);
        instances.MapPost("/{id:guid}/incidents/{number:int}/retry", RetryAsync).WithName("retryIncident").ForPersons(Permission.OperateProcesses).WithConfirmation().WithSummary("Lets a step be tried again").ProducesProblem(StatusCodes.Status409Conflict);
        instances.MapPost("/{id:guid}/incidents/{number:int}/skip", SkipAsync).WithName("skipIncident").ForPersons(Permission.OperateProcesses).WithConfirmation().WithSummary("Lets a case go on as if the step had ended").ProducesProblem(StatusCodes.Status409Conflict);
        group.MapGet("/incidents", IncidentsAsync).WithTags("incidents").WithName("listIncidents").ForPersons(Permission.ReadProcesses).WithSummary("Steps that wait for an operator");
    }

    private static Task<Results<Ok<IReadOnlyList<InstanceView>>, ProblemHttpResult>> ListAsync(
        HttpContext http, IRequestActor actors, IProcessPolicy policy, ProcessDesk desk, string? process, string? businessKey, InstanceStatus? status, string? after, int? most, CancellationToken cancellation) =>
        Requests.AsAsync<IReadOnlyList<InstanceView>>(http, actors, async actor =>
        {
            if (!Requests.IsPage(most) || !Cursors.TryInstance(after, out var place))
            {
                return Requests.WrongPage;
            }

            var found = await VisibleAsync(desk, CaseReach.Of(http, actor, policy), new InstanceQuery(process, businessKey, status, false, place, most ?? Requests.PageByDefault), cancellation);
            return found.Value is { } rows ? TypedResults.Ok<IReadOnlyList<InstanceView>>([.. rows.Select(InstanceView.Of)]) : Problems.Of(found.Findings);
        });

    private static Task<Results<Ok<InstanceDetail>, ProblemHttpResult>> FindAsync(HttpContext http, IRequestActor actors, IProcessPolicy policy, ProcessDesk desk, Guid id, CancellationToken cancellation) =>
        Requests.AsAsync<InstanceDetail>(http, actors, async actor =>
        {
            var found = await desk.InstanceAsync(actor, id, cancellation);
            return found.Value is { } row ? Answer(CaseReach.Of(http, actor, policy), row) : Problems.Of(found.Findings);
        });

    private static Task<Results<Ok<IReadOnlyList<HistoryView>>, ProblemHttpResult>> HistoryAsync(HttpContext http, IRequestActor actors, IProcessPolicy policy, ProcessDesk desk, Guid id, CancellationToken cancellation) =>
        Requests.AsAsync<IReadOnlyList<HistoryView>>(http, actors, async actor =>
        {
            var (reach, of) = (CaseReach.Of(http, actor, policy), await desk.InstanceAsync(actor, id, cancellation));
            if (of.Value is not { } row || !reach.Sees(row.Definition.Process))
            {
                return Problems.Of(of.Value is null ? of.Findings : [ProcessDesk.NoInstance(id)]);
            }

            var (found, reads) = (await desk.HistoryAsync(actor, id, cancellation), reach.Reads(row.Definition.Process));
            return found.Value is { } rows ? TypedResults.Ok<IReadOnlyList<HistoryView>>([.. rows.Select(HistoryView.Of).Select(one => reads ? one : one with { Detail = "" })]) : Problems.Of(found.Findings);
        });

    private static Task<Results<Ok<InstanceDetail>, ProblemHttpResult>> StartAsync(HttpContext http, IRequestActor actors, IProcessPolicy policy, ProcessDesk desk, Guid id, StartRequest request, CancellationToken cancellation) =>
        Requests.AsAsync<InstanceDetail>(http, actors, async actor =>
        {
            if (Requests.Values(request.Variables) is not { } variables)
            {
                return Problems.Of(Requests.WrongValues("variables"));
            }

            var started = await desk.StartAsync(actor, id, request.Process, request.BusinessKey, variables, request.StartEvent, cancellation);
            return started.Value is { } row ? Answer(CaseReach.Of(http, actor, policy), row) : Problems.Of(started.Findings);
        });

    /// <summary>A case as its caller may see it.</summary>
    private static Results<Ok<InstanceDetail>, ProblemHttpResult> Answer(CaseReach reach, InstanceRow row)
    {
        if (!reach.Sees(row.Definition.Process))
        {
            return Problems.Of([ProcessDesk.NoInstance(row.Id)]);
        }

        var detail = InstanceDetail.Of(row);
        return TypedResults.Ok(reach.Reads(row.Definition.Process) ? detail : detail with { Variables = InstanceDetail.Json(ContextValue.Empty), Incidents = [.. detail.Incidents.Select(static one => one with { Text = "", Remedy = "" })] });
    }

    /// <summary>A page of cases that the caller sees: what is left out of a page of the store is made up for from the next.</summary>
    private static async Task<Outcome<IReadOnlyList<InstanceRow>>> VisibleAsync(ProcessDesk desk, CaseReach reach, InstanceQuery query, CancellationToken cancellation)
    {
        var seen = new List<InstanceRow>();
        for (var (looks, more) = (0, true); looks < MostLooks && more && seen.Count < query.Most; looks++)
        {
            var found = await desk.InstancesAsync(reach.Actor, query, cancellation);
            if (found.Value is not { } rows)
            {
                return found;
            }

            seen.AddRange(rows.Where(row => reach.Sees(row.Definition.Process)));
            more = rows.Count == query.Most;
            query = rows is [.., var last] ? query with { After = (last.StartedAt, last.Id) } : query;
        }

        return Outcome.Of<IReadOnlyList<InstanceRow>>([.. seen.Take(query.Most)]);
    }

    private static Task<Results<NoContent, ProblemHttpResult>> CancelAsync(HttpContext http, IRequestActor actors, ProcessDesk desk, Guid id, ReasonRequest request, CancellationToken cancellation) =>
        Requests.DoAsync(http, actors, actor => desk.CancelAsync(actor, id, request.Reason, cancellation));

    private static Task<Results<NoContent, ProblemHttpResult>> RetryAsync(
        HttpContext http, IRequestActor actors, ProcessDesk desk, Guid id, int number, RetryRequest request, CancellationToken cancellation) =>
        Requests.DoAsync(http, actors, async actor => Requests.Values(request.Changes) is { } changes
            ? Rewrites(http, changes) ? OnSocket : await desk.RetryAsync(actor, id, number, changes, request.Reason, cancellation)
            : Requests.WrongValues("changes"));

    private static Task<Results<NoContent, ProblemHttpResult>> SkipAsync(
        HttpContext http, IRequestActor actors, ProcessDesk desk, Guid id, int number, SkipRequest request, CancellationToken cancellation) =>
        Requests.DoAsync(http, actors, async actor => Requests.Values(request.Result) is { } result
            ? Rewrites(http, result) ? OnSocket : await desk.SkipAsync(actor, id, number, result, request.Flow, request.Reason, cancellation)
            : Requests.WrongValues("result"));

    /// <summary>An operator who is signed in retries and skips as the page does, and writes nothing into a case: its values are others' work.</summary>
    private static bool Rewrites(HttpContext http, ContextValue values) => PersonCalls.IsAtDoor(http) && values.Entries.Count > 0;

    private static IReadOnlyList<Finding> OnSocket => [new(Problems.DoorClosed, "", "", 0, "Values of a case are not written at the doors of persons.", "Retry or skip without them, or use `ihub incident retry` or `ihub incident skip` on the hub's machine.")];

    private static Task<Results<Ok<IReadOnlyList<IncidentView>>, ProblemHttpResult>> IncidentsAsync(
        HttpContext http, IRequestActor actors, IProcessPolicy policy, ProcessDesk desk, string? after, int? most, CancellationToken cancellation) =>
        Requests.AsAsync<IReadOnlyList<IncidentView>>(http, actors, async actor =>
        {
            if (!Requests.IsPage(most) || !Cursors.TryInstance(after, out var place))
            {
                return Requests.WrongPage;
            }

            var reach = CaseReach.Of(http, actor, policy);
            var found = await VisibleAsync(desk, reach, new InstanceQuery(null, null, null, OnlyWithIncidents: true, place, most ?? Requests.PageByDefault), cancellation);
            return found.Value is { } rows
                ? TypedResults.Ok<IReadOnlyList<IncidentView>>([.. rows.SelectMany(row => row.State.Incidents.Values.Select(incident => new IncidentView(
                    row.Id, incident.Id, row.Definition.Process, row.State.BusinessKey, incident.Node, incident.Code, reach.Reads(row.Definition.Process) ? incident.Text : "", reach.Reads(row.Definition.Process) ? incident.Remedy : "", incident.At)))])
                : Problems.Of(found.Findings);
        });
}
