using System.Text;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Rendering;
using IntegrationHub.Retail.Contracts;
using static IntegrationHub.Retail.Tests.RetailSite;

namespace IntegrationHub.Retail.Tests;

public sealed class ContractPdfTests
{
    private static readonly ContractText Text = new("zh-CN", "电力零售合同\n甲方（售电公司）：星河售电有限公司\n" + string.Concat(Enumerable.Repeat("合同电量与电价按月结算。", 20)) + "\nSupplier 10X1001A1001A450, 12,345.678 MWh\n"
        + string.Join('\n', Enumerable.Range(1, 100).Select(static i => $"第 {i} 条")) + "\n");

    [Fact]
    public void Every_line_of_the_contract_can_be_read_back_from_the_pages_in_Chinese()
    {
        var pdf = Good(ContractPdf.Render(Text, Font(), "R-1"));
        using var document = UglyToad.PdfPig.PdfDocument.Open(pdf);
        var read = Squeezed(string.Concat(document.GetPages().Select(static page => page.Text[..page.Text.LastIndexOf("SHA-256", StringComparison.Ordinal)])));
        Assert.Equal(Squeezed(Text.Text), read);
        Assert.True(document.NumberOfPages >= 3);
        Assert.All(document.GetPages(), page => Assert.Contains($"{Text.Digest}  {page.Number}/{document.NumberOfPages}", page.Text, StringComparison.Ordinal));
    }

    [Fact]
    public void The_font_is_embedded_with_what_is_used_of_it()
    {
        var pdf = Good(ContractPdf.Render(Text, Font(), "R-1"));
        Assert.Contains("/FontFile2", Encoding.Latin1.GetString(pdf), StringComparison.Ordinal);
        Assert.InRange(pdf.Length, 10_000, 1_000_000);
    }

    [Fact]
    public void Nothing_leaves_the_page()
    {
        using var document = UglyToad.PdfPig.PdfDocument.Open(Good(ContractPdf.Render(Text, Font(), "R-1")));
        Assert.All(document.GetPages().SelectMany(static page => page.Letters), static letter => Assert.InRange(letter.BoundingBox.Right, 0, 595 - 50));
    }

    [Fact]
    public void Figures_stand_at_the_right_edge_beside_a_text_that_goes_on_in_lines_of_its_own()
    {
        var label = string.Concat(Enumerable.Repeat("按时段加权的联动电价", 12));
        using var document = UglyToad.PdfPig.PdfDocument.Open(Good(TextPdf.Render([new(label, "42,250.00 CNY"), new("合计", "-12.50 CNY")], "B-1", "zh-CN", "星河售电有限公司", Font())));
        var letters = document.GetPage(1).Letters;
        var lines = letters.Where(static letter => letter.FontSize > 8).GroupBy(static letter => Math.Round(letter.StartBaseLine.Y)).OrderByDescending(static line => line.Key)
            .Select(static line => (Text: string.Concat(line.OrderBy(static letter => letter.StartBaseLine.X).Select(static letter => letter.Value)), Right: line.Max(static letter => letter.EndBaseLine.X))).ToList();

        Assert.True(lines.Count >= 4, "the text is longer than two lines");
        Assert.EndsWith("42,250.00 CNY", lines[0].Text, StringComparison.Ordinal);
        Assert.Equal("合计-12.50 CNY", lines[^1].Text);
        Assert.Equal(lines[0].Right, lines[^1].Right, 0.5);
        Assert.Equal(label, string.Concat(lines.SkipLast(1).Select(static line => line.Text)).Replace("42,250.00 CNY", "", StringComparison.Ordinal));
    }

    [Fact]
    public void A_character_that_the_font_lacks_is_told_instead_of_drawn_as_a_box()
    {
        var problem = ContractPdf.Render(new("en", "Price in \U0001F4B0\n"), Font(), "R-1").Problems.Single();
        Assert.Equal(FontProblems.Lacks, problem.Code);
        Assert.Contains("U+1F4B0", problem.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_font_that_is_missing_damaged_or_of_another_kind_is_refused()
    {
        Assert.Equal(FontProblems.Missing, FontFile.Open("/nonexistent.ttf").Problems.Single().Code);
        Assert.Equal(FontProblems.Unusable, FontFile.Read("OTTO and more of it"u8.ToArray(), "x.otf").Problems.Single().Code);
        var cut = File.ReadAllBytes(FontFile.Usual)[..200];
        Assert.Equal(FontProblems.Unusable, FontFile.Read(cut, "cut").Problems.Single().Code);
        Assert.Equal(FontProblems.Unusable, FontFile.Read([], "empty").Problems.Single().Code);
    }

    [Fact]
    public void Every_shipped_template_can_be_drawn() =>
        Assert.All(TemplateBook.Shipped, static template => Assert.Null(Font().FindLacking(template.Title + string.Concat(template.Clauses.Select(static clause => clause.Title + clause.Text)))));

    private static FontFile Font() => Good(FontFile.Open(""));

    private static string Squeezed(string text) => string.Concat(text.Where(static letter => !char.IsWhiteSpace(letter)));
}
