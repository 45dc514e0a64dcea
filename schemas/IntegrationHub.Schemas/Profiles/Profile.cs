using System.Xml.Schema;
using IntegrationHub.Schemas.Automata;
using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Schemas.Profiles;

/// <summary>
/// One document type at one version, compiled: what a document with this root element and namespace must be. Immutable and
/// safe from any thread.
/// </summary>
public sealed class Profile
{
    internal Profile(ProfileId id, string version, string sourceFile, ElementDeclaration? root, GlobalDeclarations globals, string? notCovered, XmlSchemaSet? fallback)
    {
        Id = id;
        Version = version;
        SourceFile = sourceFile;
        Root = root;
        Globals = globals;
        NotCovered = notCovered;
        Fallback = fallback;
    }

    /// <summary>Name, root element and namespace.</summary>
    public ProfileId Id { get; }

    /// <summary>The version the namespace ends in, e.g. <c>5.2</c>; else that of the schema; else empty.</summary>
    public string Version { get; }

    /// <summary>The file that declares it, relative to its folder.</summary>
    public string SourceFile { get; }

    /// <summary>True where the automaton runs it; false where the framework's validator does, which is slower.</summary>
    public bool IsCompiled => Root is not null;

    /// <summary>What the compiler does not cover, where it is not compiled; else null.</summary>
    public string? NotCovered { get; }

    internal ElementDeclaration? Root { get; }

    internal GlobalDeclarations Globals { get; }

    internal XmlSchemaSet? Fallback { get; }

    public override string ToString() => Id.Name;
}
