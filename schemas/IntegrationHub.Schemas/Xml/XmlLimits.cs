namespace IntegrationHub.Schemas.Xml;

/// <summary>
/// What a document may cost before it is refused. Every limit is inclusive: exactly the limit passes. Immutable.
/// </summary>
public sealed record XmlLimits
{
    /// <summary>The limits for market documents and envelopes: deep and wide enough for every profile, small for an attacker.</summary>
    public static XmlLimits Default { get; } = new();

    /// <summary>Open elements at once. Default 64; the deepest profile needs 9, a signed envelope about 15.</summary>
    public int MaxDepth { get; init; } = 64;

    /// <summary>Attributes of one element, namespace declarations included. Default 64.</summary>
    public int MaxAttributes { get; init; } = 64;

    /// <summary>Namespace declarations in scope at once, those of all open elements together. Default 256.</summary>
    public int MaxNamespaces { get; init; } = 256;

    /// <summary>Bytes of one qualified name. Default 256.</summary>
    public int MaxNameBytes { get; init; } = 256;

    /// <summary>Bytes of one token: a text between two tags, a comment, a whole start tag. Default 256 MiB, since an envelope carries its payload as one text.</summary>
    public int MaxTokenBytes { get; init; } = 256 * 1024 * 1024;

    /// <summary>Bytes of the whole input. Default 1 GiB.</summary>
    public long MaxBytes { get; init; } = 1024L * 1024 * 1024;
}
