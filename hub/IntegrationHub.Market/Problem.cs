using System.Text.Json.Serialization;

namespace IntegrationHub.Market;

/// <summary>What is wrong with something that somebody entered or imported. All problems of one input are reported together.</summary>
/// <param name="Code">Stable code, upper snake case; never reused for another meaning. All of them stand in <see cref="ProblemCodes"/>.</param>
/// <param name="Text">What was found and what was expected.</param>
/// <param name="Where">Field path (<c>tiers[2].upTo</c>) or line and column of a file (<c>line 4, voltageLevel</c>); empty for the whole.</param>
/// <param name="Remedy">What to do about it.</param>
/// <remarks>Made of interpolated strings it knows their values apart; written out and read back it knows the texts alone. Two are equal where they say the same.</remarks>
[method: JsonConstructor]
public sealed record Problem(string Code, string Text, string Where, string Remedy)
{
    private readonly Sentence? _text;
    private readonly Sentence? _remedy;

    public Problem(string code, Sentence text, string where, string remedy)
        : this(code, text.ToString(), where, remedy) => _text = text;

    public Problem(string code, string text, string where, Sentence remedy)
        : this(code, text, where, remedy.ToString()) => _remedy = remedy;

    public Problem(string code, Sentence text, string where, Sentence remedy)
        : this(code, text.ToString(), where, remedy.ToString()) => (_text, _remedy) = (text, remedy);

    /// <summary><see cref="Text"/> with its values apart.</summary>
    public Sentence SaidText() => _text?.ToString() == Text ? _text : new(Text);

    /// <summary><see cref="Remedy"/> with its values apart.</summary>
    public Sentence SaidRemedy() => _remedy?.ToString() == Remedy ? _remedy : new(Remedy);

    public bool Equals(Problem? other) => other is not null && (Code, Text, Where, Remedy) == (other.Code, other.Text, other.Where, other.Remedy);

    public override int GetHashCode() => HashCode.Combine(Code, Text, Where, Remedy);

    public override string ToString() => Where.Length == 0 ? $"{Code}: {Text} {Remedy}" : $"{Code} at {Where}: {Text} {Remedy}";
}

/// <summary>A value, or everything that is wrong with what it should have been made of.</summary>
public readonly record struct Checked<T>(T? Value, IReadOnlyList<Problem> Problems)
    where T : class
{
    /// <summary>True when there is a value and nothing is wrong.</summary>
    public bool IsGood => Value is not null && Problems.Count == 0;

    /// <summary>The value of something known to be good.</summary>
    /// <exception cref="InvalidOperationException">There are problems; their list is in the message.</exception>
    public T Required => IsGood ? Value! : throw new InvalidOperationException(string.Join(" ", Problems));
}

/// <summary>Makes <see cref="Checked{T}"/>.</summary>
public static class Checked
{
    public static Checked<T> Good<T>(T value)
        where T : class => new(value, []);

    public static Checked<T> Bad<T>(params IReadOnlyList<Problem> problems)
        where T : class => new(null, problems);
}
