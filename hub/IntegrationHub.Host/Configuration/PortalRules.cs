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

        CheckCustomers(portal, places, problems);
        CheckPrograms(portal, places, problems);
        SmsGatewayRules.Check(portal, places, problems);
        if (portal.Staff.Address is { EndPoint.Port: not 0 } staff && portal.Core.Address is { } core && staff.ToString() == core.ToString())
        {
            problems.Add(new ConfigurationProblem("CONFIGURATION_REPEATED", places.Of("portal.core.address"), $"portal.core.address {core} is used twice"));
        }
    }

    /// <summary>Whoever is at the customers' door has nothing in common with the company's: neither name, nor address, nor certificate.</summary>
    private static void CheckCustomers(PortalOptions portal, SettingPlaces places, List<ConfigurationProblem> problems)
    {
        var customers = portal.Customers;
        if (Uri.CheckHostName(customers.HostName) == UriHostNameType.Unknown)
        {
            problems.Add(new ConfigurationProblem("CONFIGURATION_WRONG_VALUE", places.Of("portal.customers.hostName"), $"portal.customers.hostName `{customers.HostName}` is no host name"));
        }

        if (customers.IdleTimeout > customers.SessionLength)
        {
            problems.Add(new ConfigurationProblem("CONFIGURATION_CONTRADICTION", places.Of("portal.customers.idleTimeout"), "portal.customers.idleTimeout is longer than its sessionLength"));
        }

        foreach (var (setting, door) in new[] { ("portal.staff", portal.Staff), ("portal.core", portal.Core) })
        {
            if (customers.HostName.Equals(door.HostName, StringComparison.OrdinalIgnoreCase))
            {
                problems.Add(new ConfigurationProblem(
                    "CONFIGURATION_REPEATED", places.Of("portal.customers.hostName"), $"portal.customers.hostName `{customers.HostName}` is the one of {setting}", "Give the customers' pages a host name of their own."));
            }

            if (customers.Address.EndPoint.Port != 0 && customers.Address.ToString() == door.Address?.ToString())
            {
                problems.Add(new ConfigurationProblem("CONFIGURATION_REPEATED", places.Of("portal.customers.address"), $"portal.customers.address {customers.Address} is used twice"));
            }
        }

        if (customers.Certificate == portal.Certificate)
        {
            problems.Add(new ConfigurationProblem(
                "CONFIGURATION_REPEATED", places.Of("portal.customers.certificate"), "portal.customers.certificate is the one of the company's pages", "The customers' pages must not hold the company's key: give them a certificate of their own."));
        }
    }

    /// <summary>What a browser holds for a door of persons must not reach the door of programs, nor the other way round.</summary>
    private static void CheckPrograms(PortalOptions portal, SettingPlaces places, List<ConfigurationProblem> problems)
    {
        var programs = portal.Programs;
        if (Uri.CheckHostName(programs.HostName) == UriHostNameType.Unknown)
        {
            problems.Add(new ConfigurationProblem("CONFIGURATION_WRONG_VALUE", places.Of("portal.programs.hostName"), $"portal.programs.hostName `{programs.HostName}` is no host name"));
        }

        if (programs.Address is not { } address)
        {
            return;
        }

        foreach (var (setting, hostName, taken) in new[]
        {
            ("portal.staff", portal.Staff.HostName, portal.Staff.Address), ("portal.core", portal.Core.HostName, portal.Core.Address), ("portal.customers", portal.Customers.HostName, portal.Customers.Address),
        })
        {
            if (programs.HostName.Equals(hostName, StringComparison.OrdinalIgnoreCase))
            {
                problems.Add(new ConfigurationProblem(
                    "CONFIGURATION_REPEATED", places.Of("portal.programs.hostName"), $"portal.programs.hostName `{programs.HostName}` is the one of {setting}", "Give the door of programs a host name of its own."));
            }

            if (address.EndPoint.Port != 0 && address.ToString() == taken?.ToString())
            {
                problems.Add(new ConfigurationProblem("CONFIGURATION_REPEATED", places.Of("portal.programs.address"), $"portal.programs.address {address} is used twice"));
            }
        }
    }
}
