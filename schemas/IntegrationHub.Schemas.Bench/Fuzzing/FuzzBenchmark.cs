using System.Diagnostics;
using IntegrationHub.Benchmarks;
using IntegrationHub.Schemas.Bench.Speed;
using IntegrationHub.Schemas.Files;
using IntegrationHub.Schemas.Profiles;
using IntegrationHub.Schemas.Validation;

namespace IntegrationHub.Schemas.Bench.Fuzzing;

/// <summary>
/// <c>ihub bench fuzz-schemas</c>: mutated documents by the million, engine against framework and pieces against whole. Every
/// disagreement is told as it is found; the number of them is the result.
/// </summary>
/// <param name="schemasFolder">The shipped schemas.</param>
public sealed class FuzzBenchmark(string schemasFolder) : IBenchmark
{
    private const long Documents = 2_000_000, QuickDocuments = 20_000;

    /// <inheritdoc/>
    public string Name => "fuzz-schemas";

    /// <inheritdoc/>
    public string Description => "Mutated documents, held against the framework's validator";

    /// <inheritdoc/>
    public Task<BenchReport> RunAsync(BenchSettings settings, Action<string> progress, CancellationToken cancellationToken)
    {
        var source = new FolderSchemaSource(schemasFolder);
        var load = ProfileCatalog.Load(source, new CatalogOptions { KeepUnambiguous = true });
        var catalog = load.Catalog ?? throw new InvalidOperationException(load.Errors[0].ToString());
        var fuzzer = new SchemaFuzzer(source, catalog);
        var corpus = Corpus(settings.DocumentsFolder, catalog);
        long wanted = settings.Quick ? QuickDocuments : Documents, done = 0, valid = 0, known = 0, wrong = 0;
        long start = Stopwatch.GetTimestamp();
        while (done < wanted && wrong < 20)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var report = fuzzer.Run(corpus, seed: done, count: Math.Min(50_000, wanted - done), () => !cancellationToken.IsCancellationRequested);
            done += report.Documents;
            valid += report.Valid;
            known += report.Known;
            wrong += report.Disagreements.Count;
            progress($"{done} documents, {valid} valid, {known} known differences, {wrong} disagreements");
            foreach (var found in report.Disagreements) progress($"seed {found.Seed}: {found.What}");
        }
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        BenchRow[] rows =
        [
            new("documents", done, ""), new("valid", valid, ""), new("known differences", known, ""), new("disagreements", wrong, ""),
            new("speed", done / seconds, "documents/s"),
        ];
        var summary = new Dictionary<string, double>(StringComparer.Ordinal) { ["documents"] = done, ["disagreements"] = wrong };
        return Task.FromResult(new BenchReport(Name, MachineDescription.OfThisMachine(), rows, summary));
    }

    private static List<byte[]> Corpus(string? folder, ProfileCatalog catalog)
    {
        var corpus = BenchDocument.All.Select(type => type.Whole(1000)).ToList();
        IEnumerable<string> files = folder is null ? [] : Directory.EnumerateFiles(folder, "*.xml", SearchOption.AllDirectories);
        foreach (string file in files.Order(StringComparer.Ordinal))
        {
            byte[] document = File.ReadAllBytes(file);
            if (document.Length < 50_000 && catalog.Recognise(document) is { } profile && DocumentValidator.Validate(document, profile).IsValid) corpus.Add(document);
        }
        return corpus;
    }
}
