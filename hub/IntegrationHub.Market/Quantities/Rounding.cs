namespace IntegrationHub.Market.Quantities;

/// <summary>How a billed amount is rounded. The rule that names it decides; nothing is rounded without one.</summary>
/// <param name="Decimals">Decimals that stay, 0 to 8; 2 is the cent or fen.</param>
/// <param name="Mode">Where exact halves go.</param>
public sealed record Rounding(int Decimals, MidpointRounding Mode)
{
    /// <summary>Decimals that may stay at most.</summary>
    public const int MostDecimals = 8;

    /// <summary>Two decimals, halves away from zero: the commercial rounding of invoices.</summary>
    public static Rounding Commercial { get; } = new(2, MidpointRounding.AwayFromZero);

    public decimal Apply(decimal amount) => Math.Round(amount, Decimals, Mode);

    public override string ToString() => $"{Decimals} decimals, {Mode switch
    {
        MidpointRounding.AwayFromZero => "halves away from zero",
        MidpointRounding.ToEven => "halves to the even digit",
        MidpointRounding.ToZero => "cut",
        MidpointRounding.ToNegativeInfinity => "down",
        _ => "up",
    }}";
}
