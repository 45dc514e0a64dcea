using IntegrationHub.Market.Comparing;
using IntegrationHub.Retail.Comparing;

namespace IntegrationHub.Api.Retail;

/// <summary>What changed.</summary>
/// <param name="Text">The wording, line by line; null where there is none, where one cannot be rendered, and where they differ in more than is compared.</param>
/// <param name="TextTooLong">The wordings differ in more than is compared.</param>
/// <param name="Whole">Both wordings, where they differ in more than is compared; null else.</param>
/// <param name="Figures">Values that differ.</param>
/// <param name="MoreFigures">How many differ besides.</param>
public sealed record ComparisonView(int From, int To, IReadOnlyList<TextLine>? Text, bool TextTooLong, ComparedTexts? Whole, IReadOnlyList<FigureChange> Figures, int MoreFigures)
{
    public static ComparisonView Of(VersionComparison comparison) => new(
        comparison.From, comparison.To, comparison.Text?.Lines, comparison.Text is { Lines: null }, comparison.Text is { Lines: null } ? new ComparedTexts(comparison.Whole.Before, comparison.Whole.After) : null,
        comparison.Figures.Changes, comparison.Figures.More);
}

/// <summary>Two wordings, whole.</summary>
public sealed record ComparedTexts(string Before, string After);
