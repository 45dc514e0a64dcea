using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using IntegrationHub.Evidence.Bundles.Zip;
using IntegrationHub.Evidence.Cms;
using IntegrationHub.Evidence.Ledger.Checkpoints;

namespace IntegrationHub.Evidence.Bundles;

/// <summary>Writes an evidence bundle: an ASiC-E container with a CAdES signature over its manifest.</summary>
/// <remarks>Thread-safe. Holds the bundle in memory; files above 1 GiB together are refused.</remarks>
public sealed class BundleWriter(CadesSigner signer, IReadOnlyList<X509Certificate2> chain)
{
    /// <summary>The certificate that bundles are signed with.</summary>
    public X509Certificate2 Signer => signer.Certificate;

    /// <summary>The bundle without timestamp.</summary>
    public UnfinishedBundle Prepare(BundleContent content)
    {
        var files = Files(content);
        if (files.Sum(f => (long)f.Content.Length) > ZipFormat.LargestContent)
            throw new ArgumentException("The bundle would exceed 1 GiB; export fewer exchanges at once.", nameof(content));
        var manifest = AsicManifest.Write(BundleNames.Signature, "application/pkcs7-signature", files);
        files.Add(new(BundleNames.SignedManifest, manifest));
        files.Add(new(BundleNames.Signature, signer.SignDetached(manifest, content.Created, chain)));
        return new UnfinishedBundle(files);
    }

    private static List<ContainerFile> Files(BundleContent content)
    {
        var files = new List<ContainerFile>();
        var exchanges = content.Exchanges.Select(e => Describe(e, files)).ToList();
        var dated = content.Dated.Select(d => new DatedDescription(d.Size, [.. d.Timestamps.Renewals.Select(r => r.Id)])).ToList();
        var signingKey = content.SigningKey is { } named ? Describe(named, BundleNames.SigningKey, files) : null;
        var description = new BundleDescription(BundleDescription.CurrentFormat, content.Created, exchanges, dated, signingKey);
        files.Insert(0, new(BundleDescription.FileName, JsonSerializer.SerializeToUtf8Bytes(description, BundleJson.Default.BundleDescription)));
        files.Add(new(BundleNames.Checkpoint, content.Checkpoint));
        AddDated(files, content.Dated);
        Number(files, BundleNames.CertificateFolder, ".pem", content.Certificates.Select(Pem));
        Number(files, BundleNames.RevocationFolder, ".crl", content.RevocationLists);
        Number(files, BundleNames.RevocationFolder, ".ocsp", content.OcspResponses);
        return files;
    }

    private static void AddDated(List<ContainerFile> files, IReadOnlyList<DatedCheckpoint> dated)
    {
        foreach (var checkpoint in dated)
        {
            files.Add(new(BundleNames.DatedFolder + CheckpointFiles.Note(checkpoint.Size), checkpoint.Note));
            files.Add(new(BundleNames.DatedFolder + CheckpointFiles.Token(checkpoint.Size), checkpoint.Timestamps.Token));
        }
        foreach (var renewal in dated.SelectMany(d => d.Timestamps.Renewals).DistinctBy(r => r.Id))
        {
            files.Add(new(BundleNames.DatedFolder + CheckpointFiles.RenewalList(renewal.Id), renewal.List));
            files.Add(new(BundleNames.DatedFolder + CheckpointFiles.RenewalToken(renewal.Id), renewal.Token));
        }
    }

    private static ExchangeDescription Describe(BundledExchange exchange, List<ContainerFile> files)
    {
        var folder = $"exchanges/{exchange.Id:D}/";
        var raw = exchange.Raw is null ? null : Add($"{folder}raw", exchange.Raw);
        var acknowledgements = exchange.Acknowledgements.Select((a, i) => Add($"{folder}acknowledgement-{i + 1}.xml", a)).ToList();
        var history = exchange.History.Select(e => Describe(e, $"{folder}history/{e.Position}-{e.Leaf.EventId:D}.event", files)).ToList();
        return new ExchangeDescription(
            exchange.Id, exchange.Direction, exchange.Party, exchange.State, exchange.At, raw, exchange.Raw is null ? null : Convert.ToHexStringLower(SHA256.HashData(exchange.Raw)),
            exchange.CanonicalDigest is null ? null : Convert.ToHexStringLower(exchange.CanonicalDigest), exchange.Rejections, acknowledgements, history, exchange.PartyId);

        string Add(string name, byte[] octets)
        {
            files.Add(new(name, octets));
            return name;
        }
    }

    private static EventDescription Describe(BundledEvent item, string name, List<ContainerFile> files)
    {
        files.Add(new(name, item.Leaf.Record ?? []));
        return new EventDescription(
            item.Leaf.EventId, name, item.Leaf.Salt, item.Leaf.Digest, item.Position, [.. item.Path.Select(p => p.ToArray())],
            item.Dated is { } dated ? new(dated.Size, [.. dated.Path.Select(p => p.ToArray())]) : null);
    }

    private static void Number(List<ContainerFile> files, string folder, string ending, IEnumerable<byte[]> contents)
    {
        foreach (var (octets, i) in contents.Select((c, i) => (c, i)))
            files.Add(new($"{folder}{i + 1:000}{ending}", octets));
    }

    private static byte[] Pem(byte[] certificate) => Encoding.ASCII.GetBytes(PemEncoding.WriteString("CERTIFICATE", certificate) + "\n");
}

/// <summary>A signed bundle that may still get a timestamp.</summary>
public sealed class UnfinishedBundle
{
    private readonly List<ContainerFile> files;
    private readonly byte[] timestampedManifest;

    internal UnfinishedBundle(List<ContainerFile> files)
    {
        this.files = files;
        timestampedManifest = AsicManifest.Write(BundleNames.Timestamp, "application/vnd.etsi.timestamp-token", files);
    }

    /// <summary>Takes up a bundle that was written without a timestamp.</summary>
    /// <param name="bundle">The file.</param>
    /// <returns>Null with the reason when it is no sound bundle or has its timestamp.</returns>
    public static (UnfinishedBundle? Bundle, Refusal? Refusal) Open(Stream bundle)
    {
        var (read, refusal) = BundleReader.Read(bundle);
        return read is null ? (null, refusal)
            : read.Files.ContainsKey(BundleNames.Timestamp) ? (null, new("bundle.timestamped", "The bundle has its timestamp."))
            : (new UnfinishedBundle([.. read.Files.Select(f => new ContainerFile(f.Key, f.Value))]), null);
    }

    /// <summary>What a timestamp of the bundle is made over: a manifest of all files and the signature.</summary>
    public ReadOnlyMemory<byte> ToTimestamp => timestampedManifest;

    /// <summary>Writes the container.</summary>
    /// <param name="target">Where to.</param>
    /// <param name="timestamp">RFC 3161 token over <see cref="ToTimestamp"/>; null while none could be had: the bundle is complete without.</param>
    public void WriteTo(Stream target, byte[]? timestamp)
    {
        var zip = new ZipWriter(target);
        zip.Add(new(BundleNames.MimeType, Encoding.ASCII.GetBytes(BundleNames.MimeTypeValue)), stored: true);
        foreach (var file in files)
            zip.Add(file, stored: false);
        if (timestamp is not null)
        {
            zip.Add(new(BundleNames.TimestampedManifest, timestampedManifest), stored: false);
            zip.Add(new(BundleNames.Timestamp, timestamp), stored: false);
        }
        zip.Finish();
    }
}
