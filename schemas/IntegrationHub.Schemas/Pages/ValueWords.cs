using System.Collections.Frozen;
using System.Xml.Schema;

namespace IntegrationHub.Schemas.Pages;

/// <summary>Says in plain words what the value of an element may be.</summary>
internal static class ValueWords
{
    // Our own types whose facets are better said than shown.
    private static readonly FrozenDictionary<string, string> Known = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["UtcSecond"] = "instant, YYYY-MM-DDThh:mm:ssZ",
        ["UtcMinute"] = "instant, YYYY-MM-DDThh:mmZ",
        ["VersionNumber"] = "version, 1 to 999",
        ["Position"] = "position, 1 to 999999",
        ["Amount17"] = "decimal number of at most 17 digits",
        ["CapitalPair"] = "two capital letters",
        ["EicText"] = "16 characters 0-9, A-Z, -",
        ["EicDisplayName"] = "at most 16 characters 0-9, A-Z, -, +, _",
        ["UnsignedFloat"] = "number without sign or exponent",
        ["PairedFloat"] = "number without sign, each decimal after a point of its own",
        ["PointedFloat"] = "number without sign, with a point",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<XmlTypeCode, string> Primitive = new Dictionary<XmlTypeCode, string>
    {
        [XmlTypeCode.String] = "text",
        [XmlTypeCode.Decimal] = "decimal number",
        [XmlTypeCode.Integer] = "whole number",
        [XmlTypeCode.Float] = "number",
        [XmlTypeCode.DateTime] = "instant",
        [XmlTypeCode.Date] = "date",
        [XmlTypeCode.Time] = "time of day",
        [XmlTypeCode.Duration] = "duration, e.g. PT15M",
        [XmlTypeCode.Boolean] = "true or false",
        [XmlTypeCode.NmToken] = "token",
    }.ToFrozenDictionary();

    /// <summary>Value, attributes and default of an element; empty where it holds only elements.</summary>
    public static string Of(XmlSchemaElement element)
    {
        var words = element.ElementSchemaType switch
        {
            XmlSchemaSimpleType simple => Of(simple),
            XmlSchemaComplexType { ContentType: XmlSchemaContentType.TextOnly } complex => Of(ContentOf(complex)),
            _ => "",
        };
        if (element.ElementSchemaType is XmlSchemaComplexType type)
        {
            foreach (XmlSchemaAttribute attribute in type.AttributeUses.Values)
                words += $"; {attribute.QualifiedName.Name}{(attribute.Use == XmlSchemaUse.Required ? "" : " (optional)")}: {attribute.FixedValue ?? Of(attribute.AttributeSchemaType!)}";
        }

        return element.DefaultValue is null ? words : $"{words}; {element.DefaultValue} when empty";
    }

    private static XmlSchemaSimpleType ContentOf(XmlSchemaComplexType type)
    {
        while (type.BaseXmlSchemaType is XmlSchemaComplexType parent) type = parent;
        return (XmlSchemaSimpleType)type.BaseXmlSchemaType!;
    }

    private static string Of(XmlSchemaSimpleType type)
    {
        var name = type.QualifiedName.Name;
        if (type.QualifiedName.Namespace != XmlSchema.Namespace)
        {
            if (Known.TryGetValue(name, out var known)) return known;
            if (CodeListPage.IsCodeList(type)) return $"code of {name}";
        }

        if (type.QualifiedName.Namespace == XmlSchema.Namespace || type.Content is not XmlSchemaSimpleTypeRestriction restriction)
            return Primitive.GetValueOrDefault(type.TypeCode, name);
        var facets = restriction.Facets.Cast<XmlSchemaFacet>().Select(Words);
        return string.Join(", ", facets.Prepend(Of((XmlSchemaSimpleType)type.BaseXmlSchemaType!)));
    }

    private static string Words(XmlSchemaFacet facet) => facet switch
    {
        XmlSchemaMaxLengthFacet => $"at most {facet.Value} characters",
        XmlSchemaMinLengthFacet => $"at least {facet.Value} characters",
        XmlSchemaLengthFacet => $"{facet.Value} characters",
        XmlSchemaMinInclusiveFacet => $"at least {facet.Value}",
        XmlSchemaMaxInclusiveFacet => $"at most {facet.Value}",
        XmlSchemaMinExclusiveFacet => $"above {facet.Value}",
        XmlSchemaMaxExclusiveFacet => $"below {facet.Value}",
        XmlSchemaTotalDigitsFacet => $"at most {facet.Value} digits",
        XmlSchemaFractionDigitsFacet => $"at most {facet.Value} decimals",
        XmlSchemaPatternFacet => $"pattern {facet.Value}",
        _ => facet.Value ?? "",
    };
}
