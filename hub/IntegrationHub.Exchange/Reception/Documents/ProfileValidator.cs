using IntegrationHub.Exchange.Parties;
using IntegrationHub.Schemas.Profiles;
using IntegrationHub.Schemas.Validation;
using IntegrationHub.Schemas.Xml;

namespace IntegrationHub.Exchange.Reception.Documents;

/// <summary>Documents against the profiles in force, by the rules of the party.</summary>
/// <param name="catalogs">
/// The catalogs to look a party's documents up in, in order (its own profiles before everybody's); asked once per document, so that one under
/// way keeps the set it began with.
/// </param>
/// <param name="maxErrors">Most faults that are told of one document.</param>
public sealed class ProfileValidator(Func<Party, IEnumerable<ProfileCatalog>> catalogs, int maxErrors = 50) : IDocumentValidator
{
    private readonly ValidationOptions _strict = new() { MaxErrors = maxErrors };
    private readonly ValidationOptions _tolerant = new() { MaxErrors = maxErrors, UnknownCodes = UnknownCodes.Warn };

    public DocumentCheck Check<TWatch>(ReadableDocument document, Party party, ref TWatch watch)
        where TWatch : struct, IDocumentWatch, allows ref struct
    {
        if (catalogs(party).Select(catalog => catalog.Recognise(document.Bytes.Span, document.Around)).FirstOrDefault(found => found is not null) is not { } profile)
        {
            return WithoutProfile(document, ref watch);
        }

        var read = DocumentValidator.Read(document.Bytes, document.Around, profile, party.TolerateUnknownCodes ? _tolerant : _strict, ref watch);
        var verdict = read.Validation switch
        {
            { IsValid: true } => SchemaVerdict.Valid,
            { IsUnreadable: true } => SchemaVerdict.Unreadable,
            _ => SchemaVerdict.Invalid,
        };
        return new DocumentCheck(verdict, profile.Id, read.Document, [.. read.Validation.Errors.Where(error => !error.IsWarning).Select(From)]);
    }

    /// <summary>What is no XML is unreadable before it is unknown.</summary>
    private static DocumentCheck WithoutProfile<TWatch>(ReadableDocument document, ref TWatch watch)
        where TWatch : struct, IDocumentWatch, allows ref struct
    {
        var xml = document.Read();
        try
        {
            return PlainWalk.Run(ref xml, document.Bytes.Span, ref watch) is { } error
                ? new DocumentCheck(SchemaVerdict.Unreadable, null, null, [From(error)])
                : new DocumentCheck(SchemaVerdict.Unknown, null, null, []);
        }
        finally
        {
            xml.Dispose();
        }
    }

    private static Rejection From(XmlError error) =>
        new(CodeOf(error.Id), "A94", error.Message, $"line {error.Line}, column {error.Column}", error.Remedy);

    /// <summary>Path where there is one, and the line, which is what a person looks for.</summary>
    private static Rejection From(SchemaError error)
    {
        var found = error.Found is null ? "" : $" Found {error.Found}.";
        var expected = error.Expected is null ? "" : $" Expected {error.Expected}.";
        var where = error.Path.Length == 0 ? $"line {error.Line}, column {error.Column}" : $"{error.Path} (line {error.Line})";
        return new Rejection(CodeOf(error.Code), "A94", error.Message + found + expected, where, error.Remedy ?? "");
    }

    /// <summary><c>schema.unknown_code</c> becomes SCHEMA_UNKNOWN_CODE.</summary>
    private static string CodeOf(string code) => code.Replace('.', '_').ToUpperInvariant();
}
