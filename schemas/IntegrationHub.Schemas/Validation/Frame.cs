using IntegrationHub.Schemas.Automata;

namespace IntegrationHub.Schemas.Validation;

/// <summary>One open element.</summary>
internal struct Frame
{
    /// <summary>Its declaration; null inside what a wildcard or an error let through.</summary>
    public ElementDeclaration? Declaration;

    public ElementType Type;

    /// <summary>Where its content stands; null where the type has no states.</summary>
    public ContentState? State;

    /// <summary>Number of this element among its siblings of the same name, from 1.</summary>
    public int Ordinal;

    /// <summary>The child that came last, and how many of that name came one after the other.</summary>
    public int LastChild, LastCount;

    /// <summary>Where the counts of its children begin, for contents in which equal names can be parted.</summary>
    public int CountsStart;

    /// <summary>xsi:nil="true": nothing may stand inside.</summary>
    public bool Nil;

    /// <summary>A text was already reported here.</summary>
    public bool TextReported;
}
