using System.Text;
using IntegrationHub.Schemas.Xml;

namespace IntegrationHub.Schemas.Profiles;

/// <summary>
/// All profiles of one set of schemas. Immutable and safe from any thread; a newer set is a new catalog,
/// while documents under way keep the one they began with.
/// </summary>
public sealed class ProfileCatalog
{
    private readonly Dictionary<(string Root, string Namespace), Profile> _byRoot;
    private readonly Dictionary<string, Profile[]> _byName;

    internal ProfileCatalog(string name, IEnumerable<Profile> profiles, IReadOnlyList<SchemaLoadError> refused)
    {
        Name = name;
        Refused = refused;
        Profiles = [.. profiles.OrderBy(profile => profile.Id.RootElement, StringComparer.Ordinal).ThenBy(profile => profile.Id.Namespace, StringComparer.Ordinal)];
        _byRoot = Profiles.ToDictionary(profile => (profile.Id.RootElement, profile.Id.Namespace));
        _byName = Profiles.GroupBy(profile => profile.Id.RootElement, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);
    }

    /// <summary>A catalog that knows nothing.</summary>
    public static ProfileCatalog Empty { get; } = new("empty", [], []);

    /// <summary>The name of the source.</summary>
    public string Name { get; }

    /// <summary>Schemas that are left out because two declare one root differently; see <see cref="CatalogOptions.KeepUnambiguous"/>.</summary>
    public IReadOnlyList<SchemaLoadError> Refused { get; }

    /// <summary>All profiles, by root element and namespace.</summary>
    public IReadOnlyList<Profile> Profiles { get; }

    /// <summary>
    /// Loads and compiles a set. Imports and includes are followed inside the source only. Never throws for what the files
    /// hold: a set that is wrong in one file gives no catalog and says why.
    /// </summary>
    public static CatalogLoad Load(ISchemaSource source, CatalogOptions? options = null) => new CatalogLoader(source, options ?? CatalogOptions.Default).Load();

    /// <summary>The profile of this root element and namespace; null where there is none.</summary>
    public Profile? Find(string rootElement, string namespaceUri) => _byRoot.GetValueOrDefault((rootElement, namespaceUri));

    /// <summary>As <see cref="Find(string, string)"/>, over the spans of a reader; allocates nothing.</summary>
    public Profile? Find(ReadOnlySpan<byte> rootElement, ReadOnlySpan<byte> namespaceUri)
    {
        if (rootElement.Length > 256) return null;
        Span<char> name = stackalloc char[256];
        int length = Encoding.UTF8.GetChars(rootElement, name);
        if (!_byName.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name[..length], out var candidates)) return null;
        foreach (var profile in candidates)
            if (namespaceUri.SequenceEqual(profile.Root?.Namespace ?? Encoding.UTF8.GetBytes(profile.Id.Namespace))) return profile;
        return null;
    }

    /// <summary>
    /// Reads a document up to its root element and finds the profile. Null where there is none or where the document cannot be
    /// read so far; validation then says which.
    /// </summary>
    /// <param name="document">Its bytes in UTF-8.</param>
    /// <param name="inherited">Bindings around it, for a document inside an envelope.</param>
    public Profile? Recognise(ReadOnlySpan<byte> document, XmlNamespaceContext? inherited = null)
    {
        // The root's start tag is in the first bytes; the rest is not looked at here.
        int first = Math.Min(document.Length, 16 * 1024);
        if (TryRecognise(document[..first], final: first == document.Length, inherited, out var profile)) return profile;
        return TryRecognise(document, final: true, inherited, out profile) ? profile : null;
    }

    /// <summary>False where the root's start tag has not come yet.</summary>
    internal bool TryRecognise(ReadOnlySpan<byte> start, bool final, XmlNamespaceContext? inherited, out Profile? profile)
    {
        profile = null;
        var resumption = new XmlResumption();
        if (inherited is not null) Utf8XmlReader.Inherit(resumption, inherited);
        var xml = new Utf8XmlReader(start, 0, final, resumption, XmlLimits.Default);
        while (xml.Read())
        {
            if (xml.Kind != XmlTokenKind.StartElement) continue;
            profile = Find(xml.LocalName, xml.NamespaceUri);
            return true;
        }
        return !xml.NeedsMore;
    }
}
