using System.Collections.Immutable;
using System.Globalization;
using IntegrationHub.Identity.People;
using IntegrationHub.Identity.SignIn;
using IntegrationHub.Portal.Confirming;
using IntegrationHub.Portal.Hosting;
using IntegrationHub.Workflows;
using IntegrationHub.Workflows.Engine.Desk;
using IntegrationHub.Workflows.Engine.Migrating;
using IntegrationHub.Workflows.Engine.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Portal.Pages.Processes;

/// <summary>One case to another version of its process: everything that is in its way is shown first, and what is done then has a reason and is confirmed like a signature.</summary>
internal static class MigrationEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/processes/{id:guid}/migrate", LookAsync).Needs(Permission.OperateProcesses);
        endpoints.MapPost("/processes/{id:guid}/migrate", GoAsync).Needs(Permission.OperateProcesses);
    }

    /// <summary>Says what would become of the case; nothing is written.</summary>
    private static async Task<IResult> LookAsync(HttpContext http, Guid id, ProcessDesk desk)
    {
        if (await FindAsync(http, id, desk) is not { } row)
            return Notices.NotFound();

        var question = MigrationQuestion.Read(row.Definition.Version, name => http.Request.Query[name].ToString());
        var (seen, findings) = question.To is null ? (null, []) : await AskAsync(http, id, row, question, desk, "", apply: false);
        return await PageAsync(http, row, question, desk, seen, findings, "", StatusCodes.Status200OK);
    }

    private static async Task<IResult> GoAsync(HttpContext http, Guid id, ProcessDesk desk, Confirmation confirmation)
    {
        if (await FindAsync(http, id, desk) is not { } row)
            return Notices.NotFound();

        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var question = MigrationQuestion.Read(row.Definition.Version, name => form[name].ToString());
        var reason = form["reason"].ToString();
        var (seen, findings) = await AskAsync(http, id, row, question, desk, reason, apply: false);
        if (seen?.State != MigrationState.CanGo)
            return await PageAsync(http, row, question, desk, seen, findings, reason, findings.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status409Conflict);

        if (ProcessDesk.CheckReason(reason) is { } unsaid)
            return await PageAsync(http, row, question, desk, seen, [unsaid], reason, StatusCodes.Status422UnprocessableEntity);

        var (from, to) = (Number(question.From), Number(question.To!.Value));
        KeyValuePair<string, string>[] carried = [new("from", from), new("to", to), new("map", question.Map), new("reason", reason)];
        if (await confirmation.AskAsync(http, carried, Act(http, row, question, from, to, reason)) is { } ask)
            return ask;

        (seen, findings) = await AskAsync(http, id, row, question, desk, reason, apply: true);
        return seen?.State is MigrationState.Gone or MigrationState.WasThere
            ? Results.Redirect($"/processes/{id:D}")
            : await PageAsync(http, row, question, desk, seen, findings, reason, StatusCodes.Status409Conflict);
    }

    private static ConfirmedAct Act(HttpContext http, InstanceRow row, MigrationQuestion question, string from, string to, string reason)
    {
        var page = http.RequestServices.GetRequiredService<PageContext>();
        List<(string, string)> facts =
        [
            (page.T("task.case"), row.State.BusinessKey), (page.T("task.task"), page.T("processes.migrate-go")), (page.T("processes.migrate-from"), page.T("processes.version", from)),
            (page.T("processes.migrate-to"), page.T("processes.version", to)),
        ];
        if (question.Map.Length > 0)
            facts.Add((page.T("processes.migrate-map"), question.Map.Replace("\n", "; ", StringComparison.Ordinal)));

        facts.Add((page.T("processes.reason"), reason));
        return new ConfirmedAct("confirm.title", facts, $"/processes/{row.Id:D}/migrate") { Summary = $"{row.State.BusinessKey} – {page.T("processes.migrate-go")} {from} → {to}" };
    }

    /// <summary>What would become of the case, or became of it; null with what is wrong where the question is none.</summary>
    private static async Task<(MigrationOutcome? Seen, IReadOnlyList<Finding> Findings)> AskAsync(
        HttpContext http, Guid id, InstanceRow row, MigrationQuestion question, ProcessDesk desk, string reason, bool apply)
    {
        if (question.To is not { } to)
            return (null, [new Finding(ProcessDesk.UnknownDefinition, "to", "", 0, "No version was chosen.", "Choose one of the list.")]);

        var named = question.Named(out var wrong);
        if (wrong.Count > 0)
            return (null, wrong);

        var order = new MigrationOrder(row.Definition.Process, question.From, to, named, ImmutableArray.Create(id), reason, apply, WherePossible: false);
        var migrated = await desk.MigrateAsync(PortalActors.Of(http), order, http.RequestAborted);
        return (migrated.Value?.Cases.Single(), migrated.Findings);
    }

    private static async Task<IResult> PageAsync(
        HttpContext http, InstanceRow row, MigrationQuestion question, ProcessDesk desk, MigrationOutcome? seen, IReadOnlyList<Finding> findings, string reason, int status)
    {
        var newest = (await desk.DefinitionAsync(PortalActors.Of(http), row.Definition.Process, null, http.RequestAborted)).Value?.Key.Version ?? row.Definition.Version;
        var withValues = PortalActors.MayReadValues(http.Features.GetRequiredFeature<SignedIn>(), row.Definition.Process);
        return new RazorComponentResult<MigrationPage>(new { Model = new MigrationModel(row, newest, question, seen, findings, withValues) { Reason = reason } }) { StatusCode = status };
    }

    private static Task<InstanceRow?> FindAsync(HttpContext http, Guid id, ProcessDesk desk) => ProcessEndpoints.FindAsync(http, id, PortalActors.Of(http), desk);

    private static string Number(int version) => version.ToString(CultureInfo.InvariantCulture);
}
