using System.Text;
using System.Xml;
using System.Xml.Schema;
using IntegrationHub.Schemas.Automata;
using IntegrationHub.Schemas.Reading;
using IntegrationHub.Schemas.SimpleTypes;

namespace IntegrationHub.Schemas.Compilation;

/// <summary>
/// Compiles a loaded and resolved set of schemas to automata. The framework's object model stands in front of it (it knows
/// imports, chameleon includes, groups and derivation); its validator does not take part.
/// </summary>
internal sealed class SchemaCompiler
{
    private readonly XmlSchemaSet _set;
    private readonly SimpleTypeCompiler _simple;
    private readonly Dictionary<XmlSchemaType, ElementType> _types = [];
    private readonly Dictionary<XmlSchemaElement, ElementDeclaration> _globals = [];
    private readonly Dictionary<string, byte[]> _namespaces = new(StringComparer.Ordinal);

    public SchemaCompiler(XmlSchemaSet set)
    {
        _set = set;
        _simple = new SimpleTypeCompiler(name => set.GlobalTypes[name] as XmlSchemaType);
    }

    /// <summary>The declaration of a global element.</summary>
    /// <exception cref="NotCoveredException">It uses what the automaton does not cover.</exception>
    public ElementDeclaration Global(XmlSchemaElement element)
    {
        if (_globals.TryGetValue(element, out var known)) return known;
        if (element.IsAbstract) throw new NotCoveredException($"the abstract element {element.Name}");
        foreach (XmlSchemaElement other in _set.GlobalElements.Values)
            if (other.SubstitutionGroup == element.QualifiedName) throw new NotCoveredException($"the substitution group of {element.Name}");
        return _globals[element] = Declare(element);
    }

    /// <summary>All global elements and types, as lax wildcards and xsi:type ask for them; those that are not covered make the profile so.</summary>
    public GlobalDeclarations Globals()
    {
        var elements = _set.GlobalElements.Values.Cast<XmlSchemaElement>().Where(element => !element.IsAbstract).Select(Global).ToList();
        var types = _set.GlobalTypes.Values.Cast<XmlSchemaType>().Select(Type).ToList();
        ContentShape.PrepareFastPath(_types.Values);
        return new GlobalDeclarations(elements, types);
    }

    private ElementDeclaration Local(XmlSchemaElement element)
    {
        if (!element.RefName.IsEmpty)
        {
            var target = _set.GlobalElements[element.RefName] as XmlSchemaElement ?? throw new NotCoveredException($"the element {element.RefName.Name}");
            var shared = Global(target);
            // A declaration of its own: how often it comes and its number belong to the content model.
            return Copy(shared, element.QualifiedName);
        }
        return Declare(element);
    }

    private static ElementDeclaration Copy(ElementDeclaration of, XmlQualifiedName name) => new(name.Name, of.Namespace, of.Type)
    {
        Nillable = of.Nillable,
        HasDefault = of.HasDefault,
        Fixed = of.Fixed,
        Field = of.Field,
    };

    private ElementDeclaration Declare(XmlSchemaElement element)
    {
        if (element.Constraints.Count > 0) throw new NotCoveredException($"key, keyref or unique on {element.Name}");
        var type = Type(element.ElementSchemaType ?? throw new NotCoveredException($"the type of {element.Name}"));
        if (element.DefaultValue is not null && type.Kind != ContentKind.Simple) throw new NotCoveredException($"a default of {element.Name}");
        return new ElementDeclaration(element.QualifiedName.Name, Namespace(element.QualifiedName.Namespace), type)
        {
            Nillable = element.IsNillable,
            HasDefault = element.DefaultValue is not null,
            Fixed = FixedValue(element.FixedValue, type.Value, element.Name),
            Field = DocumentFields.Of(element.QualifiedName.Name),
        };
    }

    // One array per namespace, so that the fast path compares namespaces by reference.
    private byte[] Namespace(string uri)
    {
        if (!_namespaces.TryGetValue(uri, out byte[]? bytes)) _namespaces.Add(uri, bytes = Encoding.UTF8.GetBytes(uri));
        return bytes;
    }

    private static byte[]? FixedValue(string? value, SimpleType? type, string? name)
    {
        if (value is null) return null;
        if (!ComparesByText(type)) throw new NotCoveredException($"a fixed value of {name}");
        byte[] bytes = Encoding.UTF8.GetBytes(value);
        return SimpleType.Normalise(bytes, type?.WhiteSpace ?? WhiteSpace.Collapse, new byte[bytes.Length]).ToArray();
    }

    /// <summary>True where two values are equal exactly when their normalised texts are.</summary>
    private static bool ComparesByText(SimpleType? type) => type switch
    {
        AtomicType atomic => atomic.Primitive is Primitive.String or Primitive.Nmtoken or Primitive.Name or Primitive.NCName or Primitive.Language or Primitive.AnyUri,
        UnionType union => union.Members.All(ComparesByText),
        _ => false,
    };

