using System.Xml.Linq;
using IntegrationHub.Workflows.Bpmn;
using IntegrationHub.Workflows.Tests.Support;
using Xunit.Abstractions;

namespace IntegrationHub.Workflows.Tests.Bpmn;

/// <summary>Models that other tools drew: they load, lose nothing, and are refused for execution by element and reason.</summary>
public sealed class ReferenceModelTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_reference_model_comes_back_as_it_was()
    {
        foreach (var path in Oracle.Models(output))
        {
            var original = File.ReadAllBytes(path);
            var written = BpmnFile.Open(original, out _)!.Write();

            // Another parser judges: elements, attributes, texts, comments, instructions and white space, in order.
            Assert.True(XNode.DeepEquals(Framework(original), Framework(written)), path);
            Assert.Equal(written, BpmnFile.Open(written, out _)!.Write());
        }
    }

    [Fact]
    public void What_cannot_be_executed_in_a_reference_model_is_named_with_reason_and_remedy()
    {
        foreach (var path in Oracle.Models(output))
        {
            var compilation = BpmnFile.Open(File.ReadAllBytes(path), out _)!.Compile();

            output.WriteLine($"{Path.GetFileName(path)}: {compilation.Findings.Length} findings");
            Assert.NotEmpty(compilation.Findings);
            Assert.Empty(compilation.Processes);
            Assert.All(compilation.Findings, finding =>
            {
                output.WriteLine("  " + finding);
                Assert.True(finding.Line > 0);
                Assert.NotEmpty(finding.Text);
                Assert.NotEmpty(finding.Remedy);
                Assert.NotEmpty(finding.Element);
            });
        }
    }

    [Fact]
    public void Every_start_by_a_message_timer_or_signal_in_a_reference_model_is_named()
    {
        foreach (var path in Oracle.Models(output))
        {
            // Drawings beside a process that is to run are not judged.
            var processes = XDocument.Load(path).Root!.Elements().Where(static element => element.Name.LocalName == "process").ToLookup(static process => (bool?)process.Attribute("isExecutable") ?? false);
            var triggered = (processes.Contains(true) ? processes[true] : processes[false]).Elements()
                .Where(static element => element.Name.LocalName == "startEvent" && element.Elements().Any(static part => part.Name.LocalName is "messageEventDefinition" or "timerEventDefinition" or "signalEventDefinition"))
                .Select(static element => (string)element.Attribute("id")!).ToList();
            output.WriteLine($"{Path.GetFileName(path)}: {triggered.Count}");

            var refused = BpmnFile.Open(File.ReadAllBytes(path), out _)!.Compile().Findings.Where(static finding => finding.Text.StartsWith("A start event with a ", StringComparison.Ordinal)).ToList();

            Assert.All(refused, static finding => Assert.Equal(BpmnNames.NotSupported, finding.Code));
            Assert.Equal(triggered.Order(StringComparer.Ordinal), refused.Select(static finding => finding.Element).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void Comments_instructions_sections_and_foreign_extensions_survive()
    {
        var file = """
            <?xml version="1.0"?><!-- before --><?tool keep="this"?>
            <d:definitions xmlns:d="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:x="urn:x" x:a="1&#10;2&#9;3 &quot;4&quot; &lt;5>">
              <!-- inside --><d:process id="p"><d:documentation><![CDATA[a < b && c]]></d:documentation>
              <d:extensionElements><x:own xmlns:y="urn:y" y:z="é漢">  text &amp; more  </x:own></d:extensionElements></d:process>
            </d:definitions><!-- after -->
            """u8.ToArray();

        var written = BpmnFile.Open(file, out _)!.Write();

        Assert.True(XNode.DeepEquals(Framework(file), Framework(written)));
    }

    private static XDocument Framework(byte[] bytes)
    {
        var document = XDocument.Load(new MemoryStream(bytes), LoadOptions.PreserveWhitespace);
        // White space beside the root means nothing in XML.
        foreach (var text in document.Nodes().OfType<XText>().ToList())
        {
            text.Remove();
        }

        document.Declaration = null;
        return document;
    }
}
