using IntegrationHub.Schemas.Xml;

namespace IntegrationHub.Schemas.Validation;

/// <summary>Two watches on one walk.</summary>
public ref struct BothWatches<TFirst, TSecond>(TFirst first, TSecond second) : IDocumentWatch
    where TFirst : struct, IDocumentWatch, allows ref struct
    where TSecond : struct, IDocumentWatch, allows ref struct
{
    private TFirst _first = first;
    private TSecond _second = second;

    static bool IDocumentWatch.Watches => TFirst.Watches || TSecond.Watches;

    /// <summary>The first as it is now; what sees more changes this one's copy no longer.</summary>
    public readonly TFirst First => _first;

    /// <summary>The second as it is now.</summary>
    public readonly TSecond Second => _second;

    public void Window(ReadOnlySpan<byte> window)
    {
        _first.Window(window);
        _second.Window(window);
    }

    public void Token(scoped ref readonly Utf8XmlReader xml)
    {
        _first.Token(in xml);
        _second.Token(in xml);
    }

    public void Leaf(ReadOnlySpan<byte> localName, ReadOnlySpan<byte> value, ReadOnlySpan<byte> attribute, ReadOnlySpan<byte> attributeValue)
    {
        _first.Leaf(localName, value, attribute, attributeValue);
        _second.Leaf(localName, value, attribute, attributeValue);
    }

    public void Stretch(int start, int end, int depth)
    {
        _first.Stretch(start, end, depth);
        _second.Stretch(start, end, depth);
    }

    public void End()
    {
        _first.End();
        _second.End();
    }
}
