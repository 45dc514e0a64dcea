namespace IntegrationHub.Schemas.Reading.Typed;

/// <summary>The columns of <see cref="Writing.PeriodPoints"/>, and the other values of a point that typed readers know.</summary>
internal enum PointValue : byte
{
    None, Quantity, OutQuantity, MinimumQuantity, SecondaryQuantity, Price, EnergyPrice, Quality, OutQuality, Position, Code, Text,
}

/// <summary>The element names behind the columns: the same in every profile that typed readers read.</summary>
internal static class PointValues
{
    public const int Numbers = (int)PointValue.EnergyPrice + 1;

    public static PointValue Of(string name) => name switch
    {
        "position" => PointValue.Position,
        "quantity" or "quantity.quantity" or "in_Quantity.quantity" => PointValue.Quantity,
        "out_Quantity.quantity" => PointValue.OutQuantity,
        "minimum_Quantity.quantity" => PointValue.MinimumQuantity,
        "secondaryQuantity" => PointValue.SecondaryQuantity,
        "price.amount" => PointValue.Price,
        "energy_Price.amount" => PointValue.EnergyPrice,
        "quality" or "in_Quantity.quality" => PointValue.Quality,
        "out_Quantity.quality" => PointValue.OutQuality,
        "code" => PointValue.Code,
        "text" => PointValue.Text,
        _ => PointValue.None,
    };
}

/// <summary>What a document's record holds of its points; the rest is not looked at.</summary>
[Flags]
internal enum PointContent
{
    Quantities = 1 << PointValue.Quantity,
    OutQuantities = 1 << PointValue.OutQuantity,
    MinimumQuantities = 1 << PointValue.MinimumQuantity,
    SecondaryQuantities = 1 << PointValue.SecondaryQuantity,
    Prices = 1 << PointValue.Price,
    EnergyPrices = 1 << PointValue.EnergyPrice,
    Qualities = 1 << PointValue.Quality,
    OutQualities = 1 << PointValue.OutQuality,
    Reasons = 1 << 16,

    /// <summary>A quantity may be missing where the point's quality says that it is not available; it then counts as zero.</summary>
    Unavailable = 1 << 17,
}
