using IntegrationHub.Schemas.Automata;

namespace IntegrationHub.Schemas.Reading;

/// <summary>Hands everything to a <see cref="MarketDocumentBuilder"/>.</summary>
internal readonly struct MarketDocumentSink(MarketDocumentBuilder builder) : IDocumentSink
{
    public static bool Reads => true;

    public MarketDocumentBuilder Builder { get; } = builder;

    public void Open(ElementDeclaration element, int ordinal) => Builder.Open(element, ordinal);

    public void Close() => Builder.Close();

    public void Leaf(ElementDeclaration element, ReadOnlySpan<byte> value, ReadOnlySpan<byte> attribute)
    {
        if (element.Field != DocumentField.None) Builder.Leaf(element.Field, value, attribute);
    }
}
