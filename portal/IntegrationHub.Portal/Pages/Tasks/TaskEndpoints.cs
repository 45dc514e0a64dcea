using IntegrationHub.Identity;
using IntegrationHub.Identity.People;
using IntegrationHub.Identity.SignIn;
using IntegrationHub.Portal.Confirming;
using IntegrationHub.Portal.Hosting;
using IntegrationHub.Retail.Processes.Comments;
using IntegrationHub.Workflows;
using IntegrationHub.Workflows.Engine.Acting;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace IntegrationHub.Portal.Pages.Tasks;

/// <summary>The person's tasks: list, one with its form, claim, release, hand over, complete.</summary>
internal static class TaskEndpoints
{
    private const string NotShown = "TASK_NOT_SHOWN";
    private const string UploadRefused = "FORM_FILE";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/tasks", ListAsync).Needs(Permission.DoTasks);
        endpoints.MapGet("/tasks/{instance:guid}/{token:int}", ShowAsync).Needs(Permission.DoTasks);
        endpoints.MapPost("/tasks/{instance:guid}/{token:int}/claim", ClaimAsync).Needs(Permission.DoTasks);
        endpoints.MapPost("/tasks/{instance:guid}/{token:int}/release", ReleaseAsync).Needs(Permission.DoTasks);
        endpoints.MapPost("/tasks/{instance:guid}/{token:int}/hand-over", HandOverAsync).Needs(Permission.DoTasks);
        endpoints.MapPost("/tasks/{instance:guid}/{token:int}/comments", CommentAsync).Needs(Permission.DoTasks);
        endpoints.MapPost("/tasks/{instance:guid}/{token:int}/complete", CompleteAsync).Needs(Permission.DoTasks).TakesFile();
    }

    private static async Task<IResult> ListAsync(HttpContext http, TaskLists lists, string? after)
    {
        var who = http.Features.GetRequiredFeature<SignedIn>();
        var model = await lists.ReadAsync(who, PortalActors.Of(http), TaskQuestion.Read(http.Request.Query), after, http.RequestAborted);
        return SessionHandler.IsFragment(http.Request)
            ? new RazorComponentResult<TaskResults>(new { Model = model })
            : new RazorComponentResult<TaskListPage>(new { Model = model });
    }

    private static async Task<IResult> ShowAsync(HttpContext http, Guid instance, int token, TaskSheets sheets, Looks looks)
    {
        var found = await sheets.FindAsync(http, instance, token);
        if (found.Sheet is not { } sheet)
            return Refused(found.Refused!);

        // The text of a contract, a bid or a settlement: who read it stands in the ledger, here as in its own page.
        if (sheet.Documents.Count > 0)
            await looks.LookAsync(http, "task", instance.ToString(), always: true);

        return await sheets.PageAsync(http, sheet, TaskForm.Empty, [], StatusCodes.Status200OK);
    }

    private static Task<IResult> ClaimAsync(HttpContext http, Guid instance, int token, ProcessEngine engine) =>
        ActAsync(http, instance, token, actor => engine.ClaimAsync(instance, token, actor, http.RequestAborted));

    private static Task<IResult> ReleaseAsync(HttpContext http, Guid instance, int token, ProcessEngine engine) =>
        ActAsync(http, instance, token, actor => engine.ReleaseAsync(instance, token, actor, http.RequestAborted));

    private static async Task<IResult> HandOverAsync(HttpContext http, Guid instance, int token, IActorDirectory directory, ProcessEngine engine)
    {
        var to = (await http.Request.ReadFormAsync(http.RequestAborted))["to"].ToString().Trim();
        var actor = PortalActors.Of(http);
        if (await engine.WhyNotAsync(instance, token, actor, http.RequestAborted) is { } mine)
            return Refused(mine);

        // A name that nobody has and one of somebody who may not do the task get the same answer.
        var other = to.Length is 0 or > 100 ? null : await directory.FindAsync(to, http.RequestAborted);
        var refused = await engine.DelegateAsync(instance, token, actor, other ?? new Actor(to, [], []), http.RequestAborted);
        return refused is null ? Results.Redirect("/tasks")
            : Refused(refused.Code is TaskRules.NotCandidate or TaskRules.FourEyes ? new Finding("ACTOR_UNKNOWN", "to", "", 0, "Nobody of this name can take the task.", "Name somebody with a role of the task who did not do the step that it checks.") : refused);
    }

    private static async Task<IResult> CommentAsync(HttpContext http, Guid instance, int token, TaskSheets sheets, CaseComments comments)
    {
        var found = await sheets.FindAsync(http, instance, token);
        if (found.Sheet is not { } sheet)
            return Refused(found.Refused!);

        var text = (await http.Request.ReadFormAsync(http.RequestAborted))["comment"].ToString();
        var said = await comments.SayAsync(PortalActors.Of(http), instance, token, text, http.RequestAborted);
        return said.Value is not null
            ? Results.Redirect($"{sheet.Address}#comments")
            : await sheets.PageAsync(http, sheet, TaskForm.Empty, said.Findings, StatusCodes.Status422UnprocessableEntity, text);
    }

    private static async Task<IResult> CompleteAsync(
        HttpContext http, Guid instance, int token, TaskSheets sheets, TaskUploads uploads, TimeZones zones, Confirmation confirmation, ProcessEngine engine)
    {
        var found = await sheets.FindAsync(http, instance, token);
        if (found.Sheet is not { } sheet)
            return Refused(found.Refused!);

        var who = http.Features.GetRequiredFeature<SignedIn>();
        var posted = await http.Request.ReadFormAsync(http.RequestAborted);
        var texts = sheet.Node.Form.Fields.ToDictionary(static field => field.Name, field => posted[TaskForm.Prefix + field.Name].ToString(), StringComparer.Ordinal);
        var files = TaskUploads.Sent(sheet.Node.Form, posted);
        var form = Read();
        List<Finding> wrong =
        [
            .. form.Findings.Where(finding => !files.ContainsKey(finding.Element)),
            .. files.Where(static file => !TaskUploads.Fits(file.Value)).Select(static file => new Finding(UploadRefused, file.Key, "", 0, "The file is empty or too large.", "Send 1 octet to 8 MiB.")),
        ];
        if (!sheet.IsShown)
            return await sheets.PageAsync(http, sheet, form, [new Finding(NotShown, "", "", 0, "What is to be decided cannot be shown.", "Ask for the right to see it, or look whether it is there.")], StatusCodes.Status409Conflict);

        // What is decided is what was shown: text, facts and all.
        if (posted["shown"] != sheet.Digest || (sheet.SignedDigest is { } signed && texts.TryGetValue("digest", out var given) && given != signed))
            return await sheets.PageAsync(http, sheet, form, [new Finding(ProcessEngine.TaskChanged, "", "", 0, "What this is about has changed since it was shown.", "Read it again.")], StatusCodes.Status409Conflict);

        if (wrong.Count > 0)
            return await sheets.PageAsync(http, sheet, form, wrong, StatusCodes.Status422UnprocessableEntity);

        var actor = PortalActors.Of(http);
        // Whoever may not complete it anyway is not asked for factors first.
        if (await engine.WhyNotAsync(instance, token, actor, http.RequestAborted) is { } held)
            return await sheets.PageAsync(http, sheet, form, [held], StatusCodes.Status409Conflict);

        // Nothing is archived of a form that is refused for anything else.
        await uploads.TakeAsync(files, texts, who, http.RequestAborted);
        form = Read();
        var carried = Carried(texts, sheet).ToList();
        if (sheet.NeedsConfirmation && await confirmation.AskAsync(http, carried, TaskSheets.Act(http, sheet, texts)) is { } ask)
            return ask;

        var refused = await engine.CompleteAsync(instance, token, form.Answer, actor, http.RequestAborted, sheet.Shown(sheet.NeedsConfirmation ? Confirmation.ActOf(http, carried) : null));
        return refused.Count == 0 ? Results.Redirect("/tasks?done=" + Uri.EscapeDataString(sheet.Task.BusinessKey)) : await sheets.PageAsync(http, sheet, form, refused, StatusCodes.Status409Conflict);

        TaskForm Read() => TaskForm.Read(sheet.Node.Form, uploads.Resolve(sheet.Node.Form, texts, who), zones) with { Texts = texts };
    }

    private static IEnumerable<KeyValuePair<string, string>> Carried(Dictionary<string, string> texts, TaskSheet sheet) =>
        texts.Select(static field => KeyValuePair.Create(TaskForm.Prefix + field.Key, field.Value)).Append(KeyValuePair.Create("shown", sheet.Digest));

    private static async Task<IResult> ActAsync(HttpContext http, Guid instance, int token, Func<Actor, Task<Finding?>> act) =>
        await act(PortalActors.Of(http)) is { } refused ? Refused(refused) : Results.Redirect($"/tasks/{instance:D}/{token}");

    /// <summary>A task of others, one that is over and one that never was are not found alike. Who did the step before knows the task and is told why somebody else does it.</summary>
    private static RazorComponentResult<FindingPage> Refused(Finding finding) => new(new
    {
        Finding = finding.Code == TaskRules.NotCandidate ? new Finding(ProcessEngine.TaskNotOpen, "", "", 0, "The task is not open.", "Look at the list of tasks again.") : finding,
        Back = "/tasks",
    })
    {
        StatusCode = finding.Code switch
        {
            TaskRules.NotCandidate or ProcessEngine.TaskNotOpen => StatusCodes.Status404NotFound,
            TaskRules.FourEyes => StatusCodes.Status403Forbidden,
            "ACTOR_UNKNOWN" => StatusCodes.Status422UnprocessableEntity,
            _ => StatusCodes.Status409Conflict,
        },
    };
}
