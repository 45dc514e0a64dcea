namespace IntegrationHub.Acceptance.Tests.Gherkin;

/// <summary>The table under a step: a header and rows.</summary>
/// <param name="header">Names of the columns.</param>
/// <param name="rows">Cells of each row, as many as the header has.</param>
public sealed class DataTable(IReadOnlyList<string> header, IReadOnlyList<IReadOnlyList<string>> rows)
{
    public IReadOnlyList<string> Header => header;

    public IReadOnlyList<IReadOnlyList<string>> Cells => rows;

    /// <summary>Each row by the names of the columns.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string>> Rows { get; } =
        [.. rows.Select(row => header.Zip(row).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal))];

    internal DataTable Map(Func<string, string> change) =>
        new([.. header.Select(change)], [.. rows.Select(row => (IReadOnlyList<string>)[.. row.Select(change)])]);
}
