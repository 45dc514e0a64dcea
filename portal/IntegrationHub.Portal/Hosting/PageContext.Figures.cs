using System.Globalization;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Portal.Texts;

namespace IntegrationHub.Portal.Hosting;

/// <summary>How pages write figures: thousands apart, what they are of behind them, and a minus sign that is none of a hyphen's. Files and calls write theirs as data.</summary>
internal sealed partial class PageContext
{
    /// <summary>What stands where nothing is known.</summary>
    public const string Unknown = "–";

    /// <summary>Ends of the names of values whose digits are no figure.</summary>
    private static readonly string[] Names = ["number", "code", "id", "version", "month", "account", "contact", "name"];

    private static readonly NumberFormatInfo Written = WrittenFigures.Format;

    /// <summary><c>106,890</c>.</summary>
    public static string Number(long number) => number.ToString("N0", Written);

    /// <summary><c>1,234.5</c>: as many decimals as there are, ten at most.</summary>
    public static string Figure(decimal? figure) => figure?.ToString("#,##0.##########", Written) ?? Unknown;

    /// <summary><c>1,234.50 CNY</c>: rounded to the cent.</summary>
    public static string Money(decimal? amount, string currency = "") => amount is { } known ? $"{ToTheCent(known).ToString("#,##0.00", Written)} {currency}".TrimEnd() : Unknown;

    /// <summary><c>401.25 CNY/MWh</c>; the figure alone where the head of a table says of what.</summary>
    public static string Price(decimal? price, string currency = "", string unit = "MWh") =>
        price is not { } known ? Unknown : known.ToString("#,##0.00######", Written) + (currency.Length == 0 ? "" : $" {PriceUnit(currency, unit)}");

    /// <summary><c>CNY/MWh</c>.</summary>
    public static string PriceUnit(string currency, string unit = "MWh") => $"{currency}/{unit}";

    /// <summary><c>1,200.5 MWh</c>.</summary>
    public static string EnergyOf(Energy? energy) => energy is { } known ? $"{Figure(known.MegawattHours)} MWh" : Unknown;

    /// <summary><c>3.0 %</c> of a share.</summary>
    public static string Share(decimal? share) => share?.ToString("0.0 %", Written) ?? Unknown;

    /// <summary><c>+3.0 %</c> or <c>−3.0 %</c> of a share that leads away from something.</summary>
    public static string Deviation(decimal? share) => share?.ToString("+0.0 %;\u22120.0 %;0.0 %", Written) ?? Unknown;

    /// <summary>A value of a comparison, which tells values of any kind as texts: a figure is written like the others, a number that names something as it is.</summary>
    /// <param name="where">What it is: names from the outside in.</param>
    /// <param name="text">The value, or the difference of two.</param>
    public static string Compared(string where, string? text) =>
        Names.Any(name => where.EndsWith(name, StringComparison.OrdinalIgnoreCase)) || !decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var figure) ? text ?? ""
        : text[0] == '+' ? $"+{Figure(figure)}" : Figure(figure);

    /// <summary>Without the sign that a fraction of a cent leaves at a zero.</summary>
    private static decimal ToTheCent(decimal amount) => decimal.Round(amount, 2, MidpointRounding.AwayFromZero) is var rounded && rounded == 0 ? 0 : rounded;
}
