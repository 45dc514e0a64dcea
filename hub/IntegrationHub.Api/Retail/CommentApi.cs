using IntegrationHub.Api.Persons;
using IntegrationHub.Api.Processes;
using IntegrationHub.Identity.People;
using IntegrationHub.Retail.Processes.Comments;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Api.Retail;

/// <summary>What people say about cases and tasks, over HTTP.</summary>
public sealed class CommentApi : IApiPart
{
    public void AddTo(IServiceCollection services, IServiceProvider hub) => services.AddSingleton(hub.GetRequiredService<CaseComments>());

    public void Map(RouteGroupBuilder api)
    {
        api.MapGet("/instances/{id:guid}/comments", ListAsync).WithTags("instances").WithName("listComments").ForPersons(Permission.ReadProcesses).WithSummary("What was said about a case").ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPost("/instances/{id:guid}/comments", SayAsync).WithTags("instances").WithName("comment").ForPersons(Permission.DoTasks).WithSummary("Says something about a case, or at one of its open tasks; it is never changed")
            .ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    private static Task<Results<Ok<IReadOnlyList<CommentView>>, ProblemHttpResult>> ListAsync(HttpContext http, IRequestActor actors, CaseComments comments, Guid id, CancellationToken cancellation) =>
        Requests.AsAsync<IReadOnlyList<CommentView>>(http, actors, async actor =>
        {
            var found = await comments.ListAsync(actor, id, cancellation);
            return found.Value is { } said ? TypedResults.Ok<IReadOnlyList<CommentView>>([.. said.Select(CommentView.Of)]) : Problems.Of(found.Findings);
        });

    private static Task<Results<Ok<CommentView>, ProblemHttpResult>> SayAsync(HttpContext http, IRequestActor actors, CaseComments comments, Guid id, CommentRequest request, CancellationToken cancellation) =>
        Requests.AsAsync<CommentView>(http, actors, async actor =>
        {
            var said = await comments.SayAsync(actor, id, request.Token, request.Text, cancellation);
            return said.Value is { } comment ? TypedResults.Ok(CommentView.Of(comment)) : Problems.Of(said.Findings);
        });
}

/// <param name="Text">1 to 2,000 characters.</param>
/// <param name="Token">Of an open task of the case, where it is said at one.</param>
public sealed record CommentRequest(string Text, int? Token = null);

/// <param name="Number">Counts the comments of the case, from 1.</param>
/// <param name="Step">Id of the task it was said at; empty for the case as a whole.</param>
public sealed record CommentView(int Number, string Step, string By, DateTimeOffset At, string Text)
{
    internal static CommentView Of(CaseComment comment) => new(comment.Number, comment.Step, comment.By, comment.At, comment.Text);
}
