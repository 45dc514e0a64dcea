namespace IntegrationHub.Schemas.Writing;

/// <summary>One element of every point of a period: numbers or codes, in the order of the points.</summary>
internal readonly struct PointColumn
{
    private readonly byte[] name;

    private PointColumn(byte[] name, ReadOnlyMemory<decimal> numbers, ReadOnlyMemory<string> codes, ReadOnlyMemory<string> availability = default) =>
        (this.name, Numbers, Codes, Availability) = (name, numbers, codes, availability);

    /// <summary>Quality code of a value that is not available.</summary>
    public const string NotAvailable = "A02";

    public static readonly byte[] Quantity = "quantity"u8.ToArray();
    public static readonly byte[] SecondaryQuantity = "secondaryQuantity"u8.ToArray();
    public static readonly byte[] QuantityQuantity = "quantity.quantity"u8.ToArray();
    public static readonly byte[] MinimumQuantity = "minimum_Quantity.quantity"u8.ToArray();
    public static readonly byte[] InQuantity = "in_Quantity.quantity"u8.ToArray();
    public static readonly byte[] InQuality = "in_Quantity.quality"u8.ToArray();
    public static readonly byte[] OutQuantity = "out_Quantity.quantity"u8.ToArray();
    public static readonly byte[] OutQuality = "out_Quantity.quality"u8.ToArray();
    public static readonly byte[] Quality = "quality"u8.ToArray();
    public static readonly byte[] Price = "price.amount"u8.ToArray();
    public static readonly byte[] EnergyPrice = "energy_Price.amount"u8.ToArray();

    public ReadOnlySpan<byte> Name => name;

    public ReadOnlyMemory<decimal> Numbers { get; }

    public ReadOnlyMemory<string> Codes { get; }

    /// <summary>Qualities that leave the number of their point out where they are <see cref="NotAvailable"/>; empty where every number is written.</summary>
    public ReadOnlyMemory<string> Availability { get; }

    public bool IsEmpty => Numbers.IsEmpty && Codes.IsEmpty;

    public static PointColumn Of(byte[] name, ReadOnlyMemory<decimal> numbers) => new(name, numbers, default);

    public static PointColumn WhereAvailable(byte[] name, ReadOnlyMemory<decimal> numbers, ReadOnlyMemory<string> qualities) => new(name, numbers, default, qualities);

    public static PointColumn Of(byte[] name, ReadOnlyMemory<string> codes) => new(name, default, codes);
}
