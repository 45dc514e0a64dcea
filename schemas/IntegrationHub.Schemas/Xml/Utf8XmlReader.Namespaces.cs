namespace IntegrationHub.Schemas.Xml;

/// <content>Namespaces in XML 1.0 (third edition).</content>
public ref partial struct Utf8XmlReader
{
    private const int Unbound = -1, XmlBinding = -2, XmlnsBinding = -3;

    /// <summary>
    /// The namespace a prefix is bound to at this token; the empty prefix asks for the default namespace. False where the
    /// prefix is not bound (or the default namespace is none). On an EndElement its own declarations still hold.
    /// </summary>
    public readonly bool TryLookupNamespace(ReadOnlySpan<byte> prefix, out ReadOnlySpan<byte> namespaceUri)
    {
        int binding = Find(prefix);
        namespaceUri = UriOf(binding);
        return binding != Unbound && !namespaceUri.IsEmpty;
    }

    /// <summary>
    /// Copies the bindings in scope at this token, nearest first and each prefix once: what a reader of a fragment that begins
    /// here needs. On a StartElement its own declarations are among them. Allocates; meant for once per document.
    /// </summary>
    public readonly XmlNamespaceContext CaptureNamespaces()
    {
        var seen = new List<(byte[], byte[])>();
        for (int i = _bindingCount - 1; i >= 0; i--)
        {
            var prefix = PrefixOf(i);
            bool shadowed = false;
            foreach (var (known, _) in seen) shadowed |= prefix.SequenceEqual(known);
            if (!shadowed) seen.Add((prefix.ToArray(), UriOf(i).ToArray()));
        }
        seen.RemoveAll(binding => binding.Item2.Length == 0);
        return new XmlNamespaceContext([.. seen]);
    }

    private void Inherit(XmlNamespaceContext inherited)
    {
        for (int i = 0; i < inherited.Count; i++)
        {
            int prefix = AddSide(inherited.Prefix(i));
            int uri = AddSide(inherited.Uri(i));
            AddBinding(new XmlScratch.Binding
            {
                PrefixStart = prefix,
                PrefixLength = inherited.Prefix(i).Length,
                PrefixInSide = true,
                UriStart = uri,
                UriLength = inherited.Uri(i).Length,
                UriInSide = true,
            });
        }
    }

    private bool DeclareNamespaces()
    {
        for (int i = 0; i < AttributeCount; i++)
        {
            ref var a = ref _scratch.Attributes[i];
            if (!a.IsDeclaration) continue;
            a.Namespace = XmlnsBinding;
            bool isDefault = a.PrefixLength == 0;
            int prefixStart = isDefault ? a.NameStart : a.NameStart + 6;
            int prefixLength = isDefault ? 0 : a.NameLength - 6;

            var raw = _data.Slice(a.ValueStart, a.ValueLength);
            var binding = new XmlScratch.Binding
            {
                PrefixStart = prefixStart,
                PrefixLength = prefixLength,
                UriStart = a.ValueStart,
                UriLength = a.ValueLength,
            };
            if (XmlText.AttributeNeedsUnescape(raw))
            {
                binding.UriInSide = true;
                binding.UriStart = _sideLength;
                XmlScratch.Grow(ref _scratch.Side, _sideLength + raw.Length);
                binding.UriLength = XmlText.UnescapeAttribute(raw, _scratch.Side.AsSpan(_sideLength));
                _sideLength += binding.UriLength;
            }
            var uri = Bytes(binding.UriStart, binding.UriLength, binding.UriInSide);
            if (!CheckDeclaration(_data.Slice(prefixStart, prefixLength), uri, isDefault, a.NameStart)) return false;
            if (_bindingCount >= _limits.MaxNamespaces)
                return Fail(XmlErrorCode.LimitExceeded, a.NameStart, $"More than {_limits.MaxNamespaces} namespace declarations are in scope.");
            if (_windowed) KeepBeyondWindow(ref binding);
            AddBinding(binding);
        }
        return true;
    }

    // The window goes away while the element is still open.
    private void KeepBeyondWindow(ref XmlScratch.Binding binding)
    {
        binding.PrefixStart = AddSide(_data.Slice(binding.PrefixStart, binding.PrefixLength));
        binding.PrefixInSide = true;
        if (binding.UriInSide) return;
        binding.UriStart = AddSide(_data.Slice(binding.UriStart, binding.UriLength));
        binding.UriInSide = true;
    }

    private bool CheckDeclaration(ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> uri, bool isDefault, int at)
    {
        bool isXml = prefix.SequenceEqual("xml"u8);
        if (prefix.SequenceEqual("xmlns"u8)) return Fail(XmlErrorCode.NamespaceError, at, "The prefix xmlns must not be declared.");
        if (isXml != uri.SequenceEqual(XmlNamespaces.Xml))
            return Fail(XmlErrorCode.NamespaceError, at, "The prefix xml and its namespace belong to each other and to nothing else.");
        if (uri.SequenceEqual(XmlNamespaces.Xmlns)) return Fail(XmlErrorCode.NamespaceError, at, "The namespace of xmlns must not be declared.");
        if (!isDefault && uri.IsEmpty) return Fail(XmlErrorCode.NamespaceError, at, "A prefix must not be bound to nothing.");
        return true;
    }

    /// <summary>Resolves the prefixes of the tag and of its attributes, and finds attributes that stand twice.</summary>
    private bool ResolveNames()
    {
        _namespace = Find(_data.Slice(_nameStart, _prefixLength));
        if (_prefixLength > 0 && (_namespace is Unbound or XmlnsBinding)) return NotBound(_nameStart);

        for (int i = 0; i < AttributeCount; i++)
        {
            ref var a = ref _scratch.Attributes[i];
            if (a.PrefixLength > 0 && !a.IsDeclaration)
            {
                a.Namespace = Find(_data.Slice(a.NameStart, a.PrefixLength));
                if (a.Namespace is Unbound) return NotBound(a.NameStart);
            }
            var name = _data.Slice(a.NameStart, a.NameLength);
            var local = name[(a.PrefixLength == 0 ? 0 : a.PrefixLength + 1)..];
            for (int j = 0; j < i; j++)
            {
                ref readonly var b = ref _scratch.Attributes[j];
                var other = _data.Slice(b.NameStart, b.NameLength);
                bool same = name.SequenceEqual(other)
                    || (a.PrefixLength > 0 && b.PrefixLength > 0 && a.IsDeclaration == b.IsDeclaration
                        && other[(b.PrefixLength + 1)..].SequenceEqual(local) && UriOf(a.Namespace).SequenceEqual(UriOf(b.Namespace)));
                if (same) return Fail(XmlErrorCode.DuplicateAttribute, a.NameStart, $"The attribute {XmlText.ToText(name)} stands twice.");
            }
        }
        return true;
    }

    private bool NotBound(int at) => Fail(XmlErrorCode.NamespaceError, at, "The prefix of a name is not bound to a namespace.");

    private readonly int Find(ReadOnlySpan<byte> prefix)
    {
        for (int i = _bindingCount - 1; i >= 0; i--)
            if (PrefixOf(i).SequenceEqual(prefix)) return i;
        return prefix.SequenceEqual("xml"u8) ? XmlBinding : prefix.SequenceEqual("xmlns"u8) ? XmlnsBinding : Unbound;
    }

    private readonly ReadOnlySpan<byte> PrefixOf(int binding)
    {
        ref readonly var b = ref _scratch.Bindings[binding];
        return Bytes(b.PrefixStart, b.PrefixLength, b.PrefixInSide);
    }

    private readonly ReadOnlySpan<byte> UriOf(int binding)
    {
        if (binding < 0) return binding == XmlBinding ? XmlNamespaces.Xml : binding == XmlnsBinding ? XmlNamespaces.Xmlns : default;
        ref readonly var b = ref _scratch.Bindings[binding];
        return Bytes(b.UriStart, b.UriLength, b.UriInSide);
    }

    private readonly ReadOnlySpan<byte> Bytes(int start, int length, bool inSide) =>
        inSide ? _scratch.Side.AsSpan(start, length) : _data.Slice(start, length);

    private int AddSide(ReadOnlySpan<byte> bytes)
    {
        int start = _sideLength;
        XmlScratch.Grow(ref _scratch.Side, start + bytes.Length);
        bytes.CopyTo(_scratch.Side.AsSpan(start));
        _sideLength += bytes.Length;
        return start;
    }

    private void AddBinding(XmlScratch.Binding binding)
    {
        XmlScratch.Grow(ref _scratch.Bindings, _bindingCount + 1);
        _scratch.Bindings[_bindingCount++] = binding;
    }
}
