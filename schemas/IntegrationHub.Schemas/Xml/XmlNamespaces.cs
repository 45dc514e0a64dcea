using System.Text;

namespace IntegrationHub.Schemas.Xml;

/// <summary>The reserved namespaces of the recommendations.</summary>
public static class XmlNamespaces
{
    /// <summary>Bound to the prefix <c>xml</c>, always.</summary>
    public static ReadOnlySpan<byte> Xml => "http://www.w3.org/XML/1998/namespace"u8;

    /// <summary>The namespace of namespace declarations themselves.</summary>
    public static ReadOnlySpan<byte> Xmlns => "http://www.w3.org/2000/xmlns/"u8;

    /// <summary>xsi:type, xsi:nil, xsi:schemaLocation.</summary>
    public static ReadOnlySpan<byte> SchemaInstance => "http://www.w3.org/2001/XMLSchema-instance"u8;
}

/// <summary>
/// A frozen copy of the prefix bindings in scope at some element: what a fragment of a document needs to be read on its own.
/// Immutable and safe from any thread.
/// </summary>
public sealed class XmlNamespaceContext
{
    /// <summary>No bindings but that of <c>xml</c>.</summary>
    public static XmlNamespaceContext Empty { get; } = new([]);

    private readonly (byte[] Prefix, byte[] Uri)[] _bindings;

    internal XmlNamespaceContext((byte[] Prefix, byte[] Uri)[] bindings) => _bindings = bindings;

    /// <summary>Bindings from text; the empty prefix is the default namespace. No prefix may stand twice.</summary>
    public static XmlNamespaceContext Of(params ReadOnlySpan<(string Prefix, string Uri)> bindings)
    {
        var copy = new (byte[], byte[])[bindings.Length];
        for (int i = 0; i < copy.Length; i++)
            copy[i] = (Encoding.UTF8.GetBytes(bindings[i].Prefix), Encoding.UTF8.GetBytes(bindings[i].Uri));
        return new XmlNamespaceContext(copy);
    }

    /// <summary>Number of bindings, without that of <c>xml</c>.</summary>
    public int Count => _bindings.Length;

    /// <summary>The prefix of binding <paramref name="index"/>; empty for the default namespace.</summary>
    public ReadOnlySpan<byte> Prefix(int index) => _bindings[index].Prefix;

    /// <summary>The namespace of binding <paramref name="index"/>; empty where the default namespace is undeclared.</summary>
    public ReadOnlySpan<byte> Uri(int index) => _bindings[index].Uri;
}
