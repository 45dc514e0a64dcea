using IntegrationHub.Identity.SignIn;
using IntegrationHub.Portal.Confirming;
using IntegrationHub.Portal.Hosting;
using IntegrationHub.Portal.Pages.Processes;
using IntegrationHub.Retail.Comparing;
using IntegrationHub.Retail.Processes.Comments;
using IntegrationHub.Workflows;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Engine.Store;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Portal.Pages.Tasks;

/// <summary>Puts together what the page of a task shows.</summary>
internal sealed class TaskSheets(ProcessEngine engine, IProcessStore store, CaseDocuments documents, CaseComments comments)
{
    /// <summary>The task with everything it is about, for somebody who may do it; else why not.</summary>
    public async Task<(TaskSheet? Sheet, Finding? Refused)> FindAsync(HttpContext http, Guid instance, int token)
    {
        var who = http.Features.GetRequiredFeature<SignedIn>();
        var found = await engine.FindTaskAsync(instance, token, PortalActors.Of(http), http.RequestAborted);
        if (found.Value is not { } asked)
            return (null, found.Findings[0]);

        if (!PortalActors.MayDecide(who, asked.Task.Definition.Process))
            return (null, new Finding(Workflows.Tasks.TaskRules.NotCandidate, asked.Task.Node, "", 0, "The task belongs to bids.", "Ask a core user."));

        var facts = TaskSheet.FactsOf(asked.Instance, asked.Task);
        var shown = await documents.OfAsync(asked.Task.Definition.Process, facts, who, http.RequestAborted);
        return (new TaskSheet(asked, facts, shown.Found, shown.Missing), null);
    }

    /// <param name="typed">A comment that could not be kept.</param>
    public async Task<RazorComponentResult<TaskPage>> PageAsync(HttpContext http, TaskSheet sheet, TaskForm form, IReadOnlyList<Finding> wrong, int status, string typed = "")
    {
        var history = await store.HistoryAsync(sheet.Task.Instance, http.RequestAborted);
        var said = await comments.ReadAsync(sheet.Task.Instance, http.RequestAborted);
        var definition = await engine.ReadDefinitionAsync(sheet.Task.Definition, http.RequestAborted);
        var names = CaseHistory.NamesOf(definition);
        var changes = new Dictionary<CaseDocument, VersionComparison?>();
        foreach (var document in sheet.Documents)
            changes[document] = await document.CompareAsync(http.RequestAborted);

        return new RazorComponentResult<TaskPage>(new { Sheet = sheet, Changes = changes, Form = form, Wrong = wrong, History = CaseHistory.OfPeople(history), Comments = said, Names = names, Typed = typed }) { StatusCode = status };
    }

    /// <summary>What the page that asks for confirmation says.</summary>
    public static ConfirmedAct Act(HttpContext http, TaskSheet sheet, IReadOnlyDictionary<string, string> texts)
    {
        var page = http.RequestServices.GetRequiredService<PageContext>();
        List<(string, string)> facts = [(page.T("task.task"), page.Word("form", sheet.Task.Name)), (page.T("task.case"), sheet.Task.BusinessKey)];
        facts.AddRange(sheet.Node.Form.Fields.Where(field => field.Type != Workflows.Forms.FieldType.Attachment && texts.GetValueOrDefault(field.Name) is { Length: > 0 }).Select(field => (
            page.Word("form", field.Label),
            field.Choices.FirstOrDefault(choice => choice.Value == texts[field.Name]) is { } choice ? page.Word("form", choice.Label) : texts[field.Name])));
        facts.Add((page.T("task.shown"), sheet.Digest));
        var decision = sheet.Node.Form.Fields.FirstOrDefault(static field => field.Name == "decision");
        var chosen = decision?.Choices.FirstOrDefault(choice => choice.Value == texts.GetValueOrDefault("decision")) is { } word ? page.Word("form", word.Label) : page.Word("form", sheet.Task.Name);
        return new ConfirmedAct("confirm.title", facts, sheet.Address) { Summary = $"{sheet.Task.BusinessKey} – {chosen}" };
    }
}
