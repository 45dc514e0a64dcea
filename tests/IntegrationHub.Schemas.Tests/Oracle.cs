using IntegrationHub.Schemas.Files;
using IntegrationHub.Schemas.Profiles;

namespace IntegrationHub.Schemas.Tests;

/// <summary>The public reference data beside the checkout, and what is loaded from it once for all tests.</summary>
internal static class Oracle
{
    private static readonly Lazy<string?> FoundFolder = new(Find);
    private static readonly Lazy<ProfileCatalog> OfficialSet = new(() => Load("entsoe-2024-02-09", null, "iec62325-451-n-constraintelement_v1_0.xsd"));

    /// <summary>Its folder; null where it is not there (a test then says so and ends).</summary>
    public static string? Folder => FoundFolder.Value;

    /// <summary>The official schemas with the code lists that lie beside them.</summary>
    public static ProfileCatalog Official => OfficialSet.Value;

    public static bool IsMissing(Xunit.Abstractions.ITestOutputHelper output)
    {
        if (Folder is not null) return false;
        output.WriteLine("SKIPPED: the folder shared/oracle is not beside the checkout and IHUB_ORACLE does not name it.");
        return true;
    }

    public static ISchemaSource Source(string xsdFolder, string? codes = null)
    {
        ISchemaSource source = new FolderSchemaSource(Path.Combine(Folder!, "xsd", xsdFolder));
        return codes is null ? source : new OverlaySchemaSource(source, new FolderSchemaSource(Path.Combine(Folder!, "xsd", codes)));
    }

    public static ProfileCatalog Load(string xsdFolder, string? codes = null, params string[] chosen)
    {
        var load = ProfileCatalog.Load(Source(xsdFolder, codes), new CatalogOptions { Chosen = chosen });
        return load.Catalog ?? throw new InvalidOperationException(string.Join('\n', load.Errors));
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("IHUB_ORACLE") is { Length: > 0 } named) return Directory.Exists(named) ? named : null;
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            string candidate = Path.Combine(at.FullName, "shared", "oracle");
            if (Directory.Exists(candidate)) return candidate;
        }
        return null;
    }
}
