using System.Net.Http.Headers;
using IntegrationHub.Host.Configuration.Binding;
using IntegrationHub.Host.Configuration.Sections;

namespace IntegrationHub.Host.Configuration;

/// <summary>A gateway is reached by HTTPS and is told a number and a text.</summary>
internal static class SmsGatewayRules
{
    public static void Check(PortalOptions portal, SettingPlaces places, List<ConfigurationProblem> problems)
    {
        if (portal.Sms == SmsWay.Gateway && portal.SmsGateways.Count == 0)
        {
            problems.Add(new ConfigurationProblem("CONFIGURATION_CONTRADICTION", places.Of("portal.sms"), "portal.sms is `gateway`, and portal.smsGateways names none", "Add a gateway."));
        }

        for (var i = 0; i < portal.SmsGateways.Count; i++)
        {
            var (gateway, at) = (portal.SmsGateways[i], $"portal.smsGateways[{i}]");
            if (!Uri.TryCreate(gateway.Address, UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttps || address.UserInfo.Length > 0)
            {
                Add(at + ".address", $"`{gateway.Address}` is no https address", "Give the provider's address; it begins with https:// and holds no password.");
            }

            if (!gateway.Body.Contains("{phone}", StringComparison.Ordinal) || !gateway.Body.Contains("{text}", StringComparison.Ordinal))
            {
                Add(at + ".body", "the body has no place for the number or for the text", "Write {phone} and {text} where the provider wants them.");
            }

            if (!MediaTypeHeaderValue.TryParse(gateway.ContentType, out _))
            {
                Add(at + ".contentType", $"`{gateway.ContentType}` is no content type", "Write for example application/json.");
            }

            if (gateway.Headers.FirstOrDefault(static header => header.IndexOf(':', StringComparison.Ordinal) < 1) is { } header)
            {
                Add(at + ".headers", $"`{header}` is no header", "Write `Name: value`.");
            }
        }

        void Add(string setting, string text, string remedy) => problems.Add(new ConfigurationProblem("CONFIGURATION_WRONG_VALUE", places.Of(setting), text, remedy));
    }
}
