using System.Xml;
using System.Xml.Linq;

namespace IntegrationHub.Portal.Pages.Processes;

/// <summary>Says a diagram in the reader's language. Pure.</summary>
internal static class DiagramWords
{
    private static readonly XNamespace Bpmn = "http://www.omg.org/spec/BPMN/20100524/MODEL";

    /// <summary>The same definition, its steps and flows named otherwise; what the hub reads in it is left as it is.</summary>
    /// <param name="file">A definition that was deployed.</param>
    /// <param name="wordOf">What a name is called; the name itself where there are no words for it.</param>
    public static byte[] In(ReadOnlyMemory<byte> file, Func<string, string> wordOf)
    {
        using var reader = XmlReader.Create(new MemoryStream(file.ToArray()), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        var diagram = XDocument.Load(reader, LoadOptions.PreserveWhitespace);
        foreach (var name in diagram.Descendants().Where(static element => element.Name.Namespace == Bpmn).Attributes("name"))
            name.Value = wordOf(name.Value);

        using var written = new MemoryStream();
        diagram.Save(written, SaveOptions.DisableFormatting);
        return written.ToArray();
    }
}
