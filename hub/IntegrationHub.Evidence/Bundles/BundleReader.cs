using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using IntegrationHub.Evidence.Bundles.Zip;
using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Evidence.Ledger.Checkpoints;
using IntegrationHub.Evidence.Timestamps;

namespace IntegrationHub.Evidence.Bundles;

/// <summary>The files of a bundle whose manifests list every one of them with the right digest. Nobody's signature was looked at yet.</summary>
internal sealed class BundleReader
{
    /// <summary>How often an index may name the octets that are there: the writer names a file once, or once per exchange that shares it.</summary>
    private const int MostNamings = 4;

    /// <summary>A bundle is read into memory whole; 1 GiB is the most.</summary>
    public const long LargestFile = ZipFormat.LargestContent;

    private BundleReader(Dictionary<string, byte[]> files, BundleDescription description)
    {
        Files = files;
        Description = description;
    }

    public IReadOnlyDictionary<string, byte[]> Files { get; }

    /// <summary>The dated checkpoints with their timestamps; nothing of them is verified.</summary>
    public IEnumerable<DatedCheckpoint> Dated => Description.Dated.Select(d => new DatedCheckpoint(
        d.Size, InDated(CheckpointFiles.Note(d.Size)), new TimestampChain(
            InDated(CheckpointFiles.Token(d.Size)),
            [.. d.Renewals.Select(id => new ArchiveTimestamp(id, InDated(CheckpointFiles.RenewalList(id)), InDated(CheckpointFiles.RenewalToken(id))))])));

    public BundleDescription Description { get; }

    /// <summary>How many archive manifests with their timestamps carry the bundle's own on.</summary>
    public int Renewals { get; private init; }

    /// <summary>The octets of an exchange; null where the bundle says that they are missing.</summary>
    public byte[]? RawOf(ExchangeDescription exchange) => exchange.RawFile is { } file ? Files[file] : null;

    public static (BundleReader? Bundle, Refusal? Refusal) Read(Stream source, long mostContent = LargestFile)
    {
        if (!TryReadAll(source, out var octets))
            return (null, new("bundle.too_large", "The file is larger than a bundle may be."));
        var (list, firstIsStored, refusal) = ZipReader.Read(octets, mostContent);
        if (list is null)
            return (null, refusal);
        if (list.Count == 0 || list[0].Name != BundleNames.MimeType || !firstIsStored || Encoding.Latin1.GetString(list[0].Content) != BundleNames.MimeTypeValue)
            return (null, new("bundle.wrong_first_entry", $"The first file of an ASiC-E container is {BundleNames.MimeType}, stored as it is, with the value {BundleNames.MimeTypeValue}."));
        var files = list.Skip(1).ToDictionary(f => f.Name, f => f.Content, StringComparer.Ordinal);
        var renewals = 0;
        refusal = CheckSignedManifest(files) ?? CheckTimestampedManifest(files) ?? CheckRenewals(files, out renewals);
        if (refusal is not null)
            return (null, refusal);
        return Describe(files) is { } description
            ? (new BundleReader(files, description) { Renewals = renewals }, null)
            : (null, new("bundle.description_malformed", $"{BundleDescription.FileName} is missing, malformed or names files that are not there."));
    }

    private static Refusal? CheckSignedManifest(Dictionary<string, byte[]> files)
    {
        if (!files.ContainsKey(BundleNames.Signature))
            return new("bundle.signature_missing", "The bundle is not signed.");
        return CheckManifest(files, BundleNames.SignedManifest, BundleNames.Signature, files.Keys.Where(n => !BundleNames.IsMeta(n)));
    }

    private static Refusal? CheckTimestampedManifest(Dictionary<string, byte[]> files)
    {
        var (manifest, token) = (files.ContainsKey(BundleNames.TimestampedManifest), files.ContainsKey(BundleNames.Timestamp));
        if (!manifest && !token)
            return null;
        return manifest && token
            ? CheckManifest(files, BundleNames.TimestampedManifest, BundleNames.Timestamp, files.Keys.Where(n => n is not (BundleNames.TimestampedManifest or BundleNames.Timestamp) && !BundleNames.IsRenewal(n)))
            : new("bundle.manifest_malformed", "The timestamp and its manifest come together or not at all.");
    }

    /// <summary>Each renewal lists everything that was there before it: all files, the signature, the timestamp and the renewals before.</summary>
    private static Refusal? CheckRenewals(Dictionary<string, byte[]> files, out int count)
    {
        count = 0;
        var rest = files.Keys.Where(BundleNames.IsRenewal).ToHashSet(StringComparer.Ordinal);
        if (rest.Count == 0)
            return null;
        if (!files.ContainsKey(BundleNames.Timestamp))
            return new("bundle.renewal_incomplete", "The bundle has renewals and no timestamp that they could renew.");
        var before = files.Keys.Where(n => !rest.Contains(n)).ToList();
        while (rest.Count > 0)
        {
            var (manifest, token) = (BundleNames.ArchiveManifest(count + 1), BundleNames.ArchiveToken(count + 1));
            if (!rest.Remove(manifest) || !rest.Remove(token))
                return new("bundle.renewal_incomplete", $"Renewals are numbered without gaps and have a manifest and a token each; {manifest} or {token} is missing.");
            if (CheckManifest(files, manifest, token, before) is { } refusal)
                return refusal;
            before.AddRange([manifest, token]);
            count++;
        }
        return null;
    }

