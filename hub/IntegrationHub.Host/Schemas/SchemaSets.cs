using IntegrationHub.Host.CommandLine;
using IntegrationHub.Schemas.Files;
using IntegrationHub.Schemas.Profiles;

namespace IntegrationHub.Host.Schemas;

/// <summary>Where the schemas of a command come from: the shipped ones, a folder or one file, with code lists laid over them.</summary>
internal static class SchemaSets
{
    /// <summary>The folder of the shipped profiles, beside the program.</summary>
    public static string ShippedFolder { get; } = Path.Combine(AppContext.BaseDirectory, "schemas", "xsd");

    /// <summary>Loads a set for the command line, which may be pointed at any folder: of two schemas for one root neither is taken.</summary>
    /// <param name="folder">A folder of schemas, or <c>null</c>.</param>
    /// <param name="file">One schema file, or <c>null</c>; without both, the shipped ones.</param>
    /// <param name="codes">A folder of code list files that replace those of the set, or <c>null</c>.</param>
    /// <param name="warn">Takes what was left out.</param>
    /// <exception cref="WrongUseException">The set cannot be loaded.</exception>
    public static ProfileCatalog Load(string? folder, string? file, string? codes, Action<string> warn)
    {
        var loaded = Compile(folder, file, codes);
        if (loaded.Catalog is not { } catalog)
        {
            loaded.Errors.Skip(1).ToList().ForEach(error => warn(error.ToString()));
            throw new WrongUseException($"the schemas cannot be loaded: {loaded.Errors[0].ToString().TrimEnd('.')}");
        }

        foreach (var refused in catalog.Refused)
        {
            warn(refused.ToString());
        }

        return catalog;
    }

    private static CatalogLoad Compile(string? folder, string? file, string? codes)
    {
        try
        {
            ISchemaSource source = file is not null ? FolderSchemaSource.ForOneFile(file) : new FolderSchemaSource(folder ?? ShippedFolder);
            return ProfileCatalog.Load(
                codes is null ? source : new OverlaySchemaSource(source, new FolderSchemaSource(codes)), CatalogOptions.Default with { KeepUnambiguous = true });
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new WrongUseException($"the schemas cannot be read: {exception.Message.TrimEnd('.')}");
        }
    }
}
