using System.Text;
using IntegrationHub.Schemas.Reading;
using IntegrationHub.Schemas.Reading.Typed;

namespace IntegrationHub.Schemas.Automata;

/// <summary>An element as one content model (or the top of a schema) declares it. Made by the compiler, then immutable.</summary>
internal sealed class ElementDeclaration
{
    public ElementDeclaration(string localName, byte[] namespaceUri, ElementType type)
    {
        Name = localName;
        LocalName = Encoding.UTF8.GetBytes(localName);
        Namespace = namespaceUri;
        Type = type;
        PointValue = PointValues.Of(localName);
        Close = new TagLiteral(Encoding.UTF8.GetBytes(localName + ">"));
    }

    public string Name { get; }

    public byte[] LocalName { get; }

    public byte[] Namespace { get; }

    public ElementType Type { get; }

    public bool Nillable { get; init; }

    /// <summary>True where the element has a default: it may then stand empty.</summary>
    public bool HasDefault { get; init; }

    /// <summary>The value the element must have where it has one.</summary>
    public byte[]? Fixed { get; init; }

    /// <summary>Number among the children of its content model, for counting.</summary>
    public int Index { get; set; }

    /// <summary>True where more than one may stand side by side, so that paths number them.</summary>
    public bool Repeats { get; set; }

    /// <summary>What a reader of market documents takes from this element.</summary>
    public DocumentField Field { get; set; }

    /// <summary>The column that the element's value fills where it stands in a point.</summary>
    public PointValue PointValue { get; }

    /// <summary>The start tag behind its prefix as the fast path expects it; null where the fast path is not for this element.</summary>
    public TagLiteral? Tag { get; set; }

    /// <summary>The end tag behind its prefix: <c>name&gt;</c>.</summary>
    public TagLiteral Close { get; }
}
