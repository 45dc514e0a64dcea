using IntegrationHub.Api.Processes;
using IntegrationHub.Api.Services;
using IntegrationHub.Identity.People;
using IntegrationHub.Identity.SignIn;
using IntegrationHub.Retail.Processes.Deciding;
using IntegrationHub.Workflows;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Forms;
using IntegrationHub.Workflows.Tasks;
using IntegrationHub.Workflows.Values;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Api.Persons;

/// <summary>
/// What a task shows to who does it, and its answer: what its page shows, by the same reader, with the digest that the answer brings again. What signs or approves is confirmed with password and code,
/// which are for this sheet and this answer and no other.
/// </summary>
internal static class TaskSheetEndpoints
{
    private const string ShownMissing = "TASK_SHOWN_MISSING";

    public static void Map(RouteGroupBuilder api) => api.MapGet("/tasks/{instance:guid}/{token:int}/sheet", ShowAsync).WithTags("tasks").WithName("showTask").WithOnlySignedIn().ForPersons(Permission.DoTasks).WithLooksOfItsOwn()
        .WithSummary("Everything that the page of a task shows to who does it, texts whole, with its digest").ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status409Conflict);

    private static Task<Results<Ok<TaskSheetView>, ProblemHttpResult>> ShowAsync(HttpContext http, IRequestActor actors, TaskSheets sheets, Guid instance, int token, CancellationToken cancellation) =>
        Requests.AsAsync<TaskSheetView>(http, actors, async actor =>
        {
            var found = await sheets.ShowAsync(PersonOf(http), actor, instance, token, cancellation);
            return found.Value is { } sheet ? TypedResults.Ok(TaskSheetView.Of(sheet, await sheets.ContextOfAsync(sheet, cancellation))) : Problems.Of(found.Findings);
        });

    /// <summary>Completes a task for a person at a door; null where that worked.</summary>
    /// <param name="http">The call.</param>
    /// <param name="actor">The person in processes.</param>
    /// <param name="instance">Id of the case.</param>
    /// <param name="token">Of the task.</param>
    /// <param name="sent">The answer, with receipts for files.</param>
    /// <param name="shown">Digest of what was shown; null where the answer names none.</param>
    internal static async Task<ProblemHttpResult?> CompleteAsync(HttpContext http, Actor actor, Guid instance, int token, ContextValue sent, string? shown)
    {
        var (services, cancellation) = (http.RequestServices, http.RequestAborted);
        var (sheets, engine) = (services.GetRequiredService<TaskSheets>(), services.GetRequiredService<ProcessEngine>());
        var found = await sheets.FindAsync(PersonOf(http), actor, instance, token, cancellation);
        if (found.Value is not { } sheet)
        {
            return Problems.Of(found.Findings);
        }

        var (answer, wrong) = TaskFileEndpoints.Resolve(sheet.Node.Form, sent, http.Features.GetRequiredFeature<PersonRequest>().Token!);
        if (shown is null && sheet.NeedsConfirmation)
        {
            return Problems.Of([new Finding(ShownMissing, "shown", sheet.Task.Name, 0, "Who signs or approves names what was shown.", $"Read /api/v1{sheet.Address}/sheet, and send its `digest` as `shown` with the answer.")]);
        }

        if (shown is not null && sheet.WhyNot(shown, (answer["digest"] as TextValue)?.Text) is { } other)
        {
            return Problems.Of([other]);
        }

        FormCheck.Check(sheet.Node.Form, answer, out var findings);
        if (wrong.Concat(findings.Where(one => wrong.All(file => file.Element != one.Element))).Concat(Requests.OrNone(DecisionRules.MissingReason(sheet.Node.Form, answer))).ToList() is { Count: > 0 } all)
        {
            return Problems.Of(all);
        }

        // Whoever may not complete it anyway is not asked for factors first.
        if (engine.WhyNot(sheet.Asked, actor) is { } held)
        {
            return Problems.Of([held]);
        }

        var act = sheet.NeedsConfirmation ? sheet.ActOf(answer) : null;
        if (act is not null && await Confirmations.AskAsync(http, new ConfirmedThing(act, $"{sheet.Task.BusinessKey} – {sheet.ChosenOf((answer["decision"] as TextValue)?.Text)}")) is { } asked)
        {
            return asked;
        }

        var refused = await engine.CompleteAsync(instance, token, answer, actor, cancellation, shown is null ? null : sheet.Shown(act));
        return refused.Count > 0 ? Problems.Of(refused) : null;
    }

    private static SignedIn PersonOf(HttpContext http) => http.Features.GetRequiredFeature<PersonRequest>().Who!;
}
