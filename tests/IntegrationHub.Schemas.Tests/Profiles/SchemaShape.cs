using System.Text;
using System.Xml.Schema;

namespace IntegrationHub.Schemas.Tests.Profiles;

/// <summary>
/// What a compiled schema allows, written down so that two schemas of different layout can be compared: every element with its
/// cardinality and the primitive type, facets and codes of its value. Names of types leave no trace.
/// </summary>
internal static class SchemaShape
{
    // Two spellings are one fact: the official calendar and ours accept the same days, compared over all days of 10,000 years.
    private const string Calendar = "((([0-9]{4})[\\-](0[13578]|1[02])";

    public static string Of(XmlSchemaSet set)
    {
        var text = new StringBuilder();
        foreach (XmlSchemaElement element in set.GlobalElements.Values.Cast<XmlSchemaElement>().OrderBy(e => e.QualifiedName.ToString(), StringComparer.Ordinal))
            Write(element, "", text);
        return text.ToString();
    }

    private static void Write(XmlSchemaElement element, string path, StringBuilder text)
    {
        var here = $"{path}/{element.QualifiedName.Name}";
        text.Append($"{here} {{{element.QualifiedName.Namespace}}} {element.MinOccurs}..{(element.MaxOccursString == "unbounded" ? "*" : element.MaxOccurs)} default={element.DefaultValue} fixed={element.FixedValue} nil={element.IsNillable}");
        if (element.ElementSchemaType is XmlSchemaSimpleType simple)
        {
            text.AppendLine($" {Value(simple)}");
            return;
        }

        var type = (XmlSchemaComplexType)element.ElementSchemaType!;
        if (type.ContentType == XmlSchemaContentType.TextOnly) text.Append($" {Value(ContentOf(type))}");
        foreach (XmlSchemaAttribute attribute in type.AttributeUses.Values)
            text.Append($" @{attribute.QualifiedName.Name} {attribute.Use} fixed={attribute.FixedValue} {Value(attribute.AttributeSchemaType!)}");
        text.AppendLine(type.ContentType == XmlSchemaContentType.Mixed ? " mixed" : "");

        if (type.ContentTypeParticle is not XmlSchemaSequence sequence) return;
        foreach (var item in sequence.Items)
        {
            // The schemas of this field know sequences of elements only; anything else would make the comparison blind.
            Write(Assert.IsType<XmlSchemaElement>(item), here, text);
        }
    }

    private static XmlSchemaSimpleType ContentOf(XmlSchemaComplexType type)
    {
        while (type.BaseXmlSchemaType is XmlSchemaComplexType parent) type = parent;
        return (XmlSchemaSimpleType)type.BaseXmlSchemaType!;
    }

    private static string Value(XmlSchemaSimpleType type)
    {
        var codes = new SortedSet<string>(StringComparer.Ordinal);
        var facets = new SortedSet<string>(StringComparer.Ordinal);
        var primitive = Collect(type, codes, facets);
        return $"{primitive} [{string.Join(' ', facets)}] {{{string.Join(' ', codes)}}}";
    }

    private static XmlTypeCode Collect(XmlSchemaSimpleType type, SortedSet<string> codes, SortedSet<string> facets)
    {
        if (type.QualifiedName.Namespace == XmlSchema.Namespace) return type.TypeCode;
        switch (type.Content)
        {
            case XmlSchemaSimpleTypeUnion union:
                var members = union.BaseMemberTypes!.Select(member => Collect(member, codes, facets)).Distinct().ToArray();
                return Assert.Single(members);
            case XmlSchemaSimpleTypeRestriction restriction:
                foreach (XmlSchemaFacet facet in restriction.Facets.Cast<XmlSchemaFacet>())
                {
                    if (facet is XmlSchemaEnumerationFacet) codes.Add(facet.Value!);
                    else facets.Add($"{facet.GetType().Name}={Spelling(facet.Value!)}");
                }

                return Collect((XmlSchemaSimpleType)type.BaseXmlSchemaType!, codes, facets);
            default:
                return type.TypeCode;
        }
    }

    private static string Spelling(string value) => value switch
    {
        _ when value.StartsWith(Calendar, StringComparison.Ordinal) && value.Contains(":[0-5][0-9]:", StringComparison.Ordinal) => "UTC second",
        _ when value.StartsWith(Calendar, StringComparison.Ordinal) => "UTC minute",
        _ when value.EndsWith("T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z", StringComparison.Ordinal) => "UTC second",
        _ when value.EndsWith("T([01][0-9]|2[0-3]):[0-5][0-9]Z", StringComparison.Ordinal) => "UTC minute",
        "([0-9]*\\.?[0-9]*)" => "[0-9]*\\.?[0-9]*",
        "([0-9]+((\\.[0-9])*))" => "[0-9]+(\\.[0-9])*",
        "([0-9]+(\\.[0-9]*))" => "[0-9]+\\.[0-9]*",
        "([A-Z\\-\\+_0-9]+)" => "[A-Z0-9_+\\-]+",
        "([A-Za-z0-9_]+\\.[A-Z][A-Z])" => "[A-Za-z0-9_]+\\.[A-Z]{2}",
        "([A-Z0-9]+)" => "[A-Z0-9]+",
        _ => value,
    };
}
