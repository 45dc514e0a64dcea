namespace IntegrationHub.Storage;

/// <summary>
/// Where a crash matters. The durability tests install an implementation that kills its own process at one of the points; the product's
/// does nothing.
/// </summary>
public interface ICrashPoints
{
    /// <summary>Called when <paramref name="point"/> (one of <see cref="CrashPoint"/>) is reached.</summary>
    void Reached(string point);
}

/// <summary>The names of the points.</summary>
public static class CrashPoint
{
    public const string BeforeArchive = "archive.before";
    public const string AfterArchive = "archive.after";
    public const string BeforeCommit = "reception.before-commit";
    public const string AfterCommit = "reception.after-commit";
    public const string BeforeRecord = "reception.before-record";
    public const string AfterRecord = "reception.after-record";
    public const string BeforeQueue = "sending.before-queue";
    public const string AfterQueue = "sending.after-queue";
    public const string AfterClaim = "sending.after-claim";
    public const string BeforeApply = "sending.before-apply";
    public const string AfterApply = "sending.after-apply";
    public const string AfterCodes = "mailbox.after-codes";
    public const string BeforeAdvance = "mailbox.before-advance";
    public const string BeforeTimestamp = "timestamps.before-attach";
    public const string AfterTimestamp = "timestamps.after-attach";

    public const string BeforeProcessStep = "process.before-step";
    public const string AfterProcessStep = "process.after-step";
    public const string AfterProcessClaim = "process.after-claim";

    public const string AfterCrossing = "crossing.between-the-sides";
    public const string BeforeKeyWork = "keys.before-batch";
    public const string AfterKeyWork = "keys.after-batch";

    public const string BeforeDelivery = "tracking.before-keep";
    public const string AfterDelivery = "tracking.after-keep";
    public const string AfterNotice = "tracking.after-notice";

    /// <summary>All of them: a test runs each.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        BeforeArchive, AfterArchive, BeforeCommit, AfterCommit, BeforeRecord, AfterRecord, BeforeQueue, AfterQueue, AfterClaim, BeforeApply,
        AfterApply, AfterCodes, BeforeAdvance, BeforeTimestamp, AfterTimestamp, AfterCrossing, BeforeProcessStep, AfterProcessStep, AfterProcessClaim,
        BeforeKeyWork, AfterKeyWork, BeforeDelivery, AfterDelivery, AfterNotice,
    ];
}

/// <summary>The product's: nothing happens.</summary>
internal sealed class NoCrashPoints : ICrashPoints
{
    public static NoCrashPoints Instance { get; } = new();

    public void Reached(string point)
    {
    }
}
