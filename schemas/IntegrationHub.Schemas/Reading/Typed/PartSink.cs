using IntegrationHub.Schemas.Automata;

namespace IntegrationHub.Schemas.Reading.Typed;

/// <summary>Hands everything to a <see cref="PartBuilder"/>.</summary>
internal readonly struct PartSink(PartBuilder builder) : IDocumentSink
{
    public static bool Reads => true;

    public PartBuilder Builder { get; } = builder;

    public void Open(ElementDeclaration element, int ordinal) => Builder.Open(element, ordinal);

    public void Close() => Builder.Close();

    public void Leaf(ElementDeclaration element, ReadOnlySpan<byte> value, ReadOnlySpan<byte> attribute) => Builder.Leaf(element, value, attribute);
}
