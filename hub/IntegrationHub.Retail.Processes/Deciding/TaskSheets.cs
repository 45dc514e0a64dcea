using IntegrationHub.Identity;
using IntegrationHub.Identity.People;
using IntegrationHub.Identity.SignIn;
using IntegrationHub.Retail.Comparing;
using IntegrationHub.Retail.Processes.Comments;
using IntegrationHub.Workflows.Engine.Desk;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Engine.Store;
using IntegrationHub.Workflows.Tasks;

namespace IntegrationHub.Retail.Processes.Deciding;

/// <summary>What stands around the sheet of a task: what persons did in its case, what was said, what changed of each text.</summary>
/// <param name="History">What persons did, newest first.</param>
/// <param name="Comments">Oldest first.</param>
/// <param name="Steps">Names of the steps by id.</param>
/// <param name="Changes">Of each text what changed since the version that it follows; null where it follows none.</param>
public sealed record TaskContext(
    IReadOnlyList<HistoryRow> History, IReadOnlyList<CaseComment> Comments, IReadOnlyDictionary<string, string> Steps, IReadOnlyDictionary<CaseDocument, VersionComparison?> Changes);

/// <summary>Puts together what is shown of a task to who does it: the same for its page and for its call. Thread-safe.</summary>
public sealed class TaskSheets(ProcessEngine engine, IProcessStore store, CaseDocuments documents, CaseComments comments, Looks looks)
{
    /// <summary>Acts of persons that are shown.</summary>
    private const int MostHistory = 200;

    /// <summary>The task with everything that it is about, for somebody who may do it; else why not.</summary>
    /// <param name="who">Whose permissions say which texts are shown.</param>
    /// <param name="actor">The same person in processes.</param>
    /// <param name="instance">Id of the case.</param>
    /// <param name="token">Of the task.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Outcome<TaskSheet>> FindAsync(SignedIn who, Actor actor, Guid instance, int token, CancellationToken cancellationToken)
    {
        var found = await engine.FindTaskAsync(instance, token, actor, cancellationToken).ConfigureAwait(false);
        if (found.Value is not { } asked)
        {
            return new(null, found.Findings);
        }

        // A task of bids is for who may read them; to others there is none.
        if (!CaseValueTable.MayDecide(who.Permissions, asked.Task.Definition.Process))
        {
            return Outcome.Refused<TaskSheet>(ProcessEngine.NotOpen(token));
        }

        var facts = TaskSheet.FactsOf(asked.Instance, asked.Task);
        var shown = await documents.OfAsync(asked.Task.Definition.Process, facts, who.Permissions, cancellationToken).ConfigureAwait(false);
        return Outcome.Of(new TaskSheet(asked, facts, shown.Found, shown.Missing));
    }

    /// <summary>The same for who is about to read it. Who read the text of a contract, a bid or a settlement stands in the ledger before it is shown, here as in its own page.</summary>
    public async Task<Outcome<TaskSheet>> ShowAsync(SignedIn who, Actor actor, Guid instance, int token, CancellationToken cancellationToken)
    {
        var found = await FindAsync(who, actor, instance, token, cancellationToken).ConfigureAwait(false);
        if (found.Value is { Documents.Count: > 0 })
        {
            await looks.RecordAsync(who.Account, "task", exchange: null, instance.ToString(), cancellationToken).ConfigureAwait(false);
        }

        return found;
    }

    /// <summary>What stands around a sheet.</summary>
    public async Task<TaskContext> ContextOfAsync(TaskSheet sheet, CancellationToken cancellationToken)
    {
        var history = await store.HistoryAsync(sheet.Task.Instance, cancellationToken).ConfigureAwait(false);
        var said = await comments.ReadAsync(sheet.Task.Instance, cancellationToken).ConfigureAwait(false);
        var definition = await engine.ReadDefinitionAsync(sheet.Task.Definition, cancellationToken).ConfigureAwait(false);
        var changes = new Dictionary<CaseDocument, VersionComparison?>();
        foreach (var document in sheet.Documents)
        {
            changes[document] = await document.CompareAsync(cancellationToken).ConfigureAwait(false);
        }

        return new TaskContext(
            [.. history.Where(static row => row.Entry.Actor is not null).Reverse().Take(MostHistory)], said, definition.Nodes.ToDictionary(static node => node.Id, static node => node.Name, StringComparer.Ordinal), changes);
    }
}
