using IntegrationHub.Evidence.Algorithms;

namespace IntegrationHub.Evidence.Cms;

/// <summary>The digests that a document's signatures need, made in one pass over the content.</summary>
internal sealed class ContentDigests : IDisposable
{
    private readonly Dictionary<string, IRunningDigest> running = new(StringComparer.Ordinal);

    public ContentDigests(CmsDocument document, IReadOnlyList<ISignatureFamily> families)
    {
        foreach (var oid in document.Signatures.SelectMany(Needed).Distinct(StringComparer.Ordinal))
        {
            if (families.Select(f => f.CreateDigest(oid)).FirstOrDefault(d => d is not null) is { } digest)
                running.Add(oid, digest);
        }
    }

    /// <summary>That of the signature, and those of the archive timestamps over it.</summary>
    private static IEnumerable<string> Needed(CmsSignature signature) => CmsArchiveTimestamp.Of(signature).Select(a => a.Index.DigestOid).Prepend(signature.DigestOid);

    public void Append(ReadOnlySpan<byte> octets)
    {
        foreach (var digest in running.Values)
            digest.Append(octets);
    }

    public IReadOnlyDictionary<string, byte[]> Finish() => running.ToDictionary(r => r.Key, r => r.Value.Finish(), StringComparer.Ordinal);

    public void Dispose()
    {
        foreach (var digest in running.Values)
            digest.Dispose();
    }
}
