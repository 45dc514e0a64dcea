namespace IntegrationHub.Schemas.Xml;

/// <content>Start tags, end tags and attributes.</content>
public ref partial struct Utf8XmlReader
{
    private bool ReadStartTag()
    {
        if (_depth == 0 && _rootSeen) return Fail(XmlErrorCode.BadRoot, _position, "A second root element stands here.");
        int name = _position + 1;
        int nameLength = XmlCharacters.NameLength(_data[name..], out int colon, out int secondColon);
        if (nameLength == 0 || name + nameLength >= _data.Length) return Fail(MalformedOrEnd(name + nameLength), name, "A tag needs a name.");
        if (!CheckQualifiedName(name, nameLength, colon, secondColon)) return false;
        if (_depth >= _limits.MaxDepth)
            return Fail(XmlErrorCode.LimitExceeded, _position, $"Elements are nested deeper than {_limits.MaxDepth}.");

        int bindingMark = _bindingCount, sideMark = _sideLength;
        int end = ReadAttributes(name + nameLength, out bool empty);
        if (end < 0) return false;

        _nameStart = name;
        _nameLength = nameLength;
        _prefixLength = Math.Max(colon, 0);
        if (!DeclareNamespaces() || !ResolveNames()) return false;

        XmlScratch.Grow(ref _scratch.Elements, _depth + 1);
        _scratch.Elements[_depth++] = new XmlScratch.Element
        {
            NameStart = _windowed ? AddSide(_data.Slice(name, nameLength)) : name,
            NameLength = nameLength,
            PrefixLength = _prefixLength,
            Namespace = _namespace,
            BindingMark = bindingMark,
            SideMark = sideMark,
        };
        _rootSeen = true;
        IsEmptyElement = empty;
        return Token(XmlTokenKind.StartElement, end, 0, end);
    }

    private bool ReadEndTag()
    {
        int name = _position + 2;
        if (_depth == 0) return Fail(XmlErrorCode.MismatchedTag, _position, "An end tag stands where no element is open.");
        ref readonly var open = ref _scratch.Elements[_depth - 1];
        var expected = Bytes(open.NameStart, open.NameLength, _windowed);
        if (!_data[name..].StartsWith(expected)) return WrongEndTag(name, expected);
        int end = name + open.NameLength;
        while (XmlCharacters.IsSpace(At(end)) && end < _data.Length) end++;
        if (At(end) != (byte)'>') return WrongEndTag(name, expected);
        _nameStart = name;
        _nameLength = open.NameLength;
        _prefixLength = open.PrefixLength;
        _namespace = open.Namespace;
        return Token(XmlTokenKind.EndElement, end, 0, end + 1);
    }

    private bool WrongEndTag(int name, ReadOnlySpan<byte> expected)
    {
        int length = XmlCharacters.NameLength(_data[name..], out _, out _);
        int end = name + length;
        while (end < _data.Length && XmlCharacters.IsSpace(_data[end])) end++;
        if (end >= _data.Length) return Fail(XmlErrorCode.UnexpectedEnd, _data.Length, "The input ends inside an end tag.");
        if (length == 0 || _data[end] != (byte)'>') return Fail(XmlErrorCode.Malformed, _position, "An end tag is not well-formed.");
        return Fail(XmlErrorCode.MismatchedTag, _position,
            $"The end tag </{XmlText.ToText(_data.Slice(name, length))}> stands where </{XmlText.ToText(expected)}> must.");
    }

    private bool EndOfEmptyElement()
    {
        // The name is still that of the start tag, which is the token before.
        ref readonly var open = ref _scratch.Elements[_depth - 1];
        _namespace = open.Namespace;
        AttributeCount = 0;
        TokenStart = _position;
        Kind = XmlTokenKind.EndElement;
        return true;
    }

    private void CloseElement()
    {
        ref readonly var open = ref _scratch.Elements[--_depth];
        _bindingCount = open.BindingMark;
        _sideLength = open.SideMark;
    }

    /// <summary>Reads to the end of a start tag; returns the offset behind it, or -1 after a fault.</summary>
    private int ReadAttributes(int at, out bool empty)
    {
        empty = false;
        int count = 0;
        while (true)
        {
            int before = at;
            while (at < _data.Length && XmlCharacters.IsSpace(_data[at])) at++;
            if (at >= _data.Length) return Failed(XmlErrorCode.UnexpectedEnd, at, "The input ends inside a start tag.");
            byte b = _data[at];
            if (b == (byte)'>') break;
            if (b == (byte)'/')
            {
                if (At(at + 1) != (byte)'>') return Failed(MalformedOrEnd(at + 1), at, "A slash stands inside a start tag.");
                empty = true;
                at++;
                break;
            }
            if (before == at) return Failed(XmlErrorCode.Malformed, at, "White space is missing before an attribute, or the tag's name is not one.");
            if (count == _limits.MaxAttributes)
                return Failed(XmlErrorCode.LimitExceeded, at, $"An element has more than {_limits.MaxAttributes} attributes.");
            XmlScratch.Grow(ref _scratch.Attributes, count + 1);
            at = ReadAttribute(at, ref _scratch.Attributes[count]);
            if (at < 0) return -1;
            count++;
        }
        AttributeCount = count;
        return at + 1;
    }

    private int ReadAttribute(int at, ref XmlScratch.Attribute attribute)
    {
        int name = at;
        int nameLength = XmlCharacters.NameLength(_data[name..], out int colon, out int secondColon);
        if (nameLength == 0 || at + nameLength >= _data.Length) return Failed(MalformedOrEnd(at + nameLength), at, "An attribute needs a name.");
        if (!CheckQualifiedName(name, nameLength, colon, secondColon)) return -1;
        at += nameLength;
        while (at < _data.Length && XmlCharacters.IsSpace(_data[at])) at++;
        if (At(at) != (byte)'=') return Failed(MalformedOrEnd(at), at, "An attribute needs an equals sign and a value.");
        at++;
        while (at < _data.Length && XmlCharacters.IsSpace(_data[at])) at++;
        byte quote = At(at);
        if (quote is not ((byte)'"' or (byte)'\'')) return Failed(MalformedOrEnd(at), at, "An attribute's value must stand in quotes.");
        int start = at + 1;
        var rest = _data[start..];
        int length = rest.IndexOf(quote);
        if (length < 0) return Failed(XmlErrorCode.UnexpectedEnd, _data.Length, "An attribute's value is not closed.");
        var value = rest[..length];
        int less = value.IndexOf((byte)'<');
        if (less >= 0) return Failed(XmlErrorCode.Malformed, start + less, "'<' stands in an attribute's value.");
        if (!CheckReferences(value, start, out _)) return -1;

        attribute = new XmlScratch.Attribute
        {
            NameStart = name,
            NameLength = nameLength,
            PrefixLength = Math.Max(colon, 0),
            ValueStart = start,
            ValueLength = length,
            Namespace = Unbound,
            IsDeclaration = _data.Slice(name, nameLength).StartsWith("xmlns"u8) && (nameLength == 5 || colon == 5),
        };
        return start + length + 1;
    }

    private bool CheckQualifiedName(int at, int length, int colon, int secondColon)
    {
        if (length > _limits.MaxNameBytes) return NameTooLong(at);
        if (colon < 0) return true;
        if (secondColon >= 0 || colon == 0 || colon == length - 1)
            return Fail(XmlErrorCode.NamespaceError, at, "A qualified name has one colon at most, and a name on both sides of it.");
        return XmlCharacters.IsNCName(_data.Slice(at + colon + 1, length - colon - 1))
            || Fail(XmlErrorCode.NamespaceError, at, "The part behind the colon is not a name.");
    }

    private int Failed(XmlErrorCode code, int at, string message)
    {
        Fail(code, at, message);
        return -1;
    }
}
