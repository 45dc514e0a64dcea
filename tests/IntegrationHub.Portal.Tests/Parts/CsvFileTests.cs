using IntegrationHub.Portal.Pages.Parts;

namespace IntegrationHub.Portal.Tests.Parts;

/// <summary>What leaves for spreadsheets.</summary>
public sealed class CsvFileTests
{
    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\tx", "'\tx")]
    [InlineData("\rx", "\"'\rx\"")]
    [InlineData("=cmd|' /C calc'!A0, \"b\"", "\"'=cmd|' /C calc'!A0, \"\"b\"\"\"")]
    [InlineData("东方纺织厂", "东方纺织厂")]
    [InlineData("a,b", "\"a,b\"")]
    public void A_text_that_a_spreadsheet_would_compute_gets_a_quote(string text, string cell) =>
        Assert.Equal($"name\r\n{cell}\r\n", CsvFile.Write(["name"], [[text]]));

    [Fact]
    public void Figures_keep_their_sign_and_nothing_is_an_empty_cell() =>
        Assert.Equal("a,b,c,d\r\n-1.5,-2,,Friday\r\n", CsvFile.Write(["a", "b", "c", "d"], [[-1.5m, -2, null, DayOfWeek.Friday]]));
}
