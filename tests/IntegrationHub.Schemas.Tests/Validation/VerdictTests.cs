using IntegrationHub.Schemas.Profiles;
using IntegrationHub.Schemas.Validation;
using Xunit.Abstractions;

namespace IntegrationHub.Schemas.Tests.Validation;

/// <summary>The verdict on every reference document equals the recorded one.</summary>
public sealed class VerdictTests(ITestOutputHelper output)
{
    [Fact]
    public void Real_documents_get_their_recorded_verdicts()
    {
        if (Oracle.IsMissing(output)) return;
        var catalogs = new Catalogs(null);
        Compare(catalogs, "samples", row => (row[0], row[3], row[4]));
    }

    [Fact]
    public void Synthetic_documents_get_their_recorded_verdicts_under_the_strict_code_lists()
    {
        if (Oracle.IsMissing(output)) return;
        var catalogs = new Catalogs("codelists-V94");
        Compare(catalogs, "synthetic", row => (row[0], row[1], row[2]));
    }

    private void Compare(Catalogs catalogs, string folder, Func<string[], (string File, string Xsd, string Verdict)> columns)
    {
        var wrong = new List<string>();
        int count = 0;
        foreach (string line in File.ReadLines(Path.Combine(Oracle.Folder!, folder, "VERDICTS.tsv")).Skip(1))
        {
            var (file, xsd, verdict) = columns(line.Split('\t'));
            byte[] document = File.ReadAllBytes(Path.Combine(Oracle.Folder!, folder, file));
            count++;
            foreach (string found in new[] { Whole(catalogs.For(xsd), document), Streamed(catalogs.For(xsd), document) })
                if (found.StartsWith("valid", StringComparison.Ordinal) != (verdict == "valid")) wrong.Add($"{file}: recorded {verdict}, found {found}");
        }
        output.WriteLine($"{count} documents compared.");
        Assert.True(count > 100);
        Assert.Empty(wrong);
    }

    private static string Whole(ProfileCatalog catalog, byte[] document)
    {
        var result = DocumentValidator.Validate(document, catalog);
        return result.IsValid ? "valid" : "invalid: " + string.Join("; ", result.Errors.Take(3));
    }

    private static string Streamed(ProfileCatalog catalog, byte[] document)
    {
        var validator = new StreamingValidator(catalog);
        for (int at = 0; at < document.Length; at += 1000) validator.Push(document.AsSpan(at, Math.Min(1000, document.Length - at)));
        var result = validator.Complete();
        return result.IsValid ? "valid" : "invalid: " + string.Join("; ", result.Errors.Take(3));
    }

    /// <summary>The catalog a recorded schema file belongs to; where two files share a root, the recorded one is chosen.</summary>
    private sealed class Catalogs(string? codes)
    {
        private readonly Dictionary<string, ProfileCatalog> _loaded = new(StringComparer.Ordinal);

        public ProfileCatalog For(string xsd)
        {
            int slash = xsd.LastIndexOf('/');
            string folder = slash < 0 ? "" : xsd[..slash], file = xsd[(slash + 1)..];
            string chosen = file.Contains("constraintelement", StringComparison.Ordinal) ? file : "iec62325-451-n-constraintelement_v1_0.xsd";
            string key = folder + "|" + chosen;
            if (!_loaded.TryGetValue(key, out var catalog)) _loaded.Add(key, catalog = Oracle.Load(folder, codes, chosen));
            return catalog;
        }
    }
}
