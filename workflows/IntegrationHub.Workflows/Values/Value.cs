using System.Collections.Immutable;

namespace IntegrationHub.Workflows.Values;

/// <summary>
/// A value of the expression language and of a process variable. Immutable, compared by content; numbers are decimals, never binary floating point.
/// </summary>
public abstract record Value
{
    private protected Value()
    {
    }

    /// <summary>Nothing known.</summary>
    public static Value Null { get; } = new NullValue();

    public static Value True { get; } = new BooleanValue(true);

    public static Value False { get; } = new BooleanValue(false);

    /// <summary>The type in words, for messages: <c>number</c>, <c>date and time</c>, …</summary>
    public abstract string Type { get; }

    public bool IsNull => this is NullValue;

    /// <summary>
    /// What the value takes written out: 1, the characters of a text, or the sum of what is inside. Parts that are shared count as often as they stand there,
    /// so a small value in memory may weigh more than any machine could write.
    /// </summary>
    internal virtual long Weight => 1;

    /// <summary>Lists and contexts one inside the other; 0 for a value that holds no others.</summary>
    internal virtual int Depth => 0;

    public static Value Of(bool value) => value ? True : False;

    public static Value Of(bool? value) => value is { } known ? Of(known) : Null;

    public static Value Of(decimal value) => new NumberValue(value);

    public static Value Of(string? value) => value is null ? Null : new TextValue(value);

    public static Value Of(DateTimeOffset value) => new InstantValue(value);

    public static Value List(params IEnumerable<Value> items) => new ListValue([.. items]);
}

/// <summary>Nothing known.</summary>
public sealed record NullValue : Value
{
    internal NullValue()
    {
    }

    public override string Type => "null";
}

public sealed record BooleanValue(bool Known) : Value
{
    public override string Type => "boolean";
}

public sealed record NumberValue(decimal Number) : Value
{
    public override string Type => "number";
}

public sealed record TextValue(string Text) : Value
{
    public override string Type => "string";

    internal override long Weight => 1L + Text.Length;
}

public sealed record DateValue(DateOnly Date) : Value
{
    public override string Type => "date";
}

public sealed record TimeValue(TimeOnly Time) : Value
{
    public override string Type => "time";
}

/// <summary>An instant with the offset it was written with; two are equal when they are the same instant.</summary>
public sealed record InstantValue(DateTimeOffset Instant) : Value
{
    public override string Type => "date and time";
}

/// <summary>A duration of days, hours, minutes and seconds.</summary>
public sealed record DurationValue(TimeSpan Duration) : Value
{
    public override string Type => "days and time duration";
}

/// <summary>A duration of years and months.</summary>
public sealed record MonthsValue(int Months) : Value
{
    public override string Type => "years and months duration";
}

/// <summary>Values in an order; positions count from 1.</summary>
public sealed record ListValue(ImmutableArray<Value> Items) : Value
{
    private Measure? _measure;

    public override string Type => "list";

    internal override long Weight => (_measure ??= Measure.Of(Items)).Weight;

    internal override int Depth => (_measure ??= Measure.Of(Items)).Depth;

    public bool Equals(ListValue? other) => ReferenceEquals(this, other) || (other is not null && Weight == other.Weight && Items.SequenceEqual(other.Items));

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var item in Items)
        {
            hash.Add(item);
        }

        return hash.ToHashCode();
    }
}

/// <summary>Named values; also the variables of a process. Names compare ordinally.</summary>
public sealed record ContextValue(ImmutableSortedDictionary<string, Value> Entries) : Value
{
    /// <summary>No entries.</summary>
    public static ContextValue Empty { get; } = new(ImmutableSortedDictionary.Create<string, Value>(StringComparer.Ordinal));

    private Measure? _measure;

    public override string Type => "context";

    internal override long Weight => (_measure ??= Measure.Of(Entries.Values)).Weight;

    internal override int Depth => (_measure ??= Measure.Of(Entries.Values)).Depth;

    /// <summary>The value of this name, null where there is none.</summary>
    public Value this[string name] => Entries.TryGetValue(name, out var value) ? value : Null;

    public static ContextValue Of(params IEnumerable<(string Name, Value Value)> entries) =>
        entries.Aggregate(Empty, (context, entry) => context.With(entry.Name, entry.Value));

    public ContextValue With(string name, Value value) => new(Entries.SetItem(name, value));

    /// <summary>These entries over the ones of this context.</summary>
    public ContextValue With(ContextValue others) => new(Entries.SetItems(others.Entries));

    public bool Equals(ContextValue? other) => ReferenceEquals(this, other) || (other is not null && Weight == other.Weight && Entries.SequenceEqual(other.Entries));

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var (name, value) in Entries)
        {
            hash.Add(name, StringComparer.Ordinal);
            hash.Add(value);
        }

        return hash.ToHashCode();
    }
}

/// <summary>Weight and depth of what holds other values, computed once, from theirs.</summary>
internal sealed record Measure(long Weight, int Depth)
{
    /// <summary>Beyond this a weight is only "too much"; it leaves room to add up a list of them.</summary>
    private const long Most = long.MaxValue / 4;

    public static Measure Of(IEnumerable<Value> inside)
    {
        var (weight, depth) = (1L, 0);
        foreach (var value in inside)
        {
            weight = Math.Min(Most, weight + value.Weight);
            depth = Math.Max(depth, value.Depth);
        }

        return new Measure(weight, depth + 1);
    }
}
