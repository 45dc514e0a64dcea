using IntegrationHub.Schemas.Xml;

namespace IntegrationHub.Schemas.SimpleTypes;

/// <summary>
/// A simple type, compiled. Two ways to ask it: <see cref="Validate"/> takes the characters of a value, <see cref="Match"/> looks
/// at raw document bytes and says how many of them are certainly a valid value, which is what the fast path runs on.
/// Immutable and safe from any thread.
/// </summary>
internal abstract class SimpleType
{
    /// <summary>Name for people: the type's own name, else that of its base.</summary>
    public required string Name { get; init; }

    /// <summary>Namespace and name for xsi:type; null for anonymous types.</summary>
    public (string Namespace, string Name)? GlobalName { get; init; }

    /// <summary>The type this one restricts; null for primitives, lists and unions.</summary>
    public SimpleType? Base { get; init; }

    /// <summary>The whiteSpace facet; lists and unions collapse.</summary>
    public WhiteSpace WhiteSpace { get; init; } = WhiteSpace.Collapse;

    /// <summary>What would be right, in words, for an error.</summary>
    public abstract string Expectation { get; }

    /// <summary>Checks a value: references and line ends resolved, white space as written. <see cref="SimpleTypeFault.None"/> where it is valid.</summary>
    public abstract SimpleTypeFault Validate(ReadOnlySpan<byte> value);

    /// <summary>
    /// Looks at document bytes from the start of an element's content. Returns the length of the content where it is a valid
    /// value as it stands and a '&lt;' follows; -1 where that is not certain (then the slow path decides).
    /// <paramref name="text"/> may go on beyond the element.
    /// </summary>
    public virtual int Match(ReadOnlySpan<byte> text)
    {
        int length = text.IndexOfAny("<&\r]"u8);
        if (length < 0 || text[length] != (byte)'<') return -1;
        // Who reads takes the value as it stands; one that has to be normalised first goes the slow way.
        var value = text[..length];
        return IsNormal(value) && Validate(value) == SimpleTypeFault.None ? length : -1;
    }

    /// <summary>False where <see cref="Match"/> certainly takes no value with a '&gt;' in it, which is text that canonical XML escapes.</summary>
    public virtual bool MayHoldGreaterThan => true;

    /// <summary>White space as the whiteSpace facet wants it; writes to <paramref name="buffer"/> only where something changes.</summary>
    public static ReadOnlySpan<byte> Normalise(ReadOnlySpan<byte> value, WhiteSpace whiteSpace, Span<byte> buffer)
    {
        if (whiteSpace == WhiteSpace.Preserve) return value;
        if (whiteSpace == WhiteSpace.Replace)
        {
            if (value.IndexOfAny("\t\n\r"u8) < 0) return value;
            for (int i = 0; i < value.Length; i++) buffer[i] = XmlCharacters.IsSpace(value[i]) ? (byte)' ' : value[i];
            return buffer[..value.Length];
        }
        int start = 0, end = value.Length;
        while (start < end && XmlCharacters.IsSpace(value[start])) start++;
        while (end > start && XmlCharacters.IsSpace(value[end - 1])) end--;
        value = value[start..end];
        if (!InnerSpaceChanges(value)) return value;
        int to = 0;
        for (int i = 0; i < value.Length; i++)
        {
            if (!XmlCharacters.IsSpace(value[i])) buffer[to++] = value[i];
            else if (!XmlCharacters.IsSpace(value[i - 1])) buffer[to++] = (byte)' ';
        }
        return buffer[..to];
    }

    private bool IsNormal(ReadOnlySpan<byte> value) => WhiteSpace switch
    {
        WhiteSpace.Preserve => true,
        WhiteSpace.Replace => value.IndexOfAny("\t\n"u8) < 0,
        _ => value.IsEmpty || (value[0] > ' ' && value[^1] > ' ' && !InnerSpaceChanges(value)),
    };

    private static bool InnerSpaceChanges(ReadOnlySpan<byte> value)
    {
        for (int i = 0; i < value.Length; i++)
        {
            if (value[i] > ' ') continue;
            if (value[i] != (byte)' ' || XmlCharacters.IsSpace(value[i - 1])) return true;
        }
        return false;
    }
}

/// <summary>The whiteSpace facet.</summary>
internal enum WhiteSpace
{
    Preserve,
    Replace,
    Collapse,
}
