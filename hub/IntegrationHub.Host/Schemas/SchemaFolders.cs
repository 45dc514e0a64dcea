using System.Collections.Concurrent;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Configuration.Sections;
using IntegrationHub.Host.Data;
using IntegrationHub.Schemas.Files;
using IntegrationHub.Schemas.Profiles;

namespace IntegrationHub.Host.Schemas;

/// <summary>A folder of schemas that could not be put in force; what was in force before still is.</summary>
internal sealed record SchemaProblem(string Folder, string Text, string Remedy);

/// <summary>
/// The profiles in force: those of a party's own folder first, then those of the common folder, then the shipped ones. Folders are looked
/// at again while the hub runs; a set that is wrong or half copied leaves the previous one in force.
/// </summary>
/// <remarks>Thread-safe; documents under way keep the profile they began with.</remarks>
internal sealed class SchemaFolders
{
    private readonly ReloadableCatalog _shipped;
    private readonly Watched? _common;
    private readonly ConcurrentDictionary<string, Watched> _parties = new(StringComparer.Ordinal);

    /// <param name="options">The section <c>schemas</c> with its paths resolved.</param>
    /// <exception cref="RefusedException">The shipped schemas, or a configured folder, cannot be loaded.</exception>
    public SchemaFolders(SchemaOptions options)
    {
        _shipped = new ReloadableCatalog(Load(WithCodes(SchemaSets.ShippedFolder, options.CodesFolder)));
        _common = options.Folder.Length > 0 ? new Watched(options.Folder, options.CodesFolder) : null;
        foreach (var party in options.Parties)
        {
            _parties[party.Party] = new Watched(party.Folder, options.CodesFolder);
        }
    }

    /// <summary>The folders that the configuration of a data folder names.</summary>
    /// <exception cref="RefusedException">The shipped schemas, or a configured folder, cannot be loaded.</exception>
    public static SchemaFolders Of(DataFolder folder, SchemaOptions options) => new(options with
    {
        Folder = options.Folder.Length == 0 ? "" : folder.Resolve(options.Folder),
        CodesFolder = options.CodesFolder.Length == 0 ? "" : folder.Resolve(options.CodesFolder),
        Parties = [.. options.Parties.Select(party => party with { Folder = folder.Resolve(party.Folder) })],
    });

    /// <summary>Every profile that some party may use.</summary>
    public IEnumerable<Profile> Profiles => Catalogs(null).SelectMany(catalog => catalog.Profiles).DistinctBy(profile => (profile.Id.RootElement, profile.Id.Namespace));

    /// <summary>Folders whose newest state could not be put in force.</summary>
    public IReadOnlyList<SchemaProblem> Problems => [.. Folders().SelectMany(watched => watched.Problems)];

    /// <summary>The catalogs to look a party's documents up in, in order.</summary>
    public IEnumerable<ProfileCatalog> Catalogs(string? party)
    {
        if (party is not null && _parties.TryGetValue(party, out var own))
        {
            yield return own.Catalog.Current;
        }

        if (_common is not null)
        {
            yield return _common.Catalog.Current;
        }

        yield return _shipped.Current;
    }

    /// <summary>Looks at every configured folder once; loads those that changed.</summary>
    /// <returns>How many were put in force or refused.</returns>
    public int Look() => Folders().Count(watched => watched.Look());

    /// <summary>Loads a folder, or says why not.</summary>
    /// <exception cref="RefusedException">It is wrong.</exception>
    public static ProfileCatalog Load(ISchemaSource source)
    {
        var load = ProfileCatalog.Load(source);
        return load.Catalog ?? throw new RefusedException(
            "SCHEMAS_INVALID",
            $"the schemas of {source.Name} cannot be used: {string.Join("; ", load.Errors.Take(3))}",
            "Correct or remove the files named; `ihub validate --schemas DIR` shows all errors.");
    }

    /// <summary>A folder of schemas, with code lists of another folder in place of its own where one is given.</summary>
    /// <exception cref="RefusedException">A folder does not exist.</exception>
    public static ISchemaSource WithCodes(string folder, string codesFolder) =>
        codesFolder.Length == 0 ? Open(folder) : new OverlaySchemaSource(Open(folder), Open(codesFolder));

    private static FolderSchemaSource Open(string folder) => Directory.Exists(folder)
        ? new FolderSchemaSource(Path.GetFullPath(folder))
        : throw new RefusedException("SCHEMA_FOLDER_MISSING", $"there is no folder {folder}", "Create it, or correct the section `schemas` of hub.yaml.");

    private IEnumerable<Watched> Folders() => _common is null ? _parties.Values : _parties.Values.Append(_common);

    /// <summary>A folder that is looked at again.</summary>
    private sealed class Watched(string folder, string codesFolder)
    {
        private string _fingerprint = FolderFingerprint.Of(folder);
        private string _seen = "";

        public ReloadableCatalog Catalog { get; } = new(Load(WithCodes(folder, codesFolder)));

        public IEnumerable<SchemaProblem> Problems => Catalog.LastErrors.Select(error => new SchemaProblem(folder, error.ToString(), error.Remedy));

        /// <summary>A changed folder is loaded once it looked the same twice: whoever copies has finished.</summary>
        public bool Look()
        {
            var now = FolderFingerprint.Of(folder);
            var quiet = now == _seen;
            _seen = now;
            if (now == _fingerprint || !quiet)
            {
                return false;
            }

            _fingerprint = now;
            try
            {
                Catalog.TryReload(WithCodes(folder, codesFolder));
            }
            catch (Exception failure) when (failure is IOException or RefusedException)
            {
                // Gone or being copied: what was in force stays; the next change is looked at again.
                _fingerprint = "";
            }

            return true;
        }
    }
}
