using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using IntegrationHub.Market;

namespace IntegrationHub.Portal.Texts;

/// <summary>
/// Sentences of refusals in Chinese, by their English patterns. Whoever words them in English has them in Chinese, too: each of <see cref="Owners"/> embeds <c>sentences/zh.json</c>.
/// Thread-safe.
/// </summary>
internal sealed class RefusalTexts
{
    /// <summary>Parts whose refusals reach pages with values in them.</summary>
    public static IReadOnlyList<Assembly> Owners { get; } =
        [typeof(Problem).Assembly, typeof(Retail.RetailProblems).Assembly, typeof(Retail.Processes.ContractProcessRegistration).Assembly, typeof(Rendering.FontProblems).Assembly];

    private readonly FrozenDictionary<string, string> _chinese =
        Owners.SelectMany(SentencesOf).GroupBy(static one => one.Key, StringComparer.Ordinal).ToFrozenDictionary(static one => one.Key, static one => one.First().Value, StringComparer.Ordinal);

    /// <summary>What a sentence says in Chinese; null where nobody has worded it.</summary>
    public string? Chinese(Sentence sentence) => _chinese.TryGetValue(sentence.Pattern, out var pattern)
        ? string.Format(CultureInfo.InvariantCulture, pattern, [.. sentence.Values.Select(ValueOf)])
        : null;

    /// <summary>English patterns with the Chinese ones of a part.</summary>
    internal static IReadOnlyDictionary<string, string> SentencesOf(Assembly owner)
    {
        using var stream = owner.GetManifestResourceStream("sentences/zh.json")!;
        return JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!;
    }

    /// <summary>A value that is a sentence, or words that are a pattern of their own, is said in Chinese; any other stands as it is.</summary>
    private object ValueOf(object value) => value is Sentence sentence ? Chinese(sentence) ?? sentence.ToString() : _chinese.GetValueOrDefault((string)value, (string)value);
}

/// <summary>A refusal as a page says it.</summary>
/// <param name="Text">In the reader's language; empty where only English is known.</param>
/// <param name="English">What is known in English alone, values among it; null where everything is said.</param>
internal sealed record SaidRefusal(string Text, string? English);
