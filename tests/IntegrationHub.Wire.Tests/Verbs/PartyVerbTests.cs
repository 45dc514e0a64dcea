using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace IntegrationHub.Wire.Tests.Verbs;

[Collection(VerbsCollection.Name)]
public sealed class PartyVerbTests(VerbsFixture hub)
{
    [Fact]
    public async Task A_party_is_registered_with_the_thumbprints_of_its_certificate_files()
    {
        var tls = Path.Combine(hub.Data, "pki", "center", "tls.pem");
        var (name, code) = await hub.PartyAsync(
            "--connection", "service", "--role", "trading-center", "--endpoint", "north=https://127.0.0.1:9443/a", "--endpoint", "https://127.0.0.1:9444/a",
            "--certificate", tls, "--acknowledgement", "8.0", "--pull-every", "60");

        var party = (await hub.Terminal.RunAsync("party", "show", name, "--json")).Json;

        using var certificate = X509CertificateLoader.LoadCertificateFromFile(tls);
        Assert.Equal(code, party.GetProperty("code").GetString());
        Assert.Equal(certificate.GetCertHashString(HashAlgorithmName.SHA256), party.GetProperty("tlsCertificates")[0].GetString());

        // Whether it is revoked can only be asked with the whole of it.
        Assert.Equal(certificate, new Notary.Revocation.RevocationFolder(Path.Combine(hub.Data, "revocation")).Find(certificate.GetCertHashString(HashAlgorithmName.SHA256)));
        Assert.Equal(["north", "channel-2"], party.GetProperty("endpoints").EnumerateArray().Select(endpoint => endpoint.GetProperty("name").GetString()));
        Assert.Equal(60, party.GetProperty("pullEverySeconds").GetInt32());
        var shown = (await hub.Terminal.RunAsync("party", "show", name)).Out;
        Assert.Contains($"  until {certificate.NotAfter.ToUniversalTime():yyyy-MM-dd}", shown, StringComparison.Ordinal);
        Assert.Contains(certificate.Subject, shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_show_prints_is_what_add_reads()
    {
        var (name, _) = await hub.PartyAsync("--connection", "files", "--profile", "StatusRequest 4.1", "--represents", hub.FreshCode());
        var shown = await hub.Terminal.RunAsync("party", "show", name, "--json");

        var again = await hub.Terminal.RunAsync("party", "add", "--file", hub.File("shown.json", shown.Out), "--replace");

        Assert.Equal(0, again.Code);
        Assert.Equal(shown.Out, (await hub.Terminal.RunAsync("party", "show", name, "--json")).Out);
    }

    [Fact]
    public async Task All_rejections_of_a_party_come_at_once()
    {
        var refused = await hub.Terminal.RunAsync(
            "party", "add", "Wrong Name", "--code", "10X1001A1001A45X", "--connection", "service", "--endpoint", "http://127.0.0.1/a", "--role", "judge",
            "--certificate", "no-such-file.pem", "--acknowledgement", "9", "--json");

        Assert.Equal(1, refused.Code);
        var codes = refused.Json.GetProperty("reasons").EnumerateArray().Select(reason => reason.GetProperty("code").GetString()).ToHashSet();
        Assert.Superset(new HashSet<string?> { "PARTY_NAME", "PARTY_CODE", "PARTY_ENDPOINTS", "PARTY_WORD_UNKNOWN", "PARTY_CERTIFICATE" }, codes);
        Assert.DoesNotContain("Wrong Name", (await hub.Terminal.RunAsync("party")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_authority_cannot_identify_a_party()
    {
        var refused = await hub.Terminal.RunAsync(
            "party", "add", "anybody", "--code", hub.FreshCode(), "--connection", "client", "--certificate", Path.Combine(hub.Data, "pki", "ca.pem"));

        Assert.Equal(1, refused.Code);
        Assert.Contains("PARTY_CERTIFICATE_IS_AUTHORITY", refused.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_registered_name_is_replaced_only_when_that_is_said()
    {
        var (name, code) = await hub.PartyAsync("--connection", "files");

        var refused = await hub.Terminal.RunAsync("party", "add", name, "--code", code);
        var replaced = await hub.Terminal.RunAsync("party", "add", name, "--code", code, "--display-name", "Now with a name", "--replace");

        Assert.Equal(1, refused.Code);
        Assert.Contains("PARTY_NAME_TAKEN", refused.Out, StringComparison.Ordinal);
        Assert.Equal(0, replaced.Code);
    }

    [Fact]
    public async Task A_file_with_an_unknown_key_is_refused_with_its_place()
    {
        var refused = await hub.Terminal.RunAsync("party", "add", "--file", hub.File("odd.json", """{ "name": "x1", "code": "y", "colour": "red" }"""));

        Assert.Equal(1, refused.Code);
        Assert.Contains("colour", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_party_that_is_switched_off_is_sent_nothing_until_it_is_switched_on()
    {
        var (name, code) = await hub.PartyAsync("--connection", "files");
        var file = hub.File("switched.xml", Requests.From(Requests.Us, code, "switched-1"));

        Assert.Equal(0, (await hub.Terminal.RunAsync("party", "disable", name)).Code);
        var off = await hub.Terminal.RunAsync("send", "--to", name, file);
        Assert.Equal(0, (await hub.Terminal.RunAsync("party", "enable", name)).Code);
        var on = await hub.Terminal.RunAsync("send", "--to", name, file);

        Assert.Equal((1, 0), (off.Code, on.Code));
        Assert.Contains("PARTY_DISABLED", off.Out, StringComparison.Ordinal);
    }
}
