using IntegrationHub.Market.Comparing;
using IntegrationHub.Portal.Pages.Parts;

namespace IntegrationHub.Portal.Tests.Parts;

/// <summary>Around changes three lines are shown; what is the same further away is counted.</summary>
public sealed class ComparedLinesTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("====", "4")]
    [InlineData("=", "=")]
    [InlineData("+", "+")]
    [InlineData("==========+==========", "7 ===+=== 7")]
    [InlineData("+=======-", "+=======-")]
    [InlineData("+========-", "+=== 2 ===-")]
    [InlineData("====~====", "====~====")]
    [InlineData("===~==-===", "===~==-===")]
    public void Lines_that_are_far_from_a_change_are_counted(string lines, string shown)
    {
        var rows = ComparedLines.Near([.. lines.Select((letter, index) => new TextLine(letter switch { '+' => TextChange.Added, '-' => TextChange.Removed, '~' => TextChange.Changed, _ => TextChange.Same }, index + 1, index + 1, []))]);

        // One line alone takes no more room than to be counted.
        Assert.Equal(shown.Replace(" ", "", StringComparison.Ordinal), string.Concat(rows.Select(static row => row.Line?.Change switch
        {
            null => row.Skipped.ToString(System.Globalization.CultureInfo.InvariantCulture), TextChange.Added => "+", TextChange.Removed => "-", TextChange.Changed => "~", _ => "=",
        })));
        Assert.Equal(lines.Length, rows.Sum(static row => row.Line is null ? row.Skipped : 1));
    }
}
