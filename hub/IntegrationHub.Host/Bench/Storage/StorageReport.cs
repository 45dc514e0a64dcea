using IntegrationHub.Benchmarks;

namespace IntegrationHub.Host.Bench.Storage;

/// <summary>What was measured so far.</summary>
internal sealed class StorageReport
{
    private readonly List<BenchRow> _rows = [];

    public IReadOnlyList<BenchRow> Rows => _rows;

    public SortedDictionary<string, double> Summary { get; } = new(StringComparer.Ordinal);

    public void Add(string name, double value, string unit, params IEnumerable<(string Name, object Value)> details) =>
        _rows.Add(new BenchRow(name, value, unit, details.ToDictionary(detail => detail.Name, detail => detail.Value, StringComparer.Ordinal)));
}
