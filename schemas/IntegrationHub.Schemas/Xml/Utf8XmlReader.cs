using System.Diagnostics;

namespace IntegrationHub.Schemas.Xml;

/// <summary>
/// The one way this product reads XML that others wrote: a pull tokenizer over the UTF-8 bytes of one whole document.
/// It checks all of XML 1.0 (fifth edition) without a DTD and of Namespaces in XML 1.0: characters, UTF-8, names, nesting,
/// attributes, references, bindings. Any document type declaration is refused, so there are no entities to expand, and
/// nothing is ever fetched.
/// <code>
/// using var xml = new Utf8XmlReader(bytes);
/// while (xml.Read())
///     if (xml.IsStart("Envelope"u8, soap)) { … xml.AttributeCount … xml.Attribute(i).RawValue … }
/// if (xml.Error is { } error) return Refused(error.Id, error.Line, error.Column, error.Message, error.Remedy);
/// </code>
/// <para>Bad input is no exception: <see cref="Read"/> returns false and <see cref="Error"/> says why; at the regular end it
/// returns false with no error. What was read before an error is not to be used: only the end without an error makes it XML.</para>
/// <para>Spans point into the input (or into memory of the reader) and hold until the next <see cref="Read"/>. Nothing is
/// allocated per token. Dispose gives the working memory back to the thread; do not copy the struct and use both.
/// Not thread safe; any number of readers may work on the same bytes.</para>
/// <para>Every StartElement has its EndElement, also for <c>&lt;a/&gt;</c>. White space and the byte order mark outside the
/// root are passed over silently.</para>
/// </summary>
[DebuggerDisplay("{Kind} at {TokenStart}")]
public ref partial struct Utf8XmlReader
{
    private readonly ReadOnlySpan<byte> _data;
    private readonly XmlLimits _limits;
    private readonly XmlScratch _scratch;
    private readonly int _fullLength;
    private readonly bool _fragment;
    private readonly bool _transcoded;
    private readonly bool _final;
    private readonly bool _windowed;
    private readonly long _windowStart;

    private int _position;
    private int _depth;
    private int _bindingCount;
    private int _sideLength;
    private int _nameStart, _nameLength, _prefixLength, _namespace;
    private int _textStart, _textLength;
    private bool _textNeedsUnescape;
    private bool _rootSeen;
    private bool _ended;
    private bool _disposed;

    /// <summary>Reads a whole document. <paramref name="transcoded"/> says that the bytes were made from another encoding, so that the declaration names that one; see <see cref="Utf8Input"/>.</summary>
    public Utf8XmlReader(ReadOnlySpan<byte> document, XmlLimits? limits = null, bool transcoded = false)
        : this(document, XmlNamespaceContext.Empty, limits, fragment: false, transcoded)
    {
    }

    /// <summary>
    /// Reads one element cut out of a document (its bytes from the start of its start tag to the end of its end tag), with
    /// the bindings in scope around it: see <see cref="CaptureNamespaces"/>. A declaration is not allowed here.
    /// </summary>
    public Utf8XmlReader(ReadOnlySpan<byte> element, XmlNamespaceContext inherited, XmlLimits? limits = null)
        : this(element, inherited, limits, fragment: true, transcoded: true)
    {
    }

    private Utf8XmlReader(ReadOnlySpan<byte> data, XmlNamespaceContext inherited, XmlLimits? limits, bool fragment, bool transcoded)
    {
        _limits = limits ?? XmlLimits.Default;
        _scratch = XmlScratch.Rent();
        _fragment = fragment;
        _transcoded = transcoded;
        _final = true;
        _fullLength = data.Length;
        _namespace = Unbound;
        if (data.Length > _limits.MaxBytes)
        {
            _data = data;
            Fail(XmlErrorCode.LimitExceeded, 0, $"The input has {data.Length} bytes; the limit is {_limits.MaxBytes}.");
            return;
        }
        // Everything after this gate sees legal characters only; the input ends for it where the first illegal one stands.
        int illegal = XmlCharacters.IndexOfIllegal(data);
        _data = illegal < 0 ? data : data[..illegal];
        Inherit(inherited);
        if (!transcoded && data.StartsWith("\uFEFF"u8)) _position = 3;
    }

    /// <summary>The kind of the token the reader stands on.</summary>
    public XmlTokenKind Kind { get; private set; }

    /// <summary>Why reading stopped; null while it goes on and at the regular end.</summary>
    public XmlError? Error { get; private set; }

    /// <summary>True where reading stopped because the window ends inside a token; see <see cref="XmlResumption"/>.</summary>
    internal bool NeedsMore { get; private set; }

    /// <summary>Open elements, this one included: 1 at the root's start and end tag and in its text, 0 outside.</summary>
    public readonly int Depth => _depth;

    /// <summary>Offset of the token's first byte in the input.</summary>
    public int TokenStart { get; private set; }

    /// <summary>Offset behind the token's last byte. The whole element is input[start of its start token .. end of its end token].</summary>
    public readonly int TokenEnd => _position;

    /// <summary>True on the start (and the end) of an element written <c>&lt;a/&gt;</c>.</summary>
    public bool IsEmptyElement { get; private set; }

    /// <summary>The qualified name of an element as written; the target of a processing instruction; else empty.</summary>
    public readonly ReadOnlySpan<byte> Name => _data.Slice(_nameStart, _nameLength);

    /// <summary>The element's prefix, empty where there is none.</summary>
    public readonly ReadOnlySpan<byte> Prefix => _data.Slice(_nameStart, _prefixLength);

    /// <summary>The element's local name, or the target of a processing instruction.</summary>
    public readonly ReadOnlySpan<byte> LocalName => _prefixLength == 0 ? Name : _data.Slice(_nameStart + _prefixLength + 1, _nameLength - _prefixLength - 1);

    /// <summary>The namespace of the element; empty where it is in none.</summary>
    public readonly ReadOnlySpan<byte> NamespaceUri => UriOf(_namespace);

    /// <summary>Attributes of the start tag, namespace declarations included; 0 on every other token.</summary>
    public int AttributeCount { get; private set; }

    /// <summary>Attribute <paramref name="index"/> in document order.</summary>
    public readonly Utf8XmlAttribute Attribute(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)AttributeCount, nameof(index));
        ref readonly var a = ref _scratch.Attributes[index];
        return new Utf8XmlAttribute(_data.Slice(a.NameStart, a.NameLength), a.PrefixLength, UriOf(a.Namespace),
            _data.Slice(a.ValueStart, a.ValueLength), a.NameStart, a.IsDeclaration);
    }

    /// <summary>Finds an attribute by expanded name; an attribute without prefix has the empty namespace.</summary>
    public readonly bool TryGetAttribute(ReadOnlySpan<byte> localName, ReadOnlySpan<byte> namespaceUri, out Utf8XmlAttribute attribute)
    {
        for (int i = 0; i < AttributeCount; i++)
        {
            attribute = Attribute(i);
            if (attribute.LocalName.SequenceEqual(localName) && attribute.NamespaceUri.SequenceEqual(namespaceUri)
                && !attribute.IsNamespaceDeclaration) return true;
        }
        attribute = default;
        return false;
    }

    /// <summary>
    /// The bytes of a text (references not yet resolved), the content of a CDATA section or comment, the data of a processing
    /// instruction, the inside of the XML declaration; empty on elements.
    /// </summary>
    public readonly ReadOnlySpan<byte> RawText => _data.Slice(_textStart, _textLength);

    /// <summary>
    /// True where <see cref="RawText"/> differs from its characters: a Text then goes through <see cref="XmlText.Unescape"/>,
    /// every other kind through <see cref="XmlText.NormalizeLineEnds"/>.
    /// </summary>
    public readonly bool TextNeedsUnescape => _textNeedsUnescape;

    /// <summary>True on the start of the element with this expanded name.</summary>
    public readonly bool IsStart(ReadOnlySpan<byte> localName, ReadOnlySpan<byte> namespaceUri) =>
        Kind == XmlTokenKind.StartElement && LocalName.SequenceEqual(localName) && NamespaceUri.SequenceEqual(namespaceUri);

    /// <summary>True on a Text of nothing but white space characters as such (a reference to one does not count).</summary>
    public readonly bool IsWhiteSpace => Kind == XmlTokenKind.Text && XmlCharacters.IsAllSpace(RawText);

    /// <summary>Gives the working memory back. The reader must not be used afterwards.</summary>
    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        _ended = true;
        Kind = XmlTokenKind.None;
        AttributeCount = 0;
        _scratch.Return();
    }

    private bool Fail(XmlErrorCode code, int at, string message)
    {
        if (code == XmlErrorCode.UnexpectedEnd && !_final && _data.Length == _fullLength) return WaitForMore();
        // The end of the legal bytes is where the illegal one stands: that is then the fault, and not that more was expected.
        if (code == XmlErrorCode.UnexpectedEnd && _data.Length < _fullLength)
        {
            code = XmlErrorCode.IllegalCharacter;
            message = "The bytes are no UTF-8, or a character stands here that XML does not allow.";
            at = _data.Length;
        }
        var position = TextPosition.Of(_data, at);
        Error = new XmlError(code, at, position.Line, position.Column, message, XmlError.RemedyFor(code));
        Kind = XmlTokenKind.None;
        AttributeCount = 0;
        _nameLength = _prefixLength = _textLength = 0;
        _namespace = Unbound;
        _ended = true;
        return false;
    }
}
