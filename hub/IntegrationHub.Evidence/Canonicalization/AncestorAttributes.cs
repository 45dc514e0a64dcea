using IntegrationHub.Schemas.Xml;

namespace IntegrationHub.Evidence.Canonicalization;

/// <summary>
/// The <c>xml:*</c> attributes in force around an element. Inclusive canonicalization of a part of a document writes them on
/// the part's first element (C14N 1.0, section 2.4).
/// </summary>
internal sealed class AncestorAttributes
{
    private readonly List<(byte[] Name, byte[] RawValue)> attributes = [];

    public int Count => attributes.Count;

    /// <summary>Takes the <c>xml:*</c> attributes of an ancestor; nearer ancestors come later and win.</summary>
    public void Add(ref readonly Utf8XmlReader xml)
    {
        for (var i = 0; i < xml.AttributeCount; i++)
        {
            var attribute = xml.Attribute(i);
            if (attribute.IsNamespaceDeclaration || !attribute.NamespaceUri.SequenceEqual(XmlNamespaces.Xml))
                continue;
            var name = attribute.Name.ToArray();
            attributes.RemoveAll(a => a.Name.AsSpan().SequenceEqual(name));
            attributes.Add((name, attribute.RawValue.ToArray()));
        }
        attributes.Sort((a, b) => a.Name.AsSpan().SequenceCompareTo(b.Name));
    }

    /// <summary>Writes them all, sorted, behind the element's own attributes.</summary>
    public void Write(ref CanonicalOutput output)
    {
        foreach (var (name, rawValue) in attributes)
        {
            output.Literal(" "u8);
            output.Literal(name);
            output.Literal("=\""u8);
            CanonicalEscapes.WriteRawValue(ref output, rawValue);
            output.Literal("\""u8);
        }
    }
}
