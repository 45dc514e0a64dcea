using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace IntegrationHub.Market;

/// <summary>
/// A sentence with values in it. Made of an interpolated string it remembers pattern and values, so that a page can say it in the reader's language; made of a text it is its own pattern.
/// Two are equal where they say the same. Not changed once it is made.
/// </summary>
[InterpolatedStringHandler]
public sealed class Sentence : IEquatable<Sentence>
{
    private readonly StringBuilder _pattern;
    private readonly List<object> _values;
    private string? _text;

    /// <summary>Begins one; the compiler calls it for an interpolated string.</summary>
    public Sentence(int literalLength, int formattedCount)
    {
        _pattern = new(literalLength + (3 * formattedCount));
        _values = new(formattedCount);
    }

    /// <summary>A sentence without values.</summary>
    public Sentence(string text)
        : this(text.Length, 0) => AppendLiteral(text);

    /// <summary>As <see cref="string.Format(IFormatProvider, string, object[])"/> takes it: <c>There is no {0}.</c></summary>
    public string Pattern => _pattern.ToString();

    /// <summary>What stands in the places of the pattern: texts, and sentences within this one.</summary>
    public IReadOnlyList<object> Values => _values;

    public void AppendLiteral(string value) => _pattern.Append(value.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));

    public void AppendFormatted<T>(T value) => AppendFormatted(value, null);

    public void AppendFormatted<T>(T value, string? format)
    {
        _pattern.Append(CultureInfo.InvariantCulture, $"{{{_values.Count}}}");
        _values.Add(value switch
        {
            null => "",
            Sentence sentence => sentence,
            IFormattable formattable => formattable.ToString(format, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        });
    }

    /// <summary>What it says in English.</summary>
    public override string ToString() => _text ??= string.Format(CultureInfo.InvariantCulture, Pattern, [.. _values]);

    public bool Equals(Sentence? other) => other is not null && ToString() == other.ToString();

    public override bool Equals(object? obj) => Equals(obj as Sentence);

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);
}
