using System.Security.Cryptography;
using IntegrationHub.Evidence.Bundles.Zip;
using IntegrationHub.Evidence.Certificates;
using IntegrationHub.Evidence.Timestamps;

namespace IntegrationHub.Evidence.Bundles;

/// <summary>
/// Renews the timestamp of a bundle: an archive manifest (ASiCArchiveManifest, ETSI EN 319 162-1) over every file, signature and timestamp
/// that is there, and a token over that manifest. What was there stays octet by octet what it was.
/// </summary>
public sealed class BundleRenewal
{
    private readonly BundleReader bundle;
    private readonly int number;

    private BundleRenewal(BundleReader bundle)
    {
        this.bundle = bundle;
        number = bundle.Renewals + 1;
    }

    /// <summary>Takes up a bundle.</summary>
    /// <param name="bundle">The file.</param>
    /// <returns>Null with the reason when it is no sound bundle, or has no timestamp to renew.</returns>
    public static (BundleRenewal? Bundle, Refusal? Refusal) Open(Stream bundle)
    {
        var (read, refusal) = BundleReader.Read(bundle);
        return read is null ? (null, refusal)
            : !read.Files.ContainsKey(BundleNames.Timestamp) ? (null, new("bundle.timestamp_missing", "The bundle has no timestamp that could be renewed.", "Give it one: ihub timestamps attach."))
            : read.Renewals == BundleNames.MostRenewals ? (null, new("bundle.renewals_exhausted", $"The bundle was renewed {BundleNames.MostRenewals} times, which is the most."))
            : (new BundleRenewal(read), null);
    }

    /// <summary>The timestamp that carries the proof at a time, or why none does: then a renewal proves nothing about before.</summary>
    public (TimestampFacts? Facts, Refusal? Refusal) CarriedBy(TrustAnchors trust, IRevocationSource? revocation, DateTimeOffset at)
    {
        var times = new BundleTimes(bundle, trust, revocation).At(at);
        return (times.Newest, times.Newest is null ? times.Problem : null);
    }

    /// <summary>What the token is made over.</summary>
    /// <param name="hash">SHA-256 or SHA-512.</param>
    public byte[] ToTimestamp(HashAlgorithmName hash) =>
        AsicManifest.Write(BundleNames.ArchiveToken(number), "application/vnd.etsi.timestamp-token", Files(), hash);

    /// <summary>Writes the renewed container.</summary>
    /// <param name="target">Where to.</param>
    /// <param name="manifest">What <see cref="ToTimestamp"/> gave.</param>
    /// <param name="token">RFC 3161 token over it.</param>
    public void WriteTo(Stream target, byte[] manifest, byte[] token)
    {
        var zip = new ZipWriter(target);
        zip.Add(new(BundleNames.MimeType, System.Text.Encoding.ASCII.GetBytes(BundleNames.MimeTypeValue)), stored: true);
        foreach (var file in Files())
            zip.Add(file, stored: false);
        zip.Add(new(BundleNames.ArchiveManifest(number), manifest), stored: false);
        zip.Add(new(BundleNames.ArchiveToken(number), token), stored: false);
        zip.Finish();
    }

    private IEnumerable<ContainerFile> Files() => bundle.Files.Select(f => new ContainerFile(f.Key, f.Value));
}
