using IntegrationHub.Market.Comparing;

namespace IntegrationHub.Retail.Comparing;

/// <summary>What changed from one version to another: the wording by lines and words, the values one by one.</summary>
/// <param name="From">The earlier version.</param>
/// <param name="To">The later one.</param>
/// <param name="Text">The wordings; <c>null</c> where there is none, or one cannot be rendered any more.</param>
/// <param name="Figures">The values.</param>
public sealed record VersionComparison(int From, int To, TextComparison? Text, FigureComparison Figures)
{
    /// <summary>Both wordings, to be shown whole where they differ in more than can be compared; empty else.</summary>
    public (string Before, string After) Whole { get; private init; } = ("", "");

    internal static VersionComparison Of(int from, int to, string? before, string? after, FigureComparison figures)
    {
        if (before is null || after is null)
            return new VersionComparison(from, to, null, figures);

        var text = TextComparison.Of(before, after);
        return new VersionComparison(from, to, text, figures) { Whole = text.Lines is null ? (before, after) : ("", "") };
    }
}
