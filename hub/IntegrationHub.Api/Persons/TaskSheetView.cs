using System.Text.Json;
using IntegrationHub.Api.Processes;
using IntegrationHub.Api.Retail;
using IntegrationHub.Retail.Processes.Deciding;
using IntegrationHub.Workflows.Forms;

namespace IntegrationHub.Api.Persons;

/// <summary>Everything that is shown to who does a task.</summary>
/// <param name="Task">The task.</param>
/// <param name="Digest">SHA-256 over task, facts and texts, lower hexadecimal digits: the answer brings it as <c>shown</c>.</param>
/// <param name="NeedsConfirmation">It signs or approves: the answer is confirmed with password and code.</param>
/// <param name="IsShown">False where something that it is about cannot be shown to this person: then it is not answered.</param>
/// <param name="Facts">What the case carries, and what the task was given.</param>
/// <param name="Documents">The texts that it is about, whole.</param>
/// <param name="MissingDocuments">What the case names and cannot be shown.</param>
/// <param name="Form">What the answer is to.</param>
/// <param name="Comments">What was said about the case, oldest first.</param>
/// <param name="Steps">Names of the steps by id.</param>
/// <param name="History">What persons did in the case, newest first.</param>
public sealed record TaskSheetView(
    TaskView Task, string Digest, bool NeedsConfirmation, bool IsShown, JsonElement Facts, IReadOnlyList<ShownDocument> Documents, IReadOnlyList<string> MissingDocuments, IReadOnlyList<FormField> Form,
    IReadOnlyList<CommentView> Comments, IReadOnlyDictionary<string, string> Steps, IReadOnlyList<HistoryView> History)
{
    internal static TaskSheetView Of(TaskSheet sheet, TaskContext context) => new(
        TaskView.Of(sheet.Task), sheet.Digest, sheet.NeedsConfirmation, sheet.IsShown, InstanceDetail.Json(sheet.Facts), [.. sheet.Documents.Select(document => ShownDocument.Of(document, context))], sheet.MissingDocuments,
        sheet.Node.Form.Fields, [.. context.Comments.Select(CommentView.Of)], context.Steps, [.. context.History.Select(HistoryView.Of)]);
}

/// <summary>A text that a task is about.</summary>
/// <param name="Address">Its page; null where it has none.</param>
/// <param name="Digest">SHA-256 of the text in UTF-8; a form that asks for a digest is answered with it.</param>
/// <param name="Changes">What changed since the version that it follows; null where it follows none.</param>
public sealed record ShownDocument(string Name, string? Address, string Text, string Digest, ComparisonView? Changes)
{
    internal static ShownDocument Of(CaseDocument document, TaskContext context) =>
        new(document.Name, document.Address, document.Text, document.Digest, context.Changes[document] is { } changes ? ComparisonView.Of(changes) : null);
}
