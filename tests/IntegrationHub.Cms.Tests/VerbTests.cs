using IntegrationHub.Evidence.Bundles;
using IntegrationHub.Evidence.Certificates;
using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Evidence.Ledger.Checkpoints;
using IntegrationHub.Evidence.Ledger.Export;
using IntegrationHub.Evidence.Ledger.Sequencing;
using IntegrationHub.Native.OpenSsl;
using IntegrationHub.Notary.Checkpoints;
using IntegrationHub.Notary.Measuring;
using IntegrationHub.Notary.Verbs;

namespace IntegrationHub.Cms.Tests;

public sealed class VerbTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("ihub-verbs-").FullName;
    private readonly OpenSslEd25519 ed25519 = new();
    private readonly NoteSignerKey key;
    private readonly InMemoryLedger ledger = new();
    private readonly StoppedClock clock = new(TestPki.Now);

    public VerbTests() => key = NoteSignerKey.Of("retailer.example/ledger", OpenSslEd25519.NewPrivateKey(), ed25519);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_checkpoint_is_written_to_store_and_folder_and_the_ledger_verifies_against_the_folder()
    {
        await AppendAsync(300);
        var outcome = await Writer().WriteAsync(default);
        Assert.Null(outcome.Problem);
        await AppendAsync(5);
        var report = await new VerifyLedger(key.Verifier, ed25519, null).LiveAsync(ledger, NoTimestamps.Instance, [folder], default);
        Assert.True(report.IsIntact);
        Assert.Equal((300, 1), (Assert.Single(report.Proven).Size, report.OwnCheckpoints));

        var export = Path.Combine(folder, "ledger.jsonl");
        await using (var target = File.Create(export))
            await LedgerExport.WriteAsync(ledger, NoTimestamps.Instance, target, default);
        Assert.True((await new VerifyLedger(key.Verifier, ed25519, null).ExportAsync(export, [folder], default)).IsIntact);
    }

    [Fact]
    public async Task At_an_unchanged_size_the_last_checkpoint_stands()
    {
        await AppendAsync(3);
        var first = await Writer().WriteAsync(default);
        clock.Now += TimeSpan.FromHours(1);
        Assert.Equal(first.Checkpoint!.Note, (await Writer().WriteAsync(default)).Checkpoint!.Note);
        Assert.Single(Directory.GetFiles(folder));
    }

    [Fact]
    public async Task A_ledger_that_does_not_continue_its_last_checkpoint_is_not_signed()
    {
        await AppendAsync(10);
        var forged = Checkpoint.Of(key.Verifier.Name, new LedgerHead(4, MerkleTree.LeafHash([1])), TestPki.Now).Sign(key, ed25519).ToOctets();
        await ledger.AddCheckpointAsync(4, forged, TestPki.Now, default);
        var outcome = await Writer().WriteAsync(default);
        Assert.Null(outcome.Checkpoint);
        Assert.Contains("does not continue", outcome.Problem, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder));
    }

    [Fact]
    public async Task A_folder_that_holds_another_checkpoint_of_the_size_is_not_overwritten()
    {
        await AppendAsync(10);
        File.WriteAllText(Path.Combine(folder, "checkpoint-000000000010.txt"), "something else");
        var outcome = await Writer().WriteAsync(default);
        Assert.Contains("may prove a fork", outcome.Problem, StringComparison.Ordinal);
        Assert.NotNull(outcome.Checkpoint);
    }

    [Fact]
    public async Task Files_are_told_apart_and_judged_and_others_are_left_to_the_next()
    {
        using var fixture = new BundleFixture();
        var verify = new VerifyFiles(fixture.Trust, revocation: null, messages: null);
        var (contract, signature, attached, bundle, xml) = (Name("contract.pdf"), Name("contract.pdf.p7s"), Name("c.p7m"), Name("b.asice"), Name("m.xml"));
        File.WriteAllText(contract, "contract");
        File.WriteAllBytes(signature, fixture.Key.Cades().SignDetached("contract"u8, TestPki.Now, []));
        File.WriteAllBytes(attached, fixture.Key.Cades().SignAttached("contract"u8, TestPki.Now, []));
        File.WriteAllBytes(bundle, await fixture.BundleAsync());
        File.WriteAllText(xml, "<x/>");
        var at = TestPki.Now.AddDays(1);
        foreach (var file in new[] { signature, attached, bundle })
            Assert.True((await verify.TryVerifyAsync(file, at, default))!.Accepted, file);
        Assert.Null(await verify.TryVerifyAsync(xml, at, default));

        File.WriteAllText(contract, "another");
        Assert.Equal(["cms.digest_mismatch"], (await verify.TryVerifyAsync(signature, at, default))!.Reasons);
        var nobody = new VerifyFiles(new BundleTrust(TrustAnchors.None, TrustAnchors.None, null), null, null);
        Assert.Equal(["untrusted"], (await nobody.TryVerifyAsync(bundle, at, default))!.Reasons);
        Assert.Equal(["untrusted"], (await nobody.TryVerifyAsync(attached, at, default))!.Reasons);
        Assert.Equal("{\"File\":\"c\",\"Verdict\":\"refused\",\"Reasons\":[\"untrusted\"]}", System.Text.Json.JsonSerializer.Serialize(new FileVerdict("c", "refused", ["untrusted"])));
    }

    [Fact]
    public async Task A_file_on_which_the_verifier_fails_is_refused_and_the_next_is_judged()
    {
        using var fixture = new BundleFixture();
        var bundle = Name("b.asice");
        File.WriteAllBytes(bundle, await fixture.BundleAsync());
        async Task<FileVerdict> JudgeAsync(MessageCheck? messages) =>
            await FileVerdict.OfAsync(bundle, async () => (await new VerifyFiles(fixture.Trust, null, messages).TryVerifyAsync(bundle, TestPki.Now.AddDays(1), default))!);

        var failed = await JudgeAsync((_, _, _) => throw new InvalidOperationException("A fault of ours."));
        Assert.Equal(("refused", "file.not_judged"), (failed.Verdict, Assert.Single(failed.Reasons)));
        Assert.Contains("A fault of ours.", Assert.Single(failed.Statements), StringComparison.Ordinal);
        Assert.True((await JudgeAsync(null)).Accepted);
        await Assert.ThrowsAsync<OperationCanceledException>(() => JudgeAsync((_, _, _) => throw new OperationCanceledException()));
    }

    [Fact]
    public async Task The_benchmark_proves_what_it_measures()
    {
        var figures = await LedgerBenchmark.RunAsync(70_000, default);
        Assert.Equal(70_000, figures.Entries);
        Assert.InRange(figures.ProofHashes, 16, 17);
    }

    private string Name(string name) => Path.Combine(folder, name);

    private CheckpointWriter Writer() => new(ledger, key, ed25519, new CheckpointFolder(folder), clock);

    private async Task AppendAsync(int entries)
    {
        for (var i = 0; i < entries; i++)
        {
            var id = Guid.NewGuid();
            var record = new LedgerEvent("1", id, TestPki.Now, "test", null, null, "hub", "{}").ToRecord();
            ledger.Commit(new LedgerLeaf(id, new byte[16], LeafDigest.Of(new byte[16], record), record));
        }
        await new LedgerSequencer(ledger, "node", TimeSpan.FromSeconds(10)).StepAsync(TestPki.Now, default);
    }
}
