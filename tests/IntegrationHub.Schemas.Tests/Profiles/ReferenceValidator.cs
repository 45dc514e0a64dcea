using System.Collections.Concurrent;
using System.Xml;
using System.Xml.Schema;

namespace IntegrationHub.Schemas.Tests.Profiles;

/// <summary>The framework's validator as the reference: one schema set for each file of a folder, compiled once.</summary>
internal sealed class ReferenceValidator(string folder, string? codesFolder = null)
{
    private readonly ConcurrentDictionary<string, XmlSchemaSet> sets = new(StringComparer.Ordinal);

    public XmlSchemaSet SetOf(string file) => sets.GetOrAdd(file, _ =>
    {
        var set = new XmlSchemaSet { XmlResolver = new FolderResolver(folder, codesFolder) };
        using var reader = XmlReader.Create(Path.Combine(folder, file), new XmlReaderSettings { XmlResolver = null });
        set.Add(XmlSchema.Read(reader, (_, e) => throw e.Exception)!);
        set.Compile();
        return set;
    });

    /// <summary>The first error of a document, or <c>null</c> when it is valid.</summary>
    public string? ErrorOf(string file, Stream document)
    {
        string? error = null;
        var settings = new XmlReaderSettings { ValidationType = ValidationType.Schema, Schemas = SetOf(file), DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
        settings.ValidationFlags |= XmlSchemaValidationFlags.ReportValidationWarnings;
        settings.ValidationEventHandler += (_, e) => error ??= e.Message;
        try
        {
            using var reader = XmlReader.Create(document, settings);
            while (error is null && reader.Read())
            {
            }
        }
        catch (XmlException broken)
        {
            error = broken.Message;
        }

        return error;
    }

    public string? ErrorOf(string file, ReadOnlySpan<byte> document)
    {
        using var stream = new MemoryStream(document.ToArray(), writable: false);
        return ErrorOf(file, stream);
    }

    // Includes resolve by file name only; a folder of code lists comes first.
    private sealed class FolderResolver(string folder, string? codesFolder) : XmlResolver
    {
        public override Uri ResolveUri(Uri? baseUri, string? relativeUri)
        {
            var name = Path.GetFileName(relativeUri!);
            var replaced = codesFolder is null ? null : Path.Combine(codesFolder, name);
            return new Uri(replaced is not null && File.Exists(replaced) ? replaced : Path.Combine(folder, name));
        }

        public override object GetEntity(Uri absoluteUri, string? role, Type? ofObjectToReturn) => File.OpenRead(absoluteUri.LocalPath);
    }
}
