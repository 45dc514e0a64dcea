using IntegrationHub.Schemas.Xml;

namespace IntegrationHub.Schemas.Validation;

/// <summary>Two watches on one walk.</summary>
public ref struct BothWatches<TFirst, TSecond>(TFirst first, TSecond second) : IDocumentWatch
    where TFirst : struct, IDocumentWatch, allows ref struct
    where TSecond : struct, IDocumentWatch, allows ref struct
{
    public TFirst First = first;

    public TSecond Second = second;

    public static bool Watches => TFirst.Watches || TSecond.Watches;

    public void Window(ReadOnlySpan<byte> window)
    {
        First.Window(window);
        Second.Window(window);
    }

    public void Token(scoped ref readonly Utf8XmlReader xml)
    {
        First.Token(in xml);
        Second.Token(in xml);
    }

    public void Leaf(ReadOnlySpan<byte> localName, ReadOnlySpan<byte> value, ReadOnlySpan<byte> attribute, ReadOnlySpan<byte> attributeValue)
    {
        First.Leaf(localName, value, attribute, attributeValue);
        Second.Leaf(localName, value, attribute, attributeValue);
    }

    public void Stretch(int start, int end, int depth)
    {
        First.Stretch(start, end, depth);
        Second.Stretch(start, end, depth);
    }

    public void End()
    {
        First.End();
        Second.End();
    }
}
