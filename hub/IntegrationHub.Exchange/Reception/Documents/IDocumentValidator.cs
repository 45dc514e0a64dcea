using IntegrationHub.Exchange.Parties;
using IntegrationHub.Schemas.Documents;
using IntegrationHub.Schemas.Validation;

namespace IntegrationHub.Exchange.Reception.Documents;

/// <summary>What the schema says of a document.</summary>
public enum SchemaVerdict
{
    Valid,
    Invalid,

    /// <summary>No XML.</summary>
    Unreadable,

    /// <summary>XML of a profile that is not loaded.</summary>
    Unknown,
}

/// <summary>A document against its profile.</summary>
/// <param name="Verdict">The result.</param>
/// <param name="Profile">The profile, where it is known.</param>
/// <param name="Document">What was read; not <c>null</c> when valid.</param>
/// <param name="Errors">Why it is not valid, in document order, codes <c>SCHEMA_…</c>.</param>
public sealed record DocumentCheck(SchemaVerdict Verdict, ProfileId? Profile, MarketDocument? Document, IReadOnlyList<Rejection> Errors)
{
    /// <summary>The verdict as exchanges and the command line show it.</summary>
    public string Result => Verdict switch
    {
        SchemaVerdict.Valid => "valid",
        SchemaVerdict.Invalid => "invalid",
        SchemaVerdict.Unreadable => "unreadable",
        _ => "unknown",
    };
}

/// <summary>Port: validates a document and reads it, in one streaming pass.</summary>
/// <remarks>Thread-safe. Never throws for what a document holds.</remarks>
public interface IDocumentValidator
{
    /// <param name="document">The bytes.</param>
    /// <param name="party">Whose code lists and tolerance apply.</param>
    /// <param name="watch">Sees the whole document, whatever the verdict, unless it cannot be read to its end.</param>
    DocumentCheck Check<TWatch>(ReadableDocument document, Party party, ref TWatch watch)
        where TWatch : struct, IDocumentWatch, allows ref struct;
}

/// <summary>Validation that nobody watches.</summary>
public static class DocumentValidators
{
    public static DocumentCheck Check(this IDocumentValidator validator, ReadableDocument document, Party party)
    {
        var unwatched = default(NoWatch);
        return validator.Check(document, party, ref unwatched);
    }
}
