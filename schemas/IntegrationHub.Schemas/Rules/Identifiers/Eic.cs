using System.Diagnostics.CodeAnalysis;

namespace IntegrationHub.Schemas.Rules;

/// <summary>
/// An Energy Identification Code whose check character has been verified: 16 characters out of <c>0-9 A-Z -</c>,
/// of which the first two name the issuing office, the third the kind of object and the last is the check character.
/// </summary>
/// <remarks>
/// Source: ENTSO-E, <i>The Energy Identification Coding Scheme, Reference Manual</i>. Each of the first 15 characters counts
/// 0 to 36 (digits, letters, hyphen) and weighs 16, 15, … 2; the check character is 36 − (sum − 1) mod 37 in the same counting,
/// and a code whose check character would be the hyphen is never issued. Immutable; safe to share between threads.
/// </remarks>
public readonly record struct Eic
{
    /// <summary>Number of characters of every EIC.</summary>
    public const int Length = 16;

    private readonly string? code;

    private Eic(string code) => this.code = code;

    /// <summary>The 16 characters; empty for <c>default</c>.</summary>
    public string Value => code ?? "";

    /// <summary>Two digits of the office that issued the code; 10 is ENTSO-E itself.</summary>
    public string IssuingOffice => Value.Length == Length ? Value[..2] : "";

    /// <summary>X party, Y area, Z measurement point, W resource, T tie line, V location, A substation; NUL for <c>default</c>.</summary>
    public char ObjectType => Value.Length == Length ? Value[2] : '\0';

    /// <summary>Accepts a code only when its length, characters and check character are right.</summary>
    public static bool TryCreate([NotNullWhen(true)] string? text, out Eic eic) => TryCreate(text, out eic, out _);

    /// <summary>As the shorter form, and says in plain words what is wrong where the code is refused.</summary>
    /// <param name="text">The code as it stands in a document; white space around it is not forgiven.</param>
    /// <param name="eic">The verified code, or <c>default</c>.</param>
    /// <param name="problem">What is wrong, or <c>null</c> when the code is right.</param>
    public static bool TryCreate([NotNullWhen(true)] string? text, out Eic eic, [NotNullWhen(false)] out string? problem)
    {
        eic = default;
        problem = ProblemOf(text);
        if (problem is not null) return false;
        eic = new Eic(text!);
        return true;
    }

    /// <summary>The check character for the first 15 characters of a code.</summary>
    /// <returns>0-9, A-Z, the hyphen (a code nobody may issue), or NUL when a character is not of the alphabet.</returns>
    /// <exception cref="ArgumentException"><paramref name="first15"/> does not hold 15 characters.</exception>
    public static char CheckCharacter(ReadOnlySpan<char> first15)
    {
        if (first15.Length != Length - 1) throw new ArgumentException("An EIC has 15 characters before its check character.", nameof(first15));
        var sum = 0;
        for (var i = 0; i < first15.Length; i++)
        {
            var value = ValueOf(first15[i]);
            if (value < 0) return '\0';
            sum += value * (Length - i);
        }

        return Alphabet[36 - ((sum + 36) % 37)];
    }

    public override string ToString() => Value;

    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-";

    private static int ValueOf(char character) => character switch
    {
        >= '0' and <= '9' => character - '0',
        >= 'A' and <= 'Z' => character - 'A' + 10,
        '-' => 36,
        _ => -1,
    };

    private static string? ProblemOf(string? text)
    {
        if (text is null || text.Length != Length) return $"an EIC has 16 characters, this has {text?.Length ?? 0}";
        foreach (var character in text)
        {
            if (ValueOf(character) < 0) return "an EIC holds only digits, capital letters and hyphens";
        }

        var expected = CheckCharacter(text.AsSpan(0, Length - 1));
        if (expected == '-') return "no EIC is issued with these first 15 characters (their check character would be a hyphen)";
        return text[^1] == expected ? null : $"the check character of these first 15 characters is {expected}, not {text[^1]}";
    }
}
