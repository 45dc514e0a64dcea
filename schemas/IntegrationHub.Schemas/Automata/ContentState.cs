namespace IntegrationHub.Schemas.Automata;

/// <summary>One state of a content model: which children may come next, and whether the element may end. Immutable once compiled.</summary>
internal sealed class ContentState
{
    public Transition[] Transitions { get; set; } = [];

    public WildcardTransition[] Wildcards { get; set; } = [];

    public bool Accepting { get; set; }
}

/// <summary>A child that may come, and the state after it.</summary>
internal sealed class Transition(ElementDeclaration element, ContentState next)
{
    public readonly ElementDeclaration Element = element;
    public readonly ContentState Next = next;

    /// <summary>The element's, set when all is compiled: the fast path looks at nothing else before it knows the name.</summary>
    public TagLiteral? Tag;
}

/// <summary>Any child of some namespaces that may come, and the state after it.</summary>
internal sealed record WildcardTransition(Wildcard Wildcard, ContentState Next);
