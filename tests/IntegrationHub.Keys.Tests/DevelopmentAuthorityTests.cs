using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Evidence.Signatures;

namespace IntegrationHub.Keys.Tests;

public sealed class DevelopmentAuthorityTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
    private readonly TemporaryFolder folder = new();
    private readonly StoppedClock clock = new(Now);

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(KeyKind.Rsa2048, SignatureAlgorithm.RsaSha256)]
    [InlineData(KeyKind.EcdsaP256, SignatureAlgorithm.EcdsaSha256)]
    public void An_issued_key_loads_signs_and_chains_to_the_authority(KeyKind kind, SignatureAlgorithm algorithm)
    {
        using var authority = DevelopmentAuthority.Create(folder["pki"], clock);
        var location = authority.Issue(new("hub/signing", "hub", "10XES-REE------E", kind, CertificatePurposes.Signing));
        using var key = new KeyStore(clock).Load(location).Value;

        Assert.Equal(algorithm, key.Algorithm);
        Assert.NotEmpty(key.SignDigest(new byte[32]));
        Assert.True(Chains(key.Certificate, authority.Certificate));
    }

    [Fact]
    public void A_TLS_certificate_names_the_loopback_addresses_the_party_and_both_directions()
    {
        using var authority = DevelopmentAuthority.Create(folder["pki"], clock);
        var order = new CertificateOrder("hub/tls", "hub", "10XES-REE------E", KeyKind.Rsa2048, CertificatePurposes.Tls) { HostNames = ["hub.example"] };
        using var key = new KeyStore(clock).Load(authority.Issue(order)).Value;

        var names = key.Certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().Single();
        Assert.Equal(["localhost", "hub.example"], names.EnumerateDnsNames());
        Assert.Equal(["127.0.0.1", "::1"], names.EnumerateIPAddresses().Select(a => a.ToString()));
        Assert.Contains("urn:eic:10XES-REE------E", System.Text.Encoding.ASCII.GetString(names.RawData), StringComparison.Ordinal);
        var usages = key.Certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().Single().EnhancedKeyUsages;
        Assert.Equal(["1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"], usages.Cast<System.Security.Cryptography.Oid>().Select(o => o.Value));
        Assert.False(key.Certificate.Extensions.OfType<X509BasicConstraintsExtension>().Single().CertificateAuthority);
    }

    [Fact]
    public void Keys_and_passphrase_are_readable_by_their_owner_alone()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var authority = DevelopmentAuthority.Create(folder["pki"], clock);
        authority.Issue(new("hub/tls", "hub", null, KeyKind.Rsa2048, CertificatePurposes.Tls));
        authority.ExportPkcs12("hub/tls");
        foreach (var name in new[] { "ca.key", "passphrase", "hub/tls.key", "hub/tls.p12" })
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(authority.Folder, name)));
        Assert.DoesNotContain("BEGIN PRIVATE KEY", File.ReadAllText(Path.Combine(authority.Folder, "hub/tls.key")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_reopened_authority_issues_under_the_same_root()
    {
        DevelopmentAuthority.Create(folder["pki"], clock).Dispose();
        using var authority = DevelopmentAuthority.Open(folder["pki"], clock).Value;
        using var key = new KeyStore(clock).Load(authority.Issue(new("a", "a", null, KeyKind.EcdsaP256, CertificatePurposes.Signing))).Value;
        Assert.True(Chains(key.Certificate, authority.Certificate));
        Assert.Throws<IOException>(() => DevelopmentAuthority.Create(folder["pki"], clock));
    }

    [Fact]
    public void The_authority_and_what_it_issues_are_recognised_as_development()
    {
        using var authority = DevelopmentAuthority.Create(folder["pki"], clock);
        using var key = new KeyStore(clock).Load(authority.Issue(new("a", "a", null, KeyKind.EcdsaP256, CertificatePurposes.Signing))).Value;
        Assert.True(DevelopmentAuthority.IsDevelopment(authority.Certificate));
        Assert.True(DevelopmentAuthority.IsDevelopment(key.Certificate));
        Assert.True(TrustStore.Load([authority.CertificateFile], clock).Value.HoldsDevelopmentAuthority);
    }

    private bool Chains(X509Certificate2 certificate, X509Certificate2 root)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(root);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = clock.Now.UtcDateTime;
        return chain.Build(certificate);
    }
}
