namespace IntegrationHub.Schemas.SimpleTypes;

/// <summary>A literal of xs:decimal, of any length: its digits without the zeros that mean nothing. No number type limits it.</summary>
internal readonly ref struct DecimalText
{
    private DecimalText(bool negative, ReadOnlySpan<byte> whole, ReadOnlySpan<byte> fraction)
    {
        Whole = whole;
        Fraction = fraction;
        IsNegative = negative && (whole.Length > 0 || fraction.Length > 0);
    }

    /// <summary>True below zero; minus zero is zero.</summary>
    public bool IsNegative { get; }

    /// <summary>Digits before the point without leading zeros.</summary>
    public ReadOnlySpan<byte> Whole { get; }

    /// <summary>Digits behind the point without trailing zeros.</summary>
    public ReadOnlySpan<byte> Fraction { get; }

    /// <summary>Parses <c>[+-]?(d+(.d*)?|.d+)</c>; with <paramref name="integer"/>, <c>[+-]?d+</c>.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, bool integer, out DecimalText value)
    {
        value = default;
        bool negative = false;
        if (text.Length > 0 && text[0] is ((byte)'-' or (byte)'+'))
        {
            negative = text[0] == (byte)'-';
            text = text[1..];
        }
        int point = text.IndexOf((byte)'.');
        if (point >= 0 && integer) return false;
        var whole = point < 0 ? text : text[..point];
        var fraction = point < 0 ? default : text[(point + 1)..];
        if (whole.IsEmpty && fraction.IsEmpty) return false;
        if (whole.IndexOfAnyExceptInRange((byte)'0', (byte)'9') >= 0 || fraction.IndexOfAnyExceptInRange((byte)'0', (byte)'9') >= 0) return false;
        value = new DecimalText(negative, whole.TrimStart((byte)'0'), fraction.TrimEnd((byte)'0'));
        return true;
    }

    /// <summary>Less than zero, zero or more than zero as this number is below, equal to or above the other.</summary>
    public int Compare(DecimalText other)
    {
        if (IsNegative != other.IsNegative) return IsNegative ? -1 : 1;
        int magnitude = Whole.Length != other.Whole.Length ? Whole.Length.CompareTo(other.Whole.Length) : Whole.SequenceCompareTo(other.Whole);
        // Without trailing zeros, fractions compare as texts do.
        if (magnitude == 0) magnitude = Fraction.SequenceCompareTo(other.Fraction);
        return IsNegative ? -magnitude : magnitude;
    }
}
