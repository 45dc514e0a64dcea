using System.Text;
using System.Xml;
using System.Xml.Schema;
using IntegrationHub.Adapters.Soap.Messages;
using IntegrationHub.Adapters.Soap.Service;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Reception;
using Xunit.Abstractions;

namespace IntegrationHub.Soap.Tests;

/// <summary>The examples of every request, reply and fault are read, and our schemas accept what the public ones accept.</summary>
public sealed class ShapeTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_shape_is_read()
    {
        if (Shapes() is not { } folder) return;
        int read = 0;
        foreach (var file in Directory.GetFiles(folder, "*.xml"))
        {
            var result = EnvelopeReader.Read(Enveloped(file));
            Assert.True(result.Message is not null, $"{Path.GetFileName(file)}: {result.Refusal?.Text} {result.Refusal?.Where}");
            if (result.Message.Payload.Compressed is not null)
                Assert.IsType<OpenResult.Opened>(EnvelopeOpener.Open(result.Message, new PartyLimits()));
            read++;
        }
        Assert.True(read > 20, $"{read} shapes");
    }

    [Fact]
    public void Our_schemas_accept_every_shape_and_every_message_we_write()
    {
        var schemas = OurSchemas();
        var header = new OwnHeader(new DateTimeOffset(2026, 11, 21, 1, 0, 0, TimeSpan.Zero), "id", "other");
        var own = new List<(string, byte[])>
        {
            ("get", RequestWriter.GetByIdentification("a<b", 2, header).ToArray()),
            ("next", RequestWriter.GetNext(header).ToArray()),
            ("query", RequestWriter.Query("serverTimestamp", [], header).ToArray()),
            ("put", RequestWriter.Put("<?xml version=\"1.0\"?><a xmlns=\"urn:a\"/>"u8.ToArray(), header).ToArray()),
            ("file", RequestWriter.PutBinary("x"u8.ToArray(), "a.pdf", header).ToArray()),
            ("list", ResponseWriter.List([], header).ToArray()),
            ("empty", ResponseWriter.Put(default, true, header).ToArray()),
            ("answer", ResponseWriter.Query([new("DataType", "x")], [new("y", null)], header).ToArray()),
        };
        if (Shapes() is { } folder)
            own.AddRange(Directory.GetFiles(folder, "*.xml").Where(f => !Path.GetFileName(f).StartsWith("soap", StringComparison.Ordinal)).Select(f => (Path.GetFileName(f), File.ReadAllBytes(f))));
        foreach (var (name, bytes) in own)
        {
            var errors = Validate(schemas, bytes);
            Assert.True(errors.Count == 0, $"{name}: {string.Join("; ", errors)}");
        }
    }

    [Fact]
    public void Our_schemas_refuse_what_the_public_ones_refuse()
    {
        if (Shapes() is not { } folder) return;
        var publicSchemas = new XmlSchemaSet();
        var xsd = Path.Combine(folder, "..", "..", "xsd", "iec62325-504", "xsd");
        foreach (var file in Directory.GetFiles(xsd, "*.xsd"))
        {
            using var reader = XmlReader.Create(new StringReader(File.ReadAllText(file).TrimStart('\uFEFF').Trim()));
            publicSchemas.Add(null, reader);
        }
        var ours = OurSchemas();
        int compared = 0;
        foreach (var file in Directory.GetFiles(folder, "*.xml").Where(f => !Path.GetFileName(f).StartsWith("soap", StringComparison.Ordinal)))
        {
            var text = File.ReadAllText(file);
            foreach (var (from, to) in new[] { ("<Verb>", "<Werb>"), ("</Noun>", "</Noun><Noun/>"), (">OK<", ">MAYBE<"), ("<Code>", "<Code>x"), ("<start>", "<begin>"), ("Timestamp>2026", "Timestamp>x"), ("<name>", "<nam>"), ("", "") })
            {
                var mutant = Encoding.UTF8.GetBytes(from.Length == 0 ? text : text.Replace(from, to, StringComparison.Ordinal).Replace(from.Replace("<", "</", StringComparison.Ordinal), to.Replace("<", "</", StringComparison.Ordinal), StringComparison.Ordinal));
                Assert.True(Validate(publicSchemas, mutant).Count == 0 == (Validate(ours, mutant).Count == 0), $"{Path.GetFileName(file)} with {to}");
                compared++;
            }
        }
        Assert.True(compared > 100);
    }

    private static XmlSchemaSet OurSchemas()
    {
        var set = new XmlSchemaSet();
        foreach (var name in new[] { "message.xsd", "common.xsd" })
        {
            using var reader = XmlReader.Create(new MemoryStream(ServiceContract.Schema(name)!));
            set.Add(null, reader);
        }
        return set;
    }

    private static List<string> Validate(XmlSchemaSet schemas, byte[] document)
    {
        var errors = new List<string>();
        var settings = new XmlReaderSettings { ValidationType = ValidationType.Schema, Schemas = schemas, DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
        settings.ValidationEventHandler += (_, error) => errors.Add(error.Message);
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(document), settings);
            while (reader.Read())
            {
                // Validation happens on the way.
            }
        }
        catch (XmlException error)
        {
            errors.Add(error.Message);
        }
        return errors;
    }

    private static byte[] Enveloped(string file)
    {
        var bytes = File.ReadAllBytes(file);
        return Path.GetFileName(file).StartsWith("soap", StringComparison.Ordinal) ? bytes : EnvelopeWriter.Wrap(SoapVersion.Soap12, DocumentElement.Of(bytes).Bytes.Span);
    }

    private string? Shapes()
    {
        var oracle = Support.Oracle.Folder;
        if (oracle is not null) return Path.Combine(oracle, "signatures", "shapes");
        output.WriteLine("SKIPPED: shared/oracle is not beside the checkout and IHUB_ORACLE is not set.");
        return null;
    }
}
