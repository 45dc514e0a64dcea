using System.Text;
using System.Text.RegularExpressions;
using IntegrationHub.Schemas.Profiles;
using IntegrationHub.Schemas.Validation;
using Xunit.Abstractions;
using static IntegrationHub.Schemas.Tests.Reading.Typed.TypedDocuments;

namespace IntegrationHub.Schemas.Tests.Reading.Typed;

/// <summary>The reference documents through the typed readers.</summary>
public sealed partial class RealDocumentTests(ITestOutputHelper output)
{
    private static readonly Lazy<ProfileCatalog> Strict = new(() => Oracle.Load("entsoe-2024-02-09", "codelists-V94", "iec62325-451-n-constraintelement_v1_0.xsd"));

    [Fact]
    public void Every_valid_real_document_is_read_and_written_again()
    {
        if (Oracle.IsMissing(output)) return;
        Assert.Empty(Refused("samples", bytes => bytes, atLeast: 50, Oracle.Official, Shipped));
    }

    [Fact]
    public void Synthetic_documents_are_refused_for_their_empty_intervals_only()
    {
        if (Oracle.IsMissing(output)) return;
        // Whoever made them gave every interval one instant as its start and its end.
        Assert.All(Refused("synthetic", bytes => bytes, atLeast: 10, Strict.Value, Shipped), refused => Assert.EndsWith("An interval ends after it starts.", refused, StringComparison.Ordinal));
        Assert.Empty(Refused("synthetic", WithLongIntervals, atLeast: 10, Strict.Value, Shipped));
    }

    /// <summary>Reads all documents of a folder; what of the valid ones their records do not hold.</summary>
    private List<string> Refused(string folder, Func<byte[], byte[]> change, int atLeast, params ProfileCatalog[] catalogs)
    {
        int read = 0;
        var refused = new List<string>();
        foreach (string file in Directory.GetFiles(Path.Combine(Oracle.Folder!, folder), "*.xml", SearchOption.AllDirectories))
        {
            byte[] bytes = change(File.ReadAllBytes(file));
            foreach (var catalog in catalogs)
            {
                if (catalog.Recognise(bytes) is not { } profile || Errors(bytes, profile) is not { } errors) continue;
                var plain = DocumentValidator.Validate(bytes, profile);
                Assert.Equal(plain.Errors.Select(e => e.ToString()), errors.Take(plain.Errors.Count).Select(e => e.ToString()));
                if (!plain.IsValid) continue;
                read++;
                refused.AddRange(errors.Skip(plain.Errors.Count).Select(error => $"{Path.GetRelativePath(Oracle.Folder!, file)} under {profile}: {error.Path}: {error.Message}"));
            }
        }

        output.WriteLine($"{folder}: {read} valid documents read, {refused.Count} refused.\n{string.Join('\n', refused)}");
        Assert.True(read >= atLeast, $"{read} documents");
        return refused;
    }

    private static byte[] WithLongIntervals(byte[] document) =>
        Encoding.UTF8.GetBytes(End().Replace(Encoding.UTF8.GetString(document), "<end>2099-12-31T23:00Z</end>"));

    /// <summary>What the typed reader of the document's root says; null where it has none or not this version.</summary>
    private static IReadOnlyList<SchemaError>? Errors(byte[] bytes, Profile profile) => profile.Id.RootElement switch
    {
        "Acknowledgement_MarketDocument" => Errors(Acknowledgements, bytes, profile),
        "Schedule_MarketDocument" => Errors(Schedules, bytes, profile),
        "Confirmation_MarketDocument" => Errors(Confirmations, bytes, profile),
        "ReserveBid_MarketDocument" => Errors(ReserveBids, bytes, profile),
        "EnergyAccount_MarketDocument" => Errors(EnergyAccounts, bytes, profile),
        "Publication_MarketDocument" => Errors(Publications, bytes, profile),
        "GL_MarketDocument" => Errors(GenerationLoads, bytes, profile),
        "ProblemStatement_MarketDocument" => Errors(ProblemStatements, bytes, profile),
        "StatusRequest_MarketDocument" => Errors(StatusRequests, bytes, profile),
        "NotifyValidatedMeasureData_MarketDocument" => Errors(MeteredDocuments, bytes, profile),
        _ => null,
    };

    private static IReadOnlyList<SchemaError>? Errors<T>(TypedDocument<T> type, byte[] bytes, Profile profile)
        where T : class
    {
        var result = type.Read(bytes, null, profile);
        if (result.Validation.Errors.Any(e => e.Code == "schema.other_profile")) return null;
        Assert.Equal(result.Validation.IsValid, result.Document is not null);
        if (result.Document is { } document)
        {
            var again = type.Read(type.Bytes(document), null, profile);
            Assert.True(again.Validation.IsValid, string.Join('\n', again.Validation.Errors));
            Assert.Equal(RecordText.Of(document), RecordText.Of(again.Document));
        }

        return result.Validation.Errors;
    }

    [GeneratedRegex("<end>2024[^<]*</end>")]
    private static partial Regex End();
}
