using System.Globalization;

namespace IntegrationHub.Market.Quantities;

/// <summary>An amount of energy in whole watt-hours, signed; consumption and purchase are positive. ±9.2 × 10¹⁸ Wh; overflow is an exception.</summary>
public readonly record struct Energy(long WattHours) : IComparable<Energy>
{
    private const decimal WattHoursPerMegawattHour = 1_000_000m;

    public static Energy Zero => default;

    /// <summary>Megawatt-hours; exact, six decimals.</summary>
    public decimal MegawattHours => WattHours / WattHoursPerMegawattHour;

    /// <summary>From megawatt-hours.</summary>
    /// <exception cref="ArgumentException">There is more than whole watt-hours, i.e. more than six decimals.</exception>
    public static Energy FromMegawattHours(decimal value)
    {
        var wattHours = value * WattHoursPerMegawattHour;
        return wattHours == decimal.Truncate(wattHours)
            ? new Energy((long)wattHours)
            : throw new ArgumentException($"{value.ToString(CultureInfo.InvariantCulture)} MWh is not a whole number of watt-hours.", nameof(value));
    }

    public static Energy FromKilowattHours(long value) => new(checked(value * 1000));

    public static Energy Sum(IEnumerable<Energy> parts) => new(parts.Sum(static part => part.WattHours));

    public static Energy operator +(Energy left, Energy right) => new(left.WattHours + right.WattHours);

    public static Energy operator -(Energy left, Energy right) => new(left.WattHours - right.WattHours);

    public static Energy operator -(Energy energy) => new(-energy.WattHours);

    public static bool operator <(Energy left, Energy right) => left.WattHours < right.WattHours;

    public static bool operator >(Energy left, Energy right) => left.WattHours > right.WattHours;

    public static bool operator <=(Energy left, Energy right) => left.WattHours <= right.WattHours;

    public static bool operator >=(Energy left, Energy right) => left.WattHours >= right.WattHours;

    public int CompareTo(Energy other) => WattHours.CompareTo(other.WattHours);

    public override string ToString() => MegawattHours.ToString("0.######", CultureInfo.InvariantCulture) + " MWh";
}
