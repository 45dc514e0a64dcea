using System.Diagnostics;
using System.Text;
using IntegrationHub.Schemas.Bench.Fuzzing;
using IntegrationHub.Schemas.Validation;
using Xunit.Abstractions;

namespace IntegrationHub.Schemas.Tests.Validation;

/// <summary>A bounded part of the differential fuzzing; the bench runs millions.</summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    [Fact]
    public void Mutated_documents_of_the_small_schema_get_the_framework_s_verdict()
    {
        byte[][] corpus = [Encoding.UTF8.GetBytes(Fixture.Document()), Encoding.UTF8.GetBytes(Fixture.Document(prolog: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"))];
        Check(new SchemaFuzzer(Fixture.Source(Fixture.Files()), Fixture.Catalog).Run(corpus, seed: 1, count: 3000));
    }

    [Fact]
    public void Mutated_documents_of_the_official_schemas_get_the_framework_s_verdict()
    {
        if (Oracle.IsMissing(output)) return;
        var corpus = new List<byte[]>();
        foreach (string file in Directory.GetFiles(Path.Combine(Oracle.Folder!, "synthetic"), "*.xml", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            if (Path.GetFileName(file).StartsWith("invalid", StringComparison.Ordinal)) continue;
            byte[] document = File.ReadAllBytes(file);
            if (document.Length < 8000 && DocumentValidator.Validate(document, Oracle.Official).IsValid) corpus.Add(document);
        }
        // A bound of time keeps a slow machine from waiting; what is compared is the same up to there.
        long end = Stopwatch.GetTimestamp() + (15 * Stopwatch.Frequency);
        Check(new SchemaFuzzer(Oracle.Source("entsoe-2024-02-09"), Oracle.Official).Run(corpus, seed: 20_261_121, count: 10_000, () => Stopwatch.GetTimestamp() < end));
    }

    private void Check(FuzzReport report)
    {
        output.WriteLine($"{report.Documents} documents, {report.Valid} valid, {report.Known} known differences.");
        Assert.True(report.Documents > 0 && report.Valid > 0);
        Assert.Empty(report.Disagreements.Select(found => $"seed {found.Seed}: {found.What}"));
    }
}
