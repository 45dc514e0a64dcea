using System.Buffers.Text;
using IntegrationHub.Schemas.Xml;

namespace IntegrationHub.Schemas.SimpleTypes;

/// <summary>The literal forms of the built-in types. Ranges of the integer types are facets, not forms.</summary>
internal enum Primitive
{
    String, Boolean, Decimal, Integer, Float,
    Duration, DateTime, Time, Date, YearMonth, Year, MonthDay, Day, Month,
    HexBinary, Base64Binary, AnyUri, QName,
    Nmtoken, Name, NCName, Language,
}

/// <summary>Checks texts, white space already normalised, against the literal forms.</summary>
internal static class PrimitiveText
{
    public static bool IsLiteral(this Primitive primitive, ReadOnlySpan<byte> t) => primitive switch
    {
        Primitive.String => true,
        Primitive.Boolean => t.SequenceEqual("true"u8) || t.SequenceEqual("false"u8) || t.SequenceEqual("1"u8) || t.SequenceEqual("0"u8),
        Primitive.Decimal => DecimalText.TryParse(t, integer: false, out _),
        Primitive.Integer => DecimalText.TryParse(t, integer: true, out _),
        Primitive.Float => IsFloat(t),
        Primitive.Duration => CalendarText.IsDuration(t),
        Primitive.DateTime => CalendarText.IsDateTime(t),
        Primitive.Time => CalendarText.IsTime(t),
        Primitive.Date => CalendarText.IsDate(t),
        Primitive.YearMonth => CalendarText.IsYearMonth(t),
        Primitive.Year => CalendarText.IsYear(t),
        Primitive.MonthDay => CalendarText.IsMonthDay(t),
        Primitive.Day => CalendarText.IsDay(t),
        Primitive.Month => CalendarText.IsMonth(t),
        Primitive.HexBinary => t.Length % 2 == 0 && IsHex(t),
        Primitive.Base64Binary => IsBase64(t),
        Primitive.AnyUri => true,
        Primitive.QName => IsQName(t),
        Primitive.Nmtoken => XmlCharacters.IsNmtoken(t),
        Primitive.Name => XmlCharacters.IsName(t),
        Primitive.NCName => XmlCharacters.IsNCName(t),
        Primitive.Language => IsLanguage(t),
        _ => false,
    };

    /// <summary>The length a length facet counts: characters, or octets of binary types.</summary>
    public static int LengthOf(this Primitive primitive, ReadOnlySpan<byte> t)
    {
        if (primitive == Primitive.HexBinary) return t.Length / 2;
        if (primitive == Primitive.Base64Binary)
        {
            int symbols = 0;
            foreach (byte b in t) if (b is not ((byte)' ' or (byte)'=')) symbols++;
            return symbols * 3 / 4;
        }
        int count = 0;
        foreach (byte b in t) if ((b & 0xC0) != 0x80) count++;
        return count;
    }

    private static bool IsFloat(ReadOnlySpan<byte> t)
    {
        if (t.SequenceEqual("INF"u8) || t.SequenceEqual("-INF"u8) || t.SequenceEqual("NaN"u8)) return true;
        int e = t.IndexOfAny((byte)'e', (byte)'E');
        var mantissa = e < 0 ? t : t[..e];
        return DecimalText.TryParse(mantissa, integer: false, out _) && (e < 0 || DecimalText.TryParse(t[(e + 1)..], integer: true, out _));
    }

    private static bool IsHex(ReadOnlySpan<byte> t)
    {
        foreach (byte b in t) if (!char.IsAsciiHexDigit((char)b)) return false;
        return true;
    }

    private static bool IsBase64(ReadOnlySpan<byte> t) => Base64.IsValid(t);

    private static bool IsQName(ReadOnlySpan<byte> t)
    {
        int colon = t.IndexOf((byte)':');
        return colon < 0 ? XmlCharacters.IsNCName(t) : XmlCharacters.IsNCName(t[..colon]) && XmlCharacters.IsNCName(t[(colon + 1)..]);
    }

    // [a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*
    private static bool IsLanguage(ReadOnlySpan<byte> t)
    {
        for (int part = 0; ; part++)
        {
            int dash = t.IndexOf((byte)'-');
            var piece = dash < 0 ? t : t[..dash];
            if (piece.Length is 0 or > 8) return false;
            foreach (byte b in piece)
                if (!char.IsAsciiLetter((char)b) && (part == 0 || !char.IsAsciiDigit((char)b))) return false;
            if (dash < 0) return true;
            t = t[(dash + 1)..];
        }
    }
}
