using System.Text;
using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Evidence.Ledger.Checkpoints;
using IntegrationHub.Native.OpenSsl;

namespace IntegrationHub.Ledger.Tests;

public sealed class CheckpointTests
{
    /// <summary>Key and note of the documentation of golang.org/x/mod/sumdb/note.</summary>
    private const string GoKey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

    private const string GoNote =
        "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n" +
        "\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

    private readonly OpenSslEd25519 ed25519 = new();

    [Fact]
    public void The_example_note_of_the_format_verifies_and_is_written_back_octet_by_octet()
    {
        var key = NoteVerifierKey.TryParse(GoKey)!;
        var note = SignedNote.TryParse(Encoding.UTF8.GetBytes(GoNote))!;
        Assert.Equal(GoKey, key.ToString());
        Assert.Equal(GoNote, Encoding.UTF8.GetString(note.ToOctets()));
        Assert.True(note.IsSignedBy(key, ed25519));
    }

    [Fact]
    public void Changing_any_octet_of_a_note_makes_it_worthless()
    {
        var key = NoteVerifierKey.TryParse(GoKey)!;
        var octets = Encoding.UTF8.GetBytes(GoNote);
        for (var i = 0; i < octets.Length; i++)
        {
            octets[i] ^= 1;
            Assert.False(SignedNote.TryParse(octets)?.IsSignedBy(key, ed25519) ?? false, $"octet {i}");
            octets[i] ^= 1;
        }
    }

    [Fact]
    public void Changing_any_character_of_a_key_makes_it_unreadable()
    {
        for (var i = 0; i < GoKey.Length; i++)
        {
            var changed = GoKey.ToCharArray();
            changed[i]++;
            Assert.True(NoteVerifierKey.TryParse(new string(changed)) is null || (i >= 13 && i <= 20 && char.ToLowerInvariant(changed[i]) == GoKey[i]), $"character {i}");
        }
    }

    [Fact]
    public void A_signed_checkpoint_opens_under_its_own_key_alone()
    {
        var key = NewKey("retailer.example/ledger");
        var head = new LedgerHead(12, MerkleTree.LeafHash([1]));
        var note = Checkpoint.Of(key.Verifier.Name, head, LedgerFixture.Now).Sign(key, ed25519).ToOctets();

        var opened = Checkpoint.Open(note, key.Verifier, ed25519)!;
        Assert.Equal(12, opened.Size);
        Assert.Equal(head.Root, opened.Root);
        Assert.Equal(LedgerFixture.Now, opened.StatedTime);
        Assert.Null(Checkpoint.Open(note, NewKey("retailer.example/ledger").Verifier, ed25519));
        Assert.Null(Checkpoint.Open(note, NewKey("other.example/ledger").Verifier, ed25519));
    }

    [Fact]
    public void A_checkpoint_of_another_log_signed_with_our_key_is_none_of_ours()
    {
        var key = NewKey("retailer.example/ledger");
        var foreign = Checkpoint.Of("other.example/ledger", LedgerHead.Empty, LedgerFixture.Now).Sign(key, ed25519).ToOctets();
        Assert.Null(Checkpoint.Open(foreign, key.Verifier, ed25519));
    }

    [Theory]
    [InlineData("log\n012\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n")]
    [InlineData("log\n-1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n")]
    [InlineData("log\n+1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n")]
    [InlineData("log\n99999999999999999999\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n")]
    [InlineData("log\n1\nAAAA\n")]
    [InlineData("log\n1\n")]
    [InlineData("log\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\n")]
    [InlineData("log\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    public void A_malformed_checkpoint_is_refused(string text) => Assert.Null(Checkpoint.TryParse(text));

    [Fact]
    public void A_secret_key_survives_its_text_form_and_does_not_show_in_messages()
    {
        var key = NewKey("retailer.example/ledger");
        var read = NoteSignerKey.TryParse(key.ExportSecret(), ed25519)!;
        Assert.Equal(key.Verifier.ToString(), read.Verifier.ToString());
        Assert.DoesNotContain("PRIVATE", key.ToString(), StringComparison.Ordinal);
        Assert.Null(NoteSignerKey.TryParse(key.ExportSecret().Replace("retailer", "retailor", StringComparison.Ordinal), ed25519));
    }

    [Fact]
    public async Task A_checkpoint_is_only_signed_when_the_ledger_continues_the_last_one()
    {
        var fixture = await LedgerFixture.WithAsync(300);
        var last = Checkpoint.Open((await fixture.CheckpointAsync()).Note, fixture.Key.Verifier, ed25519)!;
        await fixture.AppendAsync(50);
        var head = await fixture.Ledger.ReadHeadAsync(default);
        var proof = new CheckpointProof(fixture.Ledger);
        Assert.True(await proof.ContinuesAsync(last, head, default));
        Assert.False(await proof.ContinuesAsync(last with { Root = MerkleTree.EmptyRoot }, head, default));
        Assert.False(await proof.ContinuesAsync(last with { Size = 400 }, head, default));
    }

    private NoteSignerKey NewKey(string name) => NoteSignerKey.Of(name, OpenSslEd25519.NewPrivateKey(), ed25519);
}