    private ElementType Type(XmlSchemaType type)
    {
        if (_types.TryGetValue(type, out var known)) return known;
        if (type is XmlSchemaSimpleType simple)
        {
            var value = _simple.Compile(simple);
            var parent = simple.BaseXmlSchemaType is XmlSchemaSimpleType { QualifiedName.Name: not ("anySimpleType" or "anyAtomicType") } basis
                && simple.Content is XmlSchemaSimpleTypeRestriction ? Type(basis) : null;
            return _types[type] = new ElementType { Name = value.Name, GlobalName = Named(type), Kind = ContentKind.Simple, Value = value, Base = parent };
        }
        var complex = (XmlSchemaComplexType)type;
        if (complex.QualifiedName.Namespace == XmlSchema.Namespace) return ElementType.LaxAnything;
        if (complex.Block is not (XmlSchemaDerivationMethod.None or XmlSchemaDerivationMethod.Empty)) throw new NotCoveredException($"block on {type.Name}");
        var result = new ElementType { Name = type.Name ?? "anonymous type", GlobalName = Named(type), Abstract = complex.IsAbstract };
        _types.Add(type, result);
        Fill(result, complex);
        return result;
    }

    private void Fill(ElementType result, XmlSchemaComplexType complex)
    {
        if (complex.BaseXmlSchemaType is { } parent && parent.QualifiedName.Namespace != XmlSchema.Namespace) result.Base = Type(parent);
        result.Attributes = AttributesOf(complex);
        result.AnyAttribute = complex.AttributeWildcard is { } any
            ? Wildcard.Of(any.Namespace, TargetNamespace(any), ContentModelCompiler.ProcessingOf(any.ProcessContents))
            : null;
        switch (complex.ContentType)
        {
            case XmlSchemaContentType.TextOnly:
                result.Kind = ContentKind.Simple;
                result.Value = SimpleContent(complex);
                break;
            case XmlSchemaContentType.Empty:
                result.Kind = ContentKind.Empty;
                break;
            default:
                result.Kind = complex.ContentType == XmlSchemaContentType.Mixed ? ContentKind.Mixed : ContentKind.Elements;
                result.States = new ContentModelCompiler(Local).Compile(complex.ContentTypeParticle, TargetNamespace(complex));
                ContentShape.Describe(result);
                break;
        }
        ContentShape.FindOnlyAttribute(result);
    }

    private SimpleType SimpleContent(XmlSchemaComplexType complex)
    {
        switch ((complex.ContentModel as XmlSchemaSimpleContent)?.Content)
        {
            case XmlSchemaSimpleContentExtension extension:
                return BaseValue(complex, extension.BaseTypeName);
            case XmlSchemaSimpleContentRestriction restriction:
                var basis = restriction.BaseType is { } inner ? _simple.Compile(inner) : BaseValue(complex, restriction.BaseTypeName);
                return SimpleTypeCompiler.Restrict(basis, restriction.Facets, complex.Name ?? basis.Name);
            default:
                throw new NotCoveredException($"the simple content of {complex.Name}");
        }
    }

    private SimpleType BaseValue(XmlSchemaComplexType complex, XmlQualifiedName name) => complex.BaseXmlSchemaType switch
    {
        XmlSchemaSimpleType simple => _simple.Compile(simple),
        XmlSchemaComplexType other => Type(other).Value ?? throw new NotCoveredException($"the base {name.Name}"),
        _ => throw new NotCoveredException($"the base {name.Name}"),
    };

    private AttributeDeclaration[] AttributesOf(XmlSchemaComplexType complex)
    {
        var result = new List<AttributeDeclaration>();
        foreach (XmlSchemaAttribute attribute in complex.AttributeUses.Values)
        {
            var type = attribute.AttributeSchemaType ?? throw new NotCoveredException($"the type of the attribute {attribute.Name}");
            var value = _simple.Compile(type);
            var declared = attribute.RefName.IsEmpty ? attribute : _set.GlobalAttributes[attribute.RefName] as XmlSchemaAttribute ?? attribute;
            result.Add(new AttributeDeclaration(
                Encoding.UTF8.GetBytes(attribute.QualifiedName.Namespace), Encoding.UTF8.GetBytes(attribute.QualifiedName.Name), value,
                attribute.Use == XmlSchemaUse.Required, attribute.Use == XmlSchemaUse.Prohibited,
                FixedValue(attribute.FixedValue ?? declared.FixedValue, value, attribute.Name)));
        }
        return [.. result];
    }

    private static string TargetNamespace(XmlSchemaObject part)
    {
        var at = part;
        while (at.Parent is not null) at = at.Parent;
        return (at as XmlSchema)?.TargetNamespace ?? "";
    }

    private static (string, string)? Named(XmlSchemaType type) =>
        type.QualifiedName.IsEmpty ? null : (type.QualifiedName.Namespace, type.QualifiedName.Name);
}
