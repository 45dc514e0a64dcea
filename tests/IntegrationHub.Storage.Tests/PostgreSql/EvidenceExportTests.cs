using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Evidence.Algorithms;
using IntegrationHub.Archive.Keeping;
using IntegrationHub.Evidence.Bundles;
using IntegrationHub.Evidence.Certificates;
using IntegrationHub.Evidence.Cms;
using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Evidence.Ledger.Checkpoints;
using IntegrationHub.Evidence.Ledger.Sequencing;
using IntegrationHub.Evidence.Signatures;
using IntegrationHub.Evidence.Timestamps;
using IntegrationHub.Exchange.History;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Native.OpenSsl;
using IntegrationHub.Notary.Bundles;
using IntegrationHub.Notary.Checkpoints;
using IntegrationHub.Storage.Tests.Compliance;

namespace IntegrationHub.Storage.Tests.PostgreSql;

/// <summary>From a commit in the store to a bundle that is verified without it.</summary>
[Collection(PostgresCollection.Name)]
public sealed class EvidenceExportTests(ClusterFixture cluster) : IAsyncLifetime
{
    private readonly StoreFixture store = new(cluster);
    private readonly OpenSslEd25519 ed25519 = new();
    private readonly X509Certificate2 certificate = SelfSigned();

    public Task InitializeAsync() => store.InitializeAsync();

    public Task DisposeAsync() => store.DisposeAsync();

    [Fact]
    public async Task A_committed_and_a_refused_exchange_are_exported_and_verify_without_the_store()
    {
        var party = Samples.NewParty();
        var accepted = Samples.Commit(party);
        var refused = Samples.Inbound(party, Samples.NewKey(), state: InboundState.Refused);
        await ArchiveAsync(accepted.Exchange, "<document/>"u8.ToArray(), "<answer/>"u8.ToArray());
        await ArchiveAsync(refused, [0xFF, 0xFE], null);
        await store.Get<IReceptionStore>().CommitAsync(accepted with { Events = [Received(accepted.Exchange, "<document/>"u8)] }, default);
        await store.Get<IReceptionStore>().RecordAsync(refused, null, [Received(refused, [0xFF, 0xFE])], null, default);

        var key = NoteSignerKey.Of("retailer.example/ledger", OpenSslEd25519.NewPrivateKey(), ed25519);
        var exporter = Exporter(key);
        using var early = new MemoryStream();
        Assert.Contains("no place in the ledger yet", (await exporter.ExportAsync(Samples.Retailer, EvidenceSelection.Of(refused.Id), early, default)).Refusal, StringComparison.Ordinal);
        Assert.Equal(0, early.Length);

        await new LedgerSequencer(store.Get<ILedgerStore>(), "node", TimeSpan.FromSeconds(10)).StepAsync(Samples.Noon, default);
        using var bundle = new MemoryStream();
        var selection = new EvidenceSelection([], party, Samples.Noon.AddDays(-1), Samples.Noon.AddDays(1));
        var outcome = await exporter.ExportAsync(Samples.Retailer, selection, bundle, default);
        Assert.Equal((2, null), (outcome.Exchanges, outcome.Refusal));

        bundle.Position = 0;
        var trust = new BundleTrust(new TrustAnchors([certificate]), TrustAnchors.None, key.Verifier);
        var verdict = new BundleVerifier(ed25519).Verify(bundle, trust, Samples.Noon);
        Assert.True(verdict.Accepted, string.Join("; ", verdict.Reasons));
        Assert.Equal(2, verdict.Proven.Count(p => p.Contains("these very", StringComparison.Ordinal)));
        Assert.Contains(verdict.Proven, p => p.Contains("it ended as Refused", StringComparison.Ordinal));

        Assert.NotNull((await exporter.ExportAsync(Samples.Retailer, EvidenceSelection.Of(Guid.NewGuid()), bundle, default)).Refusal);
        Assert.NotNull((await exporter.ExportAsync(Samples.Retailer, selection with { Party = Samples.NewParty() }, bundle, default)).Refusal);
    }

