using System.Xml;
using System.Xml.Schema;
using IntegrationHub.Schemas.Profiles;
using IntegrationHub.Schemas.Xml;

namespace IntegrationHub.Schemas.Validation;

/// <summary>
/// The fallback for profiles that the compiler does not cover: slower, never wrong. The product's own tokenizer reads the
/// document first, so that limits, encodings and refusals are the same for every profile.
/// </summary>
internal static class FrameworkValidator
{
    public static ValidationResult Validate<TWatch>(
        Utf8Input input, XmlNamespaceContext? inherited, Profile profile, ValidationOptions options, ref TWatch watch)
        where TWatch : struct, IDocumentWatch, allows ref struct
    {
        if (Fault(input, inherited, options, ref watch) is { } fault) return DocumentValidator.Unreadable(profile.Id, fault);
        return Validate(input.Bytes, inherited, profile, options, profile.Fallback!);
    }

    /// <summary>Holds a document that is known to be XML against a set of the framework's schemas. Also the reference in tests.</summary>
    internal static ValidationResult Validate(ReadOnlyMemory<byte> utf8, XmlNamespaceContext? inherited, Profile profile, ValidationOptions options, XmlSchemaSet set)
    {
        var errors = new List<SchemaError>();
        var path = new List<string>();
        var settings = new XmlReaderSettings
        {
            ValidationType = ValidationType.Schema,
            Schemas = set,
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            ValidationFlags = XmlSchemaValidationFlags.ProcessIdentityConstraints,
        };
        settings.ValidationEventHandler += (_, problem) =>
        {
            var at = problem.Exception;
            if (errors.Count < options.MaxErrors)
                errors.Add(new SchemaError(SchemaErrorKind.Structure, "schema.invalid", 0, at.LineNumber, at.LinePosition, string.Join('/', path.Skip(1)), at.Message));
        };
        using var reader = XmlReader.Create(new StreamReader(new MemoryStream(utf8.ToArray()), System.Text.Encoding.UTF8), settings, Context(inherited));
        try
        {
            if (reader.MoveToContent() == XmlNodeType.Element && (reader.LocalName != profile.Id.RootElement || reader.NamespaceURI != profile.Id.Namespace))
                return new ValidationResult(profile.Id, [new SchemaError(SchemaErrorKind.UnknownDocument, "schema.wrong_document", 0, 1, 1, "", "The root element is not that of the profile.")]);
            do
            {
                if (reader.NodeType != XmlNodeType.Element) continue;
                while (path.Count > reader.Depth) path.RemoveAt(path.Count - 1);
                path.Add(reader.LocalName);
            }
            while (reader.Read());
        }
        catch (XmlException fault)
        {
            errors.Add(new SchemaError(SchemaErrorKind.WellFormedness, "xml.malformed", 0, fault.LineNumber, fault.LinePosition, "", fault.Message));
        }
        return new ValidationResult(profile.Id, errors, errors.Count >= options.MaxErrors);
    }

    private static XmlError? Fault<TWatch>(Utf8Input input, XmlNamespaceContext? inherited, ValidationOptions options, ref TWatch watch)
        where TWatch : struct, IDocumentWatch, allows ref struct
    {
        var xml = inherited is null
            ? new Utf8XmlReader(input.Bytes.Span, options.Limits, input.Transcoded)
            : new Utf8XmlReader(input.Bytes.Span, inherited, options.Limits);
        try
        {
            return PlainWalk.Run(ref xml, input.Bytes.Span, ref watch);
        }
        finally
        {
            xml.Dispose();
        }
    }

    private static XmlParserContext? Context(XmlNamespaceContext? inherited)
    {
        if (inherited is null) return null;
        var manager = new XmlNamespaceManager(new NameTable());
        for (int i = 0; i < inherited.Count; i++)
            manager.AddNamespace(System.Text.Encoding.UTF8.GetString(inherited.Prefix(i)), System.Text.Encoding.UTF8.GetString(inherited.Uri(i)));
        return new XmlParserContext(manager.NameTable, manager, null, XmlSpace.None);
    }
}
