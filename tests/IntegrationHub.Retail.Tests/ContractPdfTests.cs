using System.Text;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.Rendering;
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
    public void A_character_that_the_font_lacks_is_told_instead_of_drawn_as_a_box()
    {
        var problem = ContractPdf.Render(new("en", "Price in \U0001F4B0\n"), Font(), "R-1").Problems.Single();
        Assert.Equal(RetailProblems.FontLacks, problem.Code);
        Assert.Contains("U+1F4B0", problem.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_font_that_is_missing_damaged_or_of_another_kind_is_refused()
    {
        Assert.Equal(RetailProblems.FontMissing, FontFile.Open("/nonexistent.ttf").Problems.Single().Code);
        Assert.Equal(RetailProblems.FontUnusable, FontFile.Read("OTTO and more of it"u8.ToArray(), "x.otf").Problems.Single().Code);
        var cut = File.ReadAllBytes(FontFile.Usual)[..200];
        Assert.Equal(RetailProblems.FontUnusable, FontFile.Read(cut, "cut").Problems.Single().Code);
        Assert.Equal(RetailProblems.FontUnusable, FontFile.Read([], "empty").Problems.Single().Code);
    }

    [Fact]
    public void Every_shipped_template_can_be_drawn() =>
        Assert.All(TemplateBook.Shipped, static template => Assert.Null(Font().FindLacking(template.Title + string.Concat(template.Clauses.Select(static clause => clause.Title + clause.Text)))));

    private static FontFile Font() => Good(FontFile.Open(""));

    private static string Squeezed(string text) => string.Concat(text.Where(static letter => !char.IsWhiteSpace(letter)));
}
