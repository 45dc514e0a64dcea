using System.Globalization;

namespace IntegrationHub.Evidence.Bundles;

/// <summary>The names of files in a bundle.</summary>
internal static class BundleNames
{
    /// <summary>Renewals of one bundle: one every half year would last for centuries.</summary>
    public const int MostRenewals = 400;

    public const string MimeType = "mimetype";
    public const string MimeTypeValue = "application/vnd.etsi.asic-e+zip";
    public const string SignedManifest = "META-INF/ASiCManifest001.xml";
    public const string Signature = "META-INF/signature001.p7s";
    public const string TimestampedManifest = "META-INF/ASiCManifest002.xml";
    public const string Timestamp = "META-INF/timestamp001.tst";
    public const string Checkpoint = "ledger/checkpoint.txt";
    public const string SigningKey = "ledger/signing-key.event";
    public const string DatedFolder = "ledger/dated/";
    public const string RevocationFolder = "revocation/";
    public const string CertificateFolder = "certificates/";

    private const string Meta = "META-INF/";
    private const string ArchiveStart = Meta + "ASiCArchiveManifest";
    private const string TimestampStart = Meta + "timestamp";

    /// <summary>The manifest of a renewal.</summary>
    /// <param name="number">From 1.</param>
    public static string ArchiveManifest(int number) => ArchiveStart + Three(number) + ".xml";

    /// <summary>The token over the manifest of a renewal; they follow that of the bundle.</summary>
    public static string ArchiveToken(int number) => TimestampStart + Three(number + 1) + ".tst";

    /// <summary>Signature, timestamps and their manifests: nothing that was signed.</summary>
    public static bool IsMeta(string name) => name is SignedManifest or Signature or TimestampedManifest or Timestamp || IsRenewal(name);

    /// <summary>A file of a renewal.</summary>
    public static bool IsRenewal(string name) => NumberOf(name) is { } number && (name == ArchiveManifest(number) || name == ArchiveToken(number));

    /// <summary>The renewal that a name belongs to, if it belongs to one.</summary>
    private static int? NumberOf(string name) =>
        name.StartsWith(ArchiveStart, StringComparison.Ordinal) ? Number(name.AsSpan(ArchiveStart.Length), ".xml")
        : name.StartsWith(TimestampStart, StringComparison.Ordinal) && Number(name.AsSpan(TimestampStart.Length), ".tst") is > 1 and var token ? token - 1
        : null;

    private static int? Number(ReadOnlySpan<char> rest, string ending) =>
        rest.EndsWith(ending, StringComparison.Ordinal) &&
        int.TryParse(rest[..^ending.Length], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= MostRenewals + 1
            ? number
            : null;

    private static string Three(int number) => number.ToString("D3", CultureInfo.InvariantCulture);
}
