using System.Collections.Immutable;

namespace IntegrationHub.Workflows.Engine.Migrating;

/// <summary>Which cases are to go to which version.</summary>
/// <param name="To">The version they go to; null for the newest.</param>
/// <param name="Named">Ids of the old version, and those they become; what is not named keeps its id.</param>
/// <param name="Instances">Only these; null for every running case of the version.</param>
/// <param name="Reason">Stays in the history of each case.</param>
/// <param name="Apply">False only looks: nothing is written.</param>
/// <param name="WherePossible">True takes those that can go where others cannot; false writes nothing then.</param>
public sealed record MigrationOrder(
    string Process, int From, int? To, IReadOnlyDictionary<string, string> Named, ImmutableArray<Guid>? Instances, string Reason, bool Apply, bool WherePossible);

/// <summary>What became, or would become, of each case.</summary>
/// <param name="Plan">SHA-256 of what was named, lower-case hexadecimal: stands in the history of each case.</param>
/// <param name="Applied">Whether anything was to be written; false where it was only looked, or where cases that cannot go held up all.</param>
public sealed record MigrationReport(string Process, int From, int To, string Plan, bool Applied, ImmutableArray<MigrationOutcome> Cases)
{
    public int Count(MigrationState state) => Cases.Count(one => one.State == state);
}

/// <param name="Findings">Everything that is in its way.</param>
public sealed record MigrationOutcome(Guid Instance, string BusinessKey, MigrationState State, ImmutableArray<Finding> Findings);

public enum MigrationState
{
    /// <summary>Nothing is in its way, and nothing was written.</summary>
    CanGo,

    /// <summary>It runs the new version.</summary>
    Gone,

    /// <summary>It ran the new version already.</summary>
    WasThere,

    /// <summary>Something is in its way; it stays on its version.</summary>
    Stays,

    /// <summary>Others changed it all the while; it stays on its version until the same is asked again.</summary>
    Busy,
}
