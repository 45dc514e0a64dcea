using System.Globalization;
using System.Text;
using System.Xml.Schema;

namespace IntegrationHub.Schemas.Pages;

/// <summary>The page of all code lists: each list with its codes, standard and local ones together.</summary>
internal static class CodeListPage
{
    /// <summary>A named type that is nothing but codes, or a union of such.</summary>
    public static bool IsCodeList(XmlSchemaSimpleType type) => type.QualifiedName.Name.Length > 0 && type.Content switch
    {
        XmlSchemaSimpleTypeUnion union => union.BaseMemberTypes!.All(IsCodeList),
        XmlSchemaSimpleTypeRestriction restriction => restriction.Facets.Count > 0 && restriction.Facets.Cast<XmlSchemaFacet>().All(facet => facet is XmlSchemaEnumerationFacet),
        _ => false,
    };

    /// <summary>Adds the lists that documents use by name: unions, and lists that no union holds. What has no namespace yet waits for its profile.</summary>
    public static void Collect(XmlSchemaSet set, SortedDictionary<string, string> lists)
    {
        var types = set.GlobalTypes.Values.OfType<XmlSchemaSimpleType>().Where(type => type.QualifiedName.Namespace.Length > 0 && IsCodeList(type)).ToArray();
        var members = types.Select(type => type.Content).OfType<XmlSchemaSimpleTypeUnion>().SelectMany(union => union.BaseMemberTypes!).ToHashSet();
        foreach (var type in types.Where(type => !members.Contains(type)))
            lists.TryAdd($"{type.QualifiedName.Name} of {type.QualifiedName.Namespace}", string.Join(' ', Codes(type).Distinct().Order(StringComparer.Ordinal)));
    }

    public static string Of(SortedDictionary<string, string> lists)
    {
        var page = new StringBuilder("# Code lists\n\nStandard and local codes together, as the schemas ship them; a deployment replaces them (see `schemas/README.md`).\n");
        foreach (var group in lists.GroupBy(list => list.Key.Split(" of ")[1]))
        {
            page.Append(CultureInfo.InvariantCulture, $"\n## `{group.Key}`\n\n| list | codes |\n|---|---|\n");
            foreach (var (key, codes) in group) page.Append(CultureInfo.InvariantCulture, $"| {key.Split(" of ")[0]} | {codes} |\n");
        }

        return page.ToString();
    }

    private static IEnumerable<string> Codes(XmlSchemaSimpleType type) => type.Content switch
    {
        XmlSchemaSimpleTypeUnion union => union.BaseMemberTypes!.SelectMany(Codes),
        XmlSchemaSimpleTypeRestriction restriction => restriction.Facets.Cast<XmlSchemaFacet>().Select(facet => facet.Value!),
        _ => [],
    };
}
