using System.Text.RegularExpressions;
using IntegrationHub.Host.Configuration.Binding;
using IntegrationHub.Host.Configuration.Sections;

namespace IntegrationHub.Host.Configuration;

/// <summary>Rules of the section <c>trust</c> that one value alone cannot hold. Its files are read at start (<see cref="Data.TrustFiles"/>).</summary>
internal static partial class TrustRules
{
    public static void Check(TrustOptions options, SettingPlaces places, List<ConfigurationProblem> problems)
    {
        AuthoritiesDiffer(options.Timestamps.Authorities, places, problems);
        for (var i = 0; i < options.Timestamps.Authorities.Count; i++)
        {
            AuthorityIsComplete(options.Timestamps.Authorities[i], $"trust.timestamps.authorities[{i}]", places, problems);
        }

        SourcesAreComplete(options.Revocation.Sources, places, problems);
        if (options.Revocation.RetryAfter > options.Revocation.RefreshEvery)
        {
            problems.Add(new ConfigurationProblem(
                "CONFIGURATION_CONTRADICTION", places.Of("trust.revocation.retryAfter"), "trust.revocation.retryAfter is longer than trust.revocation.refreshEvery"));
        }
    }

    public static bool IsDottedNumber(string text) => DottedNumber().IsMatch(text);

    private static void AuthoritiesDiffer(IReadOnlyList<TimestampAuthorityOptions> authorities, SettingPlaces places, List<ConfigurationProblem> problems)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < authorities.Count; i++)
        {
            if (!names.Add(authorities[i].Name))
            {
                var setting = $"trust.timestamps.authorities[{i}].name";
                problems.Add(new ConfigurationProblem("CONFIGURATION_REPEATED", places.Of(setting), $"{setting} `{authorities[i].Name}` is used twice"));
            }
        }
    }

    private static void AuthorityIsComplete(TimestampAuthorityOptions authority, string setting, SettingPlaces places, List<ConfigurationProblem> problems)
    {
        if (authority.Trust.Count == 0)
        {
            problems.Add(new ConfigurationProblem(
                "CONFIGURATION_MISSING", places.Of($"{setting}.name"), $"{setting}.trust is missing", "Name the file with the authority that the service's certificate leads to; a token nobody vouches for proves nothing."));
        }

        if (authority.Policy.Length > 0 && !DottedNumber().IsMatch(authority.Policy))
        {
            problems.Add(new ConfigurationProblem(
                "CONFIGURATION_WRONG_VALUE", places.Of($"{setting}.policy"), $"{setting}.policy is `{authority.Policy}`, expected a dotted number such as 0.4.0.2023.1.1"));
        }
    }

    private static void SourcesAreComplete(IReadOnlyList<RevocationSourceOptions> sources, SettingPlaces places, List<ConfigurationProblem> problems)
    {
        var issuers = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < sources.Count; i++)
        {
            var setting = $"trust.revocation.sources[{i}]";
            var place = places.Of($"{setting}.issuer");
            if (sources[i].Ocsp is null && sources[i].Crl is null)
            {
                problems.Add(new ConfigurationProblem("CONFIGURATION_MISSING", place, $"{setting} has neither ocsp nor crl", "Name at least one address."));
            }

            if (!issuers.Add(sources[i].Issuer))
            {
                problems.Add(new ConfigurationProblem("CONFIGURATION_REPEATED", place, $"{setting}.issuer `{sources[i].Issuer}` is used twice"));
            }
        }
    }

    [GeneratedRegex(@"^[0-2](\.(0|[1-9][0-9]{0,18})){1,30}\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DottedNumber();
}
