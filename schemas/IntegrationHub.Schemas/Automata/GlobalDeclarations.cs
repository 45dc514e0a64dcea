namespace IntegrationHub.Schemas.Automata;

/// <summary>What a set of schemas declares at its top: the elements and types that wildcards and xsi:type may reach. Immutable.</summary>
internal sealed class GlobalDeclarations
{
    private readonly Dictionary<(string Namespace, string Name), ElementDeclaration> _elements;
    private readonly Dictionary<(string Namespace, string Name), ElementType> _types;

    public GlobalDeclarations(IEnumerable<ElementDeclaration> elements, IEnumerable<ElementType> types)
    {
        _elements = elements.ToDictionary(element => (System.Text.Encoding.UTF8.GetString(element.Namespace), element.Name));
        _types = types.Where(type => type.GlobalName is not null).ToDictionary(type => type.GlobalName!.Value);
    }

    public static GlobalDeclarations None { get; } = new([], []);

    public ElementDeclaration? Element(string namespaceUri, string name) => _elements.GetValueOrDefault((namespaceUri, name));

    public ElementType? Type(string namespaceUri, string name) => _types.GetValueOrDefault((namespaceUri, name));
}
