using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Cms.Tests;
using IntegrationHub.Keys;

namespace IntegrationHub.Wire.Tests.Verbs;

/// <summary>Signing from the command line with a key in a device, against SoftHSM where it is installed.</summary>
[Collection(VerbsCollection.Name)]
public sealed class DeviceVerbTests(VerbsFixture hub)
{
    [Fact]
    public async Task Sign_uses_the_key_of_the_device_and_a_wrong_PIN_is_told_without_it()
    {
        if (SoftHsm.Make() is not { } hsm)
        {
            return;
        }

        var pki = Path.Combine(hub.Data, "pki");
        using (var software = new KeyStore(TimeProvider.System).Load(new KeyLocation(Path.Combine(pki, "hub", "signing.pem"), Path.Combine(pki, "hub", "signing.key"), Path.Combine(pki, "passphrase"))).Value)
        {
            hsm.Import("verbs", "0707", (System.Security.Cryptography.AsymmetricAlgorithm?)software.Certificate.GetECDsaPrivateKey() ?? software.Certificate.GetRSAPrivateKey()!);
        }

        var terminal = new Terminal(hub.Data, settings: Device(hsm, SoftHsm.Pin));
        var contract = hub.File("device.txt", "100 MWh");
        var signed = await terminal.RunAsync("sign", contract);
        Assert.True(signed.Code == 0, signed.Error);
        Assert.Equal(0, (await hub.Terminal.RunAsync("verify", contract + ".p7s", "--trust", Path.Combine(pki, "ca.pem"))).Code);
        Assert.Contains("signing", (await terminal.RunAsync("status")).Out, StringComparison.Ordinal);

        var wrong = await new Terminal(hub.Data, settings: Device(hsm, "99999")).RunAsync("sign", hub.File("device-2.txt", "1"));
        Assert.Equal(1, wrong.Code);
        Assert.Contains("the PIN is wrong", wrong.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("99999", wrong.Error + wrong.Out, StringComparison.Ordinal);
    }

    private static (string, string)[] Device(SoftHsm hsm, string pin) =>
    [
        ("IHUB_PKI_SIGNING_KEY", "no/such.key"), ("IHUB_PKI_SIGNING_DEVICE_MODULE", hsm.Library), ("IHUB_PKI_SIGNING_DEVICE_TOKEN", hsm.Token),
        ("IHUB_PKI_SIGNING_DEVICE_KEY", "verbs"), ("IHUB_PKI_SIGNING_DEVICE_KEY_ID", "0707"), ("IHUB_PKI_SIGNING_DEVICE_PIN", pin),
    ];
}
