using System.Xml;
using System.Xml.Schema;
using IntegrationHub.Schemas.Automata;
using IntegrationHub.Schemas.Compilation;
using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Schemas.Profiles;

/// <summary>From a source to a catalog: read every file, refuse what is ambiguous, resolve, compile.</summary>
internal sealed class CatalogLoader(ISchemaSource source, CatalogOptions options)
{
    private readonly List<SchemaLoadError> _errors = [];

    private sealed record MainFile(string File, string TargetNamespace, IReadOnlyList<string> Roots);

    public CatalogLoad Load()
    {
        var reader = new SchemaFileReader(source, _errors);
        var mains = Choose(FindMains(reader));
        if (_errors.Count == 0 && mains.Count == 0 && !options.MayBeEmpty)
            _errors.Add(new SchemaLoadError("schemas.empty", "", 0, $"No file of {source.Name} declares a root element.", "Put the schemas into the folder."));
        if (_errors.Count > 0) return new CatalogLoad(null, _errors);

        var profiles = new List<Profile>();
        foreach (var group in Groups(mains))
        {
            if (Resolve(reader, group) is not { } set) continue;
            if (!TryCompile(set, group, profiles, out _)) CompileEach(reader, group, profiles);
        }
        var refused = new List<SchemaLoadError>();
        var unique = WithoutAmbiguous(profiles, refused);
        if (!options.KeepUnambiguous) _errors.AddRange(refused);
        return _errors.Count > 0 ? new CatalogLoad(null, _errors) : new CatalogLoad(new ProfileCatalog(source.Name, unique, refused), []);
    }

    /// <summary>Two files may say the same in other words; where they do not, neither is taken.</summary>
    private static List<Profile> WithoutAmbiguous(List<Profile> profiles, List<SchemaLoadError> refused)
    {
        var unique = new List<Profile>();
        foreach (var same in profiles.GroupBy(profile => (profile.Id.RootElement, profile.Id.Namespace)))
        {
            var first = same.First();
            var other = same.FirstOrDefault(profile => profile != first && !ProfileEquality.AreSame(first, profile));
            if (other is null) unique.Add(first);
            else
            {
                refused.Add(new SchemaLoadError("schemas.ambiguous", other.SourceFile, 0,
                    $"{first.SourceFile} and {other.SourceFile} declare {first.Id.RootElement} in {first.Id.Namespace}, and not the same way.",
                    "Choose one of the two files, or remove one."));
            }
        }
        return unique;
    }

    /// <summary>The framework's own set of one file and its imports, as the fallback has it; null where it does not load.</summary>
    public static XmlSchemaSet? ResolveAlone(ISchemaSource source, string file)
    {
        var loader = new CatalogLoader(source, CatalogOptions.Default);
        return loader.Resolve(new SchemaFileReader(source, loader._errors), [new MainFile(file, "", [])]);
    }

    private List<MainFile> FindMains(SchemaFileReader reader)
    {
        var mains = new List<MainFile>();
        var wanted = source.RootFiles;
        foreach (string file in source.Files)
        {
            // A file that is no root is parsed, too, where all are: half a set is no set.
            if (wanted.Count != source.Files.Count && !wanted.Contains(file, StringComparer.Ordinal)) continue;
            if (reader.Parse(file) is not { } schema) continue;
            string[] roots = [.. schema.Items.OfType<XmlSchemaElement>().Select(element => element.Name ?? "")];
            if (roots.Length > 0) mains.Add(new MainFile(file, schema.TargetNamespace ?? "", roots));
        }
        return mains;
    }

    private List<MainFile> Choose(List<MainFile> mains)
    {
        var owners = new Dictionary<(string, string), MainFile>();
        var dropped = new HashSet<MainFile>();
        foreach (var main in mains)
        {
            foreach (string root in main.Roots)
            {
                if (owners.TryAdd((root, main.TargetNamespace), main)) continue;
                var other = owners[(root, main.TargetNamespace)];
                if (options.Chosen.Contains(other.File, StringComparer.Ordinal)) dropped.Add(main);
                else if (options.Chosen.Contains(main.File, StringComparer.Ordinal))
                {
                    dropped.Add(other);
                    owners[(root, main.TargetNamespace)] = main;
                }
            }
        }
        return [.. mains.Where(main => !dropped.Contains(main))];
    }

    /// <summary>As few sets as possible: files of different namespaces go together, and share their code lists.</summary>
    private static List<List<MainFile>> Groups(List<MainFile> mains)
    {
        var groups = new List<List<MainFile>>();
        foreach (var main in mains)
        {
            var group = groups.Find(group => group.TrueForAll(other =>
                other.TargetNamespace != main.TargetNamespace && Folder(other.File) == Folder(main.File)));
            if (group is null) groups.Add(group = []);
            group.Add(main);
        }
        return groups;
    }

    private static string Folder(string file) => file[..(file.LastIndexOf('/') + 1)];

    private XmlSchemaSet? Resolve(SchemaFileReader reader, IReadOnlyList<MainFile> files)
    {
        int before = _errors.Count;
        var set = new XmlSchemaSet { XmlResolver = new SourceResolver(source) };
        set.ValidationEventHandler += (_, fault) => reader.Report(fault);
        try
        {
            foreach (var main in files)
                if (reader.Parse(main.File) is { } schema) set.Add(schema);
            set.Compile();
        }
        catch (Exception fault) when (fault is XmlSchemaException or XmlException or IOException or ArgumentException)
        {
            _errors.Add(reader.ErrorOf(fault));
        }
        return _errors.Count == before ? set : null;
    }

    private void CompileEach(SchemaFileReader reader, List<MainFile> group, List<Profile> profiles)
    {
        foreach (var main in group)
        {
            if (Resolve(reader, [main]) is not { } set || TryCompile(set, [main], profiles, out string reason)) continue;
            foreach (string root in main.Roots)
                profiles.Add(ProfileOf(main, root, set, null, GlobalDeclarations.None, reason, set));
        }
    }

    private static bool TryCompile(XmlSchemaSet set, IReadOnlyList<MainFile> files, List<Profile> profiles, out string reason)
    {
        var compiled = new List<Profile>();
        try
        {
            var compiler = new SchemaCompiler(set);
            var globals = compiler.Globals();
            foreach (var main in files)
                foreach (string root in main.Roots)
                    compiled.Add(ProfileOf(main, root, set, globals.Element(main.TargetNamespace, root) ?? throw new NotCoveredException($"the abstract element {root}"), globals, null, null));
        }
        catch (NotCoveredException fault)
        {
            reason = fault.Message;
            return false;
        }
        reason = "";
        profiles.AddRange(compiled);
        return true;
    }

    private static Profile ProfileOf(MainFile main, string root, XmlSchemaSet set, ElementDeclaration? declaration, GlobalDeclarations globals, string? notCovered, XmlSchemaSet? fallback)
    {
        string? schemaVersion = set.Schemas(main.TargetNamespace).Cast<XmlSchema>().FirstOrDefault()?.Version;
        string version = ProfileNames.VersionOf(main.TargetNamespace, schemaVersion);
        var id = new ProfileId(ProfileNames.NameOf(root, version), root, main.TargetNamespace);
        return new Profile(id, version, main.File, declaration, globals, notCovered, fallback);
    }
}
