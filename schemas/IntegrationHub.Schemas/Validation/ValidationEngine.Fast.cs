using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using IntegrationHub.Schemas.Automata;
using IntegrationHub.Schemas.Reading;
using IntegrationHub.Schemas.Xml;

namespace IntegrationHub.Schemas.Validation;

/// <content>
/// The fast path. It reads only what can be told by comparing bytes with what the automaton expects: white space, start tags
/// without surprises, values that their type knows at sight, and the end tags that belong to them. At the first byte that is
/// anything else it stops in front of that token and leaves it to the tokenizer, so it can be wrong about nothing. The
/// characters of the window have been checked before, and bindings cannot change here, since no declaration is read.
/// </content>
internal sealed partial class ValidationEngine
{
    /// <summary>Bytes that must lie behind any token the fast path begins with, so that its comparisons need no end checks.</summary>
    private const int Margin = 448;

    private const int MaxPrefix = 32;

    private static readonly SearchValues<byte> ValueEnds = SearchValues.Create("\"&<\t\n\r"u8);

    private byte[] _prefix = [];
    private byte[] _prefixColon = [];
    private byte[]? _fastNamespace;
    private int _fastBindings = -1;
    private int _fastBinding;

    /// <summary>The root's own prefix is the one nearly every element has; while no other declaration is in scope it means the same.</summary>
    private void LearnPrefix(ref Utf8XmlReader xml)
    {
        if (_frames[0].Declaration != _root || xml.Prefix.Length > MaxPrefix) return;
        _prefix = xml.Prefix.ToArray();
        _prefixColon = _prefix.Length == 0 ? [] : [.. _prefix, (byte)':'];
        _fastNamespace = _root.Namespace;
        _fastBindings = xml.BindingCount;
        _fastBinding = xml.NamespaceBinding;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool CanGoFast(ref Utf8XmlReader xml)
    {
        ref readonly var frame = ref _frames[_depth - 1];
        return frame.Type.FastNamespace is { } uri && ReferenceEquals(uri, _fastNamespace) && !frame.Nil
            && xml.Settle() && xml.BindingCount == _fastBindings;
    }

    private void GoFast<TSink, TWatch>(ref Utf8XmlReader xml, ref TSink sink, ref TWatch watch)
        where TSink : struct, IDocumentSink
        where TWatch : struct, IDocumentWatch, allows ref struct
    {
        unchecked
        {
            var window = xml.Window;
            ref byte start = ref MemoryMarshal.GetReference(window);
            int limit = window.Length - Margin;
            int at = xml.TokenEnd, from = at;
            int prefix = _prefixColon.Length;
            int known = _depth;
            ref var frame = ref _frames[_depth - 1];
            var state = frame.State!;

            while (at < limit)
            {
                if (Unsafe.Add(ref start, at) <= ' ')
                {
                    at = SkipSpace(ref start, at, limit);
                    if (at >= limit) break;
                }
                if (Unsafe.Add(ref start, at) != '<') break;

                if (Unsafe.Add(ref start, at + 1) == '/')
                {
                    var close = frame.Declaration!.Close;
                    if (!state.Accepting || !PrefixIsAt(ref start, at + 2) || !close.IsAt(ref start, (nuint)(at + 2 + prefix))) break;
                    // What the tokenizer opened may have been written with another prefix of the same namespace.
                    if (_depth == known && !xml.IsOpenElement(window.Slice(at + 2, prefix + close.Length - 1))) break;
                    at += 2 + prefix + close.Length;
                    if (TSink.Reads) sink.Close();
                    _depth--;
                    if (_depth < known)
                    {
                        xml.CloseFast();
                        known = _depth;
                        if (_depth == 0) break;
                        frame = ref _frames[_depth - 1];
                        state = frame.State!;
                        if (!ReferenceEquals(frame.Type.FastNamespace, _fastNamespace) || frame.Nil) break;
                        continue;
                    }
                    frame = ref _frames[_depth - 1];
                    state = frame.State!;
                    continue;
                }

                if (!PrefixIsAt(ref start, at + 1)) break;
                int name = at + 1 + prefix;
                Transition? taken = null;
                foreach (var transition in state.Transitions)
                {
                    if (transition.Tag is not { } tag || !tag.IsAt(ref start, (nuint)name)) continue;
                    taken = transition;
                    break;
                }
                if (taken is null) break;

                var element = taken.Element;
                var type = element.Type;
                int content = name + taken.Tag!.Length;
                if (type.Kind == ContentKind.Elements)
                {
                    if (_depth >= _options.Limits.MaxDepth || type.FastNamespace is null || !ReferenceEquals(type.FastNamespace, _fastNamespace)) break;
                    frame.State = taken.Next;
                    int ordinal = Count(ref frame, element);
                    Push(element, type, ordinal);
                    if (TSink.Reads) sink.Open(element, ordinal);
                    frame = ref _frames[_depth - 1];
                    state = frame.State!;
                    at = content;
                    continue;
                }

                int attributeStart = content, attributeLength = 0;
                if (type.OnlyAttribute is { } only)
                {
                    attributeLength = MatchAttribute(only, window, content);
                    if (attributeLength < 0) break;
                    content += attributeLength + 2;
                }
                int length = type.Value!.Match(window[content..]);
                if (length < 0) break;
                int end = content + length;
                if (end > window.Length - (Margin / 2) || Unsafe.Add(ref start, end + 1) != '/' || !PrefixIsAt(ref start, end + 2)
                    || !element.Close.IsAt(ref start, (nuint)(end + 2 + prefix))) break;
                if (TWatch.Watches)
                {
                    // The one character that a value may hold as it stands and canonical text may not.
                    if (type.Value.MayHoldGreaterThan && window.Slice(content, length).Contains((byte)'>')) break;
                    if (_depth == 1) watch.Leaf(element.LocalName, window.Slice(content, length), type.OnlyAttribute?.LocalName, window.Slice(attributeStart, attributeLength));
                }
                if (TSink.Reads) sink.Leaf(element, window.Slice(content, length), window.Slice(attributeStart, attributeLength));
                if (element.Repeats) Count(ref frame, element);
                state = taken.Next;
                frame.State = state;
                at = end + 2 + prefix + element.Close.Length;
            }

            xml.MoveTo(at);
            // What the fast path opened and has not closed, the tokenizer has to know.
            for (int i = known; i < _depth; i++) xml.OpenFast(_prefix, _frames[i].Declaration!.LocalName, _fastBinding);
            if (TWatch.Watches && at > from) watch.Stretch(from, at, _depth);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool PrefixIsAt(ref byte start, int at)
    {
        byte[] prefix = _prefixColon;
        for (int i = 0; i < prefix.Length; i++)
            if (Unsafe.Add(ref start, at + i) != prefix[i]) return false;
        return true;
    }

    /// <summary>The length of an attribute value that is valid as it stands and ends the tag; -1 where that is not certain.</summary>
    private static int MatchAttribute(AttributeDeclaration attribute, ReadOnlySpan<byte> window, int at)
    {
        var rest = window.Slice(at, 64);
        int length = rest.IndexOfAny(ValueEnds);
        if (length < 0 || rest[length] != (byte)'"' || length > 60 || rest[length + 1] != (byte)'>') return -1;
        return attribute.Type.Validate(rest[..length]) == SimpleTypes.SimpleTypeFault.None ? length : -1;
    }

    /// <summary>The first byte that is no white space; between <paramref name="limit"/> and 32 bytes behind it where there is none before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int SkipSpace(ref byte start, int at, int limit)
    {
        unchecked
        {
            do
            {
                // All that is at most 0x20 is white space here: other control characters do not get this far.
                var v = Vector256.LoadUnsafe(ref start, (nuint)at);
                uint bits = Vector256.Equals(Vector256.Max(v, Vector256.Create((byte)0x21)), v).ExtractMostSignificantBits();
                if (bits != 0) return at + BitOperations.TrailingZeroCount(bits);
                at += Vector256<byte>.Count;
            }
            while (at < limit);
            return at;
        }
    }
}
