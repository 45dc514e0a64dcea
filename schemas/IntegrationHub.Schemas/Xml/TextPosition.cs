namespace IntegrationHub.Schemas.Xml;

/// <summary>Line and column of a byte, both from 1, columns in characters.</summary>
/// <param name="Line">The line; CR LF, LF and a lone CR each end one.</param>
/// <param name="Column">The character in that line.</param>
public readonly record struct TextPosition(long Line, long Column)
{
    // A line feed that follows belongs to the line end that was already counted.
    private bool AfterCarriageReturn { get; init; }

    /// <summary>The very first character.</summary>
    public static TextPosition Start { get; } = new(1, 1);

    /// <summary>The position of byte <paramref name="offset"/> of <paramref name="text"/>. Costs one pass; meant for errors.</summary>
    public static TextPosition Of(ReadOnlySpan<byte> text, long offset) =>
        Start.After(text[..(int)Math.Min(offset, text.Length)]);

    /// <summary>The position after <paramref name="text"/>, where the text begins at this position.</summary>
    public TextPosition After(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty) return this;
        bool carriageReturn = text[^1] == (byte)'\r';
        if (AfterCarriageReturn && text[0] == (byte)'\n') text = text[1..];
        long line = Line, column = Column;
        int lastLine = text.LastIndexOfAny((byte)'\n', (byte)'\r');
        if (lastLine >= 0)
        {
            column = 1;
            line += LineEnds(text[..(lastLine + 1)]);
        }
        foreach (byte b in text[(lastLine + 1)..])
            if ((b & 0xC0) != 0x80) column++;
        return new TextPosition(line, column) { AfterCarriageReturn = carriageReturn };
    }

    private static long LineEnds(ReadOnlySpan<byte> text)
    {
        long ends = System.MemoryExtensions.Count(text, (byte)'\n');
        for (int cr = text.IndexOf((byte)'\r'); cr >= 0;)
        {
            if (cr + 1 == text.Length || text[cr + 1] != (byte)'\n') ends++;
            int next = text[(cr + 1)..].IndexOf((byte)'\r');
            cr = next < 0 ? -1 : cr + 1 + next;
        }
        return ends;
    }
}
