namespace IntegrationHub.Benchmarks;

/// <summary>One measured number.</summary>
/// <param name="Name">What was measured, e.g. <c>validate Schedule 10 MB</c>; unique within a report.</param>
/// <param name="Value">The number; finite.</param>
/// <param name="Unit">For example <c>MB/s</c>, <c>ms</c>, <c>msg/s</c>, <c>B</c>.</param>
/// <param name="Details">Further facts of the same run (contender, size, runs, allocated bytes, …); may be empty.</param>
public sealed record BenchRow(string Name, double Value, string Unit, IReadOnlyDictionary<string, object>? Details = null);

/// <summary>
/// What every bench answers. As JSON: <c>{"bench","machine","rows":[{"name","value","unit",…}],"summary":{name: number}}</c>.
/// </summary>
/// <param name="Bench">Name of the bench as on the command line, e.g. <c>schemas</c>.</param>
/// <param name="Machine">Where it ran: <see cref="MachineDescription"/>.</param>
/// <param name="Rows">In the order in which they were measured.</param>
/// <param name="Summary">The few numbers that count; their names stay stable for ever.</param>
public sealed record BenchReport(
    string Bench,
    MachineDescription Machine,
    IReadOnlyList<BenchRow> Rows,
    IReadOnlyDictionary<string, double> Summary);
