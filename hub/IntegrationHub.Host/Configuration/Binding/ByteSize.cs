namespace IntegrationHub.Host.Configuration.Binding;

/// <summary>A number of bytes, written as <c>512</c>, <c>20kB</c>, <c>64MB</c> or <c>2GB</c> (steps of 1024).</summary>
internal readonly record struct ByteSize(long Bytes) : IComparable<ByteSize>, IComparable
{
    private static readonly (string Unit, long Factor)[] Units = [("GB", 1L << 30), ("MB", 1L << 20), ("kB", 1L << 10), ("B", 1)];

    public static bool TryParse(string text, out ByteSize size)
    {
        size = default;
        foreach (var (unit, factor) in Units)
        {
            if (text.EndsWith(unit, StringComparison.OrdinalIgnoreCase))
            {
                return TryScale(text[..^unit.Length].TrimEnd(), factor, out size);
            }
        }

        return TryScale(text, 1, out size);
    }

    public int CompareTo(ByteSize other) => Bytes.CompareTo(other.Bytes);

    /// <summary>Ranges of settings are compared without knowing their type.</summary>
    int IComparable.CompareTo(object? obj) => obj is ByteSize other ? CompareTo(other) : throw new ArgumentException("A size is compared with a size.", nameof(obj));

    public override string ToString()
    {
        foreach (var (unit, factor) in Units)
        {
            if (Bytes >= factor && Bytes % factor == 0 && factor > 1)
            {
                return $"{Bytes / factor}{unit}";
            }
        }

        return $"{Bytes}";
    }

    private static bool TryScale(string digits, long factor, out ByteSize size)
    {
        size = default;
        if (!long.TryParse(digits, System.Globalization.NumberStyles.None, null, out var number) || number > long.MaxValue / factor)
        {
            return false;
        }

        size = new ByteSize(number * factor);
        return true;
    }
}
