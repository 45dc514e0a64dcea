using System.Xml;
using System.Xml.Schema;
using IntegrationHub.Schemas.Profiles;

namespace IntegrationHub.Schemas.Bench;

/// <summary>The framework's validating reader over the same schemas: what the product's engine is compared with, and nothing else.</summary>
public sealed class ReferenceValidator
{
    private readonly XmlReaderSettings _settings;

    private ReferenceValidator(XmlSchemaSet set) => _settings = new XmlReaderSettings
    {
        ValidationType = ValidationType.Schema,
        Schemas = set,
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
    };

    /// <summary>Loads one schema file of a source, and what it imports.</summary>
    /// <exception cref="InvalidOperationException">The schema does not load.</exception>
    public static ReferenceValidator Load(ISchemaSource source, string file) =>
        new(CatalogLoader.ResolveAlone(source, file) ?? throw new InvalidOperationException($"{file} does not load."));

    /// <summary>The verdict of the framework on a document, root element included, and its first complaint.</summary>
    public (bool IsValid, string? Complaint) Validate(byte[] document, string root, string namespaceUri)
    {
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(document), _settings);
            if (reader.MoveToContent() != XmlNodeType.Element) return (false, "no root element");
            if (reader.LocalName != root || reader.NamespaceURI != namespaceUri) return (false, "another root element");
            while (reader.Read())
            {
            }
            return (true, null);
        }
        catch (Exception fault) when (fault is XmlException or XmlSchemaException or System.Text.DecoderFallbackException or ArgumentException)
        {
            return (false, fault.Message);
        }
    }

    /// <summary>Reads a document to its end with validation, for measuring.</summary>
    public void Read(Stream document)
    {
        using var reader = XmlReader.Create(document, _settings);
        while (reader.Read())
        {
        }
    }
}
