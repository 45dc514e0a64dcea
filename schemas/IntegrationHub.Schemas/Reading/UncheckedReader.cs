using IntegrationHub.Schemas.Automata;
using IntegrationHub.Schemas.Profiles;
using IntegrationHub.Schemas.Validation;
using IntegrationHub.Schemas.Xml;

namespace IntegrationHub.Schemas.Reading;

/// <summary>
/// Reads a document that the fallback has found valid: the same sink, fed by names alone, since there is no automaton to feed it.
/// </summary>
internal static class UncheckedReader
{
    public static void Read<TSink>(Utf8Input input, XmlNamespaceContext? inherited, Profile profile, ValidationOptions options, ref TSink sink)
        where TSink : struct, IDocumentSink
    {
        var declarations = new Dictionary<string, ElementDeclaration>(StringComparer.Ordinal);
        byte[] uri = System.Text.Encoding.UTF8.GetBytes(profile.Id.Namespace);
        using var xml = inherited is null
            ? new Utf8XmlReader(input.Bytes.Span, options.Limits, input.Transcoded)
            : new Utf8XmlReader(input.Bytes.Span, inherited, options.Limits);
        var open = new Stack<Level>();
        while (xml.Read())
        {
            if (xml.Kind == XmlTokenKind.StartElement)
            {
                string name = System.Text.Encoding.UTF8.GetString(xml.LocalName);
                if (!declarations.TryGetValue(name, out var declaration))
                    declarations.Add(name, declaration = new ElementDeclaration(name, uri, ElementType.LaxAnything) { Field = DocumentFields.Of(name) });
                if (open.TryPeek(out var parent) && !parent.HasChildren)
                {
                    parent.HasChildren = true;
                    sink.Open(parent.Declaration, parent.Ordinal);
                }
                open.Push(new Level(declaration, parent?.Count(name) ?? 1) { Attribute = FirstAttribute(in xml) });
            }
            else if (xml.Kind == XmlTokenKind.EndElement)
            {
                var level = open.Pop();
                if (level.HasChildren) sink.Close();
                else sink.Leaf(level.Declaration, level.Text, level.Attribute);
            }
            else if (xml.Kind is XmlTokenKind.Text or XmlTokenKind.CData && open.TryPeek(out var level) && !level.HasChildren)
            {
                byte[] text = new byte[xml.RawText.Length];
                int length = xml.Kind == XmlTokenKind.Text ? XmlText.Unescape(xml.RawText, text) : XmlText.NormalizeLineEnds(xml.RawText, text);
                level.Text = [.. level.Text, .. text.AsSpan(0, length)];
            }
        }
    }

    private static byte[] FirstAttribute(in Utf8XmlReader xml)
    {
        for (int i = 0; i < xml.AttributeCount; i++)
        {
            var attribute = xml.Attribute(i);
            if (!attribute.IsNamespaceDeclaration && attribute.NamespaceUri.IsEmpty) return System.Text.Encoding.UTF8.GetBytes(attribute.ValueText);
        }
        return [];
    }

    private sealed class Level(ElementDeclaration declaration, int ordinal)
    {
        private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

        public ElementDeclaration Declaration { get; } = declaration;

        public int Ordinal { get; } = ordinal;

        public bool HasChildren { get; set; }

        public byte[] Text { get; set; } = [];

        public byte[] Attribute { get; init; } = [];

        public int Count(string name) => _counts[name] = _counts.GetValueOrDefault(name) + 1;
    }
}
