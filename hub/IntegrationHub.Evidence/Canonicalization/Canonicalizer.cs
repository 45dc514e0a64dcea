using IntegrationHub.Schemas.Xml;

namespace IntegrationHub.Evidence.Canonicalization;

/// <summary>
/// Turns the tokens of a reader into canonical XML as they come: one pass, no tree, memory by depth and not by size. The
/// caller decides which tokens to hand over; tokens left out (the enveloped signature) leave no trace.
/// </summary>
/// <remarks>
/// Covers a whole document, or one element with everything in it (then the reader was opened on the element with the
/// namespaces around it). Attributes and declarations are written in canonical order whatever their order in the source.
/// The readers may change on the way: see <see cref="Over"/>.
/// </remarks>
internal ref struct Canonicalizer : IDisposable
{
    private ReadOnlySpan<byte> source;
    private int outside;
    private readonly CanonicalForm form;
    private readonly XmlNamespaceContext around;
    private readonly AncestorAttributes? ancestors;
    private readonly RenderedNamespaces rendered;
    private readonly bool exclusive;
    private CanonicalOutput output;
    private bool rootSeen;

    /// <param name="source">The bytes the reader reads.</param>
    /// <param name="form">Method and its parameters.</param>
    /// <param name="sink">Where the canonical bytes go.</param>
    /// <param name="around">Namespaces in scope around the first element; empty for a document.</param>
    /// <param name="ancestors"><c>xml:*</c> attributes in force around the first element.</param>
    public Canonicalizer(
        ReadOnlySpan<byte> source, CanonicalForm form, CanonicalSink sink, XmlNamespaceContext? around = null, AncestorAttributes? ancestors = null)
    {
        this.source = source;
        this.form = form;
        this.around = around ?? XmlNamespaceContext.Empty;
        this.ancestors = ancestors;
        exclusive = form.IsExclusive;
        output = new CanonicalOutput(source, sink);
        rendered = CanonicalScratch.Rent();
    }

    /// <summary>The tokens that follow come from a reader of other bytes.</summary>
    /// <param name="next">What it reads.</param>
    /// <param name="depth">Elements that are open around what it reads, of which it knows nothing.</param>
    public void Over(ReadOnlySpan<byte> next, int depth)
    {
        output.Over(next);
        source = next;
        outside = depth;
    }

    /// <summary>Takes a stretch as a watch is told of it: all of it is canonical but for carriage returns between tags.</summary>
    public void WriteStretch(int start, int end, int depth)
    {
        for (int next; (next = source[start..end].IndexOf((byte)'\r')) >= 0; start += next + 1)
        {
            output.Range(start, start + next);
            // CR LF becomes the LF that follows anyway; a lone CR becomes LF (XML 1.0, section 2.11).
            if (source[start + next + 1] != (byte)'\n')
                output.Literal("\n"u8);
        }
        output.Range(start, end);
        rendered.PopAbove(depth + outside);
    }

    /// <summary>Takes the token the reader stands on.</summary>
    public void Write(scoped ref readonly Utf8XmlReader xml)
    {
        switch (xml.Kind)
        {
            case XmlTokenKind.StartElement:
                WriteStart(in xml);
                break;
            case XmlTokenKind.EndElement:
                WriteEnd(in xml);
                break;
            case XmlTokenKind.Text:
                if (!xml.TextNeedsUnescape && CanonicalEscapes.IsCanonicalText(xml.RawText))
                    output.Range(xml.TokenStart, xml.TokenEnd);
                else
                    CanonicalEscapes.WriteText(ref output, xml.RawText, xml.TokenStart);
                break;
            case XmlTokenKind.CData:
                CanonicalEscapes.WriteCData(ref output, xml.RawText, xml.TokenStart + "<![CDATA[".Length);
                break;
            case XmlTokenKind.ProcessingInstruction:
                WriteInstruction(in xml);
                break;
            case XmlTokenKind.Comment when form.WithComments:
                WriteComment(in xml);
                break;
            default:
                break;
        }
    }

    /// <summary>Hands the rest to the sink. Nothing may be written afterwards.</summary>
    public void Finish() => output.Flush();

    public void Dispose()
    {
        output.Dispose();
        CanonicalScratch.Return(rendered);
    }

    private void WriteStart(scoped ref readonly Utf8XmlReader xml)
    {
        int start = xml.TokenStart, end = xml.TokenEnd, nameEnd = start + 1 + xml.Name.Length;
        var apex = !rootSeen;
        rootSeen = true;
        var mark = rendered.Count;
        if (exclusive)
            DeclareUsed(in xml);
        else if (xml.AttributeCount > 0 || apex)
            DeclareAll(in xml, apex);
        var bare = xml.AttributeCount == 0 && rendered.Count == mark && (!apex || ancestors is null);
        if (bare && nameEnd + 1 == end)
        {
            output.Range(start, end);
            return;
        }
        output.Range(start, nameEnd);
        if (!bare)
        {
            rendered.SortFrom(mark);
            for (var i = mark; i < rendered.Count; i++)
                WriteDeclaration(in xml, rendered.Prefix(i), rendered.Uri(i));
            if (xml.AttributeCount > 0)
                WriteAttributes(in xml);
            if (apex && !exclusive)
                ancestors?.Write(ref output);
        }
        output.Range(end - 1, end);
    }

    private void WriteEnd(scoped ref readonly Utf8XmlReader xml)
    {
        int start = xml.TokenStart, end = xml.TokenEnd;
        if (end - start == xml.Name.Length + "</>".Length)
        {
            output.Range(start, end);
        }
        else
        {
            // <a/>, or </a  >.
            output.Literal("</"u8);
            output.Literal(xml.Name);
            output.Literal(">"u8);
        }
        rendered.PopAbove(xml.Depth + outside - 1);
    }

    /// <summary>Inclusive: every declaration of the element that its output ancestors have not made already.</summary>
    private void DeclareAll(scoped ref readonly Utf8XmlReader xml, bool apex)
    {
        for (var i = 0; i < xml.AttributeCount; i++)
        {
            var attribute = xml.Attribute(i);
            if (attribute.IsNamespaceDeclaration)
                DeclareInScope(in xml, attribute.DeclaredPrefix);
        }
        if (!apex)
            return;
        for (var i = 0; i < around.Count; i++)
            DeclareInScope(in xml, around.Prefix(i));
    }

    /// <summary>Exclusive: the prefixes that the element and its attributes use, and those of the InclusiveNamespaces list.</summary>
    private void DeclareUsed(scoped ref readonly Utf8XmlReader xml)
    {
        Declare(xml.Depth + outside, xml.Prefix, xml.NamespaceUri);
        for (var i = 0; i < xml.AttributeCount; i++)
        {
            var attribute = xml.Attribute(i);
            if (!attribute.IsNamespaceDeclaration && attribute.Prefix.Length > 0)
                Declare(xml.Depth + outside, attribute.Prefix, attribute.NamespaceUri);
        }
        foreach (var prefix in form.InclusivePrefixes)
            DeclareInScope(in xml, prefix);
    }

    private readonly void DeclareInScope(scoped ref readonly Utf8XmlReader xml, scoped ReadOnlySpan<byte> prefix)
    {
        // An unbound prefix has nothing to declare; an unbound default namespace may have to be undeclared.
        if (xml.TryLookupNamespace(prefix, out var uri) || prefix.IsEmpty)
            Declare(xml.Depth + outside, prefix, uri);
    }

    private readonly void Declare(int depth, scoped ReadOnlySpan<byte> prefix, scoped ReadOnlySpan<byte> uri)
    {
        if (rendered.IsMissing(prefix, uri) && !prefix.SequenceEqual("xml"u8))
            rendered.Push(depth, prefix, uri);
    }

    private void WriteDeclaration(scoped ref readonly Utf8XmlReader xml, scoped ReadOnlySpan<byte> prefix, scoped ReadOnlySpan<byte> uri)
    {
        for (var i = 0; i < xml.AttributeCount; i++)
        {
            var attribute = xml.Attribute(i);
            if (attribute.IsNamespaceDeclaration && attribute.DeclaredPrefix.SequenceEqual(prefix))
            {
                WriteAttribute(attribute);
                return;
            }
        }
        output.Literal(prefix.IsEmpty ? " xmlns"u8 : " xmlns:"u8);
        output.Literal(prefix);
        output.Literal("=\""u8);
        CanonicalEscapes.WriteValue(ref output, uri);
        output.Literal("\""u8);
    }

    private void WriteAttributes(scoped ref readonly Utf8XmlReader xml)
    {
        var order = AttributeOrder.Of(in xml, stackalloc byte[AttributeOrder.OnStack]);
        foreach (var index in order)
            WriteAttribute(xml.Attribute(index));
    }

    /// <summary>Copies the source where it is canonical: one space before, double quotes, nothing to escape.</summary>
    private void WriteAttribute(scoped Utf8XmlAttribute attribute)
    {
        int start = attribute.Start, nameEnd = start + attribute.Name.Length, valueEnd = nameEnd + 2 + attribute.RawValue.Length;
        var spaced = source[start - 1] == (byte)' ';
        if (!spaced)
            output.Literal(" "u8);
        var canonical = source[nameEnd] == (byte)'=' && source[nameEnd + 1] == (byte)'"' && CanonicalEscapes.IsCanonicalValue(attribute.RawValue);
        if (canonical)
        {
            output.Range(spaced ? start - 1 : start, valueEnd + 1);
            return;
        }
        output.Range(spaced ? start - 1 : start, nameEnd);
        output.Literal("=\""u8);
        CanonicalEscapes.WriteRawValue(ref output, attribute.RawValue);
        output.Literal("\""u8);
    }

    private void WriteInstruction(scoped ref readonly Utf8XmlReader xml)
    {
        var aside = xml.Depth + outside == 0;
        if (aside && rootSeen)
            output.Literal("\n"u8);
        output.Literal("<?"u8);
        output.Literal(xml.Name);
        if (xml.RawText.Length > 0)
        {
            output.Literal(" "u8);
            WriteNormalized(in xml);
        }
        output.Literal("?>"u8);
        if (aside && !rootSeen)
            output.Literal("\n"u8);
    }

    private void WriteComment(scoped ref readonly Utf8XmlReader xml)
    {
        var aside = xml.Depth + outside == 0;
        if (aside && rootSeen)
            output.Literal("\n"u8);
        output.Literal("<!--"u8);
        WriteNormalized(in xml);
        output.Literal("-->"u8);
        if (aside && !rootSeen)
            output.Literal("\n"u8);
    }

    private void WriteNormalized(scoped ref readonly Utf8XmlReader xml)
    {
        if (!xml.TextNeedsUnescape)
        {
            output.Literal(xml.RawText);
            return;
        }
        var text = new byte[xml.RawText.Length];
        output.Literal(text.AsSpan(0, XmlText.NormalizeLineEnds(xml.RawText, text)));
    }
}
