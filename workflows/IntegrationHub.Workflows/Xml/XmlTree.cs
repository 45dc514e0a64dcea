using System.Collections.Immutable;
using System.Text;
using IntegrationHub.Schemas.Xml;

namespace IntegrationHub.Workflows.Xml;

/// <summary>A whole file: what stands before the root, the root, and what stands behind it.</summary>
public sealed record XmlTree(ImmutableArray<XmlNode> Before, XmlElementNode Root, ImmutableArray<XmlNode> After)
{
    /// <summary>What a definition may cost. The largest public reference model has 98 kB and is 12 elements deep.</summary>
    public static XmlLimits Limits { get; } = new()
    {
        MaxBytes = 4 * 1024 * 1024,
        MaxTokenBytes = 256 * 1024,
        MaxDepth = 96,
    };

    /// <summary>
    /// Reads a file with the hub's own tokenizer: no document type, no entities, nothing fetched, bounded in size and depth. Uploads come this way, too.
    /// </summary>
    /// <param name="error">Why it is refused, when the result is null.</param>
    public static XmlTree? Read(ReadOnlyMemory<byte> file, out XmlError? error)
    {
        if (file.Length > Limits.MaxBytes)
        {
            error = new XmlError(XmlErrorCode.LimitExceeded, Limits.MaxBytes, 1, 1, $"The file has {file.Length} bytes; a definition has at most {Limits.MaxBytes}.", XmlError.RemedyFor(XmlErrorCode.LimitExceeded));
            return null;
        }

        var input = Utf8Input.Open(file);
        if (input.Error is not null)
        {
            error = input.Error;
            return null;
        }

        return Read(input, out error);
    }

    private static XmlTree? Read(Utf8Input input, out XmlError? error)
    {
        var bytes = input.Bytes.Span;
        using var xml = new Utf8XmlReader(bytes, Limits, input.Transcoded);
        var document = new List<XmlNode>();
        var open = new Stack<OpenElement>();
        var position = TextPosition.Start;
        var at = 0;
        while (xml.Read())
        {
            position = position.After(bytes[at..xml.TokenStart]);
            at = xml.TokenStart;
            var siblings = open.TryPeek(out var parent) ? parent.Children : document;
            switch (xml.Kind)
            {
                case XmlTokenKind.StartElement:
                    open.Push(new OpenElement(Text(xml.Name), Text(xml.NamespaceUri), Attributes(in xml), [], position.Line));
                    break;
                case XmlTokenKind.EndElement:
                    var closed = open.Pop().Close();
                    (open.TryPeek(out var around) ? around.Children : document).Add(closed);
                    break;
                case XmlTokenKind.Text:
                    siblings.Add(new XmlTextNode(XmlText.ToText(xml.RawText), IsCData: false));
                    break;
                case XmlTokenKind.CData:
                    siblings.Add(new XmlTextNode(Lines(xml.RawText), IsCData: true));
                    break;
                case XmlTokenKind.Comment:
                    siblings.Add(new XmlCommentNode(Lines(xml.RawText)));
                    break;
                case XmlTokenKind.ProcessingInstruction:
                    siblings.Add(new XmlInstructionNode(Text(xml.LocalName), Lines(xml.RawText)));
                    break;
            }
        }

        error = xml.Error;
        if (error is not null)
        {
            return null;
        }

        var root = document.FindIndex(node => node is XmlElementNode);
        return new XmlTree([.. document.Take(root)], (XmlElementNode)document[root], [.. document.Skip(root + 1)]);
    }

    private static ImmutableArray<XmlAttributeNode> Attributes(in Utf8XmlReader xml)
    {
        var attributes = ImmutableArray.CreateBuilder<XmlAttributeNode>(xml.AttributeCount);
        for (var i = 0; i < xml.AttributeCount; i++)
        {
            var attribute = xml.Attribute(i);
            attributes.Add(new XmlAttributeNode(Text(attribute.Name), Text(attribute.NamespaceUri), attribute.ValueText));
        }

        return attributes.MoveToImmutable();
    }

    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes);

    /// <summary>Line ends become line feeds, as XML says; nothing else changes.</summary>
    private static string Lines(ReadOnlySpan<byte> raw) => Text(raw).Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');

    private sealed record OpenElement(string Name, string Namespace, ImmutableArray<XmlAttributeNode> Attributes, List<XmlNode> Children, long Line)
    {
        public XmlElementNode Close() => new(Name, Namespace, Attributes, [.. Children], Line);
    }
}
