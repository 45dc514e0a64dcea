using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Configuration.Sections;
using IntegrationHub.Host.Data;
using IntegrationHub.Schemas.Files;
using IntegrationHub.Schemas.Profiles;

namespace IntegrationHub.Host.Schemas;

/// <summary>A folder whose newest state could not be put in force; what was in force before still is.</summary>
internal sealed record SchemaProblem(string Folder, string Text, string Remedy);

/// <summary>
/// The profiles in force: those of a party's own folder first, then those of the common folder, then the shipped ones, each with the code lists
/// that replace theirs. Folders are looked at again while the hub runs; a set that is wrong or half copied leaves the previous one in force.
/// </summary>
/// <remarks>Thread-safe; documents under way keep the profile they began with.</remarks>
internal sealed class SchemaFolders
{
    private readonly CatalogOptions _options;
    private readonly WatchedSet _everybody;
    private readonly Dictionary<string, WatchedSet> _parties;

    /// <param name="options">The section <c>schemas</c> with its paths resolved.</param>
    /// <exception cref="RefusedException">The shipped schemas, or a configured folder, cannot be loaded.</exception>
    public SchemaFolders(SchemaOptions options)
    {
        _options = CatalogOptions.Default with { Chosen = options.Chosen };
        string[] common = [.. new[] { options.CodesFolder, options.Folder }.Where(folder => folder.Length > 0)];
        _everybody = new WatchedSet(common, () => Everybody(options));
        _parties = options.Parties.ToDictionary(
            party => party.Party, party => new WatchedSet([party.Folder, .. common], () => Party(options, party.Folder)), StringComparer.Ordinal);
    }

    /// <summary>The folders that the configuration of a data folder names.</summary>
    /// <exception cref="RefusedException">The shipped schemas, or a configured folder, cannot be loaded.</exception>
    public static SchemaFolders Of(DataFolder folder, SchemaOptions options) => new(options with
    {
        Folder = options.Folder.Length == 0 ? "" : folder.Resolve(options.Folder),
        CodesFolder = options.CodesFolder.Length == 0 ? "" : folder.Resolve(options.CodesFolder),
        Parties = [.. options.Parties.Select(party => party with { Folder = folder.Resolve(party.Folder) })],
    });

    /// <summary>Every profile that everybody may use.</summary>
    public IEnumerable<Profile> Profiles => Catalogs(null).SelectMany(catalog => catalog.Profiles).DistinctBy(profile => (profile.Id.RootElement, profile.Id.Namespace));

    /// <summary>Folders whose newest state could not be put in force.</summary>
    public IReadOnlyList<SchemaProblem> Problems => [.. Sets().SelectMany(set => set.Problems).Distinct()];

    /// <summary>The catalogs to look a party's documents up in, in order.</summary>
    public IReadOnlyList<ProfileCatalog> Catalogs(string? party) =>
        (party is not null && _parties.TryGetValue(party, out var own) ? own : _everybody).Catalogs;

    /// <summary>Looks at every configured folder once; loads those that changed.</summary>
    /// <returns>How many sets were put in force or refused.</returns>
    public int Look() => Sets().Count(set => set.Look());

    private static FolderSchemaSource Open(string folder) => Directory.Exists(folder)
        ? new FolderSchemaSource(Path.GetFullPath(folder))
        : throw new RefusedException("SCHEMA_FOLDER_MISSING", $"there is no folder {folder}", "Create it, or correct the section `schemas` of hub.yaml.");

    /// <summary>Everybody comes before the parties, whose sets take over what nothing of theirs replaces.</summary>
    private IEnumerable<WatchedSet> Sets() => [_everybody, .. _parties.Values];

    private List<ProfileCatalog> Everybody(SchemaOptions options) => [.. Bases(options).Select(schemas => Load(schemas))];

    private List<ProfileCatalog> Party(SchemaOptions options, string folder)
    {
        var own = Open(folder);
        var bases = Bases(options);
        var replaced = bases.ConvertAll(schemas => new OverlaySchemaSource(schemas, own));
        return
        [
            // A folder of nothing but code lists has no profiles of its own; one whose files are neither is a mistake.
            Load(own, replaced.Exists(overlay => overlay.Replaces)),
            .. replaced.Select((overlay, index) => overlay.Replaces ? Load(overlay) : _everybody.Catalogs[index]),
        ];
    }

    /// <summary>The common folder, if there is one, and the shipped schemas, with the code lists that replace theirs.</summary>
    private static List<ISchemaSource> Bases(SchemaOptions options)
    {
        List<ISchemaSource> bases = [Open(SchemaSets.ShippedFolder)];
        if (options.Folder.Length > 0)
        {
            bases.Insert(0, Open(options.Folder));
        }

        return options.CodesFolder.Length == 0 ? bases : bases.ConvertAll<ISchemaSource>(schemas => new OverlaySchemaSource(schemas, Open(options.CodesFolder)));
    }

    /// <summary>Loads a set, or says why not. A folder that waits for its first file is no mistake.</summary>
    private ProfileCatalog Load(ISchemaSource source, bool mayBeEmpty = false)
    {
        var load = ProfileCatalog.Load(source, _options with { MayBeEmpty = mayBeEmpty || source.Files.Count == 0 });
        return load.Catalog ?? throw new RefusedException(
            "SCHEMAS_INVALID",
            $"the schemas of {source.Name} cannot be used: {string.Join("; ", load.Errors.Take(3))}",
            $"{load.Errors[0].Remedy} `ihub validate --schemas DIR` shows all errors.");
    }

    /// <summary>Catalogs that are replaced together when one of their folders changes.</summary>
    private sealed class WatchedSet(IReadOnlyList<string> folders, Func<List<ProfileCatalog>> load)
    {
        private volatile State _state = new(load(), null);
        private string _loaded = Fingerprint(folders);
        private string _seen = "";

        public IReadOnlyList<ProfileCatalog> Catalogs => _state.Catalogs;

        public IEnumerable<SchemaProblem> Problems => _state.Problem is { } problem ? [problem] : [];

        /// <summary>A changed folder is loaded once it looked the same twice: whoever copies has finished.</summary>
        public bool Look()
        {
            var now = Fingerprint(folders);
            var quiet = now == _seen;
            _seen = now;
            if (now == _loaded || !quiet)
            {
                return false;
            }

            _loaded = now;
            try
            {
                _state = new State(load(), null);
            }
            catch (RefusedException refused)
            {
                _state = _state with { Problem = new SchemaProblem(folders[0], refused.Message, refused.Remedy) };
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                // Gone or being copied: looked at again until it can be read.
                _state = _state with { Problem = new SchemaProblem(folders[0], failure.Message, "Let the copying end, or restore the folder.") };
                _loaded = "";
            }

            return true;
        }

        private static string Fingerprint(IReadOnlyList<string> folders) => string.Join('\n', folders.Select(FolderFingerprint.Of));

        private sealed record State(IReadOnlyList<ProfileCatalog> Catalogs, SchemaProblem? Problem);
    }
}
