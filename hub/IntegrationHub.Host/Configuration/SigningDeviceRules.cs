using IntegrationHub.Host.Configuration.Binding;
using IntegrationHub.Host.Configuration.Sections;

namespace IntegrationHub.Host.Configuration;

/// <summary>Rules of <c>pki.signingDevice</c> that one value alone cannot hold.</summary>
internal static class SigningDeviceRules
{
    public static void Check(PkiOptions options, SettingPlaces places, List<ConfigurationProblem> problems)
    {
        var device = options.SigningDevice;
        if (!device.IsUsed)
        {
            if (options.SigningCertificate.Length == 0)
            {
                Missing("pki.signingCertificate", "pki.signingCertificate is empty, and no signing device is configured");
            }

            return;
        }

        if (!Path.IsPathFullyQualified(device.Module))
        {
            problems.Add(new ConfigurationProblem(
                "CONFIGURATION_WRONG_VALUE", places.Of("pki.signingDevice.module"), $"pki.signingDevice.module is `{device.Module}`, expected the absolute path of a library: code that sees the PIN is not searched for"));
        }

        if (device.Token.Length == 0 && device.TokenSerial.Length == 0)
        {
            Missing("pki.signingDevice.module", "pki.signingDevice names neither token nor tokenSerial");
        }

        if (device.Key.Length == 0 && device.KeyId.Length == 0)
        {
            Missing("pki.signingDevice.module", "pki.signingDevice names neither key nor keyId");
        }

        if (device.KeyId.Length % 2 != 0 || !device.KeyId.All(char.IsAsciiHexDigit))
        {
            problems.Add(new ConfigurationProblem("CONFIGURATION_WRONG_VALUE", places.Of("pki.signingDevice.keyId"), $"pki.signingDevice.keyId is `{device.KeyId}`, expected hexadecimal digits in pairs"));
        }

        if (device.Pin is null)
        {
            Missing("pki.signingDevice.module", $"pki.signingDevice.pinFile is missing (or set {SettingNames.Variable("pki.signingDevice.pin")})");
        }

        void Missing(string setting, string text) => problems.Add(new ConfigurationProblem("CONFIGURATION_MISSING", places.Of(setting), text));
    }
}
