using System.Xml.Linq;

namespace IntegrationHub.Architecture.Tests.Support;

/// <summary>Which project of the product refers to which, as the project files say.</summary>
internal static class ProjectReferences
{
    /// <summary>Names of the projects that each project refers to, without the prefix <c>IntegrationHub.</c>.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> OfProduct { get; } =
        Repository.ProductProjects.ToDictionary(project => Short(project), project => Read(project), StringComparer.Ordinal);

    public static bool IsPure(string project) =>
        Load(Repository.ProductProjects.Single(file => Short(file) == project)).Descendants("PureDecisions").Any(element => element.Value == "true");

    private static IReadOnlyList<string> Read(string project) =>
        [.. Load(project).Descendants("ProjectReference").Select(reference => Short(reference.Attribute("Include")!.Value.Replace('\\', '/')))];

    private static XDocument Load(string project) => XDocument.Load(Path.Combine(Repository.Root, project));

    /// <summary>Without the product's name; what stands in for somebody else's assembly has another.</summary>
    private static string Short(string path)
    {
        const string Product = "IntegrationHub.";
        var name = Path.GetFileNameWithoutExtension(path);
        return name.StartsWith(Product, StringComparison.Ordinal) ? name[Product.Length..] : name;
    }
}
