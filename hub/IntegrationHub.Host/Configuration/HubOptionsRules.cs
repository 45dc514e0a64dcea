using IntegrationHub.Host.Configuration.Binding;
using IntegrationHub.Host.Configuration.Sections;
using IntegrationHub.Schemas.Rules;
using NodaTime;

namespace IntegrationHub.Host.Configuration;

/// <summary>Rules that one value alone cannot hold.</summary>
internal static class HubOptionsRules
{
    public static void Check(HubOptions options, SettingPlaces places, List<ConfigurationProblem> problems)
    {
        CodeHasItsCheckCharacter(options, places, problems);
        TimeZoneExists(options, places, problems);
        ListenersDiffer(options, places, problems);
        ConnectionStringRules.Check(options.Storage, places, problems);
        RetriesGrow(options, places, problems);
        GateClosuresRunForward(options, places, problems);
        TrustRules.Check(options.Trust, places, problems);
        SignatureRulesLeaveNoChoice(options, places, problems);
        SigningDeviceRules.Check(options.Pki, places, problems);
        Sm2HasNames(options.Pki, places, problems);
        PortalRules.Check(options.Portal, places, problems);
    }

    private static void Sm2HasNames(PkiOptions options, SettingPlaces places, List<ConfigurationProblem> problems)
    {
        foreach (var (setting, names) in new[] { ("pki.sm2SignatureNames", options.Sm2SignatureNames), ("pki.sm3DigestNames", options.Sm3DigestNames) })
        {
            if (names.Count == 0 || !names.All(name => Uri.TryCreate(name, UriKind.Absolute, out _)))
            {
                problems.Add(new ConfigurationProblem("CONFIGURATION_WRONG_VALUE", places.Of(setting), $"{setting} is `{string.Join(", ", names)}`, expected at least one absolute address"));
            }
        }
    }

    private static void SignatureRulesLeaveNoChoice(HubOptions options, SettingPlaces places, List<ConfigurationProblem> problems)
    {
        // Where the zone is unknown that is a problem of its own.
        var reading = new SignatureRuleReading(DateTimeZoneProviders.Tzdb.GetZoneOrNull(options.Hub.MarketTimeZone) ?? DateTimeZone.Utc, places);
        reading.Read(options.Signatures);
        problems.AddRange(reading.Problems);
    }

    private static void CodeHasItsCheckCharacter(HubOptions options, SettingPlaces places, List<ConfigurationProblem> problems)
    {
        if (options.Hub is { CodingScheme: "A01", Code: { Length: > 0 } code } && !Eic.TryCreate(code, out _))
        {
            problems.Add(new ConfigurationProblem(
                "CONFIGURATION_WRONG_EIC", places.Of("hub.code"), $"hub.code is `{code}`, which is no EIC: 16 characters of which the last is a check character"));
        }
    }

    private static void TimeZoneExists(HubOptions options, SettingPlaces places, List<ConfigurationProblem> problems)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(options.Hub.MarketTimeZone, out _))
        {
            problems.Add(new ConfigurationProblem(
                "CONFIGURATION_UNKNOWN_TIME_ZONE",
                places.Of("hub.marketTimeZone"),
                $"hub.marketTimeZone is `{options.Hub.MarketTimeZone}`, which this machine does not know",
                "Use an IANA name such as Asia/Shanghai or Europe/Brussels."));
        }
    }

    private static void ListenersDiffer(HubOptions options, SettingPlaces places, List<ConfigurationProblem> problems)
    {
        if (options.Listeners.Count < 2)
        {
            problems.Add(new ConfigurationProblem(
                "CONFIGURATION_TOO_FEW_LISTENERS",
                places.Of("listeners"),
                $"listeners has {options.Listeners.Count} entry, at least 2 are needed so that one access channel can be lost"));
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        var addresses = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < options.Listeners.Count; i++)
        {
            var listener = options.Listeners[i];
            if (!names.Add(listener.Name))
            {
                problems.Add(new ConfigurationProblem("CONFIGURATION_REPEATED", places.Of($"listeners[{i}].name"), $"listeners[{i}].name `{listener.Name}` is used twice"));
            }

            if (listener.Address is { EndPoint.Port: not 0 } address && !addresses.Add(address.ToString()))
            {
                problems.Add(new ConfigurationProblem("CONFIGURATION_REPEATED", places.Of($"listeners[{i}].address"), $"listeners[{i}].address {address} is used twice"));
            }
        }
    }

    private static void RetriesGrow(HubOptions options, SettingPlaces places, List<ConfigurationProblem> problems)
    {
        if (options.Lanes.FirstRetry > options.Lanes.LongestRetry)
        {
            problems.Add(new ConfigurationProblem(
                "CONFIGURATION_CONTRADICTION", places.Of("lanes.firstRetry"), "lanes.firstRetry is longer than lanes.longestRetry"));
        }

        if (options.Lanes.ClaimLease <= options.Lanes.SendTimeout)
        {
            problems.Add(new ConfigurationProblem(
                "CONFIGURATION_CONTRADICTION",
                places.Of("lanes.claimLease"),
                "lanes.claimLease is not longer than lanes.sendTimeout: a document could be sent by two nodes"));
        }
    }

    private static void GateClosuresRunForward(HubOptions options, SettingPlaces places, List<ConfigurationProblem> problems)
    {
        for (var i = 0; i < options.GateClosures.Count; i++)
        {
            var rule = options.GateClosures[i];
            if (rule.To < rule.From)
            {
                problems.Add(new ConfigurationProblem(
                    "CONFIGURATION_CONTRADICTION", places.Of($"gateClosures[{i}].to"), $"gateClosures[{i}].to lies before its from"));
            }
        }
    }
}
