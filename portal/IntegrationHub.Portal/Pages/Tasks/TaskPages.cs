using IntegrationHub.Identity.SignIn;
using IntegrationHub.Portal.Confirming;
using IntegrationHub.Portal.Hosting;
using IntegrationHub.Retail.Processes.Deciding;
using IntegrationHub.Workflows;
using IntegrationHub.Workflows.Engine.Desk;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Portal.Pages.Tasks;

/// <summary>The page of a task, of what is shown to who does it (<see cref="TaskSheets"/>).</summary>
internal sealed class TaskPages(TaskSheets sheets)
{
    /// <summary>The task with everything it is about, for somebody who may do it; else why not.</summary>
    public Task<Outcome<TaskSheet>> FindAsync(HttpContext http, Guid instance, int token) =>
        sheets.FindAsync(http.Features.GetRequiredFeature<SignedIn>(), PortalActors.Of(http), instance, token, http.RequestAborted);

    /// <summary>The same, to be read.</summary>
    public Task<Outcome<TaskSheet>> ShowAsync(HttpContext http, Guid instance, int token) =>
        sheets.ShowAsync(http.Features.GetRequiredFeature<SignedIn>(), PortalActors.Of(http), instance, token, http.RequestAborted);

    /// <param name="typed">A comment that could not be kept.</param>
    public async Task<RazorComponentResult<TaskPage>> PageAsync(HttpContext http, TaskSheet sheet, TaskForm form, IReadOnlyList<Finding> wrong, int status, string typed = "") =>
        new(new { Sheet = sheet, Context = await sheets.ContextOfAsync(sheet, http.RequestAborted), Form = form, Wrong = wrong, Typed = typed }) { StatusCode = status };

    /// <summary>What the page that asks for confirmation says.</summary>
    public static ConfirmedAct Act(HttpContext http, TaskSheet sheet, IReadOnlyDictionary<string, string> texts)
    {
        var page = http.RequestServices.GetRequiredService<PageContext>();
        List<(string, string)> facts = [(page.T("task.task"), page.Word("form", sheet.Task.Name)), (page.T("task.case"), sheet.Task.BusinessKey)];
        facts.AddRange(sheet.Node.Form.Fields.Where(field => field.Type != Workflows.Forms.FieldType.Attachment && texts.GetValueOrDefault(field.Name) is { Length: > 0 }).Select(field => (
            page.Word("form", field.Label),
            field.Choices.FirstOrDefault(choice => choice.Value == texts[field.Name]) is { } choice ? page.Word("form", choice.Label) : texts[field.Name])));
        facts.Add((page.T("task.shown"), sheet.Digest));
        return new ConfirmedAct("confirm.title", facts, sheet.Address) { Summary = $"{sheet.Task.BusinessKey} – {page.Word("form", sheet.ChosenOf(texts.GetValueOrDefault("decision")))}" };
    }
}
