using System.Xml;
using System.Xml.Schema;
using IntegrationHub.Schemas.Xml;

namespace IntegrationHub.Schemas.Profiles;

/// <summary>Parses schema files: the product's own tokenizer decides first whether they are XML at all.</summary>
internal sealed class SchemaFileReader(ISchemaSource source, List<SchemaLoadError> errors)
{
    /// <summary>Gives every file an absolute address that exists nowhere else.</summary>
    internal static readonly Uri Root = new("ihub-schemas://set/");

    private static readonly XmlLimits Limits = new() { MaxBytes = 64 * 1024 * 1024, MaxDepth = 128 };

    /// <summary>The schema of a file, parsed anew for each set it goes into; null with an error where it is none.</summary>
    public XmlSchema? Parse(string file)
    {
        try
        {
            var input = Utf8Input.Open(source.Read(file));
            var fault = input.Error ?? FaultOf(input);
            if (fault is not null)
            {
                errors.Add(new SchemaLoadError("schemas.unreadable", file, (int)fault.Line, fault.Message, fault.Remedy));
                return null;
            }
            using var reader = Open(input.Bytes, file);
            return XmlSchema.Read(reader, (_, problem) => Report(problem));
        }
        catch (Exception fault) when (fault is XmlSchemaException or XmlException or IOException or UnauthorizedAccessException)
        {
            errors.Add(ErrorOf(fault) with { File = file });
            return null;
        }
    }

    /// <summary>Errors count, and of the warnings those about a file that cannot be had; the others change nothing.</summary>
    public void Report(ValidationEventArgs problem)
    {
        if (problem.Severity == XmlSeverityType.Error || problem.Exception.InnerException is not null || problem.Message.Contains("schemaLocation", StringComparison.Ordinal))
            errors.Add(ErrorOf(problem.Exception));
    }

    public SchemaLoadError ErrorOf(Exception fault)
    {
        var schema = fault as XmlSchemaException;
        string code = fault is SchemaOutsideException || fault.InnerException is SchemaOutsideException ? "schemas.outside_folder"
            : fault is IOException || fault.InnerException is IOException ? "schemas.unreadable" : "schemas.invalid";
        string message = fault.InnerException is IOException inner ? inner.Message : fault.Message;
        return new SchemaLoadError(code, FileOf(schema?.SourceUri), schema?.LineNumber ?? (fault as XmlException)?.LineNumber ?? 0, message,
            "Complete or correct the set of schemas; until then the previous one stays in force.");
    }

    internal static XmlReader Open(ReadOnlyMemory<byte> utf8, string file)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, CloseInput = true };
        return XmlReader.Create(new StreamReader(new MemoryStream(utf8.ToArray()), System.Text.Encoding.UTF8), settings, new Uri(Root, file).AbsoluteUri);
    }

    private static XmlError? FaultOf(Utf8Input input)
    {
        using var xml = new Utf8XmlReader(input.Bytes.Span, Limits, input.Transcoded);
        while (xml.Read())
        {
        }
        return xml.Error;
    }

    private string FileOf(string? uri) =>
        uri is not null && uri.StartsWith(Root.AbsoluteUri, StringComparison.Ordinal) ? Uri.UnescapeDataString(uri[Root.AbsoluteUri.Length..]) : source.Name;
}
