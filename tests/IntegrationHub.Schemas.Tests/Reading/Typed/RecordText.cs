using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;
using IntegrationHub.Schemas.Writing;

namespace IntegrationHub.Schemas.Tests.Reading.Typed;

/// <summary>
/// Everything a record holds as one text, so that records with lists and columns can be compared by what they hold and a
/// difference can be read. Positions that are 1, 2, 3, … are the same as none, as the record has it.
/// </summary>
internal static class RecordText
{
    /// <summary>The text, without the properties named.</summary>
    public static string Of(object? value, params IReadOnlyCollection<string> without)
    {
        var text = new StringBuilder();
        Append(text, value, without, "\n");
        return text.ToString();
    }

    private static void Append(StringBuilder text, object? value, IReadOnlyCollection<string> without, string indent)
    {
        switch (value)
        {
            case null: text.Append("null"); break;
            case string or Enum or bool: text.Append(CultureInfo.InvariantCulture, $"'{value}'"); break;
            case DateTimeOffset instant: text.Append(instant.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)); break;
            case IFormattable number: text.Append(number.ToString(null, CultureInfo.InvariantCulture)); break;
            case ReadOnlyMemory<int> column: AppendAll(text, column.ToArray(), without, indent); break;
            case ReadOnlyMemory<decimal> column: AppendAll(text, column.ToArray(), without, indent); break;
            case ReadOnlyMemory<string> column: AppendAll(text, column.ToArray(), without, indent); break;
            case PeriodPoints period: AppendPeriod(text, period, without, indent); break;
            case IEnumerable list: AppendAll(text, list, without, indent); break;
            default: AppendProperties(text, value, without, indent); break;
        }
    }

    private static void AppendAll(StringBuilder text, IEnumerable list, IReadOnlyCollection<string> without, string indent)
    {
        text.Append('[');
        foreach (var item in list)
        {
            Append(text, item, without, indent + "  ");
            text.Append(", ");
        }

        text.Append(']');
    }

    private static void AppendProperties(StringBuilder text, object value, IReadOnlyCollection<string> without, string indent)
    {
        foreach (var property in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).OrderBy(p => p.Name, StringComparer.Ordinal))
        {
            if (without.Contains(property.Name)) continue;
            text.Append(indent).Append(property.Name).Append(": ");
            Append(text, property.GetValue(value), without, indent + "  ");
        }
    }

    private static void AppendPeriod(StringBuilder text, PeriodPoints period, IReadOnlyCollection<string> without, string indent)
    {
        var positions = period.Positions.IsEmpty ? Enumerable.Range(1, period.Count) : period.Positions.ToArray();
        text.Append(indent).Append("at ");
        AppendAll(text, positions, without, indent);
        AppendProperties(text, period, [.. without, nameof(period.Positions)], indent);
    }
}
