using IntegrationHub.Api.Persons;
using IntegrationHub.Api.Processes;
using IntegrationHub.Identity.People;
using IntegrationHub.Retail.Processes.Absences;
using IntegrationHub.Workflows.Engine.Desk;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Api.Retail;

/// <summary>Absences and deputies over HTTP.</summary>
public sealed class AbsenceApi : IApiPart
{
    public void AddTo(IServiceCollection services, IServiceProvider hub) => services.AddSingleton(hub.GetRequiredService<AbsenceDesk>());

    public void Map(RouteGroupBuilder api)
    {
        var absences = api.MapGroup("/absences").WithTags("absences");
        absences.MapGet("", ListAsync).WithName("listAbsences").ForPersons(Permission.DoTasks).WithSummary("Absences in force or to come that concern the actor");
        absences.MapPost("", EnterAsync).WithName("enterAbsence").ForPersons(Permission.DoTasks).WithSummary("Enters an absence with a deputy").ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        absences.MapPost("/{person}/{from}/end", EndAsync).WithName("endAbsence").ForPersons(Permission.DoTasks).WithSummary("Ends an absence from now on; what the deputy holds because of it goes back")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static Task<Results<Ok<IReadOnlyList<AbsenceView>>, ProblemHttpResult>> ListAsync(HttpContext http, IRequestActor actors, AbsenceDesk desk, CancellationToken cancellation) =>
        Requests.AsAsync<IReadOnlyList<AbsenceView>>(http, actors, async actor =>
            TypedResults.Ok<IReadOnlyList<AbsenceView>>([.. (await desk.ListAsync(actor, cancellation)).Select(AbsenceView.Of)]));

    private static Task<Results<Ok<AbsenceView>, ProblemHttpResult>> EnterAsync(HttpContext http, IRequestActor actors, AbsenceDesk desk, AbsenceRequest request, CancellationToken cancellation) =>
        Requests.AsAsync<AbsenceView>(http, actors, async actor => Answer(await desk.EnterAsync(actor, request.Person ?? actor.User, request.Deputy, request.From, request.To, cancellation)));

    private static Task<Results<Ok<AbsenceView>, ProblemHttpResult>> EndAsync(HttpContext http, IRequestActor actors, AbsenceDesk desk, string person, DateOnly from, CancellationToken cancellation) =>
        Requests.AsAsync<AbsenceView>(http, actors, async actor => Answer(await desk.EndAsync(actor, person, from, cancellation)));

    private static Results<Ok<AbsenceView>, ProblemHttpResult> Answer(Outcome<Absence> outcome) =>
        outcome.Value is { } absence ? TypedResults.Ok(AbsenceView.Of(absence)) : Problems.Of(outcome.Findings);
}

/// <param name="Deputy">Who does the tasks meanwhile.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
/// <param name="Person">Who is away; the actor where it is left away.</param>
public sealed record AbsenceRequest(string Deputy, DateOnly From, DateOnly To, string? Person = null);

/// <param name="By">Who entered it.</param>
public sealed record AbsenceView(string Person, string Deputy, DateOnly From, DateOnly To, string By)
{
    internal static AbsenceView Of(Absence absence) => new(absence.Person, absence.Deputy, absence.From, absence.To, absence.By);
}
