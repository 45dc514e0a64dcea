using System.Buffers.Text;
using System.Text;
using IntegrationHub.Schemas.Documents;
using IntegrationHub.Schemas.Patterns;

namespace IntegrationHub.Schemas.Reading;

/// <summary>From the bytes of values that are already known to be valid to what they mean.</summary>
internal static class ValueText
{
    /// <summary>A decimal; up to 18 digits without a detour. Digits beyond the 28 of <see cref="decimal"/> are rounded away; a number it cannot hold is null.</summary>
    public static decimal? Decimal(ReadOnlySpan<byte> text)
    {
        unchecked
        {
            if (text.Length <= 19)
            {
                long value = 0;
                int scale = 0, i = 0;
                bool negative = text.Length > 0 && text[0] == (byte)'-', fraction = false;
                if (text.Length > 0 && text[0] is ((byte)'-' or (byte)'+')) i = 1;
                for (; i < text.Length; i++)
                {
                    uint digit = (uint)text[i] - '0';
                    if (digit <= 9)
                    {
                        value = (value * 10) + digit;
                        if (fraction) scale++;
                    }
                    else if (text[i] == (byte)'.' && !fraction) fraction = true;
                    else return Slowly(text);
                }
                if (text.Length < 19 || fraction || i > 19) return new decimal((int)value, (int)(value >> 32), 0, negative, (byte)scale);
            }
            return Slowly(text);
        }
    }

    public static int? Int32(ReadOnlySpan<byte> text) =>
        Utf8Parser.TryParse(text, out int value, out int taken) && taken == text.Length ? value : null;

    /// <summary>A date and time with a zone, or without one and then taken as UTC; null where it is neither.</summary>
    public static DateTimeOffset? Instant(ReadOnlySpan<byte> t)
    {
        var pattern = t.Length == 20 ? RecognisedPattern.DateTimeSeconds : RecognisedPattern.DateTimeMinutes;
        if (RecognisedPatterns.IsMatch(pattern, t))
        {
            int year = (Two(t, 0) * 100) + Two(t, 2);
            if (year == 0) return null;
            return new DateTimeOffset(year, Two(t, 5), Two(t, 8), Two(t, 11), Two(t, 14), t.Length == 20 ? Two(t, 17) : 0, TimeSpan.Zero);
        }
        return DateTimeOffset.TryParse(Encoding.ASCII.GetString(t), System.Globalization.CultureInfo.InvariantCulture,
            System.Globalization.DateTimeStyles.AssumeUniversal | System.Globalization.DateTimeStyles.AdjustToUniversal, out var parsed) ? parsed : null;
    }

    private static int Two(ReadOnlySpan<byte> t, int at) => ((t[at] - '0') * 10) + (t[at + 1] - '0');

    private static decimal? Slowly(ReadOnlySpan<byte> text) =>
        decimal.TryParse(text, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out decimal value) ? value : null;
}

/// <summary>Gives one string for equal short texts: documents repeat a few codes and identifiers a million times.</summary>
internal sealed class TextPool
{
    private readonly (byte[] Bytes, string Text)[] _slots = new (byte[], string)[512];

    public string Text(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > 64) return Encoding.UTF8.GetString(bytes);
        uint hash = 2166136261;
        unchecked
        {
            foreach (byte b in bytes) hash = (hash ^ b) * 16777619;
        }
        ref var slot = ref _slots[hash & 511];
        if (slot.Text is not null && bytes.SequenceEqual(slot.Bytes)) return slot.Text;
        slot = (bytes.ToArray(), Encoding.UTF8.GetString(bytes));
        return slot.Text;
    }

    /// <summary>An identifier under its scheme. Coding schemes are codes, so white space around them means nothing.</summary>
    public CodedId Coded(ReadOnlySpan<byte> value, ReadOnlySpan<byte> scheme) => new(Text(value), Scheme(scheme));

    /// <summary>A coding scheme; null where none stands.</summary>
    public string? Scheme(ReadOnlySpan<byte> scheme)
    {
        scheme = scheme.Trim(" \t\n\r"u8);
        return scheme.IsEmpty ? null : Text(scheme);
    }
}
