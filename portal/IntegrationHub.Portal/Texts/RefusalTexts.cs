using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using IntegrationHub.Market;

namespace IntegrationHub.Portal.Texts;

/// <summary>
/// Sentences of refusals in Chinese, by their English patterns. Whoever words them in English has them in Chinese, too: each of <see cref="Owners"/>, and of those
/// that the hub names, embeds <c>sentences/zh.json</c>. Thread-safe.
/// </summary>
internal sealed class RefusalTexts
{
    private readonly FrozenDictionary<string, string> _chinese;
    private readonly SentencePatterns _patterns;

    /// <param name="others">Parts of the hub that pages do not know.</param>
    public RefusalTexts(SentenceOwners others)
    {
        _chinese = Owners.Concat(others.Assemblies).SelectMany(SentencesOf)
            .GroupBy(static one => one.Key, StringComparer.Ordinal).ToFrozenDictionary(static one => one.Key, static one => one.First().Value, StringComparer.Ordinal);
        _patterns = new SentencePatterns(_chinese);
    }

    /// <summary>Parts that pages know and whose refusals reach them with values.</summary>
    public static IReadOnlyList<Assembly> Owners { get; } =
    [
        typeof(Problem).Assembly, typeof(Retail.RetailProblems).Assembly, typeof(Retail.Processes.ContractProcessRegistration).Assembly, typeof(Rendering.FontProblems).Assembly,
        typeof(Schemas.Xml.XmlError).Assembly, typeof(Exchange.Rejection).Assembly, typeof(Evidence.Refusal).Assembly, typeof(Workflows.Finding).Assembly,
    ];

    /// <summary>What a sentence says in Chinese; null where nobody has worded it. One that was written out and read back is known again by its words.</summary>
    public string? Chinese(Sentence sentence) => _chinese.TryGetValue(sentence.Pattern, out var pattern)
        ? string.Format(CultureInfo.InvariantCulture, pattern, [.. sentence.Values.Select(ValueOf)])
        : Chinese(sentence.ToString());

    /// <summary>What a text of one or several known sentences says in Chinese; null where nobody has worded it.</summary>
    public string? Chinese(string text) => _patterns.Chinese(text);

    /// <summary>Where something was found, with the words that are known in Chinese: <c>Period[1] (line 12)</c>.</summary>
    public string ChinesePlace(string where) => _patterns.ChineseWithin(where) ?? where;

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
