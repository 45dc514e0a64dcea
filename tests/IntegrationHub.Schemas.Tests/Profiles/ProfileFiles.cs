using System.Xml.Linq;

namespace IntegrationHub.Schemas.Tests.Profiles;

/// <summary>Our profile files by the namespace they declare.</summary>
internal static class ProfileFiles
{
    /// <summary>File name of each namespace that has a root element.</summary>
    public static IReadOnlyDictionary<string, string> ByNamespace { get; } = Directory.EnumerateFiles(ProfileFolders.Xsd, "*.xsd")
        .Where(file => NamespaceOf(file) is not null)
        .ToDictionary(file => NamespaceOf(file)!, file => Path.GetFileName(file), StringComparer.Ordinal);

    /// <summary>The namespace of a schema file that declares a root element; <c>null</c> for code lists and common parts.</summary>
    public static string? NamespaceOf(string file)
    {
        var root = XDocument.Load(file).Root!;
        var hasElement = root.Elements().Any(e => e.Name.LocalName == "element");
        return hasElement ? root.Attribute("targetNamespace")?.Value : null;
    }
}
