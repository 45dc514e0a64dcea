namespace IntegrationHub.Schemas.Profiles;

/// <summary>Why a set of schemas is not taken. Immutable.</summary>
/// <param name="Code">Stable code: <c>schemas.unreadable</c>, <c>schemas.invalid</c>, <c>schemas.outside_folder</c>, <c>schemas.ambiguous</c>, <c>schemas.empty</c>.</param>
/// <param name="File">The file it is about, relative to the folder; empty where it is about the set.</param>
/// <param name="Line">Line in that file, from 1; 0 where unknown.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Remedy">What to do.</param>
public sealed record SchemaLoadError(string Code, string File, int Line, string Message, string Remedy)
{
    public override string ToString() => $"{File}{(Line > 0 ? $":{Line}" : "")} {Code}: {Message}";
}

/// <summary>How a set of schemas is loaded.</summary>
public sealed record CatalogOptions
{
    public static CatalogOptions Default { get; } = new();

    /// <summary>
    /// Files that win where two declare the same root element in the same namespace; the other file is left out. Without a
    /// choice such a set is refused.
    /// </summary>
    public IReadOnlyCollection<string> Chosen { get; init; } = [];

    /// <summary>
    /// False: a set with two different schemas for one root is refused as a whole. True: only these two are left out, and
    /// <see cref="ProfileCatalog.Refused"/> names them; for the command line, which may be pointed at any folder.
    /// </summary>
    public bool KeepUnambiguous { get; init; }

    /// <summary>True: a set without any root element, code lists only, is an empty catalog and no mistake.</summary>
    public bool MayBeEmpty { get; init; }
}

/// <summary>The outcome of loading: a catalog, or why there is none.</summary>
/// <param name="Catalog">The catalog; null where there are errors.</param>
/// <param name="Errors">Empty where there is a catalog.</param>
public sealed record CatalogLoad(ProfileCatalog? Catalog, IReadOnlyList<SchemaLoadError> Errors);
