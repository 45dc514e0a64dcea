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
    private readonly HttpClient http = HttpWire.NewClient(TimeSpan.FromSeconds(10));
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
        folder.KeepList(pki.Authority, impostor.Services.List(), TestPki.Now);
        Assert.Equal(RevocationState.Unknown, Client().StateOf(key.Certificate, pki.Authority, TestPki.Now));
        File.WriteAllText(Path.Combine(root.FullName, "sources.json"), "nonsense");
        File.WriteAllText(Path.Combine(root.FullName, new string('A', 64) + ".cer"), "nonsense");
        Assert.Empty(folder.ReadStates());
        Assert.Null(folder.Find(new string('A', 64)));
        Assert.Null(folder.Find("../" + new string('A', 61)));
    }

    [Theory]
    [InlineData("crl", 2)]
    [InlineData("crl", 20)]
    [InlineData("ocsp", 2)]
    [InlineData("ocsp", 20)]
    public async Task A_replayed_older_piece_hides_no_revocation_not_even_after_a_start_without_the_source(string kind, int hoursLater)
    {
        using var key = pki.Issue();
        var ocsp = kind == "ocsp";
        var older = ocsp ? new OcspService(pki.Services).Answer(OcspRequest.For(key.Certificate, pki.Authority, [])) : pki.Services.List();
        pki.Clock.Now += TimeSpan.FromMinutes(10);
        server.Revoke(key.Certificate, TestPki.Now, X509RevocationReason.KeyCompromise);
        var client = Client(ocsp, !ocsp);
        client.Watch(key.Certificate);
        await client.RefreshAsync(default);
        Assert.Equal(RevocationState.Revoked, client.StateOf(key.Certificate, pki.Authority, pki.Clock.Now));

        // The same day, and the next.
        pki.Clock.Now += TimeSpan.FromHours(hoursLater);
        var replaying = Client(ocsp, !ocsp, new ReplayingWire(older));
        await replaying.RefreshAsync(default);
        Assert.Equal(RevocationState.Revoked, replaying.StateOf(key.Certificate, pki.Authority, pki.Clock.Now));

        Assert.Equal(RevocationState.Revoked, Client(ocsp, !ocsp, new ReplayingWire(null)).StateOf(key.Certificate, pki.Authority, pki.Clock.Now));
    }

    [Fact]
    public async Task A_server_that_lags_behind_is_no_failure_and_what_it_gives_shortens_nothing()
    {
        var older = pki.Services.List();
        pki.Clock.Now += TimeSpan.FromHours(2);
        await Client().RefreshAsync(default);
        var lagging = Client(wire: new ReplayingWire(older));
        Assert.Empty(await lagging.RefreshAsync(default));
        Assert.Equal(pki.Clock.Now.AddDays(1), Assert.Single(lagging.States).FreshUntil);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void The_folder_keeps_the_newer_piece_whoever_writes(int daysLater)
    {
        using var key = pki.Issue();
        var (folder, ocsp, question) = (new RevocationFolder(root.FullName), new OcspService(pki.Services), OcspRequest.For(key.Certificate, pki.Authority, []));
        var (olderList, olderAnswer) = (pki.Services.List(), ocsp.Answer(question));
        pki.Clock.Now += TimeSpan.FromMinutes(1);
        var (newerList, newerAnswer) = (pki.Services.List(), ocsp.Answer(question));
        foreach (var (list, answer, day) in new[] { (newerList, newerAnswer, 0), (olderList, olderAnswer, daysLater) })
        {
            folder.KeepList(pki.Authority, list, TestPki.Now.AddDays(day));
            folder.KeepAnswer(key.Certificate, pki.Authority, answer, TestPki.Now.AddDays(day));
        }

        Assert.Equal(newerList, folder.Newest(pki.Authority, "crl"));
        Assert.Equal(newerAnswer, folder.Newest(key.Certificate, "ocsp"));
    }

    [Fact]
    public void A_piece_that_nobody_vouches_for_gives_way()
    {
        using var impostor = new TestPki();
        impostor.Clock.Now += TimeSpan.FromHours(1);
        var (folder, list) = (new RevocationFolder(root.FullName), pki.Services.List());
        folder.KeepList(pki.Authority, impostor.Services.List(), TestPki.Now);
        folder.KeepList(pki.Authority, list, TestPki.Now);
        Assert.Equal(list, folder.Newest(pki.Authority, "crl"));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_read_is_told_once_and_stops_nothing()
    {
        using var key = pki.Issue();
        var path = Path.Combine(root.FullName, "folder");
        await File.WriteAllTextAsync(path, "no folder");
        var client = Client(path: path);
        Assert.Contains("cannot be kept", Assert.Single(await client.RefreshAsync(default)), StringComparison.Ordinal);
        Assert.Equal(RevocationState.Good, client.StateOf(key.Certificate, pki.Authority, TestPki.Now));
        Assert.Empty(await client.RefreshAsync(default));
        Assert.NotNull(client.FolderProblem);

        File.Delete(path);
        pki.Clock.Now += TimeSpan.FromHours(2);
        Assert.Empty(await client.RefreshAsync(default));
        Assert.Null(client.FolderProblem);
        Assert.NotNull(new RevocationFolder(path).Newest(pki.Authority, "crl"));
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

    private RevocationClient Client(bool ocsp = false, bool list = true, IWire? wire = null, string? path = null) => new(
        [new(pki.Authority, ocsp ? new Uri(server.Address, "ocsp") : null, list ? new Uri(server.Address, "crl") : null)],
        new RevocationPolicy(), new RevocationPlan(TimeSpan.FromHours(1), TimeSpan.FromSeconds(30)), new RevocationFolder(path ?? root.FullName), wire ?? new HttpWire(http), pki.Clock);

    private sealed class ReplayingWire(byte[]? answer) : IWire
    {
        public ValueTask<byte[]?> AskAsync(Uri address, byte[]? request, string? contentType, Action<string> problem, CancellationToken cancellationToken) =>
            ValueTask.FromResult(answer);
    }
}
