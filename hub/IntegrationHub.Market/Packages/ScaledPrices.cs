namespace IntegrationHub.Market.Packages;

/// <summary>Prices as whole numbers of one scale, so that energy times price over thousands of intervals is summed exactly and fast.</summary>
/// <param name="Values">Price times <paramref name="Scale"/>.</param>
/// <param name="Scale">A power of ten up to 10¹².</param>
internal sealed record ScaledPrices(long[] Values, decimal Scale)
{
    /// <summary>Decimals that are kept; a share of four decimals of a price of six has ten.</summary>
    private const int MostDecimals = 12;

    public static ScaledPrices Of(decimal[] prices)
    {
        var scale = 1m;
        for (var decimals = 0; decimals < MostDecimals && prices.Any(price => price * scale != decimal.Truncate(price * scale)); decimals++)
            scale *= 10;

        // Beyond twelve decimals a price is rounded once, here; a unit is then worth less than 10⁻⁶ of the currency for a gigawatt-hour.
        return new([.. prices.Select(price => (long)Math.Round(price * scale, MidpointRounding.ToEven))], scale);
    }
}
