using IntegrationHub.Schemas.Automata;
using IntegrationHub.Schemas.Reading;
using IntegrationHub.Schemas.Xml;

namespace IntegrationHub.Schemas.Validation;

/// <summary>
/// Holds one document against one compiled profile, window by window. The tokenizer reads everything; where a document is
/// written the way nearly all are, the fast path (<c>ValidationEngine.Fast.cs</c>) compares it with what the automaton expects
/// next and steps over it. Memory: the open elements, the largest token, the errors. One document, one thread.
/// </summary>
internal sealed partial class ValidationEngine
{
    private readonly ElementDeclaration _root;
    private readonly GlobalDeclarations _globals;
    private readonly ValidationOptions _options;
    private readonly XmlResumption _resumption = new();

    private Frame[] _frames = new Frame[16];
    private int _depth;
    private int[] _counts = new int[16];
    private int _countsUsed;
    private byte[] _text = new byte[256];
    private int _textLength;
    private byte[] _attribute = new byte[64];
    private int _attributeLength;
    private byte[] _work = new byte[256];
    private long _windowStart;

    public ValidationEngine(ElementDeclaration root, GlobalDeclarations globals, ValidationOptions options)
    {
        _root = root;
        _globals = globals;
        _options = options;
    }

    /// <summary>An engine for a document without a profile: says so, and reads it to its end.</summary>
    public static ValidationEngine ForUnknown(ValidationOptions options) => new(UnknownRoot, GlobalDeclarations.None, options);

    private static readonly ElementDeclaration UnknownRoot = new("", [], ElementType.SkipAnything);

    /// <summary>The largest token that is accepted.</summary>
    public int MaxTokenBytes => _options.Limits.MaxTokenBytes;

    /// <summary>True where nothing more will be said: the end, a fault of the XML itself, or too many errors.</summary>
    public bool Finished { get; private set; }

    /// <summary>True where nothing more can be read. After too many errors a watch still sees the rest.</summary>
    public bool Ended { get; private set; }

    /// <summary>The bytes come from another encoding; see <see cref="XmlResumption.Transcoded"/>. Before the first window only.</summary>
    public bool Transcoded
    {
        set => _resumption.Transcoded = value;
    }

    /// <summary>Bindings around the document element, for documents cut out of an envelope. Before the first window only.</summary>
    public void Inherit(XmlNamespaceContext inherited) => Utf8XmlReader.Inherit(_resumption, inherited);

    /// <summary>
    /// Reads a window and returns how many of its bytes are done with; the next window must begin behind them. With
    /// <paramref name="final"/> the document ends with the window.
    /// </summary>
    public int Step<TSink, TWatch>(ReadOnlySpan<byte> window, bool final, ref TSink sink, ref TWatch watch)
        where TSink : struct, IDocumentSink
        where TWatch : struct, IDocumentWatch, allows ref struct
    {
        var xml = new Utf8XmlReader(window, _windowStart, final, _resumption, _options.Limits);
        if (TWatch.Watches) watch.Window(window);
        while (true)
        {
            if (_depth > 0 && !Finished && CanGoFast(ref xml)) GoFast(ref xml, ref sink, ref watch);
            if (!xml.Read()) break;
            if (TWatch.Watches)
            {
                watch.Token(in xml);
                if (Finished) continue;
            }
            switch (xml.Kind)
            {
                case XmlTokenKind.StartElement:
                    OnStart(ref xml, ref sink);
                    break;
                case XmlTokenKind.EndElement:
                    OnEnd(ref xml, ref sink);
                    break;
                case XmlTokenKind.Text or XmlTokenKind.CData:
                    OnText(ref xml);
                    break;
                default:
                    break;
            }
            if (Finished && (!TWatch.Watches || Ended)) break;
        }
        int consumed = xml.Suspend(_resumption);
        if (xml.Error is { } fault) AddFault(fault);
        else if (!xml.NeedsMore && !Ended) End(ref watch);
        _windowStart += consumed;
        if (!Ended && _windowStart > _options.Limits.MaxBytes) AddLimit("The document has more bytes than are accepted.");
        return consumed;
    }

