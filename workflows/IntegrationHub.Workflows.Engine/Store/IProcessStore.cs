namespace IntegrationHub.Workflows.Engine.Store;

/// <summary>
/// Port: what running processes need kept. Every method is one transaction; what a commit holds is stored together or not at all.
/// </summary>
/// <remarks>
/// Thread-safe, and safe for several engines on one database. What an implementation does with each effect is told by the compliance suite
/// (<c>ProcessStoreCompliance</c>), which every implementation inherits.
/// </remarks>
public interface IProcessStore
{
    /// <summary>Keeps a new version of each process; a file that is the newest version already is that version.</summary>
    Task<IReadOnlyList<DefinitionKey>> DeployAsync(IReadOnlyList<string> processes, string digest, ReadOnlyMemory<byte> file, string by, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>A version, or the newest one where none is named; null where there is none.</summary>
    Task<DefinitionRow?> FindDefinitionAsync(string process, int? version, CancellationToken cancellation);

    Task<InstanceRow?> FindInstanceAsync(Guid instance, CancellationToken cancellation);

    /// <summary>One step.</summary>
    Task<CommitResult> CommitAsync(StepCommit commit, CancellationToken cancellation);

    /// <summary>Work that is due and that nobody holds, oldest first. It is held until <paramref name="now"/> plus <paramref name="lease"/>.</summary>
    Task<IReadOnlyList<Claim>> ClaimAsync(int most, TimeSpan lease, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Work that turned out to be without object is taken away; false where the claim was lost.</summary>
    Task<bool> DropAsync(Claim claim, CancellationToken cancellation);

    /// <summary>Gives a message to the subscription that has waited longest, or keeps it until somebody subscribes.</summary>
    Task<MessageReceipt> AcceptMessageAsync(IncomingMessage message, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>The newest version of every process, by id.</summary>
    Task<IReadOnlyList<DefinitionRow>> NewestDefinitionsAsync(CancellationToken cancellation);

    /// <summary>Instances, those started last first.</summary>
    Task<IReadOnlyList<InstanceRow>> InstancesAsync(InstanceQuery query, CancellationToken cancellation);

    /// <summary>A page of open tasks in the order of their places.</summary>
    Task<IReadOnlyList<OpenTask>> TasksAsync(TaskQuery query, CancellationToken cancellation);

    Task<TaskRow?> FindTaskAsync(Guid instance, int token, CancellationToken cancellation);

    /// <summary>Sets who holds a task, if it is still open and held by <paramref name="expected"/>; false where not.</summary>
    /// <param name="by">Who does it, for the ledger.</param>
    Task<bool> HoldTaskAsync(Guid instance, int token, string? expected, string? holder, string by, DateTimeOffset now, CancellationToken cancellation);

    Task<IReadOnlyList<HistoryRow>> HistoryAsync(Guid instance, CancellationToken cancellation);
}
