using System.Security.Cryptography;
using IntegrationHub.Adapters.TrustSimulator;
using IntegrationHub.Evidence.Bundles;
using IntegrationHub.Evidence.Bundles.Zip;
using IntegrationHub.Evidence.Timestamps;

namespace IntegrationHub.Cms.Tests;

/// <summary>Bundles over years: archive manifests with timestamps carry the bundle's own on.</summary>
public sealed class BundleRenewalTests : IDisposable
{
    private readonly BundleFixture fixture = new();
    private readonly List<SimulatedAuthority> services = [];

    public void Dispose()
    {
        services.ForEach(s => s.Dispose());
        fixture.Dispose();
    }

    [Theory]
    [InlineData("SHA256")]
    [InlineData("SHA512")]
    public async Task Renewed_in_time_a_bundle_proves_all_its_times_six_years_later(string hash)
    {
        var bundle = await fixture.BundleAsync();
        Assert.Contains(fixture.Verify(bundle, at: TestPki.Now.AddYears(6)).Reasons, r => r.Id == "signature.certificate_expired");
        foreach (var year in (int[])[1, 3, 5])
            bundle = Renew(bundle, TestPki.Now.AddYears(year), new HashAlgorithmName(hash));

        var verdict = fixture.Verify(bundle, at: TestPki.Now.AddYears(6));
        Assert.True(verdict.Accepted, string.Join("; ", verdict.Reasons));
        Assert.Contains(verdict.Proven, p => p.Contains("The bundle existed at 2026-11-21 12:00:00Z", StringComparison.Ordinal));
        Assert.Contains(verdict.Proven, p => p.Contains("carried on 3 times, the last time at 2031-11-21 12:00:00Z", StringComparison.Ordinal));
        // The timestamps of the ledger inside were covered while they counted.
        Assert.Contains(verdict.Proven, p => p.Contains("all 2 events shown of it were on record at 2026-11-21 12:00:00Z at the latest", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_renewal_that_came_too_late_proves_only_its_own_time()
    {
        var late = Renew(await fixture.BundleAsync(), TestPki.Now.AddYears(3));
        var verdict = fixture.Verify(late, at: TestPki.Now.AddYears(4));
        Assert.Contains(verdict.Reasons, r => r.Id == "signature.certificate_expired");
    }

    [Fact]
    public async Task A_renewal_of_an_authority_that_nobody_trusts_leaves_the_rest_as_it_was()
    {
        using var strangers = new TestPki("Other CA");
        var renewed = Renew(await fixture.BundleAsync(), TestPki.Now.AddDays(1), service: strangers.Services);
        var verdict = fixture.Verify(renewed, at: TestPki.Now.AddDays(2));
        Assert.True(verdict.Accepted, string.Join("; ", verdict.Reasons));
        Assert.Contains(verdict.NotProven, p => p.Contains("timestamp.authority_untrusted", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_bundle_without_a_timestamp_has_nothing_to_renew()
    {
        var (bundle, refusal) = BundleRenewal.Open(new MemoryStream(await fixture.BundleAsync(timestamped: false)));
        Assert.Null(bundle);
        Assert.Equal("bundle.timestamp_missing", refusal!.Id);
    }

    [Theory]
    [InlineData("renewal without the token", "bundle.renewal_incomplete")]
    [InlineData("renewal without the manifest", "bundle.renewal_incomplete")]
    [InlineData("first renewal removed", "bundle.renewal_incomplete")]
    [InlineData("bundle's timestamp removed", "bundle.renewal_incomplete")]
    [InlineData("renewals exchanged", "bundle.manifest_malformed")]
    [InlineData("a file beside them", "bundle.file_unlisted")]
    [InlineData("a file replaced in both", "bundle.digest_mismatch")]
    [InlineData("renewal with a number too long", "bundle.file_unlisted")]
    public async Task A_renewed_bundle_that_was_repacked_is_refused(string attack, string reason)
    {
        var bundle = Renew(Renew(await fixture.BundleAsync(), TestPki.Now.AddYears(1)), TestPki.Now.AddYears(2));
        var files = BundleFixture.Open(bundle);
        Assert.Contains(files, f => f.Name == "META-INF/ASiCArchiveManifest002.xml");
        switch (attack)
        {
            case "renewal without the token":
                files.RemoveAll(f => f.Name == "META-INF/timestamp003.tst");
                break;
            case "renewal without the manifest":
                files.RemoveAll(f => f.Name == "META-INF/ASiCArchiveManifest002.xml");
                break;
            case "first renewal removed":
                files.RemoveAll(f => f.Name is "META-INF/ASiCArchiveManifest001.xml" or "META-INF/timestamp002.tst");
                break;
            case "bundle's timestamp removed":
                files.RemoveAll(f => f.Name is "META-INF/ASiCManifest002.xml" or "META-INF/timestamp001.tst");
                break;
            case "renewals exchanged":
                var (first, second) = (Index(files, "META-INF/ASiCArchiveManifest001.xml"), Index(files, "META-INF/ASiCArchiveManifest002.xml"));
                (files[first], files[second]) = (new(files[first].Name, files[second].Content), new(files[second].Name, files[first].Content));
                break;
            case "a file beside them":
                files.Add(new("META-INF/ASiCArchiveManifestX.xml", [1]));
                break;
            case "a file replaced in both":
                files[Index(files, "ledger/checkpoint.txt")] = new("ledger/checkpoint.txt", [1]);
                break;
            case "renewal with a number too long":
                files.Add(new("META-INF/timestamp0004.tst", [1]));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(attack), attack, "An attack without an implementation.");
        }

        Assert.Equal(reason, Assert.Single(fixture.Verify(BundleFixture.Pack(files), at: TestPki.Now.AddYears(2).AddDays(1)).Reasons).Id);
    }

    [Fact]
    public async Task openssl_verifies_the_newest_renewal_by_hand_and_each_earlier_one_as_of_the_next()
    {
        if (!OpenSslTool.IsInstalled())
            return;
        using var openssl = new OpenSslTool();
        var files = BundleFixture.Open(Renew(Renew(await fixture.BundleAsync(), TestPki.Now.AddYears(1)), TestPki.Now.AddYears(2)));
        openssl.Write("ca.pem", fixture.Pki.Authority.ExportCertificatePem());
        foreach (var (manifest, token, year) in ((string, string, int)[])[("ASiCArchiveManifest002.xml", "timestamp003.tst", 3), ("ASiCArchiveManifest001.xml", "timestamp002.tst", 2), ("ASiCManifest002.xml", "timestamp001.tst", 1)])
        {
            openssl.Write(manifest, files[Index(files, "META-INF/" + manifest)].Content);
            openssl.Write(token, files[Index(files, "META-INF/" + token)].Content);
            var (code, output) = openssl.Run(
                "ts", "-verify", "-token_in", "-in", token, "-data", manifest, "-CAfile", "ca.pem", "-attime", TestPki.Now.AddYears(year).ToUnixTimeSeconds().ToString());
            Assert.True(code == 0, output);
        }
    }

    private static int Index(List<ContainerFile> files, string name) => files.FindIndex(f => f.Name == name);

    /// <summary>Renews by a service with a certificate of its own time.</summary>
    private byte[] Renew(byte[] bundle, DateTimeOffset at, HashAlgorithmName? hash = null, SimulatedAuthority? service = null)
    {
        fixture.Pki.Clock.Now = at;
        services.Add(new SimulatedAuthority(fixture.Pki.Authority, fixture.Pki.Clock));
        var (opened, refusal) = BundleRenewal.Open(new MemoryStream(bundle));
        Assert.True(opened is not null, refusal?.ToString());
        var manifest = opened.ToTimestamp(hash ?? HashAlgorithmName.SHA256);
        var request = TimestampRequest.For(manifest, new byte[] { 1, 2, 3, 4, 5, 6, 7, 8 });
        using var target = new MemoryStream();
        opened.WriteTo(target, manifest, request.Accept(new TimestampService(service ?? services[^1]).Answer(request.Encoded)).Token!);
        return target.ToArray();
    }
}
