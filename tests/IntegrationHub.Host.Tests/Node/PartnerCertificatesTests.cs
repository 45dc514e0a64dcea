using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Evidence.Certificates;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Host.Node;
using IntegrationHub.Notary.Revocation;
using IntegrationHub.Portal.Data;
using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Host.Tests.Node;

/// <summary>What is known of partners' certificates: nothing before they are seen, everything public afterwards, and a warning before they end.</summary>
public sealed class PartnerCertificatesTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 29, 10, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("ihub-pc-");

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public void Before_it_is_seen_only_the_thumbprint_is_known()
    {
        using var certificate = Make("center", days: 100);

        var known = Assert.Single(Certificates().Of(PartyOf(certificate)));

        Assert.Equal((PartnerCertificate.Unseen, null), (known.Level, known.NotAfter));
        Assert.Equal(SignerBinding.ThumbprintOf(certificate), known.Thumbprint);
        Assert.False(known.EndsSoon);
    }

    [Theory]
    [InlineData(31, "ok")]
    [InlineData(29, "soon")]
    [InlineData(6, "urgent")]
    [InlineData(-1, "expired")]
    public void What_was_seen_is_known_to_other_processes_with_its_end(int days, string level)
    {
        using var certificate = Make("center", days);
        Certificates().Seen(certificate);

        var known = Assert.Single(Certificates().Of(PartyOf(certificate)));

        Assert.Equal((level, "CN=center", "CN=center", certificate.SerialNumber), (known.Level, known.Subject, known.Issuer, known.Serial));
        Assert.Equal(Now.AddDays(days), known.NotAfter);
    }

    [Fact]
    public void A_file_that_is_not_the_certificate_it_is_named_for_counts_for_nothing_and_is_mended_when_it_is_seen_again()
    {
        using var certificate = Make("center", days: 100);
        using var other = Make("somebody else", days: 100);
        File.WriteAllBytes(Path.Combine(_root.FullName, SignerBinding.ThumbprintOf(certificate) + ".cer"), other.RawData);
        Assert.Equal(PartnerCertificate.Unseen, Assert.Single(Certificates().Of(PartyOf(certificate))).Level);

        Certificates().Seen(certificate);

        Assert.Equal("CN=center", Assert.Single(Certificates().Of(PartyOf(certificate))).Subject);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_holds_nobody_up_and_this_process_knows_it_all_the_same()
    {
        using var certificate = Make("center", days: 100);
        var file = Path.Combine(_root.FullName, "file");
        File.WriteAllText(file, "no folder");
        var certificates = new PartnerCertificates(new RevocationFolder(file), new Clock());

        certificates.Seen(certificate);

        Assert.Equal("ok", Assert.Single(certificates.Of(PartyOf(certificate))).Level);
    }

    [Fact]
    public void Those_of_partners_in_use_that_end_are_named_the_nearest_first()
    {
        using var soon = Make("soon", days: 20);
        using var urgent = Make("urgent", days: 2);
        using var late = Make("late", days: 200);
        var certificates = Certificates();
        foreach (var certificate in new[] { soon, urgent, late })
            certificates.Seen(certificate);

        var parties = new PartyDirectory(
            PartyOf() with { Name = "self", Code = new CodedId("10X1001A1001A450", "A01") },
            [PartyOf(soon, late) with { Name = "grid", SigningCertificates = [SignerBinding.ThumbprintOf(urgent)] }, PartyOf(urgent) with { Name = "gone", Code = new CodedId("10XFR-RTE------Q", "A01"), Enabled = false }]);

        Assert.Equal([("grid signing", "urgent"), ("grid tls", "soon")], certificates.Ending(parties).Select(static one => (one.Use, one.Level)));
    }

    private PartnerCertificates Certificates() => new(new RevocationFolder(_root.FullName), new Clock());

    private static Party PartyOf(params X509Certificate2[] certificates) => new()
    {
        Id = new PartyId(Guid.CreateVersion7()), Name = "center", Code = new CodedId("10XES-REE------E", "A01"), Connection = PartyConnection.Client,
        TlsCertificates = [.. certificates.Select(SignerBinding.ThumbprintOf)],
    };

    private static X509Certificate2 Make(string name, int days)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256).CreateSelfSigned(Now.AddDays(-300), Now.AddDays(days));
    }

    private sealed class Clock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }
}