    [Fact]
    public async Task A_bundle_says_that_octets_were_deleted_under_retention_and_when_and_names_their_digest()
    {
        var commit = Samples.Commit(Samples.NewParty());
        var exchange = commit.Exchange;
        await ArchiveAsync(exchange, "<document/>"u8.ToArray(), null);
        await store.Get<IReceptionStore>().CommitAsync(commit with { Events = [Received(exchange, "<document/>"u8)] }, default);
        var now = Samples.Noon.AddDays(1);
        var order = new RemovalOrder(Samples.Retailer, ArchiveClass.Received, now, 100, TimeSpan.FromHours(1));
        await store.Get<IArchiveKeeper>().RemoveAsync(
            order, now, removed => ArchiveEvents.OfRemoval(Guid.CreateVersion7(now), now, removed, TimeSpan.FromDays(1)), default);
        await new LedgerSequencer(store.Get<ILedgerStore>(), "node", TimeSpan.FromSeconds(10)).StepAsync(Samples.Noon, default);

        var key = NoteSignerKey.Of("retailer.example/ledger", OpenSslEd25519.NewPrivateKey(), ed25519);
        using var bundle = new MemoryStream();
        var outcome = await Exporter(key).ExportAsync(Samples.Retailer, EvidenceSelection.Of(exchange.Id), bundle, default);
        Assert.Contains(outcome.Warnings, warning => warning.Contains("deleted under retention on 2026-03-02", StringComparison.Ordinal));

        bundle.Position = 0;
        var trust = new BundleTrust(new TrustAnchors([certificate]), TrustAnchors.None, key.Verifier);
        var verdict = new BundleVerifier(ed25519).Verify(bundle, trust, Samples.Noon);
        Assert.Contains(verdict.NotProven, one => one.Contains("deleted under retention on 2026-03-02", StringComparison.Ordinal)
            && one.Contains(Convert.ToHexStringLower(SHA256.HashData("<document/>"u8)), StringComparison.Ordinal));
    }

    private EvidenceExporter Exporter(NoteSignerKey key)
    {
        var clock = new NoonClock();
        var sources = new EvidenceSources(store.Get<IExchangeReader>(), store.Get<IArchive>(), store.Get<IExchangeLeaves>(), store.Get<ILedgerStore>(), store.Get<ITimestampStore>());
        var writer = new BundleWriter(new CadesSigner(new FrameworkMessageKey(SigningKey.FromCertificate(certificate))), []);
        return new EvidenceExporter(
            sources, new PartyDirectory(Samples.Party("self", "10XSELF-------B"), []), new CheckpointWriter(store.Get<ILedgerStore>(), key, ed25519, null, clock), writer, null, _ => null, clock);
    }

    private async Task ArchiveAsync(InboundExchange exchange, byte[] raw, byte[]? answer)
    {
        await store.Get<IArchive>().StoreAsync(Samples.Retailer, exchange.ArchiveId, ArchiveClass.Received, raw, Samples.Noon, default);
        // The answer of a commit is archived with it.
        Assert.True(answer is null || exchange.AnswerArchiveId is not null);
    }

    private static ExchangeEvent Received(InboundExchange exchange, ReadOnlySpan<byte> raw) =>
        Samples.Event(exchange.State == InboundState.Refused ? OctetsEvent.Refused : OctetsEvent.Accepted, exchange.Id, exchange.Party.Value) with { Data = $"{{\"sha256\":\"{Convert.ToHexStringLower(SHA256.HashData(raw))}\"}}" };

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=hub", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        return request.CreateSelfSigned(Samples.Noon.AddDays(-1), Samples.Noon.AddDays(1));
    }

    private sealed class NoonClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Samples.Noon;
    }
}
