namespace IntegrationHub.Schemas.Xml;

/// <summary>Why bytes are no acceptable XML. The names are stable; <see cref="XmlError.Id"/> gives them as text.</summary>
public enum XmlErrorCode
{
    /// <summary>Bytes that are no UTF-8, or a character XML 1.0 does not allow (production [2]).</summary>
    IllegalCharacter,
    /// <summary>The input ends inside a token or inside an element.</summary>
    UnexpectedEnd,
    /// <summary>A construct that does not follow the grammar.</summary>
    Malformed,
    /// <summary>An end tag that does not name the element that is open.</summary>
    MismatchedTag,
    /// <summary>Not exactly one root element, or text beside it.</summary>
    BadRoot,
    /// <summary>A document type declaration: always refused.</summary>
    DoctypeRefused,
    /// <summary>A reference to an entity other than the five predefined ones.</summary>
    UndefinedEntity,
    /// <summary>A character reference to a character XML does not allow.</summary>
    BadCharacterReference,
    /// <summary>The same attribute twice, by its name or by its expanded name.</summary>
    DuplicateAttribute,
    /// <summary>A prefix that is not bound, or a reserved one bound wrongly.</summary>
    NamespaceError,
    /// <summary>The XML declaration is not as the recommendation writes it, is not first, or names a version other than 1.0.</summary>
    BadDeclaration,
    /// <summary>An encoding that is not read, or charset, byte order mark and declaration that contradict each other.</summary>
    EncodingRefused,
    /// <summary>One of <see cref="XmlLimits"/> is exceeded.</summary>
    LimitExceeded,
}

/// <summary>
/// The one fault for which the reader stopped: data, not an exception. Offsets count bytes from the start of the input the
/// reader was given; lines and columns count from 1, columns in characters (not bytes).
/// </summary>
/// <param name="Code">The kind of fault.</param>
/// <param name="Offset">The byte at which it was noticed.</param>
/// <param name="Line">Line of that byte, from 1. CR LF, LF and a lone CR each end a line.</param>
/// <param name="Column">Column of that byte in characters, from 1.</param>
/// <param name="Message">What is wrong, in one sentence. Holds names from the document only after they proved to be names.</param>
/// <param name="Remedy">What the sender can do about it.</param>
public sealed record XmlError(XmlErrorCode Code, long Offset, long Line, long Column, string Message, string Remedy)
{
    /// <summary>The stable code as text, e.g. <c>xml.doctype_refused</c>.</summary>
    public string Id => Code switch
    {
        XmlErrorCode.IllegalCharacter => "xml.illegal_character",
        XmlErrorCode.UnexpectedEnd => "xml.unexpected_end",
        XmlErrorCode.Malformed => "xml.malformed",
        XmlErrorCode.MismatchedTag => "xml.mismatched_tag",
        XmlErrorCode.BadRoot => "xml.bad_root",
        XmlErrorCode.DoctypeRefused => "xml.doctype_refused",
        XmlErrorCode.UndefinedEntity => "xml.undefined_entity",
        XmlErrorCode.BadCharacterReference => "xml.bad_character_reference",
        XmlErrorCode.DuplicateAttribute => "xml.duplicate_attribute",
        XmlErrorCode.NamespaceError => "xml.namespace_error",
        XmlErrorCode.BadDeclaration => "xml.bad_declaration",
        XmlErrorCode.EncodingRefused => "xml.encoding_refused",
        XmlErrorCode.LimitExceeded => "xml.limit_exceeded",
        _ => "xml.malformed",
    };

    /// <summary>What a sender can do about a fault of this kind.</summary>
    public static string RemedyFor(XmlErrorCode code) => code switch
    {
        XmlErrorCode.IllegalCharacter => "Send UTF-8 text without control characters.",
        XmlErrorCode.UnexpectedEnd => "Send the complete document.",
        XmlErrorCode.MismatchedTag => "Close every element with its own name, innermost first.",
        XmlErrorCode.BadRoot => "Send exactly one root element and nothing but comments and white space beside it.",
        XmlErrorCode.DoctypeRefused => "Remove the document type declaration.",
        XmlErrorCode.UndefinedEntity => "Use the character itself or a character reference.",
        XmlErrorCode.BadCharacterReference => "Remove the reference: the character is not allowed in XML 1.0.",
        XmlErrorCode.DuplicateAttribute => "State each attribute once.",
        XmlErrorCode.NamespaceError => "Declare every prefix with a non-empty namespace; leave xml and xmlns alone.",
        XmlErrorCode.BadDeclaration => "Begin with <?xml version=\"1.0\" encoding=\"UTF-8\"?> or leave the declaration out.",
        XmlErrorCode.EncodingRefused => "Send UTF-8 and name it so everywhere.",
        XmlErrorCode.LimitExceeded => "Split the document or remove what is nested, repeated or oversized.",
        _ => "Make the document well-formed XML 1.0.",
    };
}
