using System.Collections.Frozen;
using IntegrationHub.Evidence.Canonicalization;
using IntegrationHub.Evidence.Certificates;
using IntegrationHub.Evidence.Signatures;
using IntegrationHub.Evidence.Signatures.Rules;
using IntegrationHub.Host.Configuration.Binding;
using IntegrationHub.Host.Configuration.Sections;
using NodaTime;

namespace IntegrationHub.Host.Configuration;

/// <summary>From the section <c>signatures</c> to the rule books in force; every flaw becomes a problem.</summary>
/// <param name="zone">The market's: rules begin and end at its midnight.</param>
/// <param name="trust">Reads the authorities of a rule; null leaves them out.</param>
internal sealed class SignatureRuleReading(DateTimeZone zone, SettingPlaces places, Func<IReadOnlyList<string>, string, TrustAnchors?>? trust = null)
{
    private readonly List<ConfigurationProblem> _problems = [];

    public IReadOnlyList<ConfigurationProblem> Problems => _problems;

    /// <summary>The books; the default ones where the section has flaws, which <see cref="Problems"/> tells.</summary>
    public SignatureRules Read(SignatureOptions options)
    {
        var rules = options.Rules.Select((rule, i) => (rule.Party, Setting: $"signatures.rules[{i}]", Rule: RuleOf(rule, $"signatures.rules[{i}]"))).ToList();
        var books = rules.GroupBy(entry => entry.Party, StringComparer.Ordinal)
            .Select(group => (Party: group.Key, Book: BookOf([.. group.Select(entry => (entry.Setting, entry.Rule))])))
            .Where(entry => entry.Book is not null)
            .ToDictionary(entry => entry.Party, entry => entry.Book!, StringComparer.Ordinal);
        return _problems.Count > 0
            ? SignatureRules.Default
            : new SignatureRules(books.GetValueOrDefault("", SignatureRuleBook.Default), books.Where(book => book.Key.Length > 0).ToFrozenDictionary(StringComparer.Ordinal));
    }

    private SignatureRuleBook? BookOf(IReadOnlyList<(string Setting, SignatureRule Rule)> rules)
    {
        var (book, flaws) = SignatureRuleBook.Create(rules.Select(entry => entry.Rule));
        foreach (var flaw in flaws)
        {
            var setting = rules.Last(entry => entry.Rule.Name == flaw.Rule).Setting;
            _problems.Add(new ConfigurationProblem(
                "CONFIGURATION_SIGNATURE_RULES", places.Of($"{setting}.name"), $"{setting}: {flaw.Text.TrimEnd('.')}", "Of the rules for one party exactly one may count on any day: let each end on the day on which the next begins."));
        }

        return book;
    }

    private SignatureRule RuleOf(SignatureRuleOptions rule, string setting) => new()
    {
        Name = rule.Name,
        ValidFrom = StartOf(rule.ValidFrom),
        ValidTo = StartOf(rule.ValidTo),
        Algorithms = Words<SignatureAlgorithm>(rule.Algorithms, $"{setting}.algorithms", except: [SignatureAlgorithm.RsaSha1]),
        Digests = Words<DigestAlgorithm>(rule.Digests, $"{setting}.digests", except: [DigestAlgorithm.Sha1]),
        Canonicalizations = Words(rule.Canonicalizations, $"{setting}.canonicalizations", WithComments),
        Transforms = rule.Transforms is ["none"] ? [] : Words(rule.Transforms, $"{setting}.transforms", WithComments),
        MinimumRsaBits = rule.MinimumRsaBits,
        Curves = Words<EllipticCurve>(rule.Curves, $"{setting}.curves", except: []),
        Sha1 = rule.Sha1,
        RequireKeyUsage = rule.RequireKeyUsage,
        ExtendedKeyUsages = Dotted(rule.ExtendedKeyUsages, $"{setting}.extendedKeyUsages"),
        Trust = rule.Trust.Count == 0 ? null : trust?.Invoke(rule.Trust, $"{setting}.trust"),
    };

    private static CanonicalizationMethod[] WithComments => [CanonicalizationMethod.InclusiveWithComments, CanonicalizationMethod.ExclusiveWithComments];

    private DateTimeOffset? StartOf(DateOnly? day) => day is { } date ? zone.AtStartOfDay(LocalDate.FromDateOnly(date)).ToDateTimeOffset().ToUniversalTime() : null;

    /// <summary>SHA-1 has its own setting, and canonicalization with comments no use.</summary>
    private FrozenSet<T> Words<T>(IReadOnlyList<string> texts, string setting, params T[] except)
        where T : struct, Enum
    {
        var known = Enum.GetValues<T>().Except(except).ToDictionary(value => ValueText.Camel(value.ToString()), StringComparer.Ordinal);
        foreach (var text in texts.Where(text => !known.ContainsKey(text)))
        {
            _problems.Add(new ConfigurationProblem("CONFIGURATION_WRONG_VALUE", places.Of(setting), $"{setting} has `{text}`, expected any of {string.Join(", ", known.Keys)}"));
        }

        if (texts.Count == 0)
        {
            _problems.Add(new ConfigurationProblem("CONFIGURATION_WRONG_VALUE", places.Of(setting), $"{setting} is empty: nothing could be accepted", "Leave it out for the default."));
        }

        return [.. texts.Where(known.ContainsKey).Select(text => known[text])];
    }

    private IReadOnlyList<string> Dotted(IReadOnlyList<string> texts, string setting)
    {
        foreach (var text in texts.Where(text => !TrustRules.IsDottedNumber(text)))
        {
            _problems.Add(new ConfigurationProblem("CONFIGURATION_WRONG_VALUE", places.Of(setting), $"{setting} has `{text}`, expected a dotted number such as 1.3.6.1.5.5.7.3.36"));
        }

        return texts;
    }
}
