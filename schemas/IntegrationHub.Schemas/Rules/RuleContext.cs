using NodaTime;

namespace IntegrationHub.Schemas.Rules;

/// <summary>What rules need to know besides the document; a value, so that every check can be repeated years later.</summary>
public sealed record RuleContext
{
    /// <summary>Limit of findings that a context allows when nothing else is said.</summary>
    public const int DefaultFindingLimit = 500;

    /// <summary>Time zone of the market: days, months and years of a resolution are its days, months and years.</summary>
    public required DateTimeZone MarketZone { get; init; }

    /// <summary>Most findings reported for one document; the rest is cut off. At least 1.</summary>
    public int FindingLimit { get; init; } = DefaultFindingLimit;

    /// <summary>True where the market demands that a party's schedule balances in every interval (reason A54).</summary>
    public bool BalanceDemanded { get; init; }

    /// <summary>Root elements whose interval must be whole market days; schedules as the standard has them.</summary>
    public IReadOnlySet<string> WholeDayDocuments { get; init; } = new HashSet<string>(StringComparer.Ordinal) { "Schedule_MarketDocument" };
}
