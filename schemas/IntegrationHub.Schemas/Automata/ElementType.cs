using IntegrationHub.Schemas.SimpleTypes;

namespace IntegrationHub.Schemas.Automata;

/// <summary>What an element may hold.</summary>
internal enum ContentKind
{
    /// <summary>Nothing at all, not even white space.</summary>
    Empty,
    /// <summary>A value of a simple type.</summary>
    Simple,
    /// <summary>Elements, and white space between them.</summary>
    Elements,
    /// <summary>Elements and text.</summary>
    Mixed,
    /// <summary>Anything: content that a lax wildcard lets through without a declaration.</summary>
    Lax,
    /// <summary>Anything, unchecked: content that a skip wildcard lets through, and what follows an error.</summary>
    Skip,
}

/// <summary>A type as elements have it: attributes and content. Made by the compiler, then immutable.</summary>
internal sealed class ElementType
{
    /// <summary>Lets anything through and looks at nothing but declared elements.</summary>
    public static ElementType LaxAnything { get; } = new() { Name = "anyType", Kind = ContentKind.Lax, AnyAttribute = Wildcard.LaxAnything };

    /// <summary>Lets anything well-formed through.</summary>
    public static ElementType SkipAnything { get; } = new() { Name = "skipped", Kind = ContentKind.Skip, AnyAttribute = Wildcard.SkipAnything };

    public required string Name { get; init; }

    /// <summary>For xsi:type; null for anonymous types.</summary>
    public (string Namespace, string Name)? GlobalName { get; init; }

    public ContentKind Kind { get; set; }

    /// <summary>The type of the value where the kind is Simple.</summary>
    public SimpleType? Value { get; set; }

    /// <summary>States of the content where the kind is Elements or Mixed; the first is the start.</summary>
    public ContentState[] States { get; set; } = [];

    /// <summary>True where children of one name may be parted by others, so that counting them needs a table.</summary>
    public bool Interleaves { get; set; }

    /// <summary>The namespace of all children where they share one and the fast path may read them; compared by reference.</summary>
    public byte[]? FastNamespace { get; set; }

    /// <summary>Number of different child declarations.</summary>
    public int ChildCount { get; set; }

    public AttributeDeclaration[] Attributes { get; set; } = [];

    public Wildcard? AnyAttribute { get; set; }

    /// <summary>The type this one is derived from; xsi:type may name a type that leads here.</summary>
    public ElementType? Base { get; set; }

    /// <summary>Where this type may not be put in place of its base.</summary>
    public bool Abstract { get; set; }

    /// <summary>The one attribute of a simple content where there is just one: the fast path knows this shape.</summary>
    public AttributeDeclaration? OnlyAttribute { get; set; }
}

/// <summary>An attribute and whether it must stand.</summary>
internal sealed record AttributeDeclaration(byte[] Namespace, byte[] LocalName, SimpleType Type, bool Required, bool Prohibited, byte[]? Fixed)
{
    public string Name { get; } = System.Text.Encoding.UTF8.GetString(LocalName);
}
