using System.Xml;
using System.Xml.Schema;
using IntegrationHub.Schemas.SimpleTypes;

namespace IntegrationHub.Schemas.Compilation;

/// <summary>From the simple types of a loaded schema to <see cref="SimpleType"/>s; each is compiled once.</summary>
internal sealed class SimpleTypeCompiler(Func<XmlQualifiedName, XmlSchemaType?> find)
{
    private readonly Dictionary<XmlSchemaSimpleType, SimpleType> _known = [];

    public SimpleType Compile(XmlSchemaSimpleType type)
    {
        if (_known.TryGetValue(type, out var known)) return known;
        try
        {
            return _known[type] = Build(type);
        }
        catch (NotSupportedException fault)
        {
            throw new NotCoveredException($"{NameOf(type)}: {fault.Message}");
        }
    }

    /// <summary>Restricts a type further, as a simple content does.</summary>
    public static SimpleType Restrict(SimpleType baseType, XmlSchemaObjectCollection facets, string name)
    {
        try
        {
            return facets.Count == 0 ? baseType : Restrict(baseType, facets, name, null);
        }
        catch (NotSupportedException fault)
        {
            throw new NotCoveredException($"{name}: {fault.Message}");
        }
    }

    private SimpleType Build(XmlSchemaSimpleType type)
    {
        if (type.QualifiedName.Namespace == XmlSchema.Namespace) return BuiltInTypes.Of(type);
        switch (type.Content)
        {
            case XmlSchemaSimpleTypeRestriction restriction:
                var parent = restriction.BaseType ?? Find(restriction.BaseTypeName);
                return Restrict(Compile(parent), restriction.Facets, NameOf(type), GlobalName(type));
            case XmlSchemaSimpleTypeUnion union:
                var members = (union.BaseMemberTypes ?? []).Select(Compile).ToList();
                if (members.Count == 0) throw new NotSupportedException("a union without members");
                return new UnionType(members) { Name = NameOf(type), GlobalName = GlobalName(type) };
            case XmlSchemaSimpleTypeList list:
                return new ListType { Name = NameOf(type), GlobalName = GlobalName(type), Item = Compile(list.BaseItemType ?? Find(list.ItemTypeName)) };
            default:
                throw new NotSupportedException("a simple type of an unknown kind");
        }
    }

    private XmlSchemaSimpleType Find(XmlQualifiedName name) =>
        find(name) as XmlSchemaSimpleType ?? XmlSchemaType.GetBuiltInSimpleType(name) ?? throw new NotSupportedException($"the type {name.Name}");

    private static SimpleType Restrict(SimpleType parent, XmlSchemaObjectCollection facets, string name, (string, string)? global)
    {
        var set = new FacetSet(facets);
        return parent switch
        {
            AtomicType atomic => Restrict(atomic, set, name, global),
            UnionType union => new UnionType(union)
            {
                Name = name,
                GlobalName = global,
                Base = union,
                Patterns = set.Append(union.Patterns),
                Enumeration = set.Codes(WhiteSpace.Collapse) ?? union.Enumeration,
            },
            ListType list => new ListType
            {
                Name = name,
                GlobalName = global,
                Base = list,
                Item = list.Item,
                Length = set.Length ?? list.Length,
                MinLength = set.MinLength ?? list.MinLength,
                MaxLength = set.MaxLength ?? list.MaxLength,
                Patterns = set.Append(list.Patterns),
                Enumeration = set.Codes(WhiteSpace.Collapse) ?? list.Enumeration,
            },
            _ => throw new NotSupportedException("a restriction"),
        };
    }

    private static AtomicType Restrict(AtomicType parent, FacetSet set, string name, (string, string)? global)
    {
        bool number = parent.Primitive is Primitive.Decimal or Primitive.Integer;
        bool text = parent.Primitive is Primitive.String or Primitive.Nmtoken or Primitive.Name or Primitive.NCName or Primitive.Language or Primitive.AnyUri;
        if (set.HasBounds && !number) throw new NotSupportedException($"bounds of {parent.Primitive}");
        if (set.HasEnumeration && !number && !text) throw new NotSupportedException($"an enumeration of {parent.Primitive}");
        var whiteSpace = set.WhiteSpace ?? parent.WhiteSpace;
        var type = new AtomicType
        {
            Name = name,
            GlobalName = global,
            Base = parent,
            Primitive = parent.Primitive,
            WhiteSpace = whiteSpace,
            Length = set.Length ?? parent.Length,
            MinLength = set.MinLength ?? parent.MinLength,
            MaxLength = set.MaxLength ?? parent.MaxLength,
            MinInclusive = set.Bound<XmlSchemaMinInclusiveFacet>() ?? parent.MinInclusive,
            MaxInclusive = set.Bound<XmlSchemaMaxInclusiveFacet>() ?? parent.MaxInclusive,
            MinExclusive = set.Bound<XmlSchemaMinExclusiveFacet>() ?? parent.MinExclusive,
            MaxExclusive = set.Bound<XmlSchemaMaxExclusiveFacet>() ?? parent.MaxExclusive,
            TotalDigits = set.TotalDigits ?? parent.TotalDigits,
            FractionDigits = set.FractionDigits ?? parent.FractionDigits,
            Patterns = set.Append(parent.Patterns),
            Enumeration = text ? set.Codes(whiteSpace) ?? parent.Enumeration : parent.Enumeration,
            Numbers = number ? set.Numbers() ?? parent.Numbers : null,
        };
        type.Fast = FastMatch.For(type);
        return type;
    }

    private static string NameOf(XmlSchemaSimpleType type) =>
        !string.IsNullOrEmpty(type.Name) ? type.Name : type.BaseXmlSchemaType?.Name ?? type.QualifiedName.Name;

    private static (string, string)? GlobalName(XmlSchemaType type) =>
        type.QualifiedName.IsEmpty ? null : (type.QualifiedName.Namespace, type.QualifiedName.Name);
}