    private void End<TWatch>(ref TWatch watch) where TWatch : struct, IDocumentWatch, allows ref struct
    {
        Finished = Ended = true;
        if (TWatch.Watches) watch.End();
    }

    /// <summary>The caller could not make the window large enough for the token that stands in it.</summary>
    public void TokenTooLarge() => AddLimit($"A text or markup has more than {_options.Limits.MaxTokenBytes} bytes.");

    private void OnText(ref Utf8XmlReader xml)
    {
        ref var frame = ref _frames[_depth - 1];
        var kind = frame.Type.Kind;
        if (kind is ContentKind.Mixed or ContentKind.Lax or ContentKind.Skip && !frame.Nil) return;
        if (kind == ContentKind.Elements && xml.IsWhiteSpace && !frame.Nil) return;

        var raw = xml.RawText;
        if (kind != ContentKind.Simple) _textLength = 0;
        XmlScratch.Grow(ref _text, _textLength + raw.Length);
        var free = _text.AsSpan(_textLength);
        if (!xml.TextNeedsUnescape) raw.CopyTo(free);
        int length = !xml.TextNeedsUnescape ? raw.Length
            : xml.Kind == XmlTokenKind.Text ? XmlText.Unescape(raw, free) : XmlText.NormalizeLineEnds(raw, free);

        if (frame.Nil && length > 0) ReportText(ref frame, xml.TokenStart, raw, free[..length], "An element with xsi:nil=\"true\" must be empty.");
        else if (kind == ContentKind.Empty && length > 0) ReportText(ref frame, xml.TokenStart, raw, free[..length], "This element must be empty.");
        else if (kind == ContentKind.Elements && !XmlCharacters.IsAllSpace(free[..length])) ReportText(ref frame, xml.TokenStart, raw, free[..length], "Text stands between the elements.");
        else if (kind == ContentKind.Simple) _textLength += length;
        if (_textLength > _options.Limits.MaxTokenBytes) TokenTooLarge();
    }

    private void ReportText(ref Frame frame, int at, ReadOnlySpan<byte> raw, ReadOnlySpan<byte> text, string message)
    {
        if (frame.TextReported) return;
        frame.TextReported = true;
        // The first character that is more than white space: white space before it may have been passed over already.
        var found = text.TrimStart(" \n\r\t"u8);
        Add(SchemaErrorKind.Structure, "schema.unexpected_text", at + LeadingSpace(raw), message, found: found.IsEmpty ? text : found);
    }

    private static int LeadingSpace(ReadOnlySpan<byte> raw)
    {
        int space = raw.IndexOfAnyExcept(" \n\r\t"u8);
        return Math.Max(space, 0);
    }

    private void Push(ElementDeclaration? declaration, ElementType type, int ordinal)
    {
        XmlScratch.Grow(ref _frames, _depth + 1);
        ref var frame = ref _frames[_depth++];
        frame = default;
        frame.Declaration = declaration;
        frame.Type = type;
        frame.State = type.States.Length > 0 ? type.States[0] : null;
        frame.Ordinal = ordinal;
        frame.LastChild = -1;
        frame.CountsStart = _countsUsed;
        if (!type.Interleaves) return;
        XmlScratch.Grow(ref _counts, _countsUsed + type.ChildCount);
        _counts.AsSpan(_countsUsed, type.ChildCount).Clear();
        _countsUsed += type.ChildCount;
    }

    /// <summary>The number of a child that begins now among those of its name.</summary>
    private int Count(ref Frame parent, ElementDeclaration child)
    {
        if (parent.Type.Interleaves) return ++_counts[parent.CountsStart + child.Index];
        if (parent.LastChild != child.Index)
        {
            parent.LastChild = child.Index;
            parent.LastCount = 0;
        }
        return ++parent.LastCount;
    }

    private void Pop()
    {
        _depth--;
        _countsUsed = _frames[_depth].CountsStart;
    }
}
