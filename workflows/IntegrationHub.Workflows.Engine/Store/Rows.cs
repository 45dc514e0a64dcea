using System.Collections.Immutable;
using IntegrationHub.Workflows.Execution;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Workflows.Engine.Store;

/// <summary>One version of a process. Versions count from 1 and are never changed; an instance stays on the one it began with.</summary>
public sealed record DefinitionKey(string Process, int Version);

/// <param name="File">The definition file, as it was deployed.</param>
/// <param name="Digest">SHA-256 of the file, lower-case hexadecimal: the same file deployed again is the same version.</param>
public sealed record DefinitionRow(DefinitionKey Key, string Digest, ReadOnlyMemory<byte> File, DateTimeOffset DeployedAt, string DeployedBy);

/// <param name="Revision">Counts the commits of the instance, from 1; a commit names the revision it was decided on.</param>
/// <param name="Caller">The instance and token that wait for this one; null for one that was started from outside.</param>
public sealed record InstanceRow(Guid Id, DefinitionKey Definition, long Revision, InstanceState State, CallerLink? Caller, DateTimeOffset StartedAt);

public sealed record CallerLink(Guid Instance, int Token);

/// <summary>A task that somebody can do.</summary>
/// <param name="Name">Of its user task.</param>
/// <param name="Priority">0 to 100.</param>
/// <param name="ClaimedBy">Who holds it, or null.</param>
public sealed record TaskRow(
    Guid Instance, int Token, DefinitionKey Definition, string Node, string Name, string BusinessKey, ContextValue Inputs, int Priority, DateTimeOffset? Due, DateTimeOffset OpenedAt, string? ClaimedBy)
{
    /// <summary>Its place in every list: those due first, then those without a date, then the older ones.</summary>
    public TaskPlace Place => new(Due ?? TaskPlace.Never, OpenedAt, Instance, Token);
}

/// <summary>Something to be done at or after a time: a timer, a call, a delivery.</summary>
/// <param name="Number">The wait or token it is for.</param>
/// <param name="Name">Service, process, signal or message.</param>
public sealed record Work(Guid Id, Guid Instance, WorkKind Kind, int Number, int Attempt, string Name, ContextValue Data, DateTimeOffset Due);

public enum WorkKind
{
    Timer,
    Service,
    Message,
    Signal,
    StartCalled,
    CancelInstance,
    CallCompleted,
    CallFailed,

    /// <summary>A task will be due soon: whoever can do it is told.</summary>
    Remind,

    /// <summary>A task is due: whoever can do it from now on is told.</summary>
    Overdue,
}

/// <summary>Work that one worker holds until its lease ends. The fence grows with every claim: a worker that slept through its lease commits nothing.</summary>
public sealed record Claim(Work Work, int Fence);

/// <param name="Id">Made by the sender: a message that comes twice has the same.</param>
/// <param name="Key">What it is correlated by.</param>
public sealed record IncomingMessage(string Id, string Name, string Key, ContextValue Payload);

public enum MessageReceipt
{
    /// <summary>An instance waits for it and will get it.</summary>
    Correlated,

    /// <summary>Nobody waits yet: it is kept.</summary>
    Kept,

    /// <summary>It came before; nothing was changed.</summary>
    Repeated,
}

/// <summary>What happened, in the order it did; a store writes it to the ledger in the same transaction.</summary>
public sealed record HistoryRow(Guid Instance, long Revision, HistoryEntry Entry, DateTimeOffset At);

/// <summary>One step of one instance: everything in it is stored together or not at all.</summary>
/// <param name="Instance">The new state; its revision is the one it was decided on, plus one.</param>
/// <param name="Done">The work this step has done, if it came from any.</param>
/// <param name="Hold">The work it asks for that its worker goes on with at once, if there is any.</param>
public sealed record StepCommit(InstanceRow Instance, ImmutableArray<Effect> Effects, ImmutableArray<HistoryEntry> History, Claim? Done, DateTimeOffset At, Hold? Hold = null);

/// <summary>Work that is held from the commit that makes it, as if it had been claimed right after: a claim less for everything that follows at once.</summary>
/// <param name="Effect">Place of the call among the effects of the step.</param>
/// <param name="Work">Id the work gets.</param>
/// <param name="Until">End of the lease.</param>
public sealed record Hold(int Effect, Guid Work, DateTimeOffset Until)
{
    /// <summary>Fence of the first claim.</summary>
    public const int Fence = 1;
}

public enum CommitResult
{
    Committed,

    /// <summary>Another step came first, or the instance is there already: decide again on the newer state.</summary>
    Conflict,

    /// <summary>The claim was lost: its lease ended and another worker holds the work, or it is not to be done any more.</summary>
    ClaimLost,
}
