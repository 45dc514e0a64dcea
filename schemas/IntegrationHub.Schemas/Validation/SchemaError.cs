namespace IntegrationHub.Schemas.Validation;

/// <summary>What a fault is about; code lists are a kind of their own, because a party's policy may forgive them.</summary>
public enum SchemaErrorKind
{
    /// <summary>The bytes are no acceptable XML. Nothing else can be said about them.</summary>
    WellFormedness,
    /// <summary>No profile is known for the root element, or another was expected.</summary>
    UnknownDocument,
    /// <summary>Elements, attributes or text where the schema has others.</summary>
    Structure,
    /// <summary>A value that its simple type does not allow.</summary>
    Value,
    /// <summary>A value that would be right if its code list held it.</summary>
    UnknownCode,
}

/// <summary>One fault of a document. Immutable.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Code">Stable code: <c>xml.…</c> of the tokenizer, or <c>schema.…</c>.</param>
/// <param name="Offset">Byte of the document (after transcoding to UTF-8) at which it stands, from 0.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column in characters, from 1.</param>
/// <param name="Path">Where, as <c>TimeSeries[3]/Period[1]/Point[17]/quantity</c> below the root; empty for the root itself. Elements that may repeat carry their number, from 1.</param>
/// <param name="Message">What is wrong, in one sentence.</param>
public sealed record SchemaError(SchemaErrorKind Kind, string Code, long Offset, long Line, long Column, string Path, string Message)
{
    /// <summary>What was found, cut to 100 characters; null where nothing was.</summary>
    public string? Found { get; init; }

    /// <summary>What was expected; null where nothing sensible can be said.</summary>
    public string? Expected { get; init; }

    /// <summary>The facet that is broken, by its XML Schema name; null where it is none.</summary>
    public string? Facet { get; init; }

    /// <summary>What the sender can do.</summary>
    public string? Remedy { get; init; }

    /// <summary>True where the policy forgives it: the document is not invalid because of it.</summary>
    public bool IsWarning { get; init; }

    /// <summary>One line for logs and consoles.</summary>
    public override string ToString() => $"{Line}:{Column} {Code}{(IsWarning ? " (warning)" : "")} {(Path.Length == 0 ? "" : Path + ": ")}{Message}";
}
