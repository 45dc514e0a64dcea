using IntegrationHub.Schemas.Automata;

namespace IntegrationHub.Schemas.Reading;

/// <summary>
/// Takes what validation walks over. Implemented by structs, so that validating without reading costs nothing: the compiler
/// makes a loop of its own for each.
/// </summary>
internal interface IDocumentSink
{
    /// <summary>False where nothing is taken.</summary>
    static abstract bool Reads { get; }

    /// <summary>An element with element content begins. <paramref name="ordinal"/> counts siblings of one name from 1 where they may repeat.</summary>
    void Open(ElementDeclaration element, int ordinal);

    /// <summary>The element opened last ends.</summary>
    void Close();

    /// <summary>An element with a valid value, and the value of its one attribute where it has one.</summary>
    void Leaf(ElementDeclaration element, ReadOnlySpan<byte> value, ReadOnlySpan<byte> attribute);
}

/// <summary>Takes nothing.</summary>
internal struct NoSink : IDocumentSink
{
    public static bool Reads => false;

    public readonly void Open(ElementDeclaration element, int ordinal)
    {
    }

    public readonly void Close()
    {
    }

    public readonly void Leaf(ElementDeclaration element, ReadOnlySpan<byte> value, ReadOnlySpan<byte> attribute)
    {
    }
}
