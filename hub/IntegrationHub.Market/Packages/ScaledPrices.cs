namespace IntegrationHub.Market.Packages;

/// <summary>Prices as whole numbers of one scale, so that energy times price over thousands of intervals is summed exactly and fast.</summary>
/// <param name="Values">Price times <paramref name="Scale"/>.</param>
/// <param name="Scale">A power of ten up to 10¹².</param>
internal sealed record ScaledPrices(long[] Values, decimal Scale)
{
    /// <summary>Decimals that are kept; a share of four decimals of a price of six has ten.</summary>
    private const int MostDecimals = 12;

    /// <summary>Largest scaled price: 18 digits, which whole numbers of 64 bits hold.</summary>
    private const decimal Widest = 1_000_000_000_000_000_000m;

    public static ScaledPrices Of(decimal[] prices)
    {
        var widest = prices.Max(Math.Abs);
        var scale = 1m;
        for (var decimals = 0; decimals < MostDecimals && widest * scale <= Widest / 10 && prices.Any(price => price * scale != decimal.Truncate(price * scale)); decimals++)
            scale *= 10;

        // Beyond twelve decimals (fewer for prices above a million) a price is rounded once, here; a unit is then worth less than 10⁻⁶ of the currency for a gigawatt-hour.
        return new([.. prices.Select(price => (long)Math.Round(price * scale, MidpointRounding.ToEven))], scale);
    }

    /// <summary>A sum of watt-hours times scaled prices as money times watt-hours per MWh. Whole units and the rest apart: the sum may have more digits than a decimal.</summary>
    public decimal Unscaled(Int128 sum)
    {
        var (whole, rest) = Int128.DivRem(sum, (Int128)Scale);
        return (decimal)whole + ((decimal)rest / Scale);
    }
}
