using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Schema;

namespace IntegrationHub.Schemas.Pages;

/// <summary>A page of documentation: its file name and its Markdown.</summary>
public sealed record ProfilePage(string FileName, string Markdown);

/// <summary>
/// Writes the pages that show what a folder of schemas allows: one page for each file with a root element, with the tree of its
/// elements, how often each stands and what its value may be; a page of all code lists; an index.
/// </summary>
/// <remarks>The same schemas give the same pages. Holds no state.</remarks>
public static class ProfilePages
{
    private const string Header = "<!-- Generated from the schemas by `ihub profiles docs`; edit those instead. -->\n\n";

    /// <summary>All pages of a folder of schemas.</summary>
    /// <param name="fileNames">Names of the <c>.xsd</c> files of the folder; imports and includes resolve to these only.</param>
    /// <param name="open">Opens a file of the folder by its name.</param>
    /// <exception cref="XmlSchemaException">A file is no schema, or refers to what is not in the folder.</exception>
    public static IReadOnlyList<ProfilePage> Generate(IReadOnlyCollection<string> fileNames, Func<string, Stream> open)
    {
        var profiles = new List<(string File, XmlSchemaElement Root)>();
        var codeLists = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in fileNames.Order(StringComparer.Ordinal))
        {
            var set = Compile(file, fileNames, open, out var schema);
            profiles.AddRange(schema.Elements.Values.Cast<XmlSchemaElement>().Select(root => (file, root)));
            CodeListPage.Collect(set, codeLists);
        }

        var pages = profiles.Select(profile => new ProfilePage(PageOf(profile.File), Page(profile.File, profile.Root))).ToList();
        pages.Add(new ProfilePage("codes.md", Header + CodeListPage.Of(codeLists)));
        pages.Add(new ProfilePage("README.md", Index(profiles)));
        return pages;
    }

    private static XmlSchemaSet Compile(string file, IReadOnlyCollection<string> fileNames, Func<string, Stream> open, out XmlSchema schema)
    {
        var set = new XmlSchemaSet { XmlResolver = new FolderResolver(fileNames, open) };
        using var stream = open(file);
        using var reader = XmlReader.Create(stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null }, $"folder:///{file}");
        schema = XmlSchema.Read(reader, (_, e) => throw e.Exception)!;
        set.Add(schema);
        set.Compile();
        return set;
    }

    private static string Page(string file, XmlSchemaElement root)
    {
        var page = new StringBuilder(Header);
        page.Append(CultureInfo.InvariantCulture, $"# {TitleOf(root)}\n\n");
        page.Append(CultureInfo.InvariantCulture, $"Root element `{root.QualifiedName.Name}`, namespace `{root.QualifiedName.Namespace}`,\n");
        page.Append(CultureInfo.InvariantCulture, $"schema [`{file}`](../../schemas/xsd/{file}). Codes are listed in [codes](codes.md).\n\n```text\n");
        page.Append(ProfileTree.Of(root)).Append("```\n");
        return page.ToString();
    }

    private static string Index(IEnumerable<(string File, XmlSchemaElement Root)> profiles)
    {
        var index = new StringBuilder(Header);
        index.Append("# Profiles\n\nEvery document type at every version that is shipped; [codes](codes.md) lists what their codes may be.\n\n");
        index.Append("| document | part | root element | namespace |\n|---|---|---|---|\n");
        foreach (var (file, root) in profiles)
            index.Append(CultureInfo.InvariantCulture, $"| [{TitleOf(root)}]({PageOf(file)}) | {PartOf(file)} | `{root.QualifiedName.Name}` | `{root.QualifiedName.Namespace}` |\n");
        return index.ToString();
    }

    private static string PageOf(string file) => Path.ChangeExtension(file, ".md");

    private static string PartOf(string file) => file.StartsWith("451-", StringComparison.Ordinal) ? $"IEC 62325-{string.Join('-', file.Split('-').Take(2))}" : file.Split('-')[0];

    // Schedule_MarketDocument of …:scheduledocument:5:2 is Schedule 5.2.
    private static string TitleOf(XmlSchemaElement root)
    {
        var name = root.QualifiedName.Name.Replace("_MarketDocument", "", StringComparison.Ordinal).Replace('_', ' ');
        var version = root.QualifiedName.Namespace.Split(':', '/')[^2..].Where(part => part.Length > 0 && part.All(char.IsAsciiDigit));
        return $"{name} {string.Join('.', version)}";
    }

    private sealed class FolderResolver(IReadOnlyCollection<string> fileNames, Func<string, Stream> open) : XmlResolver
    {
        public override Uri ResolveUri(Uri? baseUri, string? relativeUri) => new($"folder:///{relativeUri}");

        public override object GetEntity(Uri absoluteUri, string? role, Type? ofObjectToReturn)
        {
            var name = absoluteUri.AbsolutePath.TrimStart('/');
            return fileNames.Contains(name) ? open(name) : throw new XmlSchemaException($"The folder has no file {name}.");
        }
    }
}
