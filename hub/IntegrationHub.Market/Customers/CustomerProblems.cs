namespace IntegrationHub.Market.Customers;

/// <summary>Problems of one file: the first are kept, the rest are only counted, so that a file that is wrong throughout costs no more memory than one that is good.</summary>
/// <param name="most">How many are kept.</param>
internal sealed class CustomerProblems(int most)
{
    private readonly List<Problem> _kept = [];

    /// <summary>How many there are, kept or not.</summary>
    public long Count { get; private set; }

    public void Add(Problem problem)
    {
        if (++Count <= most)
            _kept.Add(problem);
    }

    /// <summary>What was kept, and how many more there were.</summary>
    public IReadOnlyList<Problem> ToList() => Count <= most
        ? _kept
        : [.. _kept, new(ProblemCodes.RowBroken, $"{Count - most} further problems are not listed.", "", "Mend the listed ones and try again.")];
}
