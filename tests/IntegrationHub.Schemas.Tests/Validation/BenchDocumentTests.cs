using IntegrationHub.Schemas.Bench.Speed;
using IntegrationHub.Schemas.Files;
using IntegrationHub.Schemas.Profiles;
using IntegrationHub.Schemas.Tests.Profiles;
using IntegrationHub.Schemas.Validation;

namespace IntegrationHub.Schemas.Tests.Validation;

/// <summary>What the bench measures is what it says: valid documents of the shipped profiles, of the size asked for, the same every time.</summary>
public sealed class BenchDocumentTests
{
    [Fact]
    public void Every_measured_document_is_valid_under_the_shipped_schemas_and_reads_back_its_points()
    {
        var catalog = ProfileCatalog.Load(new FolderSchemaSource(ProfileFolders.Xsd), new CatalogOptions { KeepUnambiguous = true }).Catalog!;
        foreach (var type in BenchDocument.All)
        {
            byte[] document = type.Whole(100_000);
            Assert.InRange(document.Length, 100_000, 130_000);
            Assert.Equal(document, type.Whole(100_000));

            var read = DocumentValidator.Read(document, null, catalog.Find(type.RootName, type.Namespace)!);

            Assert.Empty(read.Validation.Errors);
            Assert.All(read.Document!.Series, series => Assert.Equal(Enumerable.Range(1, 96), series.Periods[0].Positions.ToArray()));
            Assert.All(read.Document.Series, series => Assert.Equal(96, Math.Max(series.Periods[0].Quantities.Length, series.Periods[0].Prices.Length)));
        }
    }

    [Fact]
    public void Every_shipped_profile_runs_on_the_automaton()
    {
        var catalog = ProfileCatalog.Load(new FolderSchemaSource(ProfileFolders.Xsd)).Catalog!;
        Assert.Empty(catalog.Profiles.Where(profile => !profile.IsCompiled).Select(profile => $"{profile.Id}: {profile.NotCovered}"));
    }
}
