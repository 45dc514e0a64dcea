using IntegrationHub.Api.Persons;
using IntegrationHub.Identity.People;
using IntegrationHub.Workflows.Engine.Acting;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Engine.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace IntegrationHub.Api.Processes;

/// <summary>The actor's own tasks. Who may do what is decided by the same rules as everywhere.</summary>
internal static class TaskEndpoints
{
    public static void MapTasks(this RouteGroupBuilder group)
    {
        var tasks = group.MapGroup("/tasks").WithTags("tasks");
        tasks.MapGet("", ListAsync).WithName("listTasks").ForPersons(Permission.DoTasks).WithSummary("What the actor may do now, those due first before the others").ProducesProblem(StatusCodes.Status400BadRequest);
        tasks.MapGet("/{instance:guid}/{token:int}", FindAsync).WithName("getTask").ForPersons(Permission.DoTasks).WithSummary("What a task is about and what its form asks").ProducesProblem(StatusCodes.Status409Conflict);
        Act(tasks.MapPost("/{instance:guid}/{token:int}/claim", ClaimAsync)).WithName("claimTask").ForPersons(Permission.DoTasks).WithSummary("Takes a task for oneself");
        Act(tasks.MapPost("/{instance:guid}/{token:int}/release", ReleaseAsync)).WithName("releaseTask").ForPersons(Permission.DoTasks).WithSummary("Gives a claimed task back");
        Act(tasks.MapPost("/{instance:guid}/{token:int}/delegate", DelegateAsync)).WithName("delegateTask").ForPersons(Permission.DoTasks).WithSummary("Hands a task to somebody else who may do it");
        Act(tasks.MapPost("/{instance:guid}/{token:int}/complete", CompleteAsync)).WithName("completeTask").ForPersons(Permission.DoTasks).WithSummary("Completes a task with an answer to its form; what signs or approves names what was shown, and is confirmed")
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    private static RouteHandlerBuilder Act(RouteHandlerBuilder endpoint) => endpoint.ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status409Conflict);

    private static Task<Results<Ok<IReadOnlyList<TaskView>>, ProblemHttpResult>> ListAsync(
        HttpContext http, IRequestActor actors, IProcessPolicy policy, ProcessEngine engine, string? after, int? most, CancellationToken cancellation) =>
        Requests.AsAsync<IReadOnlyList<TaskView>>(http, actors, async actor =>
        {
            if (!Requests.IsPage(most) || !Cursors.TryTask(after, out var place))
            {
                return Requests.WrongPage;
            }

            var (reach, wanted, mine, more) = (CaseReach.Of(http, actor, policy), most ?? Requests.PageByDefault, new List<TaskRow>(), true);
            while (more && mine.Count < wanted)
            {
                var page = await engine.TasksOfAsync(actor, place, wanted, cancellation);
                mine.AddRange(page.Where(task => reach.Decides(task.Definition.Process)));
                more = page.Count == wanted;
                place = page is [.., var last] ? last.Place : place;
            }

            return TypedResults.Ok<IReadOnlyList<TaskView>>([.. mine.Take(wanted).Select(TaskView.Of)]);
        });

    private static Task<Results<Ok<TaskDetail>, ProblemHttpResult>> FindAsync(HttpContext http, IRequestActor actors, IProcessPolicy policy, ProcessEngine engine, Guid instance, int token, CancellationToken cancellation) =>
        Requests.AsAsync<TaskDetail>(http, actors, async actor =>
        {
            var found = await engine.FindTaskAsync(instance, token, actor, cancellation);
            if (found.Value is { } bid && !CaseReach.Of(http, actor, policy).Decides(bid.Task.Definition.Process))
            {
                return Problems.Of([ProcessEngine.NotOpen(token)]);
            }

            return found.Value is { } open
                ? TypedResults.Ok(new TaskDetail(
                    TaskView.Of(open.Task), InstanceDetail.Json(open.Task.Inputs), open.Node.Task.Roles, open.Node.Task.EscalateTo, open.Node.Task.Excluded, open.Node.Form.Fields))
                : Problems.Of(found.Findings);
        });

    private static Task<Results<NoContent, ProblemHttpResult>> ClaimAsync(HttpContext http, IRequestActor actors, ProcessEngine engine, Guid instance, int token, CancellationToken cancellation) =>
        Requests.DoAsync(http, actors, async actor => Requests.OrNone(await engine.ClaimAsync(instance, token, actor, cancellation)));

    private static Task<Results<NoContent, ProblemHttpResult>> ReleaseAsync(HttpContext http, IRequestActor actors, ProcessEngine engine, Guid instance, int token, CancellationToken cancellation) =>
        Requests.DoAsync(http, actors, async actor => Requests.OrNone(await engine.ReleaseAsync(instance, token, actor, cancellation)));

    private static Task<Results<NoContent, ProblemHttpResult>> DelegateAsync(
        HttpContext http, IRequestActor actors, IActorDirectory directory, ProcessEngine engine, Guid instance, int token, DelegateRequest request, CancellationToken cancellation) =>
        Requests.DoAsync(http, actors, async actor => Requests.OrNone(
            await engine.HandOverAsync(directory, instance, token, actor, request.To, cancellation)));

    /// <summary>A person at a door answers what was shown (<see cref="TaskSheetEndpoints"/>); who opens the socket is taken at the word.</summary>
    private static Task<Results<NoContent, ProblemHttpResult>> CompleteAsync(
        HttpContext http, IRequestActor actors, ProcessEngine engine, Guid instance, int token, CompleteRequest request, CancellationToken cancellation) =>
        Requests.TryAsync(http, actors, async actor =>
            Requests.Values(request.Answer) is not { } answer ? Problems.Of(Requests.WrongValues("answer"))
            : PersonCalls.IsAtDoor(http) ? await TaskSheetEndpoints.CompleteAsync(http, actor, instance, token, answer, request.Shown)
            : await engine.CompleteAsync(instance, token, answer, actor, cancellation) is { Count: > 0 } refused ? Problems.Of(refused)
            : null);
}
