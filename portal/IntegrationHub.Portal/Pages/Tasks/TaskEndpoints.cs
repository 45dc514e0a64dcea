using IntegrationHub.Identity.People;
using IntegrationHub.Identity.SignIn;
using IntegrationHub.Portal.Confirming;
using IntegrationHub.Portal.Hosting;
using IntegrationHub.Retail.Processes.Comments;
using IntegrationHub.Retail.Processes.Deciding;
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

    private static async Task<IResult> ShowAsync(HttpContext http, Guid instance, int token, TaskPages pages, TimeZones zones)
    {
        var found = await pages.ShowAsync(http, instance, token);
        return found.Value is { } sheet ? await pages.PageAsync(http, sheet, TaskForm.Of(sheet.Asked, sheet.Facts, zones), [], StatusCodes.Status200OK) : Refused(found.Findings[0]);
    }

    private static Task<IResult> ClaimAsync(HttpContext http, Guid instance, int token, ProcessEngine engine) =>
        ActAsync(http, instance, token, actor => engine.ClaimAsync(instance, token, actor, http.RequestAborted));

    private static Task<IResult> ReleaseAsync(HttpContext http, Guid instance, int token, ProcessEngine engine) =>
        ActAsync(http, instance, token, actor => engine.ReleaseAsync(instance, token, actor, http.RequestAborted));

    private static async Task<IResult> HandOverAsync(HttpContext http, Guid instance, int token, IActorDirectory directory, ProcessEngine engine)
    {
        var to = (await http.Request.ReadFormAsync(http.RequestAborted))["to"].ToString().Trim();
        return await engine.HandOverAsync(directory, instance, token, PortalActors.Of(http), to, http.RequestAborted) is { } refused ? Refused(refused) : Results.Redirect("/tasks");
    }

    private static async Task<IResult> CommentAsync(HttpContext http, Guid instance, int token, TaskPages pages, CaseComments comments)
    {
        var found = await pages.FindAsync(http, instance, token);
        if (found.Value is not { } sheet)
            return Refused(found.Findings[0]);

        var text = (await http.Request.ReadFormAsync(http.RequestAborted))["comment"].ToString();
        var said = await comments.SayAsync(PortalActors.Of(http), instance, token, text, http.RequestAborted);
        return said.Value is not null
            ? Results.Redirect($"{sheet.Address}#comments")
            : await pages.PageAsync(http, sheet, TaskForm.Empty, said.Findings, StatusCodes.Status422UnprocessableEntity, text);
    }

    private static async Task<IResult> CompleteAsync(
        HttpContext http, Guid instance, int token, TaskPages pages, TaskUploads uploads, TimeZones zones, Confirmation confirmation, ProcessEngine engine)
    {
        var found = await pages.FindAsync(http, instance, token);
        if (found.Value is not { } sheet)
            return Refused(found.Findings[0]);

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
        // What is decided is what was shown: text, facts and all.
        if (sheet.WhyNot(posted["shown"], texts.GetValueOrDefault("digest")) is { } other)
            return await pages.PageAsync(http, sheet, form, [other], StatusCodes.Status409Conflict);

        if (wrong.Count > 0)
            return await pages.PageAsync(http, sheet, form, wrong, StatusCodes.Status422UnprocessableEntity);

        var actor = PortalActors.Of(http);
        // Whoever may not complete it anyway is not asked for factors first.
        if (engine.WhyNot(sheet.Asked, actor) is { } held)
            return await pages.PageAsync(http, sheet, form, [held], StatusCodes.Status409Conflict);

        // Nothing is archived of a form that is refused for anything else.
        await uploads.TakeAsync(files, texts, who, http.RequestAborted);
        form = Read();
        var carried = Carried(texts, sheet).ToList();
        if (sheet.NeedsConfirmation && await confirmation.AskAsync(http, carried, TaskPages.Act(http, sheet, texts)) is { } ask)
            return ask;

        var refused = await engine.CompleteAsync(instance, token, form.Answer, actor, http.RequestAborted, sheet.Shown(sheet.NeedsConfirmation ? Confirmation.ActOf(http, carried) : null));
        return refused.Count == 0 ? Results.Redirect("/tasks?done=" + Uri.EscapeDataString(sheet.Task.BusinessKey)) : await pages.PageAsync(http, sheet, form, refused, OfForm(refused) ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status409Conflict);

        bool OfForm(IReadOnlyList<Finding> findings) => findings.All(finding => sheet.Node.Form.Fields.Any(field => field.Name == finding.Element));

        TaskForm Read() => TaskForm.Read(sheet.Node.Form, uploads.Resolve(sheet.Node.Form, texts, who), zones) with { Texts = texts };
    }

    private static IEnumerable<KeyValuePair<string, string>> Carried(Dictionary<string, string> texts, TaskSheet sheet) =>
        texts.Select(static field => KeyValuePair.Create(TaskForm.Prefix + field.Key, field.Value)).Append(KeyValuePair.Create("shown", sheet.Digest));

    private static async Task<IResult> ActAsync(HttpContext http, Guid instance, int token, Func<Actor, Task<Finding?>> act) =>
        await act(PortalActors.Of(http)) is { } refused ? Refused(refused) : Results.Redirect($"/tasks/{instance:D}/{token}");

    /// <summary>A task of others, one that is over and one that never was are not found alike. Who did the step before knows the task and is told why somebody else does it.</summary>
    private static RazorComponentResult<FindingPage> Refused(Finding finding) => new(new
    {
        Finding = finding.Code is TaskRules.NotCandidate or ProcessEngine.TaskNotOpen ? new Finding(ProcessEngine.TaskNotOpen, "", "", 0, "The task is not open.", "Look at the list of tasks again.") : finding,
        Back = "/tasks",
    })
    {
        StatusCode = finding.Code switch
        {
            TaskRules.NotCandidate or ProcessEngine.TaskNotOpen => StatusCodes.Status404NotFound,
            TaskRules.FourEyes => StatusCodes.Status403Forbidden,
            TaskHandOver.NobodyToTake => StatusCodes.Status422UnprocessableEntity,
            _ => StatusCodes.Status409Conflict,
        },
    };
}
