using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace IntegrationHub.Keys.Tests;

public sealed class KeyStoreTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
    private readonly TemporaryFolder folder = new();
    private readonly StoppedClock clock = new(Now);
    private readonly DevelopmentAuthority authority;
    private readonly KeyLocation location;

    public KeyStoreTests()
    {
        authority = DevelopmentAuthority.Create(folder["pki"], clock);
        location = authority.Issue(new("hub", "hub", null, KeyKind.Rsa2048, CertificatePurposes.Tls | CertificatePurposes.Signing));
    }

    public void Dispose()
    {
        authority.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void PKCS12_loads_like_PEM()
    {
        var file = authority.ExportPkcs12("hub");
        using var key = new KeyStore(clock).Load(new(file, null, authority.PassphraseFile)).Value;
        using var pem = new KeyStore(clock).Load(location).Value;
        Assert.Equal(pem.Certificate.Thumbprint, key.Certificate.Thumbprint);
        Assert.Equal(pem.SignDigest(new byte[32]), key.SignDigest(new byte[32]));
    }

    [Fact]
    public void Each_failure_has_its_own_code_and_a_remedy()
    {
        var wrong = folder["wrong"];
        SecretFiles.WriteNew(wrong, "not it\n"u8);
        var empty = folder["empty"];
        SecretFiles.WriteNew(empty, "\n"u8);
        var garbage = folder["garbage.pem"];
        SecretFiles.WriteNew(garbage, "nothing of use"u8);
        var other = authority.Issue(new("other", "other", null, KeyKind.Rsa2048, CertificatePurposes.Signing));
        var elliptic = authority.Issue(new("ec", "ec", null, KeyKind.EcdsaP256, CertificatePurposes.Signing));

        Expect(KeyProblemCode.FileMissing, location with { CertificateFile = folder["none.pem"] });
        Expect(KeyProblemCode.FileMissing, location with { KeyFile = folder["none.key"] });
        Expect(KeyProblemCode.FileMissing, location with { PassphraseFile = folder["none"] });
        Expect(KeyProblemCode.PassphraseMissing, location with { PassphraseFile = null });
        Expect(KeyProblemCode.PassphraseMissing, location with { PassphraseFile = empty });
        Expect(KeyProblemCode.PassphraseWrong, location with { PassphraseFile = wrong });
        Expect(KeyProblemCode.PassphraseWrong, new(authority.ExportPkcs12("hub"), null, wrong));
        Expect(KeyProblemCode.NoCertificate, location with { CertificateFile = garbage });
        Expect(KeyProblemCode.NoPrivateKey, location with { KeyFile = garbage });
        Expect(KeyProblemCode.KeyMismatch, location with { KeyFile = other.KeyFile });
        Expect(KeyProblemCode.KeyMismatch, location with { KeyFile = elliptic.KeyFile });
    }

    [Fact]
    public void A_secret_that_others_may_read_is_refused_with_the_command_that_repairs_it()
    {
        if (OperatingSystem.IsWindows())
            return;
        File.SetUnixFileMode(location.KeyFile!, UnixFileMode.UserRead | UnixFileMode.GroupRead);
        var problem = Expect(KeyProblemCode.FileTooOpen, location);
        Assert.Contains("chmod 600 " + location.KeyFile, problem.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Validity_is_judged_at_the_clock_given()
    {
        clock.Now = Now.AddYears(3);
        Expect(KeyProblemCode.Expired, location);
        clock.Now = Now.AddDays(-1);
        Expect(KeyProblemCode.NotYetValid, location);
    }

    [Fact]
    public void A_small_RSA_key_is_refused()
    {
        using var rsa = RSA.Create(1024);
        var request = new CertificateRequest("CN=small", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(Now.AddDays(-1), Now.AddDays(1));
        SecretFiles.WriteNew(folder["small.pem"], Encoding.ASCII.GetBytes(certificate.ExportCertificatePem() + "\n" + rsa.ExportPkcs8PrivateKeyPem()));
        Expect(KeyProblemCode.KeyTooSmall, new(folder["small.pem"]));
    }

    [Fact]
    public void Certificates_near_their_end_are_named_the_nearest_first()
    {
        var shortLived = authority.Issue(new("short", "short", null, KeyKind.EcdsaP256, CertificatePurposes.Signing) { Validity = TimeSpan.FromDays(5) });
        var month = authority.Issue(new("month", "month", null, KeyKind.EcdsaP256, CertificatePurposes.Signing) { Validity = TimeSpan.FromDays(20) });
        var certificates = new[] { location, month, shortLived }.Select(l => CertificateFiles.Read(l.CertificateFile).Value[0]);

        var warnings = ExpiryWarnings.Of(certificates, Now);

        Assert.Equal([ExpiryLevel.Urgent, ExpiryLevel.Soon], warnings.Select(w => w.Level));
        Assert.Contains("short", warnings[0].Subject, StringComparison.Ordinal);
    }

    [Fact]
    public void A_trust_folder_takes_authorities_and_warns_of_the_rest()
    {
        var trust = folder["trust"];
        Directory.CreateDirectory(trust);
        File.Copy(authority.CertificateFile, Path.Combine(trust, "ca.pem"));
        File.Copy(location.CertificateFile, Path.Combine(trust, "leaf-and-ca.crt"));
        File.WriteAllText(Path.Combine(trust, "broken.pem"), "nothing");

        var store = TrustStore.Load([trust], clock).Value;

        Assert.Equal(2, store.Authorities.Count);
        Assert.Equal(
            [KeyProblemCode.NoCertificate, KeyProblemCode.NotACertificateAuthority],
            store.Warnings.Select(w => w.Code).Order());
        Assert.Equal(KeyProblemCode.FileMissing, TrustStore.Load([folder["absent"]], clock).Problem!.Code);
    }

    [Fact]
    public void A_self_signed_certificate_may_be_trusted_by_itself()
    {
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=pinned", ecdsa, HashAlgorithmName.SHA256).CreateSelfSigned(Now.AddDays(-1), Now.AddDays(1));
        File.WriteAllText(folder["pinned.pem"], certificate.ExportCertificatePem());
        var store = TrustStore.Load([folder["pinned.pem"]], clock).Value;
        Assert.Empty(store.Warnings);
        Assert.False(store.Anchors.IsEmpty);
        Assert.False(store.HoldsDevelopmentAuthority);
    }

    private KeyProblem Expect(KeyProblemCode code, KeyLocation at)
    {
        var problem = new KeyStore(clock).Load(at).Problem;
        Assert.NotNull(problem);
        Assert.Equal(code, problem.Code);
        Assert.NotEmpty(problem.Remedy);
        return problem;
    }
}
