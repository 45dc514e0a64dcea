namespace IntegrationHub.Schemas.Xml;

/// <summary>One attribute of the start tag the reader stands on, namespace declarations included. Valid until the next Read.</summary>
public readonly ref struct Utf8XmlAttribute
{
    internal Utf8XmlAttribute(ReadOnlySpan<byte> name, int prefixLength, ReadOnlySpan<byte> namespaceUri, ReadOnlySpan<byte> rawValue, int start, bool isDeclaration)
    {
        Name = name;
        Prefix = name[..prefixLength];
        LocalName = prefixLength == 0 ? name : name[(prefixLength + 1)..];
        NamespaceUri = namespaceUri;
        RawValue = rawValue;
        Start = start;
        IsNamespaceDeclaration = isDeclaration;
    }

    /// <summary>The qualified name as written.</summary>
    public ReadOnlySpan<byte> Name { get; }

    /// <summary>The prefix, empty where there is none. <c>xmlns</c> for <c>xmlns:p</c>; empty for <c>xmlns</c> itself.</summary>
    public ReadOnlySpan<byte> Prefix { get; }

    /// <summary>The local part. For <c>xmlns:p</c> it is <c>p</c>, for <c>xmlns</c> it is <c>xmlns</c>.</summary>
    public ReadOnlySpan<byte> LocalName { get; }

    /// <summary>The namespace of the name: empty for an attribute without prefix, <see cref="XmlNamespaces.Xmlns"/> for declarations.</summary>
    public ReadOnlySpan<byte> NamespaceUri { get; }

    /// <summary>The bytes between the quotes, references and line ends as they stand.</summary>
    public ReadOnlySpan<byte> RawValue { get; }

    /// <summary>Offset of the first byte of the name in the reader's input.</summary>
    public int Start { get; }

    /// <summary>True for <c>xmlns="…"</c> and <c>xmlns:p="…"</c>.</summary>
    public bool IsNamespaceDeclaration { get; }

    /// <summary>The prefix a declaration declares; empty for the default namespace and for anything that is no declaration.</summary>
    public ReadOnlySpan<byte> DeclaredPrefix => IsNamespaceDeclaration && Prefix.Length > 0 ? LocalName : default;

    /// <summary>True where <see cref="RawValue"/> must go through <see cref="XmlText.UnescapeAttribute"/> to become its characters.</summary>
    public bool NeedsUnescape => XmlText.AttributeNeedsUnescape(RawValue);

    /// <summary>The value after references and normalisation, as a string.</summary>
    public string ValueText => XmlText.AttributeToText(RawValue);

    /// <summary>True where the characters of the value are exactly these. Allocates nothing for values up to 512 bytes.</summary>
    public bool ValueEquals(ReadOnlySpan<byte> expected)
    {
        if (!NeedsUnescape) return RawValue.SequenceEqual(expected);
        Span<byte> text = RawValue.Length > 512 ? new byte[RawValue.Length] : stackalloc byte[512];
        return text[..XmlText.UnescapeAttribute(RawValue, text)].SequenceEqual(expected);
    }
}
