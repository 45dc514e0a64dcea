namespace IntegrationHub.Schemas.Profiles;

/// <summary>
/// The catalog in force and the last attempt to replace it. A set that does not load leaves the previous one in force.
/// Safe from any thread; documents under way keep the profile they began with.
/// </summary>
public sealed class ReloadableCatalog(ProfileCatalog initial)
{
    private volatile State _state = new(initial, []);

    /// <summary>The catalog in force.</summary>
    public ProfileCatalog Current => _state.Catalog;

    /// <summary>Why the last attempt to reload failed; empty where it did not.</summary>
    public IReadOnlyList<SchemaLoadError> LastErrors => _state.Errors;

    /// <summary>Loads the source and puts it in force, or keeps what is in force and remembers why.</summary>
    public bool TryReload(ISchemaSource source, CatalogOptions? options = null)
    {
        var load = ProfileCatalog.Load(source, options);
        _state = load.Catalog is { } catalog ? new State(catalog, []) : new State(_state.Catalog, load.Errors);
        return load.Catalog is not null;
    }

    private sealed record State(ProfileCatalog Catalog, IReadOnlyList<SchemaLoadError> Errors);
}
