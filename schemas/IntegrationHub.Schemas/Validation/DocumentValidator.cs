using IntegrationHub.Schemas.Documents;
using IntegrationHub.Schemas.Profiles;
using IntegrationHub.Schemas.Reading;
using IntegrationHub.Schemas.Reading.Typed;
using IntegrationHub.Schemas.Xml;

namespace IntegrationHub.Schemas.Validation;

/// <summary>
/// Validates whole documents, and reads them in the same walk. Stateless and safe from any thread; documents that come in
/// pieces go to <see cref="StreamingValidator"/>.
/// </summary>
public static class DocumentValidator
{
    /// <summary>How much of a document is looked at at once: it stays in the processor's cache while characters and grammar are checked.</summary>
    private const int WindowBytes = 128 * 1024;

    /// <summary>Holds a document against a profile.</summary>
    /// <param name="document">Its bytes as received.</param>
    /// <param name="profile">What it must be.</param>
    /// <param name="options">Policy and limits; the default rejects unknown codes.</param>
    /// <param name="charset">The charset of its media type, where one was sent.</param>
    public static ValidationResult Validate(ReadOnlyMemory<byte> document, Profile profile, ValidationOptions? options = null, string? charset = null)
    {
        var input = Utf8Input.Open(document, charset);
        if (input.Error is { } refused) return Unreadable(profile.Id, refused);
        var sink = default(NoSink);
        var unwatched = default(NoWatch);
        return Run(input, null, profile, options ?? ValidationOptions.Default, ref sink, ref unwatched);
    }

    /// <summary>Finds the profile by the root element and holds the document against it; without a profile it is only read to its end.</summary>
    public static ValidationResult Validate(ReadOnlyMemory<byte> document, ProfileCatalog catalog, ValidationOptions? options = null, string? charset = null)
    {
        var input = Utf8Input.Open(document, charset);
        if (input.Error is { } refused) return Unreadable(null, refused);
        options ??= ValidationOptions.Default;
        var sink = default(NoSink);
        var unwatched = default(NoWatch);
        if (catalog.Recognise(input.Bytes.Span) is { } profile) return Run(input, null, profile, options, ref sink, ref unwatched);
        var engine = ValidationEngine.ForUnknown(options);
        engine.Transcoded = input.Transcoded;
        Walk(engine, input.Bytes.Span, ref sink, ref unwatched);
        return new ValidationResult(null, engine.Errors, engine.IsTruncated);
    }

    /// <summary>Validates and reads in one walk. The document is null where it is not valid.</summary>
    /// <param name="document">Its bytes in one of the encodings of <see cref="Utf8Input"/>.</param>
    /// <param name="inherited">Bindings around it, for a document cut out of an envelope (then it must be UTF-8); null for a document of its own.</param>
    /// <param name="profile">What it must be.</param>
    /// <param name="options">Policy and limits.</param>
    public static ReadResult Read(ReadOnlyMemory<byte> document, XmlNamespaceContext? inherited, Profile profile, ValidationOptions? options = null)
    {
        var unwatched = default(NoWatch);
        return Read(document, inherited, profile, options, ref unwatched);
    }

