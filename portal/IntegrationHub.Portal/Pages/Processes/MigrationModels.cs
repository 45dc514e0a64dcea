using System.Globalization;
using IntegrationHub.Workflows;
using IntegrationHub.Workflows.Engine.Migrating;
using IntegrationHub.Workflows.Engine.Store;
using IntegrationHub.Workflows.Migrating;

namespace IntegrationHub.Portal.Pages.Processes;

/// <summary>Where one case is to go.</summary>
/// <param name="From">The version that the case ran when the page was made: a case that went on meanwhile is told, not moved.</param>
/// <param name="To">The version it goes to; null where none was chosen.</param>
/// <param name="Map">Elements that have another id there, <c>OLD=NEW</c>, a line each.</param>
public sealed record MigrationQuestion(int From, int? To, string Map)
{
    /// <summary>Longest list of elements, in characters: it comes in an address.</summary>
    public const int LongestMap = 2_000;

    /// <param name="running">The version that the case runs.</param>
    /// <param name="field">Gives what was sent.</param>
    internal static MigrationQuestion Read(int running, Func<string, string> field) => new(Version(field("from")) ?? running, Version(field("to")), field("map").ReplaceLineEndings("\n").Trim());

    /// <summary>The elements by their old ids, or every line that is none.</summary>
    internal IReadOnlyDictionary<string, string> Named(out IReadOnlyList<Finding> findings)
    {
        var wrong = new List<Finding>();
        var named = new Dictionary<string, string>(StringComparer.Ordinal);
        if (Map.Length > LongestMap)
            wrong.Add(Wrong(0, $"More than {LongestMap} characters."));

        foreach (var (index, line) in Map.Split('\n').Index())
        {
            if (string.IsNullOrWhiteSpace(line))
                continue;

            if (line.Split('=', StringSplitOptions.TrimEntries) is not [{ Length: > 0 } old, { Length: > 0 } target])
                wrong.Add(Wrong(index + 1, $"`{line.Trim()}` is no OLD=NEW."));
            else if (!named.TryAdd(old, target))
                wrong.Add(Wrong(index + 1, $"{old} stands there twice."));
        }

        findings = wrong;
        return named;
    }

    private static int? Version(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version > 0 ? version : null;

    private static Finding Wrong(int line, string text) => new(MigrationCodes.Mapping, "map", "", line, text, "Write OLD=NEW, a line for each element.");
}

/// <summary>What the page of a migration shows.</summary>
/// <param name="Newest">Newest version of the process.</param>
/// <param name="Seen">What would become of the case, or became of it; null where nothing was asked, or the plan is none.</param>
/// <param name="Findings">What is wrong with what was asked.</param>
/// <param name="WithValues">Whether the person may read what the case holds.</param>
public sealed record MigrationModel(InstanceRow Row, int Newest, MigrationQuestion Question, MigrationOutcome? Seen, IReadOnlyList<Finding> Findings, bool WithValues)
{
    /// <summary>Why, as it was typed.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Versions to choose from, the newest first.</summary>
    public IEnumerable<int> Others => Enumerable.Range(1, Newest).Reverse().Where(version => version != Row.Definition.Version);

    /// <summary>What a finding says beside its code. What an event lacks is told with values of the case, which who repairs it need not know.</summary>
    public string TextOf(Finding finding) => WithValues || finding.Code != MigrationCodes.NewEvent ? finding.Text : "";
}
