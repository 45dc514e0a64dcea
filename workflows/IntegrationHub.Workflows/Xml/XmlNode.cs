using System.Collections.Immutable;

namespace IntegrationHub.Workflows.Xml;

/// <summary>
/// A piece of a definition file, kept as it was written: what the hub does not understand (diagrams, other tools' extensions, comments)
/// must come back unchanged. Immutable.
/// </summary>
public abstract record XmlNode;

/// <summary>Characters between tags, references resolved. <paramref name="IsCData"/> remembers how they were written.</summary>
public sealed record XmlTextNode(string Text, bool IsCData) : XmlNode;

/// <summary>A comment.</summary>
public sealed record XmlCommentNode(string Text) : XmlNode;

/// <summary>A processing instruction. It is kept and never obeyed.</summary>
public sealed record XmlInstructionNode(string Target, string Data) : XmlNode;

/// <summary>An attribute or a namespace declaration, as written.</summary>
/// <param name="Name">Qualified name, e.g. <c>id</c>, <c>xsi:type</c>, <c>xmlns:di</c>.</param>
/// <param name="Namespace">Empty for an attribute without prefix.</param>
/// <param name="Value">References resolved and white space normalised as XML says.</param>
public sealed record XmlAttributeNode(string Name, string Namespace, string Value)
{
    /// <summary>The name without its prefix.</summary>
    public string LocalName { get; } = Name[(Name.IndexOf(':') + 1)..];
}

/// <summary>An element with everything in it, in document order.</summary>
/// <param name="Name">Qualified name as written.</param>
/// <param name="Namespace">The namespace its prefix is bound to.</param>
/// <param name="Attributes">Declarations of namespaces included.</param>
/// <param name="Line">Line of its start tag, from 1.</param>
public sealed record XmlElementNode(string Name, string Namespace, ImmutableArray<XmlAttributeNode> Attributes, ImmutableArray<XmlNode> Children, long Line) : XmlNode
{
    /// <summary>The name without its prefix.</summary>
    public string LocalName { get; } = Name[(Name.IndexOf(':') + 1)..];

    /// <summary>Child elements, without text and comments.</summary>
    public IEnumerable<XmlElementNode> Elements => Children.OfType<XmlElementNode>();

    /// <summary>All characters in it, those of child elements included.</summary>
    public string InnerText => string.Concat(Children.Select(child => child switch
    {
        XmlTextNode text => text.Text,
        XmlElementNode element => element.InnerText,
        _ => "",
    }));

    public bool Is(string @namespace, string localName) => LocalName == localName && Namespace == @namespace;

    /// <summary>Child elements of this name.</summary>
    public IEnumerable<XmlElementNode> ElementsOf(string @namespace, string localName) => Elements.Where(element => element.Is(@namespace, localName));

    /// <summary>The value of an attribute without namespace, or null.</summary>
    public string? Attribute(string localName) => Attribute("", localName);

    public string? Attribute(string @namespace, string localName) =>
        Attributes.FirstOrDefault(attribute => attribute.Namespace == @namespace && attribute.LocalName == localName)?.Value;
}
