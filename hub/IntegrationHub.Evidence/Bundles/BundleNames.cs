namespace IntegrationHub.Evidence.Bundles;

/// <summary>The names of files in a bundle.</summary>
internal static class BundleNames
{
    public const string MimeType = "mimetype";
    public const string MimeTypeValue = "application/vnd.etsi.asic-e+zip";
    public const string SignedManifest = "META-INF/ASiCManifest001.xml";
    public const string Signature = "META-INF/signature001.p7s";
    public const string TimestampedManifest = "META-INF/ASiCManifest002.xml";
    public const string Timestamp = "META-INF/timestamp001.tst";
    public const string Checkpoint = "ledger/checkpoint.txt";
    public const string DatedFolder = "ledger/dated/";
    public const string RevocationFolder = "revocation/";
    public const string CertificateFolder = "certificates/";

    public static bool IsMeta(string name) => name is SignedManifest or Signature or TimestampedManifest or Timestamp;
}
