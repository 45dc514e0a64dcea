using System.Security.Cryptography;
using IntegrationHub.Schemas.Validation;
using IntegrationHub.Schemas.Xml;

namespace IntegrationHub.Evidence.Canonicalization;

/// <summary>Makes the digest of <see cref="CanonicalDigest"/> while somebody else reads the document.</summary>
/// <remarks>One document, one thread. Dispose gives the working memory back.</remarks>
public ref struct DigestWatch : IDocumentWatch, IDisposable
{
    private readonly IncrementalHash hash;
    private Canonicalizer canonical;

    /// <param name="around">Namespaces in scope around the document; empty where it stands alone.</param>
    public DigestWatch(XmlNamespaceContext around)
    {
        hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        canonical = new Canonicalizer(default, CanonicalForm.Exclusive, new HashSink(hash), around);
    }

    public static bool Watches => true;

    /// <summary>32 bytes once the document was seen to its regular end; null before, and where it is no XML.</summary>
    public byte[]? Digest { get; private set; }

    public void Window(ReadOnlySpan<byte> window) => canonical.Over(window, 0);

    public void Token(scoped ref readonly Utf8XmlReader xml)
    {
        // What stands outside the root element does not count.
        if (xml.Depth > 0)
            canonical.Write(in xml);
    }

    public readonly void Leaf(ReadOnlySpan<byte> localName, ReadOnlySpan<byte> value, ReadOnlySpan<byte> attribute, ReadOnlySpan<byte> attributeValue)
    {
    }

    public void Stretch(int start, int end, int depth) => canonical.WriteStretch(start, end, depth);

    public void End()
    {
        canonical.Finish();
        Digest = hash.GetHashAndReset();
    }

    public void Dispose()
    {
        canonical.Dispose();
        hash.Dispose();
    }
}
