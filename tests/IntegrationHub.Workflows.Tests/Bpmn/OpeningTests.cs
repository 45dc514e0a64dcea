using System.Text;
using IntegrationHub.Workflows.Bpmn;
using IntegrationHub.Workflows.Xml;

namespace IntegrationHub.Workflows.Tests.Bpmn;

/// <summary>What is no definition file, or wants to cost too much.</summary>
public sealed class OpeningTests
{
    [Theory]
    [InlineData("<!DOCTYPE d [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><d>&e;</d>", "xml.doctype_refused")]
    [InlineData("<a><b></a>", "xml.mismatched_tag")]
    [InlineData("", "xml.bad_root")]
    [InlineData("<a>&unknown;</a>", "xml.undefined_entity")]
    public void What_is_no_xml_is_refused_with_the_place(string text, string code)
    {
        Assert.Null(BpmnFile.Open(Encoding.UTF8.GetBytes(text), out var finding));
        Assert.Equal(BpmnNames.NotReadable, finding!.Code);
        Assert.Contains(code, finding.Text, StringComparison.Ordinal);
        Assert.NotEmpty(finding.Remedy);
    }

    [Fact]
    public void Other_xml_than_bpmn_is_refused()
    {
        Assert.Null(BpmnFile.Open("<definitions xmlns='urn:other'/>"u8.ToArray(), out var finding));
        Assert.Equal(BpmnNames.NoDefinitions, finding!.Code);
    }

    [Fact]
    public void Ten_thousand_levels_and_too_many_bytes_are_refused()
    {
        var deep = string.Concat(Enumerable.Repeat("<a>", 10_000)) + string.Concat(Enumerable.Repeat("</a>", 10_000));

        Assert.Null(BpmnFile.Open(Encoding.UTF8.GetBytes(deep), out var depth));
        Assert.Null(BpmnFile.Open(new byte[XmlTree.Limits.MaxBytes + 1], out var size));
        Assert.Contains("xml.limit_exceeded", depth!.Text, StringComparison.Ordinal);
        Assert.Contains("xml.limit_exceeded", size!.Text, StringComparison.Ordinal);
    }
}
