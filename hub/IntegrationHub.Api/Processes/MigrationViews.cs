using System.Collections.Immutable;
using IntegrationHub.Identity.Endpoints;
using IntegrationHub.Workflows.Engine.Migrating;

namespace IntegrationHub.Api.Processes;

/// <param name="From">The version the cases run.</param>
/// <param name="Reason">Why; it stays in the history of each case.</param>
/// <param name="To">The version they go to; the newest where it is left away.</param>
/// <param name="Mapping">Ids of the old version, and those they become; <c>-</c> for a boundary event that is given up. What is not named keeps its id.</param>
/// <param name="Instances">Only these; all running cases of the version where it is left away.</param>
/// <param name="Apply">False only says what would become of each case.</param>
/// <param name="WherePossible">True takes those that can go where others cannot; false writes nothing then.</param>
public sealed record MigrationRequest(
    int From, string Reason, int? To = null, IReadOnlyDictionary<string, string>? Mapping = null, IReadOnlyList<Guid>? Instances = null, bool Apply = false, bool WherePossible = false)
{
    internal MigrationOrder Of(string process) => new(process, From, To, Mapping ?? ImmutableDictionary<string, string>.Empty, Instances?.ToImmutableArray(), Reason, Apply, WherePossible);
}

/// <param name="Plan">SHA-256 of what was named; stands in the history of each case.</param>
/// <param name="Applied">False where it was only looked, or where cases that cannot go held up all.</param>
public sealed record MigrationView(string Process, int From, int To, string Plan, bool Applied, IReadOnlyList<MigratedView> Cases)
{
    internal static MigrationView Of(MigrationReport report) => new(report.Process, report.From, report.To, report.Plan, report.Applied, [.. report.Cases.Select(MigratedView.Of)]);
}

/// <param name="Findings">Everything that is in its way.</param>
public sealed record MigratedView(Guid Instance, string BusinessKey, MigrationState State, IReadOnlyList<FindingView> Findings)
{
    internal static MigratedView Of(MigrationOutcome one) => new(
        one.Instance, one.BusinessKey, one.State, [.. one.Findings.Select(finding => new FindingView(finding.Code, finding.Element, finding.Name, finding.Line, finding.Text, finding.Remedy))]);
}
