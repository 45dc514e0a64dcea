using Xunit.Abstractions;

namespace IntegrationHub.Schemas.Tests.Profiles;

/// <summary>
/// Our schemas and the official ones give the same verdict, with the framework's validator as the judge. Skipped where the
/// oracle is not there.
/// </summary>
public sealed class EquivalenceTests(ITestOutputHelper output)
{
    private static readonly ReferenceValidator Ours = new(ProfileFolders.Xsd);

    [Fact]
    public void Real_documents_get_the_verdict_that_is_recorded_for_them() => Compare("samples", fileColumn: 0, schemaColumn: 3, verdictColumn: 4, atLeast: 90);

    [Fact]
    public void Synthetic_documents_get_the_verdict_that_is_recorded_for_them() => Compare("synthetic", fileColumn: 0, schemaColumn: 1, verdictColumn: 2, atLeast: 300);

    private void Compare(string folder, int fileColumn, int schemaColumn, int verdictColumn, int atLeast)
    {
        if (ProfileFolders.Oracle is not { } oracle)
        {
            output.WriteLine("SKIPPED: the reference data is not there (../shared/oracle)");
            return;
        }

        var namespaces = ProfileFolders.OfficialByNamespace.ToLookup(pair => Path.GetRelativePath(Path.Combine(oracle, "xsd"), pair.Value), pair => pair.Key, StringComparer.Ordinal);
        var different = new List<string>();
        var compared = 0;
        foreach (var row in File.ReadLines(Path.Combine(oracle, folder, "VERDICTS.tsv")).Skip(1).Select(line => line.Split('\t')))
        {
            if (namespaces[row[schemaColumn]].FirstOrDefault() is not { } ns || !ProfileFiles.ByNamespace.TryGetValue(ns, out var file)) continue;
            using var document = File.OpenRead(Path.Combine(oracle, folder, row[fileColumn]));
            var error = Ours.ErrorOf(file, document);
            compared++;
            if (error is null != (row[verdictColumn] == "valid")) different.Add($"{row[fileColumn]}: recorded {row[verdictColumn]}, ours {error ?? "valid"}");
        }

        output.WriteLine($"{compared} documents of {folder} compared");
        Assert.Empty(different);
        Assert.True(compared >= atLeast, $"only {compared} documents were compared");
    }
}
