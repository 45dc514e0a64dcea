using System.Security.Cryptography;
using IntegrationHub.Adapters.TrustSimulator;
using IntegrationHub.Evidence.Bundles;
using IntegrationHub.Evidence.Certificates;
using IntegrationHub.Evidence.Bundles.Zip;
using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Evidence.Ledger.Checkpoints;
using IntegrationHub.Evidence.Ledger.Proofs;
using IntegrationHub.Evidence.Ledger.Sequencing;
using IntegrationHub.Evidence.Signatures;
using IntegrationHub.Evidence.Timestamps;
using IntegrationHub.Native.OpenSsl;

namespace IntegrationHub.Cms.Tests;

/// <summary>A small hub's worth of evidence: two exchanges, one of them refused and unreadable, in a ledger of forty entries.</summary>
internal sealed class BundleFixture : IDisposable
{
    public static readonly byte[] Document = "<ReserveBid_MarketDocument/>"u8.ToArray();
    public static readonly byte[] Unreadable = [0xFF, 0xFE, 0x00, 0x01];
    public static readonly Guid Party = new(9, 0, 0, new byte[8]);
    private readonly SigningKey key;

    public BundleFixture()
    {
        key = Pki.Issue("hub");
        LogKey = NoteSignerKey.Of("retailer.example/ledger", OpenSslEd25519.NewPrivateKey(), Ed25519);
        Trust = new BundleTrust(Pki.Trust, Pki.Trust, LogKey.Verifier);
    }

    public TestPki Pki { get; } = new();

    public OpenSslEd25519 Ed25519 { get; } = new();

    public NoteSignerKey LogKey { get; }

    public BundleTrust Trust { get; }

    public SigningKey Key => key;

    /// <param name="events">Kind and data of events instead of the usual ones, by their place; 7 and 8 are of the first exchange.</param>
    public async Task<BundleContent> ContentAsync(IReadOnlyDictionary<int, (string Kind, string Data)>? events = null)
    {
        var ledger = new InMemoryLedger();
        var (accepted, refused) = (new Guid(1, 0, 0, new byte[8]), new Guid(2, 0, 0, new byte[8]));
        for (var i = 0; i < 40; i++)
        {
            Guid? exchange = i switch { 7 or 8 => accepted, 20 => refused, _ => null };
            var (kind, data) = events is not null && events.TryGetValue(i, out var own) ? own : i switch
            {
                3 => (SigningKeyEvent.Kind, $"{{\"sha256\":\"{SignerBinding.ThumbprintOf(key.Certificate)}\"}}"),
                7 => (OctetsEvent.Accepted, Named(Document)),
                20 => (OctetsEvent.Refused, Named(Unreadable)),
                _ => ("exchange.event", "{}"),
            };
            var record = new LedgerEvent("1", new Guid(100 + i, 0, 0, new byte[8]), TestPki.Now.AddMinutes(i - 60), kind, exchange, exchange is null ? null : Party, "grid", data).ToRecord();
            var salt = RandomNumberGenerator.GetBytes(16);
            ledger.Commit(new LedgerLeaf(new Guid(100 + i, 0, 0, new byte[8]), salt, LeafDigest.Of(salt, record), record));
        }
        await new LedgerSequencer(ledger, "node", TimeSpan.FromSeconds(10)).StepAsync(TestPki.Now, default);
        var early = Checkpoint.Of(LogKey.Verifier.Name, new LedgerHead(30, await new LedgerProofs(ledger).RootAsync(30, default)), TestPki.Now).Sign(LogKey, Ed25519).ToOctets();
        var dated = new DatedCheckpoint(30, early, TimestampChain.Of(Token(early)));
        var head = await ledger.ReadHeadAsync(default);
        var note = Checkpoint.Of(LogKey.Verifier.Name, head, TestPki.Now).Sign(LogKey, Ed25519).ToOctets();

        async Task<BundledEvent> EventAsync(long position)
        {
            await foreach (var row in ledger.ReadLeavesAsync(position, default))
                return new BundledEvent(row.Leaf, position, await new LedgerProofs(ledger).InclusionAsync(position, head.Size, default))
                {
                    Dated = new DatingProof(30, await new LedgerProofs(ledger).InclusionAsync(position, 30, default)),
                };
            throw new InvalidOperationException();
        }

        return new BundleContent(
            TestPki.Now, note,
            [
                new BundledExchange(accepted, "in", "10XES-REE------E", "Accepted", TestPki.Now.AddMinutes(-53), Document, SHA256.HashData(Document), [])
                {
                    PartyId = Party,
                    Acknowledgements = ["<Acknowledgement_MarketDocument/>"u8.ToArray()],
                    History = [await EventAsync(7), await EventAsync(8)],
                },
                new BundledExchange(refused, "in", "10XES-REE------E", "Refused", TestPki.Now.AddMinutes(-40), Unreadable, null, [new("ENCODING", "The octets are no UTF-8.")])
                {
                    PartyId = Party,
                    History = [await EventAsync(20)],
                },
            ])
        {
            Dated = [dated],
            SigningKey = await EventAsync(3),
            Certificates = [Pki.Authority.RawData],
            RevocationLists = [Pki.Services.List()],
        };
    }

    public async Task<byte[]> BundleAsync(bool timestamped = true, BundleContent? content = null)
    {
        var prepared = new BundleWriter(key.Cades(), []).Prepare(content ?? await ContentAsync());
        using var target = new MemoryStream();
        prepared.WriteTo(target, timestamped ? Token(prepared.ToTimestamp.Span) : null);
        return target.ToArray();
    }

    /// <summary>What the hub's event of a reception says of these octets.</summary>
    public static string Named(byte[] octets) => $"{{\"channel\":\"Put\",\"sha256\":\"{Convert.ToHexStringLower(SHA256.HashData(octets))}\"}}";

    public BundleVerdict Verify(byte[] bundle, BundleTrust? trust = null, DateTimeOffset? at = null, MessageCheck? messages = null) =>
        new BundleVerifier(Ed25519) { Messages = messages }.Verify(new MemoryStream(bundle), trust ?? Trust, at ?? TestPki.Now.AddDays(1));

    /// <summary>The files of a bundle, to be changed and packed again without the key.</summary>
    public static List<ContainerFile> Open(byte[] bundle) => [.. ZipReader.Read(bundle).Files!];

    public static byte[] Pack(IEnumerable<ContainerFile> files, bool firstStored = true)
    {
        using var target = new MemoryStream();
        var zip = new ZipWriter(target);
        var first = firstStored;
        foreach (var file in files)
        {
            zip.Add(file, stored: first);
            first = false;
        }
        zip.Finish();
        return target.ToArray();
    }

    public void Dispose()
    {
        key.Dispose();
        Pki.Dispose();
    }

    public byte[] Token(ReadOnlySpan<byte> data)
    {
        var request = TimestampRequest.For(data, new byte[] { 1, 2, 3, 4, 5, 6, 7, 8 });
        return request.Accept(new TimestampService(Pki.Services).Answer(request.Encoded)).Token!;
    }
}
