using System.Globalization;
using NodaTime;

namespace IntegrationHub.Market.CustomerSide;

/// <summary>Values of a day that a customer enters: what his own meter showed, or what he expects to use.</summary>
/// <param name="Login">Who enters.</param>
/// <param name="Account">Number and voltage level.</param>
/// <param name="Day">The day.</param>
/// <param name="Values">kWh of its intervals, separated by spaces; of readings <c>-</c> for one that is missing.</param>
public sealed record DayEntered(string Login, string Account, LocalDate Day, string Values)
{
    /// <summary>A day of quarter hours with room for an hour more.</summary>
    public const int MostValues = 100;

    public const int LongestValues = 2000;

    /// <summary>The values one by one; null for what is no list of figures.</summary>
    public IReadOnlyList<string>? Parts()
    {
        if (Values.Length > LongestValues)
            return null;

        var parts = Values.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return parts.Length is > 0 and <= MostValues && parts.All(static part => part == "-" || IsFigure(part)) ? parts : null;
    }

    /// <summary>One of the values; null for one that is missing.</summary>
    public static decimal? KilowattHoursOf(string part) => part == "-" ? null : decimal.Parse(part, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);

    /// <summary>The same list in MWh, as demand is declared; null where a value is missing.</summary>
    public IReadOnlyList<string>? Megawatthours() => Parts() is { } parts && parts.All(static part => part != "-")
        ? [.. parts.Select(static part => (KilowattHoursOf(part)!.Value / 1000).ToString("0.#########", CultureInfo.InvariantCulture))]
        : null;

    /// <summary>A value as it crosses: digits and one point, so that nothing of it is taken for something else.</summary>
    public static bool IsFigure(string part) => part.Length <= 16 && part.All(static c => char.IsAsciiDigit(c) || c == '.') && decimal.TryParse(part, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _);
}

/// <summary>A person wants another password. Both cross sealed; the company's side holds the present one against its own hash, so that whoever took over the customers' side cannot set any.</summary>
public sealed record PasswordWanted(string Login, string Present, string Wanted)
{
    public override string ToString() => $"{nameof(PasswordWanted)} of {Login}";
}
