using IntegrationHub.Host.Configuration.Binding;
using IntegrationHub.Host.Configuration.Sections;

namespace IntegrationHub.Host.Configuration;

/// <summary>The two doors of the portal are two: a browser must not share a connection or a cookie between them.</summary>
internal static class PortalRules
{
    public static void Check(PortalOptions portal, SettingPlaces places, List<ConfigurationProblem> problems)
    {
        foreach (var (setting, door) in new[] { ("portal.staff", portal.Staff), ("portal.core", portal.Core) })
        {
            if (door.HostName.Length > 0 && Uri.CheckHostName(door.HostName) == UriHostNameType.Unknown)
            {
                problems.Add(new ConfigurationProblem("CONFIGURATION_WRONG_VALUE", places.Of(setting + ".hostName"), $"{setting}.hostName `{door.HostName}` is no host name"));
            }

            if (door.IdleTimeout > door.SessionLength)
            {
                problems.Add(new ConfigurationProblem("CONFIGURATION_CONTRADICTION", places.Of(setting + ".idleTimeout"), $"{setting}.idleTimeout is longer than its sessionLength"));
            }
        }

        if (portal.Staff.HostName.Equals(portal.Core.HostName, StringComparison.OrdinalIgnoreCase))
        {
            problems.Add(new ConfigurationProblem(
                "CONFIGURATION_REPEATED", places.Of("portal.core.hostName"), $"portal.core.hostName `{portal.Core.HostName}` is the one of portal.staff", "Give each door a host name of its own."));
        }

        SmsGatewayRules.Check(portal, places, problems);
        if (portal.Staff.Address is { EndPoint.Port: not 0 } staff && portal.Core.Address is { } core && staff.ToString() == core.ToString())
        {
            problems.Add(new ConfigurationProblem("CONFIGURATION_REPEATED", places.Of("portal.core.address"), $"portal.core.address {core} is used twice"));
        }
    }
}