    /// <summary>As <see cref="Read(ReadOnlyMemory{byte}, XmlNamespaceContext?, Profile, ValidationOptions?)"/>, under the eyes of a watch.</summary>
    /// <param name="document">Its bytes in one of the encodings of <see cref="Utf8Input"/>; the watch sees it as UTF-8.</param>
    /// <param name="inherited">Bindings around it.</param>
    /// <param name="profile">What it must be.</param>
    /// <param name="options">Policy and limits.</param>
    /// <param name="watch">Sees the whole document, valid or not, unless it is no XML or breaks a limit.</param>
    public static ReadResult Read<TWatch>(
        ReadOnlyMemory<byte> document, XmlNamespaceContext? inherited, Profile profile, ValidationOptions? options, ref TWatch watch)
        where TWatch : struct, IDocumentWatch, allows ref struct
    {
        var input = Utf8Input.Open(document);
        if (input.Error is { } refused) return new ReadResult(Unreadable(profile.Id, refused), null);
        var sink = new MarketDocumentSink(new MarketDocumentBuilder());
        var result = Run(input, inherited, profile, options ?? ValidationOptions.Default, ref sink, ref watch);
        if (!result.IsValid) return new ReadResult(result, null);
        var market = sink.Builder.Build(profile.Id);
        if (!sink.Builder.HasUnholdableNumber) return new ReadResult(result, market);
        var tooLarge = new SchemaError(SchemaErrorKind.Value, "schema.number_too_large", 0, 1, 1, "", "A number in a point has more digits than are processed.")
        {
            Remedy = "Send quantities and prices of at most 28 digits.",
        };
        return new ReadResult(new ValidationResult(profile.Id, [.. result.Errors, tooLarge]), null);
    }

    /// <summary>Validates and collects everything the document says in one walk, for the typed readers. The parts are null where it is not valid.</summary>
    internal static (ValidationResult Validation, DocumentPart? Parts) ReadParts(
        ReadOnlyMemory<byte> document, XmlNamespaceContext? inherited, Profile profile, ValidationOptions? options)
    {
        var input = Utf8Input.Open(document);
        if (input.Error is { } refused) return (Unreadable(profile.Id, refused), null);
        var sink = new PartSink(new PartBuilder());
        var unwatched = default(NoWatch);
        var result = Run(input, inherited, profile, options ?? ValidationOptions.Default, ref sink, ref unwatched);
        return (result, sink.Builder.Finish(result.IsValid));
    }

    private static ValidationResult Run<TSink, TWatch>(
        Utf8Input input, XmlNamespaceContext? inherited, Profile profile, ValidationOptions options, ref TSink sink, ref TWatch watch)
        where TSink : struct, IDocumentSink
        where TWatch : struct, IDocumentWatch, allows ref struct
    {
        if (profile.Root is null)
        {
            var result = FrameworkValidator.Validate(input, inherited, profile, options, ref watch);
            if (TSink.Reads && result.IsValid) UncheckedReader.Read(input, inherited, profile, options, ref sink);
            return result;
        }
        var engine = new ValidationEngine(profile.Root, profile.Globals, options) { Transcoded = input.Transcoded };
        if (inherited is not null) engine.Inherit(inherited);
        Walk(engine, input.Bytes.Span, ref sink, ref watch);
        return new ValidationResult(profile.Id, engine.Errors, engine.IsTruncated);
    }

    internal static void Walk<TSink, TWatch>(
        ValidationEngine engine, ReadOnlySpan<byte> document, ref TSink sink, ref TWatch watch, int windowBytes = WindowBytes)
        where TSink : struct, IDocumentSink
        where TWatch : struct, IDocumentWatch, allows ref struct
    {
        int at = 0, size = windowBytes;
        while (TWatch.Watches ? !engine.Ended : !engine.Finished)
        {
            int length = Math.Min(size, document.Length - at);
            bool final = at + length == document.Length;
            int consumed = engine.Step(document.Slice(at, length), final, ref sink, ref watch);
            at += consumed;
            if (consumed > 0) size = windowBytes;
            else if (!engine.Ended && size > engine.MaxTokenBytes) engine.TokenTooLarge();
            else size = (int)Math.Min(size * 2L, int.MaxValue);
        }
        if (engine.HasUnplaced) engine.Place(document, 0, TextPosition.Start);
    }

    internal static ValidationResult Unreadable(ProfileId? profile, XmlError fault) =>
        new(profile, [new SchemaError(SchemaErrorKind.WellFormedness, fault.Id, fault.Offset, fault.Line, fault.Column, "", fault.Message) { Remedy = fault.Remedy }]);
}
