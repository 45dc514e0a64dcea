using IntegrationHub.Market.Deviation;
using IntegrationHub.Market.Quantities;
using NodaTime;

namespace IntegrationHub.Market.Tracking;

/// <summary>What is known of a contract's month on a day.</summary>
/// <param name="Days">The days on which the contract binds.</param>
/// <param name="Today">The market's day; days before it are over.</param>
/// <param name="Rest">What the contract has still to deliver from today on, in this month and later.</param>
/// <param name="Unbilled">What was taken in other months that are not settled yet.</param>
/// <param name="Billed">Bills that count as not paid.</param>
/// <param name="Guarantee">Deposits and guarantees.</param>
public sealed record DeliveryFacts(IReadOnlyList<DeliveryDay> Days, LocalDate Today, Energy Rest, Energy Unbilled, decimal Billed, decimal Guarantee)
{
    /// <summary>What the contract asks per MWh, whatever the market does; null where its price follows the market or differs by time and volume.</summary>
    public decimal? FixedPrice { get; init; }
}

/// <summary>A contract's month, judged.</summary>
/// <param name="Alert">How urgent the deviation is.</param>
/// <param name="IsEarly">True while too few days are known to judge it.</param>
/// <param name="DaysBehind">Days without complete readings that are over after the last one with them.</param>
/// <param name="Credit">What the customer owes and may come to owe.</param>
/// <param name="Holding">Warnings that hold.</param>
public sealed record DeliveryAssessment(DeviationAlert Alert, bool IsEarly, int DaysBehind, CreditExposure Credit, IReadOnlyList<DeliveryWarningKind> Holding)
{
    /// <summary>What the projected deviation would be charged, were the contract assessed alone; null without readings.</summary>
    public decimal? Charge { get; init; }

    /// <summary>Energy until the edge of the band; negative beyond it; null without readings.</summary>
    public Energy? Room { get; init; }

    /// <summary>Judges a month.</summary>
    /// <param name="status">Where it stands; null without readings.</param>
    /// <param name="facts">What is known.</param>
    /// <param name="rule">By what it is judged.</param>
    public static DeliveryAssessment Of(DeliveryStatus? status, DeliveryFacts facts, TrackingRule rule)
    {
        var early = status is null || status.DaysTaken < rule.DaysNeeded;
        var alert = early ? DeviationAlert.None : status!.AlertIn(rule.Deviation, rule.WarnAt);
        var behind = facts.Days.Count(day => day.Day < facts.Today && day.Taken is null && (status is null || day.Day > status.Through));

        // A day that is over is owed, whether or not its readings have come.
        var delivered = Energy.Sum(facts.Days.Where(day => day.Day < facts.Today).Select(static day => day.Valued));
        var credit = CreditExposure.Of(
            facts.Billed, delivered + facts.Unbilled, facts.Rest, facts.FixedPrice ?? rule.MarketPrice, rule.MarketPrice, facts.Guarantee, rule.ContractCreditLimit);
        var holding = new List<DeliveryWarningKind>();
        if (alert != DeviationAlert.None)
            holding.Add(alert == DeviationAlert.Warning ? DeliveryWarningKind.NearBand : DeliveryWarningKind.BeyondBand);

        if (credit.IsExceeded)
            holding.Add(DeliveryWarningKind.CreditExceeded);

        if (behind >= rule.DaysWithoutReadings)
            holding.Add(DeliveryWarningKind.ReadingsMissing);

        return new(alert, early, behind, credit, holding)
        {
            Charge = status is null ? null : Deviation.DeviationAssessment.Assess(rule.Deviation, status.Contracted, status.Projected, rule.DeviationPrice, Excuse.None).Amount,
            Room = status?.RoomIn(rule.Deviation),
        };
    }
}
