using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace IntegrationHub.Portal.Texts;

/// <summary>A language of the pages.</summary>
internal enum Language
{
    Chinese,
    English,
}

/// <summary>Every text of the pages, in both languages, what codes of documents mean, and words for what the hub records: entries of the ledger, their facts, steps of processes. No page holds one itself. Thread-safe.</summary>
/// <remarks>Codes are those of the ENTSO-E code lists, version 94, by the list that they are of; the words are ours. Codes that stand there without words are shown as they are.</remarks>
internal sealed class PortalTexts
{
    private readonly FrozenDictionary<string, string> _chinese = Read("zh");
    private readonly FrozenDictionary<string, string> _english = Read("en");

    public IReadOnlyCollection<string> Keys => _english.Keys;

    /// <summary>The tag for <c>lang</c>.</summary>
    public static string TagOf(Language language) => language == Language.Chinese ? "zh-CN" : "en";

    public FrozenDictionary<string, string> Of(Language language) => language == Language.Chinese ? _chinese : _english;

    /// <exception cref="KeyNotFoundException">There is no such text: a bug, which a test finds.</exception>
    public string Get(Language language, string key, params ReadOnlySpan<object?> values)
    {
        var text = Of(language).TryGetValue(key, out var found) ? found : throw new KeyNotFoundException($"There is no text {key}.");
        return values.Length == 0 ? text : string.Format(CultureInfo.InvariantCulture, text, values);
    }

    /// <summary>The text of a word that comes from data; the word itself where there is none.</summary>
    public string Word(Language language, string group, string word) => Of(language).GetValueOrDefault($"{group}.{word}", word);

    /// <summary>The language's own file, and those of codes and records where the application has them; a text stands in one of them.</summary>
    private static FrozenDictionary<string, string> Read(string tag)
    {
        var assembly = typeof(PortalTexts).Assembly;
        return assembly.GetManifestResourceNames().Where(name => name == $"texts/{tag}.json" || (name.StartsWith("texts/", StringComparison.Ordinal) && name.EndsWith($".{tag}.json", StringComparison.Ordinal))).SelectMany(name =>
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            return JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!;
        }).ToFrozenDictionary(StringComparer.Ordinal);
    }
}
