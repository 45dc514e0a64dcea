using System.Net;
using System.Xml;

namespace IntegrationHub.Schemas.Profiles;

/// <summary>Follows imports and includes, inside the source and nowhere else.</summary>
internal sealed class SourceResolver(ISchemaSource source) : XmlResolver
{
    private readonly HashSet<string> _files = [.. source.Files];

    public override ICredentials Credentials
    {
        set => throw new NotSupportedException("Schemas are never fetched.");
    }

    public override Uri ResolveUri(Uri? baseUri, string? relativeUri)
    {
        if (baseUri is null || string.IsNullOrEmpty(baseUri.OriginalString)) return new Uri(SchemaFileReader.Root, relativeUri);
        string location = relativeUri ?? "";
        if (location.StartsWith(SchemaFileReader.Root.AbsoluteUri, StringComparison.Ordinal)) return new Uri(location);
        bool inside = !location.Contains(':', StringComparison.Ordinal) && !location.Contains('\\', StringComparison.Ordinal)
            && !location.StartsWith('/') && !location.Split('/').Contains("..", StringComparer.Ordinal);
        return inside ? new Uri(baseUri, location) : throw new SchemaOutsideException($"A schema names {location}, which does not lie in its folder.");
    }

    public override object? GetEntity(Uri absoluteUri, string? role, Type? ofObjectToReturn)
    {
        string file = Uri.UnescapeDataString(SchemaFileReader.Root.MakeRelativeUri(absoluteUri).OriginalString);
        if (!_files.Contains(file)) throw new SchemaOutsideException($"The file {file} is not in the folder.");
        // Every file of the source went through the tokenizer before any was resolved.
        return new MemoryStream(source.Read(file).ToArray());
    }
}

/// <summary>A schema names a file that is not in its folder.</summary>
internal sealed class SchemaOutsideException(string message) : IOException(message);
