using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Adapters.TrustSimulator;
using IntegrationHub.Evidence.Certificates;
using IntegrationHub.Evidence.Revocation;
using IntegrationHub.Notary;
using IntegrationHub.Notary.Revocation;

namespace IntegrationHub.Cms.Tests;

/// <summary>What is kept between starts and for bundles of years ago.</summary>
public sealed class RevocationFolderTests : IAsyncLifetime
{
    private readonly TestPki pki = new();
    private readonly HttpClient http = HttpWire.NewClient(TimeSpan.FromSeconds(3));
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("ihub-revocation-");
    private TrustSimulatorServer server = null!;

    public async Task InitializeAsync() => server = await TrustSimulatorServer.StartAsync(pki.Authority, pki.Clock, 0, default);

    public async Task DisposeAsync()
    {
        await server.DisposeAsync();
        http.Dispose();
        pki.Dispose();
        root.Delete(recursive: true);
    }

    [Fact]
    public async Task A_start_judges_by_what_was_kept_before_anybody_is_asked()
    {
        using var good = pki.Issue("good");
        using var bad = pki.Issue("bad");
        server.Revoke(bad.Certificate, TestPki.Now.AddHours(-1), X509RevocationReason.KeyCompromise);
        var first = Client(ocsp: true, list: false);
        first.Watch(good.Certificate);
        first.Watch(bad.Certificate);
        Assert.Empty(await first.RefreshAsync(default));

        var second = Client(ocsp: true, list: false);
        Assert.Equal(RevocationState.Good, second.StateOf(good.Certificate, pki.Authority, TestPki.Now));
        Assert.Equal(RevocationState.Revoked, second.StateOf(bad.Certificate, pki.Authority, TestPki.Now));
        Assert.True(second.NextDue <= TestPki.Now);
    }

    [Fact]
    public void What_others_put_into_the_folder_is_not_believed()
    {
        using var impostor = new TestPki();
        using var key = pki.Issue();
        var folder = new RevocationFolder(root.FullName);
        folder.Keep(pki.Authority, "crl", impostor.Services.List(), TestPki.Now);
        Assert.Equal(RevocationState.Unknown, Client().StateOf(key.Certificate, pki.Authority, TestPki.Now));
        File.WriteAllText(Path.Combine(root.FullName, "sources.json"), "nonsense");
        File.WriteAllText(Path.Combine(root.FullName, new string('A', 64) + ".cer"), "nonsense");
        Assert.Empty(folder.ReadStates());
        Assert.Null(folder.Find(new string('A', 64)));
        Assert.Null(folder.Find("../" + new string('A', 61)));
    }

    [Fact]
    public async Task A_replayed_older_list_does_not_hide_a_revocation()
    {
        using var key = pki.Issue();
        var older = pki.Services.List();
        pki.Clock.Now += TimeSpan.FromHours(2);
        server.Revoke(key.Certificate, TestPki.Now.AddHours(1), X509RevocationReason.KeyCompromise);
        var client = Client();
        await client.RefreshAsync(default);
        Assert.Equal(RevocationState.Revoked, client.StateOf(key.Certificate, pki.Authority, pki.Clock.Now));

        pki.Clock.Now += TimeSpan.FromHours(2);
        var replaying = new RevocationClient(
            [new(pki.Authority, null, new Uri("http://127.0.0.1:9/crl"))], new RevocationPolicy(), new RevocationPlan(TimeSpan.FromHours(1), TimeSpan.FromSeconds(30)),
            new RevocationFolder(root.FullName), new ReplayingWire(older), pki.Clock);
        Assert.Empty(await replaying.RefreshAsync(default));
        Assert.Equal(RevocationState.Revoked, replaying.StateOf(key.Certificate, pki.Authority, pki.Clock.Now));
    }

    [Fact]
    public async Task A_bundle_of_a_day_gets_what_was_known_that_day_and_what_is_known_now()
    {
        var client = Client();
        for (var day = 0; day < 4; day++)
        {
            await client.RefreshAsync(default);
            pki.Clock.Now += TimeSpan.FromDays(1);
        }

        var data = RevocationData.Of(new RevocationPolicy(), new RevocationFolder(root.FullName).Select([DateOnly.FromDateTime(TestPki.Now.AddDays(1).UtcDateTime)]));
        Assert.Equal(2, data.Lists.Count);
        Assert.Equal(
            [TestPki.Now.AddDays(1).AddMinutes(-1), TestPki.Now.AddDays(3).AddMinutes(-1)],
            data.Lists.Select(list => CertificateList.TryRead(list)!.ThisUpdate));
    }

    [Fact]
    public void Fetches_are_spread_and_never_later_than_half_of_what_is_left()
    {
        var plan = new RevocationPlan(TimeSpan.FromHours(1), TimeSpan.FromSeconds(30));
        Assert.Equal(TimeSpan.FromHours(1), plan.AfterSuccess(TimeSpan.FromDays(7), 0));
        Assert.Equal(TimeSpan.FromMinutes(54), plan.AfterSuccess(TimeSpan.FromDays(7), 1));
        Assert.Equal(TimeSpan.FromMinutes(10), plan.AfterSuccess(TimeSpan.FromMinutes(20), 0));
        Assert.Equal(TimeSpan.FromSeconds(30), plan.AfterSuccess(TimeSpan.FromSeconds(1), 0));
        Assert.Equal([30.0, 60, 120], new[] { 1, 2, 3 }.Select(failures => plan.AfterFailure(failures, 0).TotalSeconds));
        Assert.Equal(TimeSpan.FromHours(1), plan.AfterFailure(1000, 0));
    }

    private RevocationClient Client(bool ocsp = false, bool list = true) => new(
        [new(pki.Authority, ocsp ? new Uri(server.Address, "ocsp") : null, list ? new Uri(server.Address, "crl") : null)],
        new RevocationPolicy(), new RevocationPlan(TimeSpan.FromHours(1), TimeSpan.FromSeconds(30)), new RevocationFolder(root.FullName), new HttpWire(http), pki.Clock);

    private sealed class ReplayingWire(byte[] answer) : IWire
    {
        public ValueTask<byte[]?> AskAsync(Uri address, byte[]? request, string? contentType, Action<string> problem, CancellationToken cancellationToken) =>
            ValueTask.FromResult<byte[]?>(answer);
    }
}
