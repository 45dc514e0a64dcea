using System.Diagnostics.CodeAnalysis;

namespace IntegrationHub.Schemas.Rules;

/// <summary>A GS1 Global Service Relation Number of 18 digits whose check digit has been verified; names a metering point.</summary>
/// <remarks>Source: GS1 General Specifications. Immutable; safe to share between threads.</remarks>
public readonly record struct Gsrn
{
    /// <summary>Number of digits of every GSRN.</summary>
    public const int Length = 18;

    private readonly string? digits;

    private Gsrn(string digits) => this.digits = digits;

    /// <summary>The 18 digits; empty for <c>default</c>.</summary>
    public string Value => digits ?? "";

    /// <summary>Accepts a number only when its length, digits and check digit are right.</summary>
    public static bool TryCreate([NotNullWhen(true)] string? text, out Gsrn number) => TryCreate(text, out number, out _);

    /// <summary>As the shorter form, and says in plain words what is wrong where the number is refused.</summary>
    public static bool TryCreate([NotNullWhen(true)] string? text, out Gsrn number, [NotNullWhen(false)] out string? problem)
    {
        number = default;
        problem = Gs1CheckDigit.ProblemOf(text, Length, "GSRN");
        if (problem is not null) return false;
        number = new Gsrn(text!);
        return true;
    }

    public override string ToString() => Value;
}
