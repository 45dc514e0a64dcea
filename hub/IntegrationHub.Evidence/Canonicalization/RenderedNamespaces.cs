namespace IntegrationHub.Evidence.Canonicalization;

/// <summary>The namespace declarations already written to the canonical output by the open elements, innermost last.</summary>
internal sealed class RenderedNamespaces
{
    private struct Entry
    {
        public int Depth, Start, PrefixLength, UriLength;
    }

    private Entry[] entries = new Entry[16];
    private byte[] bytes = new byte[1024];
    private int used;

    public int Count { get; private set; }

    /// <summary>Empties it for another document.</summary>
    public void Clear() => Count = used = 0;

    public ReadOnlySpan<byte> Prefix(int index) => bytes.AsSpan(entries[index].Start, entries[index].PrefixLength);

    public ReadOnlySpan<byte> Uri(int index) => bytes.AsSpan(entries[index].Start + entries[index].PrefixLength, entries[index].UriLength);

    /// <summary>
    /// True when an element that is in scope of <paramref name="prefix"/> bound to <paramref name="uri"/> has to write the
    /// declaration, because its output ancestors have not or have bound the prefix otherwise since.
    /// </summary>
    public bool IsMissing(ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> uri)
    {
        for (var i = Count - 1; i >= 0; i--)
        {
            if (Prefix(i).SequenceEqual(prefix))
                return !Uri(i).SequenceEqual(uri);
        }
        // No declaration is the same as the empty default namespace.
        return uri.Length > 0;
    }

    public void Push(int depth, ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> uri)
    {
        if (Count == entries.Length)
            Array.Resize(ref entries, Count * 2);
        var needed = used + prefix.Length + uri.Length;
        if (needed > bytes.Length)
            Array.Resize(ref bytes, Math.Max(needed, bytes.Length * 2));
        entries[Count++] = new Entry { Depth = depth, Start = used, PrefixLength = prefix.Length, UriLength = uri.Length };
        prefix.CopyTo(bytes.AsSpan(used));
        uri.CopyTo(bytes.AsSpan(used + prefix.Length));
        used = needed;
    }

    /// <summary>Forgets what elements deeper than <paramref name="depth"/> declared.</summary>
    public void PopAbove(int depth)
    {
        while (Count > 0 && entries[Count - 1].Depth > depth)
            used = Math.Min(used, entries[--Count].Start);
    }

    /// <summary>Sorts the entries from <paramref name="mark"/> on by prefix, the default namespace first. Few: insertion sort.</summary>
    public void SortFrom(int mark)
    {
        for (var i = mark + 1; i < Count; i++)
        {
            for (var j = i; j > mark && Prefix(j).SequenceCompareTo(Prefix(j - 1)) < 0; j--)
                (entries[j], entries[j - 1]) = (entries[j - 1], entries[j]);
        }
    }
}
