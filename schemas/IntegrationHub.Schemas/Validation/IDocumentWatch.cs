using IntegrationHub.Schemas.Xml;

namespace IntegrationHub.Schemas.Validation;

/// <summary>
/// Sees a document go by while somebody else reads it: a digest, an identity, a signature. So one walk over the bytes serves all of
/// them, and what one sees is what the others see. Implemented by structs; the compiler makes a loop of its own for each.
/// </summary>
/// <remarks>
/// Every byte of the document comes once and in order, as a token or inside a stretch; offsets count from the start of the window.
/// What a watch took in is not to be used before <see cref="End"/>: only the regular end makes it XML.
/// </remarks>
public interface IDocumentWatch
{
    /// <summary>False where nothing is watched.</summary>
    static abstract bool Watches { get; }

    /// <summary>Tokens and stretches come out of these bytes from now on. The next window begins behind what was told of this one.</summary>
    void Window(ReadOnlySpan<byte> window);

    /// <summary>The token the reader stands on.</summary>
    void Token(scoped ref readonly Utf8XmlReader xml);

    /// <summary>
    /// A child of the root that lies in the stretch which is told next: characters only, without references, and its one attribute, whose
    /// local name is empty where there is none.
    /// </summary>
    void Leaf(ReadOnlySpan<byte> localName, ReadOnlySpan<byte> value, ReadOnlySpan<byte> attribute, ReadOnlySpan<byte> attributeValue);

    /// <summary>
    /// Whole tags, values and white space, of which nothing but carriage returns between tags has to change to be canonical: no declaration,
    /// no prefix but the root's, no reference, no comment, one attribute at most.
    /// </summary>
    /// <param name="start">Its first byte.</param>
    /// <param name="end">Behind its last byte; another byte of the window follows.</param>
    /// <param name="depth">Elements open at its end.</param>
    void Stretch(int start, int end, int depth);

    /// <summary>The document was well-formed to its end. Not called otherwise.</summary>
    void End();
}

/// <summary>Watches nothing.</summary>
public struct NoWatch : IDocumentWatch
{
    public static bool Watches => false;

    public readonly void Window(ReadOnlySpan<byte> window)
    {
    }

    public readonly void Token(scoped ref readonly Utf8XmlReader xml)
    {
    }

    public readonly void Leaf(ReadOnlySpan<byte> localName, ReadOnlySpan<byte> value, ReadOnlySpan<byte> attribute, ReadOnlySpan<byte> attributeValue)
    {
    }

    public readonly void Stretch(int start, int end, int depth)
    {
    }

    public readonly void End()
    {
    }
}
