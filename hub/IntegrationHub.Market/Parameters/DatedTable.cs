using NodaTime;

namespace IntegrationHub.Market.Parameters;

/// <summary>All versions of one parameter in time. At most one holds on a day; a day without one is a problem, never a default. Immutable.</summary>
public sealed class DatedTable<T>
{
    private readonly List<Dated<T>> _versions;

    internal DatedTable(string name, List<Dated<T>> versions) => (Name, _versions) = (name, versions);

    /// <summary>What the parameter is called in messages, e.g. <c>deviation band of Guangdong</c>.</summary>
    public string Name { get; }

    public IReadOnlyList<Dated<T>> Versions => _versions;

    /// <summary>The version that holds on a day, or <c>null</c>.</summary>
    public Dated<T>? Find(LocalDate day) => _versions.Find(version => version.HoldsOn(day));

    /// <summary>What to say when none holds on <paramref name="day"/>.</summary>
    public Problem MissingOn(LocalDate day) =>
        new(ProblemCodes.ParameterMissing, $"There is no {Name} for {day:uuuu-MM-dd}.", Name, "Enter the figure with its document and validity, then repeat.");
}

/// <summary>Makes <see cref="DatedTable{T}"/>.</summary>
public static class DatedTable
{
    /// <summary>Checks and makes a table; every problem is reported.</summary>
    public static Checked<DatedTable<T>> Create<T>(string name, IEnumerable<Dated<T>> versions)
    {
        var sorted = versions.OrderBy(static version => version.ValidFrom).ToList();
        var problems = new List<Problem>();
        for (var i = 0; i < sorted.Count; i++)
        {
            var version = sorted[i];
            var where = $"{name}[{i}]";
            if (version.ValidTo < version.ValidFrom)
            {
                problems.Add(new(ProblemCodes.ParameterPeriod, $"It ends on {version.ValidTo:uuuu-MM-dd}, before it begins on {version.ValidFrom:uuuu-MM-dd}.", where, "Correct the days."));
            }

            if (string.IsNullOrWhiteSpace(version.Source.Document) || string.IsNullOrWhiteSpace(version.Source.Province))
                problems.Add(new(ProblemCodes.ParameterSource, "It names no document or no province.", where, "Name the rules that the figure is from."));

            if (i > 0 && (sorted[i - 1].ValidTo is not { } last || last >= version.ValidFrom))
            {
                problems.Add(new(
                    ProblemCodes.ParameterOverlap,
                    $"From {version.ValidFrom:uuuu-MM-dd} on both it and the version from {sorted[i - 1].ValidFrom:uuuu-MM-dd} hold.",
                    where,
                    "End the earlier version on the day before."));
            }
        }

        return problems.Count == 0 ? Checked.Good(new DatedTable<T>(name, sorted)) : Checked.Bad<DatedTable<T>>(problems);
    }
}
