namespace IntegrationHub.Market.Deviation;

/// <summary>
/// Settlement in a region with a spot market, where no fine is charged on the net: per interval
/// <c>R = Qc·Pc + (Qda − Qc)·Pda + (Qrt − Qda)·Prt</c> with contracted, day-ahead cleared and actual quantity (two-settlement rule, as in the
/// basic rules of China's spot market; the same as in the day-ahead and real-time markets of North America).
/// </summary>
public static class SpotSettlement
{
    /// <summary>The three parts of one interval, exact.</summary>
    /// <param name="contracted">Qc in Wh.</param>
    /// <param name="dayAhead">Qda in Wh.</param>
    /// <param name="actual">Qrt in Wh.</param>
    /// <param name="contractPrice">Pc per MWh.</param>
    /// <param name="dayAheadPrice">Pda per MWh.</param>
    /// <param name="realTimePrice">Prt per MWh.</param>
    public static SpotParts Of(long contracted, long dayAhead, long actual, decimal contractPrice, decimal dayAheadPrice, decimal realTimePrice) => new(
        contracted / 1_000_000m * contractPrice,
        (dayAhead - contracted) / 1_000_000m * dayAheadPrice,
        (actual - dayAhead) / 1_000_000m * realTimePrice);
}

/// <summary>Parts of a spot settlement, to be paid by the buyer; negative is received.</summary>
public readonly record struct SpotParts(decimal Contract, decimal DayAhead, decimal RealTime)
{
    public decimal Total => Contract + DayAhead + RealTime;

    public static SpotParts operator +(SpotParts left, SpotParts right) =>
        new(left.Contract + right.Contract, left.DayAhead + right.DayAhead, left.RealTime + right.RealTime);
}
