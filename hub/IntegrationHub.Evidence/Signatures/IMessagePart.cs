using IntegrationHub.Schemas.Validation;
using IntegrationHub.Schemas.Xml;

namespace IntegrationHub.Evidence.Signatures;

/// <summary>
/// An element of a message that somebody wants to read while the message is verified: the verifier's digest watches that reading, so one
/// walk over the bytes serves both, and what is read is what is digested.
/// </summary>
/// <remarks>
/// What was read is worth nothing before the verdict is. The part is not read at all where the verdict is already against the message, and
/// is read by the verifier alone where the part's reader could not come to the regular end.
/// </remarks>
public interface IMessagePart
{
    /// <summary>From the start of the element's start tag to the end of its end tag, inside the verified memory.</summary>
    ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Reads <see cref="Bytes"/> under the eyes of <paramref name="watch"/>.</summary>
    /// <param name="around">The namespaces that the message has in scope there; what an envelope declares around it is not among them.</param>
    /// <param name="watch">Must see all of it.</param>
    void Read<TWatch>(XmlNamespaceContext around, ref TWatch watch)
        where TWatch : struct, IDocumentWatch, allows ref struct;
}
