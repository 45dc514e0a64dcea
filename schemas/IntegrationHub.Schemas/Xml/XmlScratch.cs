using System.Diagnostics.CodeAnalysis;

namespace IntegrationHub.Schemas.Xml;

/// <summary>
/// The arrays a reader works with, kept between readers of one thread so that reading allocates nothing once warm. Offsets
/// point into the document, or into <see cref="Side"/> where a name or namespace does not stand in the document as such.
/// </summary>
internal sealed class XmlScratch
{
    internal struct Element
    {
        public int NameStart, NameLength, PrefixLength, Namespace;
        public int BindingMark, SideMark;
    }

    internal struct Attribute
    {
        public int NameStart, NameLength, PrefixLength, ValueStart, ValueLength, Namespace;
        public bool IsDeclaration;
    }

    internal struct Binding
    {
        public int PrefixStart, PrefixLength, UriStart, UriLength;
        public bool PrefixInSide, UriInSide;
    }

    [ThreadStatic]
    private static XmlScratch? s_spare;

    public Element[] Elements = new Element[16];
    public Attribute[] Attributes = new Attribute[16];
    public Binding[] Bindings = new Binding[16];
    public byte[] Side = new byte[256];
    public byte[] Text = new byte[256];

    public static XmlScratch Rent()
    {
        var scratch = s_spare ?? new XmlScratch();
        s_spare = null;
        return scratch;
    }

    [SuppressMessage("Performance", "CA1822", Justification = "Returned by its owner")]
    public void Return()
    {
        // One very large text must not keep its memory for good.
        if (Text.Length > 1 << 20) Text = new byte[256];
        s_spare = this;
    }

    public static void Grow<T>(ref T[] array, int needed)
    {
        if (needed > array.Length) Array.Resize(ref array, Math.Max(needed, array.Length * 2));
    }
}
