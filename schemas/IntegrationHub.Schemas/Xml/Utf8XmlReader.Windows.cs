namespace IntegrationHub.Schemas.Xml;

/// <summary>What a reader of one window leaves for the reader of the next. One owner; the arrays in it belong to the document.</summary>
internal sealed class XmlResumption
{
    public XmlScratch Scratch { get; } = new();

    /// <summary>The bytes were transcoded: their byte order mark is gone, and one that stands there now is a character.</summary>
    public bool Transcoded { get; set; }

    internal int Depth, BindingCount, SideLength;
    internal bool RootSeen;
}

/// <content>
/// Reading a document that arrives in pieces. A token that is not complete in its window is left alone: the next window must
/// begin with it. Names of open elements and bindings are kept outside the window, so memory follows depth and not size.
/// </content>
public ref partial struct Utf8XmlReader
{
    /// <summary>Reads on in a window. The bytes begin where the last reader's <see cref="TokenEnd"/> was when it suspended.</summary>
    internal Utf8XmlReader(ReadOnlySpan<byte> window, long windowStart, bool final, XmlResumption resumption, XmlLimits limits)
    {
        _limits = limits;
        _scratch = resumption.Scratch;
        _transcoded = true;
        _final = final;
        _windowed = true;
        _windowStart = windowStart;
        _namespace = Unbound;
        _depth = resumption.Depth;
        _bindingCount = resumption.BindingCount;
        _sideLength = resumption.SideLength;
        _rootSeen = resumption.RootSeen;
        if (!final) window = window[..^XmlCharacters.IncompleteTail(window)];
        _fullLength = window.Length;
        int illegal = XmlCharacters.IndexOfIllegal(window);
        _data = illegal < 0 ? window : window[..illegal];
        if (windowStart == 0 && !resumption.Transcoded && window.StartsWith("\uFEFF"u8)) _position = 3;
    }

    /// <summary>Puts bindings around the root of a document that was cut out of another; before the first window only.</summary>
    internal static void Inherit(XmlResumption resumption, XmlNamespaceContext inherited)
    {
        var reader = new Utf8XmlReader(default, 0, final: false, resumption, XmlLimits.Default);
        reader.Inherit(inherited);
        reader.Suspend(resumption);
    }

    /// <summary>The legal bytes of the window.</summary>
    internal readonly ReadOnlySpan<byte> Window => _data;

    /// <summary>Number of bindings in scope: it changes exactly where declarations come and go.</summary>
    internal readonly int BindingCount => _bindingCount;

    /// <summary>Leaves the state for the next window and returns how many bytes of this one are done with.</summary>
    internal readonly int Suspend(XmlResumption resumption)
    {
        resumption.Depth = _depth;
        resumption.BindingCount = _bindingCount;
        resumption.SideLength = _sideLength;
        resumption.RootSeen = _rootSeen;
        return _position;
    }

    /// <summary>Does now what the next <see cref="Read"/> would do first, so that the fast path stands between two tokens.</summary>
    /// <returns>False on an empty element, whose end the tokenizer still has to tell.</returns>
    internal bool Settle()
    {
        if (_ended || (Kind == XmlTokenKind.StartElement && IsEmptyElement)) return false;
        if (Kind == XmlTokenKind.EndElement) CloseElement();
        Kind = XmlTokenKind.None;
        AttributeCount = 0;
        return true;
    }

    /// <summary>The fast path has read on to here.</summary>
    internal void MoveTo(int position) => _position = position;

    /// <summary>True where the innermost open element has this qualified name.</summary>
    internal readonly bool IsOpenElement(ReadOnlySpan<byte> name)
    {
        ref readonly var open = ref _scratch.Elements[_depth - 1];
        return name.SequenceEqual(_scratch.Side.AsSpan(open.NameStart, open.NameLength));
    }

    /// <summary>The fast path has read the end of an element that this reader had opened.</summary>
    internal void CloseFast() => CloseElement();

    /// <summary>The fast path has read the start tag of an element without declarations, which is still open.</summary>
    internal void OpenFast(ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> localName, int namespaceBinding)
    {
        int side = _sideLength;
        int start = side;
        if (prefix.Length > 0)
        {
            AddSide(prefix);
            AddSide(":"u8);
        }
        AddSide(localName);
        XmlScratch.Grow(ref _scratch.Elements, _depth + 1);
        _scratch.Elements[_depth++] = new XmlScratch.Element
        {
            NameStart = start,
            NameLength = _sideLength - start,
            PrefixLength = prefix.Length,
            Namespace = namespaceBinding,
            BindingMark = _bindingCount,
            SideMark = side,
        };
    }

    /// <summary>The binding of the element at hand, for <see cref="OpenFast"/>.</summary>
    internal readonly int NamespaceBinding => _namespace;

    private bool WaitForMore()
    {
        _position = TokenStart;
        NeedsMore = true;
        Kind = XmlTokenKind.None;
        AttributeCount = 0;
        _nameLength = _prefixLength = _textLength = 0;
        return false;
    }
}
