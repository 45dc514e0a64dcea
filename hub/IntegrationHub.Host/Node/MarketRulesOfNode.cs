using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Rules;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Configuration;
using IntegrationHub.Host.Configuration.Sections;
using IntegrationHub.Schemas.Rules;
using NodaTime;

namespace IntegrationHub.Host.Node;

/// <summary>The market as the configuration describes it, for the rules of the core.</summary>
internal static class MarketRulesOfNode
{
    /// <summary>Zone and gate closures. Rules of parties that are not registered yet are left out until they are.</summary>
    /// <exception cref="RefusedException">The time zone is unknown.</exception>
    public static MarketContext Build(HubOptions options, PartyDirectory directory)
    {
        var zone = ZoneOf(options.Hub);
        var rules = options.GateClosures
            .Select(rule => ToRule(rule, directory))
            .OfType<GateClosureRule>()
            .ToArray();
        return new MarketContext(new GateClosureCalendar(zone, rules), new RuleContext { MarketZone = zone });
    }

    /// <summary>The market's time zone.</summary>
    public static DateTimeZone ZoneOf(SelfOptions self) => DateTimeZoneProviders.Tzdb.GetZoneOrNull(self.MarketTimeZone)
        ?? throw new RefusedException("TIME_ZONE_UNKNOWN", $"there is no time zone {self.MarketTimeZone}", "Use an IANA name such as Asia/Shanghai in hub.marketTimeZone.");

    private static GateClosureRule? ToRule(GateClosureOptions rule, PartyDirectory directory)
    {
        PartyId? party = null;
        if (rule.Party.Length > 0)
        {
            if (directory.FindByName(rule.Party) is not { } known)
            {
                return null;
            }

            party = known.Id;
        }

        return new GateClosureRule(
            party,
            rule.RootElement,
            rule.DocumentType.Length == 0 ? null : rule.DocumentType,
            rule.DaysBefore,
            LocalTime.FromTimeOnly(rule.Time!.Value),
            LocalDate.FromDateOnly(rule.From!.Value),
            rule.To is { } to ? LocalDate.FromDateOnly(to) : null,
            rule.Source);
    }
}
