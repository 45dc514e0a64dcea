using System.Globalization;
using System.Text;
using System.Xml.Schema;
using IntegrationHub.Schemas.Patterns;
using IntegrationHub.Schemas.SimpleTypes;

namespace IntegrationHub.Schemas.Compilation;

/// <summary>The facets of one restriction.</summary>
internal sealed class FacetSet(XmlSchemaObjectCollection facets)
{
    private readonly XmlSchemaFacet[] _facets = [.. facets.OfType<XmlSchemaFacet>()];

    public int? Length => Count<XmlSchemaLengthFacet>();

    public int? MinLength => Count<XmlSchemaMinLengthFacet>();

    public int? MaxLength => Count<XmlSchemaMaxLengthFacet>();

    public int? TotalDigits => Count<XmlSchemaTotalDigitsFacet>();

    public int? FractionDigits => Count<XmlSchemaFractionDigitsFacet>();

    public bool HasEnumeration => Array.Exists(_facets, facet => facet is XmlSchemaEnumerationFacet);

    public bool HasBounds => Array.Exists(_facets, facet => facet is XmlSchemaMinInclusiveFacet or XmlSchemaMaxInclusiveFacet or XmlSchemaMinExclusiveFacet or XmlSchemaMaxExclusiveFacet);

    public WhiteSpace? WhiteSpace => _facets.OfType<XmlSchemaWhiteSpaceFacet>().FirstOrDefault()?.Value switch
    {
        null => null,
        "preserve" => SimpleTypes.WhiteSpace.Preserve,
        "replace" => SimpleTypes.WhiteSpace.Replace,
        _ => SimpleTypes.WhiteSpace.Collapse,
    };

    public byte[]? Bound<T>() where T : XmlSchemaFacet =>
        _facets.OfType<T>().FirstOrDefault()?.Value is { } value ? Encoding.UTF8.GetBytes(value.Trim()) : null;

    public PatternFacet[] Append(PatternFacet[] inherited)
    {
        string[] patterns = [.. _facets.OfType<XmlSchemaPatternFacet>().Select(facet => facet.Value ?? "")];
        return patterns.Length == 0 ? inherited : [.. inherited, new PatternFacet(patterns)];
    }

    public CodeSet? Codes(WhiteSpace whiteSpace)
    {
        if (!HasEnumeration) return null;
        return new CodeSet(Values().Select(value => SimpleType.Normalise(value, whiteSpace, new byte[value.Length]).ToArray()));
    }

    public IReadOnlyList<byte[]>? Numbers() =>
        HasEnumeration ? [.. Values().Select(value => SimpleType.Normalise(value, SimpleTypes.WhiteSpace.Collapse, new byte[value.Length]).ToArray())] : null;

    private IEnumerable<byte[]> Values() => _facets.OfType<XmlSchemaEnumerationFacet>().Select(facet => Encoding.UTF8.GetBytes(facet.Value ?? ""));

    private int? Count<T>() where T : XmlSchemaFacet =>
        _facets.OfType<T>().FirstOrDefault()?.Value is { } value ? int.Parse(value.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : null;
}
