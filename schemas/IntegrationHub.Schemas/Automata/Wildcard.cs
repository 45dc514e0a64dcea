namespace IntegrationHub.Schemas.Automata;

/// <summary>Whether what a wildcard lets through is validated.</summary>
internal enum Processing
{
    /// <summary>There must be a declaration, and it must hold.</summary>
    Strict,
    /// <summary>Where there is a declaration, it must hold.</summary>
    Lax,
    /// <summary>Not at all.</summary>
    Skip,
}

/// <summary>xs:any and xs:anyAttribute: which namespaces they let through, and how it is processed. Immutable.</summary>
internal sealed class Wildcard
{
    private readonly bool _any;
    private readonly byte[]? _other;
    private readonly byte[][] _namespaces;

    private Wildcard(bool any, byte[]? other, byte[][] namespaces, Processing processing)
    {
        _any = any;
        _other = other;
        _namespaces = namespaces;
        Processing = processing;
    }

    public static Wildcard LaxAnything { get; } = new(true, null, [], Processing.Lax);

    public static Wildcard SkipAnything { get; } = new(true, null, [], Processing.Skip);

    public Processing Processing { get; }

    /// <param name="namespaces">As the schema writes it: ##any, ##other, or a list with ##targetNamespace and ##local.</param>
    /// <param name="target">The schema's target namespace, empty where it has none.</param>
    /// <param name="processing">How it is processed.</param>
    public static Wildcard Of(string? namespaces, string target, Processing processing)
    {
        string list = string.IsNullOrWhiteSpace(namespaces) ? "##any" : namespaces.Trim();
        if (list == "##any") return new Wildcard(true, null, [], processing);
        if (list == "##other") return new Wildcard(false, Bytes(target), [], processing);
        var names = list.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Select(name => name == "##targetNamespace" ? target : name == "##local" ? "" : name);
        return new Wildcard(false, null, [.. names.Select(Bytes)], processing);
    }

    /// <summary>##other lets neither the target namespace nor "no namespace" through.</summary>
    public bool Allows(ReadOnlySpan<byte> uri)
    {
        if (_any) return true;
        if (_other is not null) return !uri.IsEmpty && !uri.SequenceEqual(_other);
        foreach (byte[] name in _namespaces)
            if (uri.SequenceEqual(name)) return true;
        return false;
    }

    private static byte[] Bytes(string text) => System.Text.Encoding.UTF8.GetBytes(text);
}
