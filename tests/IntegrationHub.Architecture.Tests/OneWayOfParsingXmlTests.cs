using IntegrationHub.Architecture.Tests.Support;

namespace IntegrationHub.Architecture.Tests;

/// <summary>Untrusted XML is read by the hub's own tokenizer and by nothing else.</summary>
public sealed class OneWayOfParsingXmlTests
{
    private static readonly string[] Parsers =
    [
        "System.Xml.XmlReader",
        "System.Xml.XmlTextReader",
        "System.Xml.XmlDocument",
        "System.Xml.XPath.XPathDocument",
        "System.Xml.Linq.XDocument",
        "System.Xml.Linq.XElement",
        "System.Xml.Schema.XmlSchemaSet",
        "System.Xml.Serialization.XmlSerializer",
        "System.Runtime.Serialization.DataContractSerializer",
        "System.Security.Cryptography.Xml.SignedXml",
    ];

    /// <summary>
    /// The only places that may: operators' schema files (and the pages about them) are read by the framework, which is also the validator for what the
    /// compiler of schemas does not cover. Benches compare with the framework and read their own documents.
    /// </summary>
    private static readonly string[] Exceptions =
    [
        "schemas/IntegrationHub.Schemas/Compilation/",
        "schemas/IntegrationHub.Schemas/Pages/",
        "schemas/IntegrationHub.Schemas/Profiles/",
        "schemas/IntegrationHub.Schemas/Validation/FrameworkValidator.cs",
        "hub/IntegrationHub.Benchmarks/",
        "schemas/IntegrationHub.Schemas.Bench/",
    ];

    [Fact]
    public void No_assembly_refers_to_another_parser_unless_a_named_exception_lies_in_it()
    {
        var allowed = Exceptions.Select(folder => folder.Split('/')[1]).ToHashSet(StringComparer.Ordinal);
        var found = ProductAssembly.All
            .Where(assembly => !allowed.Contains(assembly.Name))
            .SelectMany(assembly => assembly.Types.Intersect(Parsers).Select(type => $"{assembly.Name}: {type}"));

        Assert.Empty(found);
    }

    [Fact]
    public void In_an_assembly_with_an_exception_only_the_named_folder_uses_it()
    {
        var names = Parsers.Select(parser => parser[(parser.LastIndexOf('.') + 1)..]).ToList();
        var found = Repository.ProductSources
            .Where(file => !Exceptions.Any(folder => file.StartsWith(folder, StringComparison.Ordinal)))
            .SelectMany(file => Code(file).Where(line => names.Any(name => Uses(line, name))).Select(line => $"{file}: {line.Trim()}"));

        Assert.Empty(found);
    }

    /// <summary>Lines without comments.</summary>
    private static IEnumerable<string> Code(string file) =>
        Repository.Read(file).Split('\n').Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal));

    private static bool Uses(string line, string name)
    {
        for (var at = line.IndexOf(name, StringComparison.Ordinal); at >= 0; at = line.IndexOf(name, at + 1, StringComparison.Ordinal))
        {
            var before = at == 0 || !IsWord(line[at - 1]);
            var after = at + name.Length == line.Length || !IsWord(line[at + name.Length]);
            if (before && after)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';
}
