namespace IntegrationHub.Schemas.Xml;

/// <summary>What <see cref="Utf8XmlReader"/> stands on.</summary>
public enum XmlTokenKind
{
    /// <summary>Before the first <see cref="Utf8XmlReader.Read"/>, after the last token, or after an error.</summary>
    None,
    /// <summary><c>&lt;?xml …?&gt;</c> at the very start.</summary>
    XmlDeclaration,
    /// <summary>A start tag or an empty-element tag.</summary>
    StartElement,
    /// <summary>An end tag, or the end of an empty-element tag (then the token has no bytes).</summary>
    EndElement,
    /// <summary>Character data and references between two markups, never empty. Only inside the root element.</summary>
    Text,
    /// <summary>A CDATA section; the text is its content and needs no unescaping but that of line ends.</summary>
    CData,
    /// <summary>A comment; the text is its content.</summary>
    Comment,
    /// <summary>A processing instruction; <see cref="Utf8XmlReader.LocalName"/> is its target, the text is its data.</summary>
    ProcessingInstruction,
}
