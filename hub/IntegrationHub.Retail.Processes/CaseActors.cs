using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Engine.Store;
using IntegrationHub.Workflows.Execution;

namespace IntegrationHub.Retail.Processes;

/// <summary>Who did what in a case, as its history tells.</summary>
public sealed class CaseActors(IProcessStore store)
{
    /// <summary>Who acts where no person did.</summary>
    public const string Hub = "hub";

    /// <summary>Who completed a user task last; null where nobody has.</summary>
    public async Task<string?> CompletedByAsync(Guid instance, string task, CancellationToken cancellationToken) =>
        (await CompletionAsync(instance, task, cancellationToken).ConfigureAwait(false))?.Actor;

    /// <summary>The same with whether the person was asked for the factors again, for this very decision.</summary>
    public async Task<(string Person, bool IsConfirmed)?> DecidedByAsync(Guid instance, string task, CancellationToken cancellationToken) =>
        await CompletionAsync(instance, task, cancellationToken).ConfigureAwait(false) is { Actor: { } person } entry ? (person, new ShownTask(entry.Detail, static _ => true).IsConfirmed) : null;

    private async Task<HistoryEntry?> CompletionAsync(Guid instance, string task, CancellationToken cancellationToken) =>
        (await store.HistoryAsync(instance, cancellationToken).ConfigureAwait(false))
            .LastOrDefault(row => row.Entry.Node == task && row.Entry is { Kind: "task.completed", Actor: not null })?.Entry;
}
