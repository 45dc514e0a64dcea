using System.Text;
using System.Xml.Schema;
using IntegrationHub.Schemas.Automata;
using IntegrationHub.Schemas.Compilation;
using IntegrationHub.Schemas.SimpleTypes;
using IntegrationHub.Schemas.Xml;

namespace IntegrationHub.Schemas.Validation;

/// <content>Attributes, xsi:type and xsi:nil.</content>
internal sealed partial class ValidationEngine
{
    private void CheckAttributes(ref Utf8XmlReader xml, ref Frame frame)
    {
        ulong seen = 0;
        if (xml.AttributeCount > 0) CheckInstanceAttributes(ref xml, ref frame);
        var type = frame.Type;
        if (type.Abstract)
            Add(SchemaErrorKind.Structure, "schema.wrong_type", xml.TokenStart, "The element's type is abstract: xsi:type must name another.", expected: type.Name);
        for (int i = 0; i < xml.AttributeCount; i++)
        {
            var attribute = xml.Attribute(i);
            if (attribute.IsNamespaceDeclaration || IsInstanceAttribute(attribute)) continue;
            int known = Find(type.Attributes, attribute);
            if (known >= 0 && !type.Attributes[known].Prohibited)
            {
                if (known < 64) seen |= 1UL << known;
                CheckAttribute(type.Attributes[known], attribute);
            }
            else if (known >= 0 || type.AnyAttribute is not { } any || !any.Allows(attribute.NamespaceUri) || any.Processing == Processing.Strict)
            {
                Add(SchemaErrorKind.Structure, "schema.unexpected_attribute", attribute.Start,
                    $"The attribute {Encoding.UTF8.GetString(attribute.Name)} must not stand here.", found: attribute.Name,
                    expected: type.Attributes.Length == 0 ? "no attribute" : string.Join(", ", type.Attributes.Select(known => known.Name)));
            }
        }
        for (int i = 0; i < type.Attributes.Length; i++)
        {
            bool missing = type.Attributes[i].Required && (i < 64 ? (seen & (1UL << i)) == 0 : !IsPresent(ref xml, type.Attributes[i]));
            if (!missing) continue;
            Add(SchemaErrorKind.Structure, "schema.missing_attribute", xml.TokenStart,
                $"The attribute {type.Attributes[i].Name} is missing.", expected: type.Attributes[i].Name);
        }
    }

    private void CheckAttribute(AttributeDeclaration declaration, Utf8XmlAttribute attribute)
    {
        XmlScratch.Grow(ref _attribute, attribute.RawValue.Length);
        int length = XmlText.UnescapeAttribute(attribute.RawValue, _attribute);
        var value = _attribute.AsSpan(0, length);
        _attributeLength = length;
        var fault = declaration.Type.Validate(value);
        if (fault != SimpleTypeFault.None) AddValue(fault, declaration.Type, attribute.Start, value, declaration.Name);
        if (declaration.Fixed is not { } wanted || fault != SimpleTypeFault.None) return;
        XmlScratch.Grow(ref _work, length);
        if (!SimpleType.Normalise(value, declaration.Type.WhiteSpace, _work).SequenceEqual(wanted))
            Add(SchemaErrorKind.Value, "schema.fixed_value", attribute.Start, $"The attribute {declaration.Name} has a fixed value.",
                found: value, expected: Encoding.UTF8.GetString(wanted));
    }

    private void CheckInstanceAttributes(ref Utf8XmlReader xml, ref Frame frame)
    {
        if (xml.TryGetAttribute("type"u8, XmlNamespaces.SchemaInstance, out var named)) ReplaceType(ref xml, ref frame, named);
        if (frame.Declaration is null || !xml.TryGetAttribute("nil"u8, XmlNamespaces.SchemaInstance, out var nil)) return;
        string value = nil.ValueText.Trim();
        if (!frame.Declaration.Nillable)
            Add(SchemaErrorKind.Structure, "schema.not_nillable", nil.Start, "The element must not carry xsi:nil.", found: nil.RawValue);
        else if (value is not ("true" or "false" or "1" or "0"))
            Add(SchemaErrorKind.Value, "schema.invalid_value", nil.Start, "xsi:nil is not a boolean.", found: nil.RawValue, expected: "true or false");
        else if (value is "true" or "1")
            frame.Nil = true;
        else
            return;
        if (frame.Nil && frame.Declaration.Fixed is not null)
            Add(SchemaErrorKind.Structure, "schema.not_nillable", nil.Start, "An element with a fixed value must not be nil.", found: nil.RawValue);
    }

    private void ReplaceType(ref Utf8XmlReader xml, ref Frame frame, Utf8XmlAttribute named)
    {
        string name = named.ValueText.Trim();
        int colon = name.IndexOf(':', StringComparison.Ordinal);
        string prefix = colon < 0 ? "" : name[..colon];
        bool bound = xml.TryLookupNamespace(Encoding.UTF8.GetBytes(prefix), out var uri) || colon < 0;
        var found = bound ? FindType(Encoding.UTF8.GetString(uri), name[(colon + 1)..]) : null;
        bool derived = found is not null && !found.Abstract
            && (frame.Type.Kind == ContentKind.Lax || DerivesFrom(found, frame.Type));
        if (!derived)
        {
            Add(SchemaErrorKind.Structure, "schema.wrong_type", named.Start, "xsi:type names no type that may stand here.", found: named.RawValue, expected: frame.Type.Name);
            return;
        }
        frame.Type = found!;
        frame.State = found!.States.Length > 0 ? found.States[0] : null;
    }

    private ElementType? FindType(string uri, string name)
    {
        if (uri != XmlSchema.Namespace) return _globals.Type(uri, name);
        if (XmlSchemaType.GetBuiltInSimpleType(new System.Xml.XmlQualifiedName(name, uri)) is not { } simple) return null;
        return BuiltInTypes.IsCovered(simple.TypeCode)
            ? new ElementType { Name = name, GlobalName = (uri, name), Kind = ContentKind.Simple, Value = BuiltInTypes.Of(simple) }
            : null;
    }

    private static bool DerivesFrom(ElementType type, ElementType wanted)
    {
        for (var at = type; at is not null; at = at.Base)
            if (ReferenceEquals(at, wanted) || (at.GlobalName is not null && at.GlobalName == wanted.GlobalName)) return true;
        for (var at = type.Value; at is not null; at = at.Base)
            if (wanted.Attributes.Length == 0 && ReferenceEquals(at, wanted.Value)) return true;
        return false;
    }

    private static bool IsInstanceAttribute(Utf8XmlAttribute attribute) =>
        attribute.NamespaceUri.SequenceEqual(XmlNamespaces.SchemaInstance)
        && (attribute.LocalName.SequenceEqual("type"u8) || attribute.LocalName.SequenceEqual("nil"u8)
            || attribute.LocalName.SequenceEqual("schemaLocation"u8) || attribute.LocalName.SequenceEqual("noNamespaceSchemaLocation"u8));

    private static int Find(AttributeDeclaration[] declarations, Utf8XmlAttribute attribute)
    {
        for (int i = 0; i < declarations.Length; i++)
            if (attribute.LocalName.SequenceEqual(declarations[i].LocalName) && attribute.NamespaceUri.SequenceEqual(declarations[i].Namespace)) return i;
        return -1;
    }

    private static bool IsPresent(ref Utf8XmlReader xml, AttributeDeclaration declaration) =>
        xml.TryGetAttribute(declaration.LocalName, declaration.Namespace, out _);
}
