namespace IntegrationHub.Schemas.Xml;

/// <content>From one token to the next.</content>
public ref partial struct Utf8XmlReader
{
    /// <summary>Moves to the next token. False at the end and at the first fault; look at <see cref="Error"/> to tell them apart.</summary>
    public bool Read()
    {
        if (_ended) return false;
        if (Kind == XmlTokenKind.StartElement && IsEmptyElement) return EndOfEmptyElement();
        if (Kind == XmlTokenKind.EndElement) CloseElement();
        Kind = XmlTokenKind.None;
        IsEmptyElement = false;
        AttributeCount = 0;
        _nameLength = _prefixLength = _textLength = 0;
        _namespace = Unbound;
        _textNeedsUnescape = false;

        if (_depth == 0)
        {
            while (_position < _data.Length && XmlCharacters.IsSpace(_data[_position])) _position++;
        }
        TokenStart = _position;
        if (_position >= _data.Length && (_final || _data.Length < _fullLength)) return End();
        if (_position >= _data.Length) return WaitForMore();
        if (_data[_position] != (byte)'<') return ReadText();

        if (_position + 1 >= _data.Length) return Fail(XmlErrorCode.UnexpectedEnd, _data.Length, "The input ends inside a markup.");
        byte next = _data[_position + 1];
        bool read = next switch
        {
            (byte)'/' => ReadEndTag(),
            (byte)'!' => ReadDeclaredMarkup(),
            (byte)'?' => ReadInstruction(),
            _ => ReadStartTag(),
        };
        if (read && _position - TokenStart > _limits.MaxTokenBytes) return TokenTooLong();
        return read;
    }

    /// <summary>
    /// From the start of an element moves to its end, reading all within; the bytes of the whole element are then
    /// <c>input[start .. TokenEnd]</c>. On any other token does nothing. False where a fault stopped it.
    /// </summary>
    public bool Skip()
    {
        if (Kind != XmlTokenKind.StartElement) return Error is null;
        int depth = _depth;
        while (Read())
            if (Kind == XmlTokenKind.EndElement && _depth == depth) return true;
        return false;
    }

    /// <summary>
    /// From the start of an element whose content another reader has read to its end: goes on behind it. What lies between is not looked at.
    /// </summary>
    /// <param name="end">Offset behind the element's last byte.</param>
    public void ContinueBehind(int end)
    {
        if (Kind != XmlTokenKind.StartElement || end <= _position || end > _data.Length)
            throw new ArgumentOutOfRangeException(nameof(end), end, "Not behind the element at hand.");
        CloseElement();
        Kind = XmlTokenKind.None;
        IsEmptyElement = false;
        AttributeCount = 0;
        _position = end;
    }

    /// <summary>
    /// From the start of an element that holds characters only, moves to its end and gives all of them: text and CDATA pieces
    /// joined, references and line ends resolved, comments and instructions left out. False where a child element stands inside
    /// (the reader is then on its start) or a fault stopped it. The span holds until the next call.
    /// </summary>
    public bool TryReadElementText(out ReadOnlySpan<byte> text)
    {
        text = default;
        if (Kind != XmlTokenKind.StartElement) return false;
        int length = 0;
        while (Read())
        {
            switch (Kind)
            {
                case XmlTokenKind.EndElement:
                    text = _scratch.Text.AsSpan(0, length);
                    return true;
                case XmlTokenKind.StartElement:
                    return false;
                case XmlTokenKind.Text or XmlTokenKind.CData:
                    XmlScratch.Grow(ref _scratch.Text, checked(length + _textLength));
                    var free = _scratch.Text.AsSpan(length);
                    if (!_textNeedsUnescape) RawText.CopyTo(free);
                    length += !_textNeedsUnescape ? _textLength
                        : Kind == XmlTokenKind.Text ? XmlText.Unescape(RawText, free) : XmlText.NormalizeLineEnds(RawText, free);
                    break;
                default:
                    break;
            }
        }
        return false;
    }

    private readonly byte At(int index) => (uint)index < (uint)_data.Length ? _data[index] : (byte)0;

    private bool End()
    {
        if (_depth > 0 || _data.Length < _fullLength)
            return Fail(XmlErrorCode.UnexpectedEnd, _data.Length, "The input ends inside an element.");
        if (!_rootSeen) return Fail(XmlErrorCode.BadRoot, _data.Length, "There is no root element.");
        Kind = XmlTokenKind.None;
        _ended = true;
        return false;
    }

    private bool ReadText()
    {
        if (_depth == 0) return Fail(XmlErrorCode.BadRoot, _position, "Text stands outside the root element.");
        var rest = _data[_position..];
        int length = rest.IndexOf((byte)'<');
        if (length < 0) return Fail(XmlErrorCode.UnexpectedEnd, _data.Length, "The input ends inside an element.");
        var text = rest[..length];
        int bracket = text.IndexOf("]]>"u8);
        if (bracket >= 0) return Fail(XmlErrorCode.Malformed, _position + bracket, "']]>' stands in a text.");
        if (!CheckReferences(text, _position, out bool any)) return false;
        _textNeedsUnescape = any || text.Contains((byte)'\r');
        return Token(XmlTokenKind.Text, _position, length, _position + length);
    }

    private bool CheckReferences(ReadOnlySpan<byte> text, int offset, out bool any)
    {
        any = false;
        int at = text.IndexOf((byte)'&');
        while (at >= 0)
        {
            any = true;
            var fault = XmlText.ReadReference(text[at..], out _, out int length);
            if (fault is { } code)
            {
                // The text itself is complete: what ends early in it is malformed.
                if (code == XmlErrorCode.UnexpectedEnd && offset + text.Length < _data.Length) code = XmlErrorCode.Malformed;
                return Fail(code, offset + at, code switch
                {
                    XmlErrorCode.UndefinedEntity => "A reference to an entity that is not one of the five predefined ones.",
                    XmlErrorCode.BadCharacterReference => "A character reference to a character XML does not allow.",
                    _ => "An ampersand that begins no reference.",
                });
            }
            int next = text[(at + length)..].IndexOf((byte)'&');
            at = next < 0 ? -1 : at + length + next;
        }
        return true;
    }

    private bool ReadDeclaredMarkup()
    {
        var rest = _data[_position..];
        if (rest.StartsWith("<!--"u8)) return ReadComment();
        if (rest.StartsWith("<![CDATA["u8)) return ReadCData();
        if (rest.StartsWith("<!DOCTYPE"u8)) return Fail(XmlErrorCode.DoctypeRefused, _position, "A document type declaration is not accepted.");
        if ("<!--"u8.StartsWith(rest) || "<![CDATA["u8.StartsWith(rest) || "<!DOCTYPE"u8.StartsWith(rest))
            return Fail(XmlErrorCode.UnexpectedEnd, _data.Length, "The input ends inside a markup.");
        return Fail(XmlErrorCode.Malformed, _position, "Neither a comment nor a CDATA section begins here.");
    }

    private bool ReadComment()
    {
        int start = _position + 4;
        int length = _data[start..].IndexOf("--"u8);
        if (length < 0) return Fail(XmlErrorCode.UnexpectedEnd, _data.Length, "A comment is not closed.");
        int close = start + length + 2;
        if (close >= _data.Length) return Fail(XmlErrorCode.UnexpectedEnd, _data.Length, "A comment is not closed.");
        if (_data[close] != (byte)'>') return Fail(XmlErrorCode.Malformed, start + length, "Two hyphens stand in a comment.");
        _textNeedsUnescape = _data.Slice(start, length).Contains((byte)'\r');
        return Token(XmlTokenKind.Comment, start, length, close + 1);
    }

    private bool ReadCData()
    {
        if (_depth == 0) return Fail(XmlErrorCode.BadRoot, _position, "A CDATA section stands outside the root element.");
        int start = _position + 9;
        int length = _data[start..].IndexOf("]]>"u8);
        if (length < 0) return Fail(XmlErrorCode.UnexpectedEnd, _data.Length, "A CDATA section is not closed.");
        _textNeedsUnescape = _data.Slice(start, length).Contains((byte)'\r');
        return Token(XmlTokenKind.CData, start, length, start + length + 3);
    }

    private bool ReadInstruction()
    {
        int name = _position + 2;
        int nameLength = XmlCharacters.NameLength(_data[name..], out int colon, out _);
        int after = name + nameLength;
        if (nameLength == 0 || after >= _data.Length) return Fail(MalformedOrEnd(after), name, "A processing instruction needs a target.");
        if (nameLength > _limits.MaxNameBytes) return NameTooLong(name);
        var target = _data.Slice(name, nameLength);
        if (target.SequenceEqual("xml"u8)) return ReadXmlDeclaration();
        if (nameLength == 3 && (target[0] | 0x20) == 'x' && (target[1] | 0x20) == 'm' && (target[2] | 0x20) == 'l')
            return Fail(XmlErrorCode.BadDeclaration, name, "A processing instruction must not be named xml.");
        if (colon >= 0) return Fail(XmlErrorCode.NamespaceError, name, "The target of a processing instruction has no colon.");

        int length = _data[after..].IndexOf("?>"u8);
        if (length < 0) return Fail(XmlErrorCode.UnexpectedEnd, _data.Length, "A processing instruction is not closed.");
        if (length > 0 && !XmlCharacters.IsSpace(_data[after]))
            return Fail(XmlErrorCode.Malformed, after, "White space is missing behind the target of a processing instruction.");
        int start = after, end = after + length;
        while (start < end && XmlCharacters.IsSpace(_data[start])) start++;
        _nameStart = name;
        _nameLength = nameLength;
        _textNeedsUnescape = _data[start..end].Contains((byte)'\r');
        return Token(XmlTokenKind.ProcessingInstruction, start, end - start, end + 2);
    }

    private bool Token(XmlTokenKind kind, int textStart, int textLength, int end)
    {
        Kind = kind;
        _textStart = textStart;
        _textLength = textLength;
        _position = end;
        return end - TokenStart <= _limits.MaxTokenBytes || TokenTooLong();
    }

    private readonly XmlErrorCode MalformedOrEnd(int at) => at >= _data.Length ? XmlErrorCode.UnexpectedEnd : XmlErrorCode.Malformed;

    private bool TokenTooLong() =>
        Fail(XmlErrorCode.LimitExceeded, TokenStart, $"A text or markup has more than {_limits.MaxTokenBytes} bytes.");

    private bool NameTooLong(int at) =>
        Fail(XmlErrorCode.LimitExceeded, at, $"A name has more than {_limits.MaxNameBytes} bytes.");
}
