using IntegrationHub.Schemas.Xml;

namespace IntegrationHub.Evidence.Canonicalization;

/// <summary>Canonical order of attributes: by namespace, then by local name; declarations are not among them.</summary>
internal static class AttributeOrder
{
    /// <summary>Room on the stack that serves every element within the default limits.</summary>
    public const int OnStack = 64 * sizeof(int);

    /// <summary>The indexes of the attributes in canonical order. Few, and mostly in order already: insertion sort.</summary>
    public static ReadOnlySpan<int> Of(ref readonly Utf8XmlReader xml, Span<byte> room)
    {
        var order = xml.AttributeCount * sizeof(int) <= room.Length
            ? System.Runtime.InteropServices.MemoryMarshal.Cast<byte, int>(room)
            : new int[xml.AttributeCount];
        var count = 0;
        for (var i = 0; i < xml.AttributeCount; i++)
        {
            var attribute = xml.Attribute(i);
            if (attribute.IsNamespaceDeclaration)
                continue;
            var place = count++;
            for (; place > 0 && Compare(attribute, xml.Attribute(order[place - 1])) < 0; place--)
                order[place] = order[place - 1];
            order[place] = i;
        }
        return order[..count];
    }

    private static int Compare(Utf8XmlAttribute a, Utf8XmlAttribute b)
    {
        var byNamespace = a.NamespaceUri.SequenceCompareTo(b.NamespaceUri);
        return byNamespace != 0 ? byNamespace : a.LocalName.SequenceCompareTo(b.LocalName);
    }
}
