using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Schemas.Rules;

/// <summary>All rules beyond the schema, in the order in which their findings are reported.</summary>
public static class DocumentRules
{
    public static IReadOnlyList<IDocumentRule> All { get; } =
    [
        new EicRule(),
        new Gs1Rule(),
        new IntervalOrderRule(),
        new WholeDayRule(),
        new SeriesIdentificationRule(),
        new SeriesWithinDocumentRule(),
        new PeriodOverlapRule(),
        new ResolutionRule(),
        new PositionOrderRule(),
        new DuplicatePositionRule(),
        new MissingPositionRule(),
        new FirstPositionRule(),
        new PositionPastEndRule(),
        new ProductUnitRule(),
        new PriceCurrencyRule(),
        new UnsignedQuantityRule(),
        new IntermediateReasonRule(),
        new IgnoredSeriesRule(),
        new AcknowledgementReasonRule(),
        new BalanceRule(),
    ];

    /// <summary>Checks a document against every rule and reports all findings together, up to the context's limit.</summary>
    public static IReadOnlyList<RuleFinding> Check(MarketDocument document, RuleContext context) => Check(document, context, All);

    /// <summary>Checks a document against the given rules only.</summary>
    public static IReadOnlyList<RuleFinding> Check(MarketDocument document, RuleContext context, IEnumerable<IDocumentRule> rules) =>
        rules.SelectMany(rule => rule.Check(document, context)).Take(context.FindingLimit).ToArray();
}
