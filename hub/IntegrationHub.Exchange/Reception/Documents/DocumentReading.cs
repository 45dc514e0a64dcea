using IntegrationHub.Evidence.Canonicalization;
using IntegrationHub.Evidence.Signatures;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Schemas.Validation;
using IntegrationHub.Schemas.Xml;

namespace IntegrationHub.Exchange.Reception.Documents;

/// <summary>
/// One walk over a document: its digest, who it says it is, and what its profile says of it, at once; and the digest of the message around it,
/// where the verifier watches. The steps take what each of them judges, in their order; nothing is to be taken before the signature is accepted.
/// </summary>
/// <remarks>One reception, one thread at a time.</remarks>
public sealed class DocumentReading : IMessagePart
{
    private readonly IDocumentValidator _validator;
    private readonly Party _party;
    private DocumentCheck? _check;

    private DocumentReading(ReadableDocument document, IDocumentValidator validator, Party party)
    {
        Document = document;
        _validator = validator;
        _party = party;
    }

    /// <summary>The document as it is read.</summary>
    public ReadableDocument Document { get; private set; }

    /// <summary>True where one walk found all of it; else each part was read by itself.</summary>
    public bool WasWalked { get; private set; }

    /// <summary>Set by <see cref="Complete"/>: what makes two documents the same.</summary>
    public ReadOnlyMemory<byte> Digest { get; private set; }

    /// <summary>Set by <see cref="Complete"/> as far as it could be read.</summary>
    public DocumentIdentity? Identity { get; private set; }

    /// <summary>Against its profile. The walk has it already, unless nobody walked.</summary>
    public DocumentCheck Check => _check ??= _validator.Check(Document, _party);

    ReadOnlyMemory<byte> IMessagePart.Bytes => Document.Bytes;

    /// <summary>An element of a message, to be read when the message is verified.</summary>
    public static DocumentReading OfSlice(OpenedMessage message, IDocumentValidator validator, Party party) =>
        new(ReadableDocument.Slice(message.Document, message.DocumentNamespaces), validator, party);

    /// <summary>A document that stands alone, in any encoding that is read.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="validator">Its profiles.</param>
    /// <param name="party">Whose it is.</param>
    /// <param name="error">Why its encoding is refused, or <c>null</c>.</param>
    public static DocumentReading OfWhole(ReadOnlyMemory<byte> bytes, IDocumentValidator validator, Party party, out XmlError? error) =>
        new(ReadableDocument.Whole(bytes, out error), validator, party);

    /// <summary>Walks, where nobody did. After it digest and identity are known.</summary>
    /// <returns>Why the bytes are no XML, or <c>null</c>.</returns>
    public XmlError? Complete()
    {
        if (Digest.IsEmpty && _check is null)
        {
            var unwatched = default(NoWatch);
            Walk(ref unwatched);
        }

        // The validator allows less than the digest does, and stops where it does: then each part is read by itself.
        if (Digest.IsEmpty)
        {
            Digest = Document.Digest(out var error);
            Identity = error is null ? DocumentIdentity.Read(Document) : null;
            return error;
        }

        return null;
    }

    void IMessagePart.Read<TWatch>(XmlNamespaceContext around, ref TWatch watch)
    {
        // What the envelope declares around the message is not signed and not read.
        Document = ReadableDocument.Slice(Document.Bytes, around);
        Walk(ref watch);
    }

    private void Walk<TWatch>(ref TWatch outer)
        where TWatch : struct, IDocumentWatch, allows ref struct
    {
        var own = new BothWatches<DigestWatch, IdentityWatch>(new DigestWatch(Document.Around ?? XmlNamespaceContext.Empty), default);
        var watch = new BothWatches<TWatch, BothWatches<DigestWatch, IdentityWatch>>(outer, own);
        try
        {
            _check = _validator.Check(Document, _party, ref watch);
            Digest = watch.Second.First.Digest;
            WasWalked = !Digest.IsEmpty;
            Identity = WasWalked ? watch.Second.Second.Identity : null;
        }
        finally
        {
            outer = watch.First;
            watch.Second.First.Dispose();
        }
    }
}
