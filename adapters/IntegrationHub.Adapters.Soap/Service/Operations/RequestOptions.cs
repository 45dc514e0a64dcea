namespace IntegrationHub.Adapters.Soap.Service.Operations;

/// <summary>The options of a request by name. Names are compared without case, since clients differ in it.</summary>
internal sealed class RequestOptions(IReadOnlyList<KeyValuePair<string, string>> options)
{
    public IReadOnlyList<KeyValuePair<string, string>> All => options;

    public string? Find(string name)
    {
        foreach (var (key, value) in options)
            if (key.Equals(name, StringComparison.OrdinalIgnoreCase)) return value;
        return null;
    }

    public IReadOnlyList<string> FindAll(string name) =>
        [.. options.Where(option => option.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(option => option.Value)];

    /// <summary>The first option with another name, or <c>null</c>.</summary>
    public string? Unknown(params ReadOnlySpan<string> names)
    {
        foreach (var (key, _) in options)
        {
            bool known = false;
            foreach (var name in names) known |= key.Equals(name, StringComparison.OrdinalIgnoreCase);
            if (!known) return key;
        }
        return null;
    }

    /// <summary>The first option that stands twice, except <paramref name="repeatable"/>.</summary>
    public string? Repeated(string? repeatable = null)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, _) in options)
            if (!seen.Add(key) && !key.Equals(repeatable, StringComparison.OrdinalIgnoreCase)) return key;
        return null;
    }
}
