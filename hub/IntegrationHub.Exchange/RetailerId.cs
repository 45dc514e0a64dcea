namespace IntegrationHub.Exchange;

/// <summary>The retailer (tenant) a row belongs to. One installation can serve several; the default has one.</summary>
public readonly record struct RetailerId(int Value)
{
    /// <summary>The only retailer of a default installation.</summary>
    public static RetailerId Default { get; } = new(1);

    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
