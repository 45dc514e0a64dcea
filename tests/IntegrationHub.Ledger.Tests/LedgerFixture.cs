using System.Security.Cryptography;
using System.Text;
using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Evidence.Ledger.Checkpoints;
using IntegrationHub.Evidence.Ledger.Sequencing;
using IntegrationHub.Evidence.Ledger.Verification;
using IntegrationHub.Native.OpenSsl;

namespace IntegrationHub.Ledger.Tests;

/// <summary>A ledger with some entries, its key, and short ways to do what its owner and its attacker do.</summary>
internal sealed class LedgerFixture
{
    public static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    public OpenSslEd25519 Ed25519 { get; } = new();

    public NoteSignerKey Key { get; }

    public InMemoryLedger Ledger { get; } = new();

    public LedgerSequencer Sequencer { get; }

    public LedgerFixture()
    {
        Key = NoteSignerKey.Of("retailer.example/ledger", OpenSslEd25519.NewPrivateKey(), Ed25519);
        Sequencer = new LedgerSequencer(Ledger, "node-1", TimeSpan.FromSeconds(10));
    }

    public static async Task<LedgerFixture> WithAsync(int entries)
    {
        var fixture = new LedgerFixture();
        await fixture.AppendAsync(entries);
        return fixture;
    }

    public static LedgerLeaf Leaf(int number)
    {
        var record = new LedgerEvent(
            "1", new Guid(number, 0, 0, new byte[8]), Now.AddSeconds(number), "exchange.accepted", null, null, "hub", $"{{\"number\":{number}}}").ToRecord();
        var salt = SHA256.HashData(Encoding.ASCII.GetBytes($"salt {number}"))[..LeafDigest.SaltLength];
        return new LedgerLeaf(new Guid(number, 0, 0, new byte[8]), salt, LeafDigest.Of(salt, record), record);
    }

    public async Task AppendAsync(int entries)
    {
        var from = (int)(await Ledger.ReadHeadAsync(default)).Size;
        for (var i = 0; i < entries; i++)
            Ledger.Commit(Leaf(from + i));
        while (await Sequencer.StepAsync(Now, default) == SequencingStep.Sequenced)
        {
        }
    }

    public async Task<OutsideCheckpoint> CheckpointAsync(string name = "usb/checkpoint")
    {
        var note = Checkpoint.Of(Key.Verifier.Name, await Ledger.ReadHeadAsync(default), Now).Sign(Key, Ed25519).ToOctets();
        return new OutsideCheckpoint(name, note);
    }

    public async Task KeepAsync(OutsideCheckpoint checkpoint) =>
        await Ledger.AddCheckpointAsync((await Ledger.ReadHeadAsync(default)).Size, checkpoint.Note, Now, default);

    public async Task<LedgerReport> VerifyAsync(ILedgerReader? ledger = null, params OutsideCheckpoint[] against) =>
        await new LedgerVerifier(Key.Verifier, Ed25519).VerifyAsync(ledger ?? Ledger, against, default);
}
