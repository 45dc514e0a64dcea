using Xunit.Abstractions;

namespace IntegrationHub.Schemas.Tests.Profiles;

/// <summary>Compiled side by side, our schemas and the official ones allow the same: element for element, facet for facet, code for code.</summary>
public sealed class StructureTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_profile_has_the_structure_facets_and_codes_of_the_official_schema()
    {
        if (ProfileFolders.Oracle is not { } oracle)
        {
            output.WriteLine("SKIPPED: the reference data is not there (../shared/oracle)");
            return;
        }

        // With the strict code lists on both sides, for local codes are a deployment's own.
        var codes = Path.Combine(oracle, "xsd", "codelists-V94");
        var ours = new ReferenceValidator(ProfileFolders.Xsd, Path.Combine(ProfileFolders.Root, "schemas", "codes", "standard-only"));
        var different = new List<string>();
        var compared = 0;
        foreach (var (ns, file) in ProfileFiles.ByNamespace)
        {
            if (!ProfileFolders.OfficialByNamespace.TryGetValue(ns, out var official)) continue;
            var folder = Path.GetDirectoryName(official)!;
            var theirs = new ReferenceValidator(folder, Path.GetFileName(folder).StartsWith("entsoe", StringComparison.Ordinal) ? codes : null);
            var (left, right) = (SchemaShape.Of(ours.SetOf(file)), SchemaShape.Of(theirs.SetOf(Path.GetFileName(official))));
            compared++;
            if (left != right) different.Add($"{file}: {FirstDifference(left, right)}");
        }

        output.WriteLine($"{compared} profiles compared");
        foreach (var difference in different) output.WriteLine(difference);
        Assert.Empty(different);
        Assert.Equal(ProfileFiles.ByNamespace.Count, compared);
    }

    private static string FirstDifference(string left, string right) => left.Split('\n').Zip(right.Split('\n'))
        .Where(pair => pair.First != pair.Second)
        .Select(pair => $"\n  ours     {pair.First}\n  official {pair.Second}")
        .FirstOrDefault("different lengths");
}
