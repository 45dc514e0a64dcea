using System.Collections.Concurrent;
using System.Text;
using System.Xml.Schema;
using IntegrationHub.Schemas.SimpleTypes;

namespace IntegrationHub.Schemas.Compilation;

/// <summary>The built-in types of XML Schema 1.0 part 2, section 3.</summary>
internal static class BuiltInTypes
{
    private static readonly ConcurrentDictionary<XmlTypeCode, SimpleType> Known = new();

    /// <exception cref="NotSupportedException">A type whose values mean something beyond themselves: ID, IDREF, ENTITY, NOTATION, QName.</exception>
    public static SimpleType Of(XmlSchemaSimpleType type) =>
        Known.TryGetValue(type.TypeCode, out var known) ? known : Known.GetOrAdd(type.TypeCode, Build(type));

    /// <summary>False for the types whose values mean something beyond themselves.</summary>
    public static bool IsCovered(XmlTypeCode code) =>
        code is not (XmlTypeCode.Id or XmlTypeCode.Idref or XmlTypeCode.Entity or XmlTypeCode.Notation or XmlTypeCode.QName);

    private static SimpleType Build(XmlSchemaSimpleType type)
    {
        var baseType = type.BaseXmlSchemaType is XmlSchemaSimpleType { TypeCode: not (XmlTypeCode.AnyAtomicType or XmlTypeCode.Item) } parent
            && parent.QualifiedName.Name is not ("anySimpleType" or "anyAtomicType") ? Of(parent) : null;
        string name = type.QualifiedName.Name;
        return type.TypeCode switch
        {
            XmlTypeCode.AnyAtomicType or XmlTypeCode.String => Text(Primitive.String, WhiteSpace.Preserve),
            XmlTypeCode.NormalizedString => Text(Primitive.String, WhiteSpace.Replace),
            XmlTypeCode.Token => Text(Primitive.String, WhiteSpace.Collapse),
            XmlTypeCode.Language => Text(Primitive.Language, WhiteSpace.Collapse),
            XmlTypeCode.NmToken => type.Datatype?.Variety == XmlSchemaDatatypeVariety.List
                ? new ListType { Name = name, GlobalName = (XmlSchema.Namespace, name), MinLength = 1, Item = Of(XmlSchemaType.GetBuiltInSimpleType(XmlTypeCode.NmToken)!) }
                : Text(Primitive.Nmtoken, WhiteSpace.Collapse),
            XmlTypeCode.Name => Text(Primitive.Name, WhiteSpace.Collapse),
            XmlTypeCode.NCName => Text(Primitive.NCName, WhiteSpace.Collapse),
            XmlTypeCode.AnyUri => Text(Primitive.AnyUri, WhiteSpace.Collapse),
            XmlTypeCode.Boolean => Text(Primitive.Boolean, WhiteSpace.Collapse),
            XmlTypeCode.Float or XmlTypeCode.Double => Text(Primitive.Float, WhiteSpace.Collapse),
            XmlTypeCode.Duration => Text(Primitive.Duration, WhiteSpace.Collapse),
            XmlTypeCode.DateTime => Text(Primitive.DateTime, WhiteSpace.Collapse),
            XmlTypeCode.Date => Text(Primitive.Date, WhiteSpace.Collapse),
            XmlTypeCode.Time => Text(Primitive.Time, WhiteSpace.Collapse),
            XmlTypeCode.GYearMonth => Text(Primitive.YearMonth, WhiteSpace.Collapse),
            XmlTypeCode.GYear => Text(Primitive.Year, WhiteSpace.Collapse),
            XmlTypeCode.GMonthDay => Text(Primitive.MonthDay, WhiteSpace.Collapse),
            XmlTypeCode.GDay => Text(Primitive.Day, WhiteSpace.Collapse),
            XmlTypeCode.GMonth => Text(Primitive.Month, WhiteSpace.Collapse),
            XmlTypeCode.HexBinary => Text(Primitive.HexBinary, WhiteSpace.Collapse),
            XmlTypeCode.Base64Binary => Text(Primitive.Base64Binary, WhiteSpace.Collapse),
            XmlTypeCode.Decimal => Number(Primitive.Decimal, null, null),
            XmlTypeCode.Integer => Number(Primitive.Integer, null, null),
            XmlTypeCode.NonPositiveInteger => Number(Primitive.Integer, null, "0"),
            XmlTypeCode.NegativeInteger => Number(Primitive.Integer, null, "-1"),
            XmlTypeCode.NonNegativeInteger => Number(Primitive.Integer, "0", null),
            XmlTypeCode.PositiveInteger => Number(Primitive.Integer, "1", null),
            XmlTypeCode.Long => Number(Primitive.Integer, "-9223372036854775808", "9223372036854775807"),
            XmlTypeCode.Int => Number(Primitive.Integer, "-2147483648", "2147483647"),
            XmlTypeCode.Short => Number(Primitive.Integer, "-32768", "32767"),
            XmlTypeCode.Byte => Number(Primitive.Integer, "-128", "127"),
            XmlTypeCode.UnsignedLong => Number(Primitive.Integer, "0", "18446744073709551615"),
            XmlTypeCode.UnsignedInt => Number(Primitive.Integer, "0", "4294967295"),
            XmlTypeCode.UnsignedShort => Number(Primitive.Integer, "0", "65535"),
            XmlTypeCode.UnsignedByte => Number(Primitive.Integer, "0", "255"),
            _ => throw new NotSupportedException($"the built-in type {name}"),
        };

        AtomicType Text(Primitive primitive, WhiteSpace whiteSpace) => Finished(new AtomicType
        {
            Name = name,
            GlobalName = (XmlSchema.Namespace, name),
            Base = baseType,
            Primitive = primitive,
            WhiteSpace = whiteSpace,
        });

        AtomicType Number(Primitive primitive, string? min, string? max) => Finished(new AtomicType
        {
            Name = name,
            GlobalName = (XmlSchema.Namespace, name),
            Base = baseType,
            Primitive = primitive,
            WhiteSpace = WhiteSpace.Collapse,
            MinInclusive = min is null ? null : Encoding.ASCII.GetBytes(min),
            MaxInclusive = max is null ? null : Encoding.ASCII.GetBytes(max),
        });
    }

    private static AtomicType Finished(AtomicType type)
    {
        type.Fast = FastMatch.For(type);
        return type;
    }
}
