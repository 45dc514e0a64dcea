using System.Diagnostics.CodeAnalysis;

namespace IntegrationHub.Schemas.Rules;

/// <summary>A GS1 Global Location Number of 13 digits whose check digit has been verified; names a party or a place.</summary>
/// <remarks>Source: GS1 General Specifications. Immutable; safe to share between threads.</remarks>
public readonly record struct Gln
{
    /// <summary>Number of digits of every GLN.</summary>
    public const int Length = 13;

    private readonly string? digits;

    private Gln(string digits) => this.digits = digits;

    /// <summary>The 13 digits; empty for <c>default</c>.</summary>
    public string Value => digits ?? "";

    /// <summary>Accepts a number only when its length, digits and check digit are right.</summary>
    public static bool TryCreate([NotNullWhen(true)] string? text, out Gln number) => TryCreate(text, out number, out _);

    /// <summary>As the shorter form, and says in plain words what is wrong where the number is refused.</summary>
    public static bool TryCreate([NotNullWhen(true)] string? text, out Gln number, [NotNullWhen(false)] out string? problem)
    {
        number = default;
        problem = Gs1CheckDigit.ProblemOf(text, Length, "GLN");
        if (problem is not null) return false;
        number = new Gln(text!);
        return true;
    }

    public override string ToString() => Value;
}