    private static Refusal? CheckManifest(Dictionary<string, byte[]> files, string name, string signature, IEnumerable<string> expected)
    {
        if (!files.TryGetValue(name, out var octets) || AsicManifest.TryRead(octets) is not { } manifest || manifest.SignatureName != signature)
            return new("bundle.manifest_malformed", $"{name} is missing, malformed or speaks for another signature.");
        var present = expected.ToHashSet(StringComparer.Ordinal);
        if (present.FirstOrDefault(n => !manifest.Digests.ContainsKey(n)) is { } unlisted)
            return new("bundle.file_unlisted", $"{unlisted} is not in {name}: nobody signed it.");
        foreach (var (file, digest) in manifest.Digests)
        {
            if (!present.Contains(file))
                return new("bundle.file_missing", $"{name} lists {file}, which is not there.");
            if (!CryptographicOperations.HashData(manifest.Hash, files[file]).AsSpan().SequenceEqual(digest))
                return new("bundle.digest_mismatch", $"{file} is not the file that {name} lists.");
        }
        return null;
    }

    private static BundleDescription? Describe(Dictionary<string, byte[]> files)
    {
        try
        {
            if (!files.TryGetValue(BundleDescription.FileName, out var json) || !files.ContainsKey(BundleNames.Checkpoint))
                return null;
            var read = JsonSerializer.Deserialize(json, BundleJson.Default.BundleDescription);
            return read is { Format: BundleDescription.CurrentFormat } &&
                IsWhole(read) && NamesFilesSparingly(read, files)
                ? read
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The serializer refuses null where a member may not be null, but not in a collection.</summary>
    private static bool IsWhole(BundleDescription read) =>
        NoneIsNull(read.Dated) && NoneIsNull(read.Exchanges) && NoneIsNull(read.SigningKey?.Path ?? []) && read.Exchanges.All(e =>
            e.Direction is StateEvent.In or StateEvent.Out && (e.RawFile is null) == (e.RawSha256 is null) && NoneIsNull(e.Rejections) && NoneIsNull(e.AcknowledgementFiles) &&
            NoneIsNull(e.History) && e.History.All(h => NoneIsNull(h.Path) && NoneIsNull(h.Dated?.Path ?? [])));

    /// <summary>
    /// Every file that is named is there. Each naming is digested anew, and some are verified as messages: one large file that a small index names a million times would be
    /// work for days.
    /// </summary>
    private static bool NamesFilesSparingly(BundleDescription read, Dictionary<string, byte[]> files)
    {
        var (namings, octets) = (0L, 0L);
        foreach (var name in read.Exchanges.SelectMany(FilesOf).Concat(read.Dated.SelectMany(FilesOf)).Concat(read.SigningKey is { } key ? [key.RecordFile] : []))
        {
            if (!files.TryGetValue(name, out var file))
                return false;

            namings++;
            octets += file.Length;
        }

        return namings <= MostNamings * (long)files.Count && octets <= MostNamings * files.Values.Sum(static file => (long)file.Length);
    }

    private static bool NoneIsNull<T>(IReadOnlyList<T> items) where T : class => !items.Any(item => item is null);

    private byte[] InDated(string name) => Files[BundleNames.DatedFolder + name];

    private static IEnumerable<string> FilesOf(ExchangeDescription exchange) => exchange.AcknowledgementFiles
        .Concat(exchange.History.Select(h => h.RecordFile)).Concat(exchange.RawFile is { } raw ? [raw] : []);

    private static IEnumerable<string> FilesOf(DatedDescription dated) => dated.Renewals
        .SelectMany(id => (string[])[CheckpointFiles.RenewalList(id), CheckpointFiles.RenewalToken(id)])
        .Prepend(CheckpointFiles.Token(dated.Size)).Prepend(CheckpointFiles.Note(dated.Size)).Select(name => BundleNames.DatedFolder + name);

    private static bool TryReadAll(Stream source, out byte[] octets)
    {
        using var all = new MemoryStream();
        var buffer = new byte[128 * 1024];
        for (int count; (count = source.Read(buffer)) > 0;)
        {
            if (all.Length + count > LargestFile)
            {
                octets = [];
                return false;
            }
            all.Write(buffer.AsSpan(0, count));
        }
        octets = all.ToArray();
        return true;
    }
}
