using IntegrationHub.Identity;
using IntegrationHub.Identity.Endpoints;
using IntegrationHub.Identity.People;
using IntegrationHub.Identity.SignIn;
using IntegrationHub.Portal.Confirming;
using IntegrationHub.Portal.Hosting;
using IntegrationHub.Portal.Pages.Parts;
using IntegrationHub.Portal.Pages.Tasks;
using IntegrationHub.Retail.Processes.Comments;
using IntegrationHub.Workflows;
using IntegrationHub.Workflows.Engine.Desk;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Engine.Store;
using IntegrationHub.Workflows.Tasks;
using IntegrationHub.Workflows.Values;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Portal.Pages.Processes;

/// <summary>Cases: list, one with its diagram, begin, try again, skip, cancel. The desk decides who may.</summary>
internal static class ProcessEndpoints
{
    private const int PageLength = 50;
    private const int MostPages = 20;
    private const int LongestKey = 100;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/processes", ListAsync).Needs(Permission.ReadProcesses);
        endpoints.MapGet("/processes/export", ExportAsync).Needs(Permission.ReadProcesses).Costly();
        endpoints.MapGet("/processes/start", StartPageAsync).Needs(Permission.StartProcesses);
        endpoints.MapPost("/processes/start", StartAsync).Needs(Permission.StartProcesses);
        endpoints.MapGet("/processes/{id:guid}", ShowAsync).Needs(Permission.ReadProcesses);
        endpoints.MapGet("/processes/{id:guid}/diagram", DiagramAsync).Needs(Permission.ReadProcesses);
        endpoints.MapPost("/processes/{id:guid}/comments", CommentAsync).Needs(Permission.DoTasks);
        endpoints.MapPost("/processes/{id:guid}/cancel", CancelAsync).Needs(Permission.OperateProcesses);
        endpoints.MapPost("/processes/{id:guid}/incidents/{number:int}/retry", RetryAsync).Needs(Permission.OperateProcesses);
        endpoints.MapPost("/processes/{id:guid}/incidents/{number:int}/skip", SkipAsync).Needs(Permission.OperateProcesses);
    }

    private static async Task<IResult> ListAsync(HttpContext http, ProcessDesk desk, ProcessEngine engine, Looks looks, string? after)
    {
        var who = http.Features.GetRequiredFeature<SignedIn>();
        var (actor, question) = (PortalActors.Of(http), ProcessQuestion.Read(http.Request.Query));
        await looks.LookAsync(http, "processes", question.Query);
        var (rows, place, more) = (new List<InstanceRow>(), ProcessQuestion.Place(after), true);
        for (var page = 0; page < MostPages && more && rows.Count < PageLength; page++)
        {
            var found = (await desk.InstancesAsync(actor, question.ToQuery(place, PageLength), http.RequestAborted)).Value ?? [];
            rows.AddRange(found.Where(row => PortalActors.MaySee(who, row.Definition.Process)));
            more = found.Count == PageLength;
            place = found.Count > 0 ? (found[^1].StartedAt, found[^1].Id) : place;
        }

        rows = [.. rows.Take(PageLength)];
        var steps = new Dictionary<DefinitionKey, IReadOnlyDictionary<string, string>>();
        foreach (var definition in rows.Select(static row => row.Definition).Distinct())
            steps[definition] = CaseHistory.NamesOf(await engine.ReadDefinitionAsync(definition, http.RequestAborted));

        IReadOnlyList<string> definitions = SessionHandler.IsFragment(http.Request) ? [] : await DefinitionsAsync(http, who, actor, desk);
        var model = new ProcessListModel(question, rows, more && rows.Count > 0 ? ProcessQuestion.PlaceOf(rows[^1]) : null, definitions, steps);
        return SessionHandler.IsFragment(http.Request)
            ? new RazorComponentResult<ProcessResults>(new { Model = model })
            : new RazorComponentResult<ProcessListPage>(new { Model = model });
    }

    private static async Task<IResult> ExportAsync(HttpContext http, ProcessDesk desk, Looks looks)
    {
        var question = ProcessQuestion.Read(http.Request.Query);
        await looks.LookAsync(http, "processes", $"export {question.Query}".TrimEnd(), always: true);
        return CsvFile.Answer("processes", ProcessSheet.Columns, ProcessSheet.RowsAsync(desk, http.Features.GetRequiredFeature<SignedIn>(), PortalActors.Of(http), question, http.RequestAborted));
    }

    private static async Task<IResult> StartPageAsync(HttpContext http, ProcessDesk desk, StartForms forms, TimeProvider time, string? process, string? @case)
    {
        var who = http.Features.GetRequiredFeature<SignedIn>();
        var known = await StartableAsync(http, who, PortalActors.Of(http), desk);
        var chosen = process is not null && known.Contains(process) ? process : known is [var first, ..] ? first : null;
        var schema = await forms.OfAsync(chosen, http.RequestAborted);
        // Where a page leads here with a case of the name of something to choose, that is chosen.
        var form = TaskForm.Empty with { Texts = schema.Fields.Where(field => field.Choices.Any(choice => choice.Value == @case)).ToDictionary(static field => field.Name, _ => @case!, StringComparer.Ordinal) };
        return new RazorComponentResult<StartPage>(new { Instance = Guid.CreateVersion7(time.GetUtcNow()), Definitions = known, Process = chosen, Schema = schema, Case = @case is { Length: <= LongestKey } ? @case : null, Form = form });
    }

    private static async Task<IResult> StartAsync(HttpContext http, ProcessDesk desk, StartForms forms, TimeZones zones, TimeProvider time)
    {
        var who = http.Features.GetRequiredFeature<SignedIn>();
        var actor = PortalActors.Of(http);
        var known = await StartableAsync(http, who, actor, desk);
        var posted = await http.Request.ReadFormAsync(http.RequestAborted);
        var (process, key) = (posted["process"].ToString(), posted["case"].ToString().Trim());
        if (!known.Contains(process))
            return Notices.NotFound();

        var instance = Guid.TryParse(posted["instance"], out var named) ? named : Guid.CreateVersion7(time.GetUtcNow());
        var schema = await forms.OfAsync(process, http.RequestAborted);
        var form = TaskForm.Read(schema, schema.Fields.ToDictionary(static field => field.Name, field => posted[TaskForm.Prefix + field.Name].ToString(), StringComparer.Ordinal), zones);
        List<Finding> wrong = [.. form.Findings];
        if (key.Length is 0 or > LongestKey || key.Any(char.IsControl))
            wrong.Add(new Finding("PROCESS_KEY", "case", "", 0, $"A case is known by 1 to {LongestKey} characters.", "Give a number or name."));

        if (wrong.Count == 0)
        {
            var (answer, closed) = await forms.CompleteAsync(process, form.Answer, http.RequestAborted);
            // The page made the id: sent twice, the form begins one case.
            var started = closed is null ? await desk.StartAsync(actor, instance, process, key, answer, startEvent: null, http.RequestAborted) : Outcome.Refused<InstanceRow>(closed);
            if (started.Value is { } row)
                return Results.Redirect($"/processes/{row.Id:D}");

            wrong.AddRange(started.Findings);
        }

        return new RazorComponentResult<StartPage>(new { Instance = instance, Definitions = known, Process = process, Schema = schema, Case = key, Form = form, Wrong = (IReadOnlyList<Finding>)wrong }) { StatusCode = StatusCodes.Status422UnprocessableEntity };
    }

    private static async Task<IResult> ShowAsync(HttpContext http, Guid id, ProcessDesk desk, ProcessEngine engine, Looks looks)
    {
        await looks.LookAsync(http, "process", id.ToString());
        return await PageAsync(http, id, desk, engine, [], StatusCodes.Status200OK);
    }

    private static async Task<IResult> DiagramAsync(HttpContext http, Guid id, ProcessDesk desk, Looks looks)
    {
        await looks.LookAsync(http, "process-diagram", id.ToString());
        var actor = PortalActors.Of(http);
        if (await FindAsync(http, id, actor, desk) is not { } row
            || (await desk.DefinitionAsync(actor, row.Definition.Process, row.Definition.Version, http.RequestAborted)).Value is not { } definition)
            return Notices.NotFound();

        var page = http.RequestServices.GetRequiredService<PageContext>();
        return Results.Bytes(DiagramWords.In(definition.File, name => page.Word("form", name)), "application/bpmn+xml");
    }

    /// <summary>What people say about a case is for who may read what it holds.</summary>
    private static async Task<IResult> CommentAsync(HttpContext http, Guid id, ProcessDesk desk, ProcessEngine engine, CaseComments comments)
    {
        var actor = PortalActors.Of(http);
        if (await FindAsync(http, id, actor, desk) is not { } row || !PortalActors.MayReadValues(http.Features.GetRequiredFeature<SignedIn>(), row.Definition.Process))
            return Notices.NotFound();

        var text = (await http.Request.ReadFormAsync(http.RequestAborted))["comment"].ToString();
        var said = await comments.SayAsync(actor, id, token: null, text, http.RequestAborted);
        return said.Value is not null
            ? Results.Redirect($"/processes/{id:D}#comments")
            : await PageAsync(http, id, desk, engine, said.Findings, StatusCodes.Status422UnprocessableEntity, text);
    }

    private static Task<IResult> CancelAsync(HttpContext http, Guid id, ProcessDesk desk, ProcessEngine engine, Confirmation confirmation) =>
        ActAsync(http, id, "processes.cancel-go", desk, engine, confirmation, (actor, reason) => desk.CancelAsync(actor, id, reason, http.RequestAborted));

    private static Task<IResult> RetryAsync(HttpContext http, Guid id, int number, ProcessDesk desk, ProcessEngine engine, Confirmation confirmation) =>
        ActAsync(http, id, "processes.retry", desk, engine, confirmation, (actor, reason) => desk.RetryAsync(actor, id, number, ContextValue.Empty, reason, http.RequestAborted));

    private static Task<IResult> SkipAsync(HttpContext http, Guid id, int number, ProcessDesk desk, ProcessEngine engine, Confirmation confirmation) =>
        ActAsync(http, id, "processes.skip", desk, engine, confirmation, (actor, reason) => desk.SkipAsync(actor, id, number, ContextValue.Empty, flow: null, reason, http.RequestAborted));

    private static async Task<IResult> ActAsync(
        HttpContext http, Guid id, string name, ProcessDesk desk, ProcessEngine engine, Confirmation confirmation, Func<Actor, string, Task<IReadOnlyList<Finding>>> act)
    {
        var actor = PortalActors.Of(http);
        if (await FindAsync(http, id, actor, desk) is not { } row)
            return Notices.NotFound();

        var reason = (await http.Request.ReadFormAsync(http.RequestAborted))["reason"].ToString();
        if (ProcessDesk.CheckReason(reason) is { } unsaid)
            return await PageAsync(http, id, desk, engine, [unsaid], StatusCodes.Status422UnprocessableEntity);

        // What an operator does here stands in for a step of the process: it is confirmed like a signature.
        var page = http.RequestServices.GetRequiredService<PageContext>();
        var confirmed = new ConfirmedAct("confirm.title", [(page.T("task.case"), row.State.BusinessKey), (page.T("task.task"), page.T(name)), (page.T("processes.reason"), reason)], $"/processes/{id:D}")
        {
            Summary = $"{row.State.BusinessKey} – {page.T(name)}",
        };
        if (await confirmation.AskAsync(http, [KeyValuePair.Create("reason", reason)], confirmed) is { } ask)
            return ask;

        var findings = await act(actor, reason);
        return findings.Count == 0
            ? Results.Redirect($"/processes/{id:D}")
            : await PageAsync(http, id, desk, engine, findings, findings[0].Code == ProcessDesk.ReasonMissing ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> PageAsync(HttpContext http, Guid id, ProcessDesk desk, ProcessEngine engine, IReadOnlyList<Finding> findings, int status, string typed = "")
    {
        var actor = PortalActors.Of(http);
        if (await FindAsync(http, id, actor, desk) is not { } row)
            return Notices.NotFound();

        var definition = await engine.ReadDefinitionAsync(row.Definition, http.RequestAborted);
        var history = (await desk.HistoryAsync(actor, id, http.RequestAborted)).Value ?? [];
        var names = CaseHistory.NamesOf(definition);
        var withValues = PortalActors.MayReadValues(http.Features.GetRequiredFeature<SignedIn>(), row.Definition.Process);
        var comments = withValues ? await http.RequestServices.GetRequiredService<CaseComments>().ReadAsync(id, http.RequestAborted) : [];
        return new RazorComponentResult<ProcessPage>(new { Model = new ProcessModel(row, definition, history, names, findings, withValues) { Comments = comments, Typed = typed } }) { StatusCode = status };
    }

    /// <summary>A case that is not there and one that the person may not see are not found alike.</summary>
    internal static async Task<InstanceRow?> FindAsync(HttpContext http, Guid id, Actor actor, ProcessDesk desk) =>
        (await desk.InstanceAsync(actor, id, http.RequestAborted)).Value is { } row && PortalActors.MaySee(http.Features.GetRequiredFeature<SignedIn>(), row.Definition.Process) ? row : null;

    private static async Task<IReadOnlyList<string>> DefinitionsAsync(HttpContext http, SignedIn who, Actor actor, ProcessDesk desk) =>
        [.. ((await desk.DefinitionsAsync(actor, http.RequestAborted)).Value ?? []).Select(static row => row.Key.Process).Where(process => PortalActors.MaySee(who, process))];

    private static async Task<IReadOnlyList<string>> StartableAsync(HttpContext http, SignedIn who, Actor actor, ProcessDesk desk) =>
        [.. (await DefinitionsAsync(http, who, actor, desk)).Where(process => ProcessStartTable.MayStart(actor.Roles, process))];
}
