using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Evidence.Ledger.Verification;

namespace IntegrationHub.Ledger.Tests;

/// <summary>The entries between two kept checkpoints are those that were signed, or it is told what is not.</summary>
public sealed class RangeTests
{
    [Theory]
    [InlineData(0, 300)]
    [InlineData(300, 700)]
    [InlineData(300, 701)]
    [InlineData(700, 701)]
    [InlineData(701, 701)]
    public async Task An_untouched_range_is_read_whole_and_intact(long from, long to)
    {
        var fixture = await KeptAsync();

        var report = await VerifyAsync(fixture, fixture.Ledger, from, to);

        Assert.True(report.IsIntact, string.Join("; ", report.Findings));
        Assert.Equal(to - from, report.Read);
        Assert.NotNull(report.FromRoot);
    }

    [Theory]
    [InlineData("change", LedgerFault.Change)]
    [InlineData("replace", LedgerFault.Change)]
    [InlineData("swap", LedgerFault.Change)]
    [InlineData("delete", LedgerFault.Gap)]
    [InlineData("double", LedgerFault.Insertion)]
    [InlineData("cut", LedgerFault.Truncation)]
    [InlineData("withhold", LedgerFault.Withheld)]
    [InlineData("node", LedgerFault.Fork)]
    [InlineData("tiles gone", LedgerFault.Node)]
    public async Task What_is_done_to_the_range_is_found(string attack, LedgerFault fault)
    {
        var fixture = await KeptAsync();
        var tampered = await TamperedLedger.CopyAsync(fixture.Ledger);
        Attack(tampered, attack);

        Assert.Contains((await VerifyAsync(fixture, tampered, 300, 700)).Findings, finding => finding.Fault == fault);
    }

    [Fact]
    public async Task A_history_that_was_computed_anew_does_not_fit_what_was_signed()
    {
        var fixture = await KeptAsync();
        var tampered = await TamperedLedger.CopyAsync(fixture.Ledger);
        tampered.Rows[400] = tampered.Rows[400] with { Leaf = LedgerFixture.Leaf(9999) };
        tampered.MakeConsistent();

        Assert.Contains((await VerifyAsync(fixture, tampered, 300, 700)).Findings, static finding => finding.Fault is LedgerFault.Fork);
        // Before it nothing was touched.
        Assert.True((await VerifyAsync(fixture, tampered, 0, 300)).IsIntact);
    }

    [Fact]
    public async Task A_checkpoint_that_is_not_kept_or_not_signed_by_the_ledger_proves_nothing()
    {
        var fixture = await KeptAsync();
        var tampered = await TamperedLedger.CopyAsync(fixture.Ledger);
        tampered.Checkpoints[1] = tampered.Checkpoints[1] with { Note = tampered.Checkpoints[0].Note };

        Assert.Equal(LedgerFault.Checkpoint, Assert.Single((await VerifyAsync(fixture, fixture.Ledger, 300, 500)).Findings).Fault);
        var swapped = await VerifyAsync(fixture, tampered, 300, 700);
        Assert.Equal((LedgerFault.Checkpoint, 0L), (Assert.Single(swapped.Findings).Fault, swapped.Read));
    }

    private static void Attack(TamperedLedger ledger, string attack)
    {
        var row = ledger.Rows[500];
        switch (attack)
        {
            case "change":
                ledger.Rows[500] = row with { Leaf = row.Leaf with { Record = [.. row.Leaf.Record!, (byte)' '] } };
                break;
            case "replace":
                ledger.Rows[500] = row with { Leaf = LedgerFixture.Leaf(9999) };
                break;
            case "swap":
                (ledger.Rows[500], ledger.Rows[501]) = (row with { Leaf = ledger.Rows[501].Leaf }, ledger.Rows[501] with { Leaf = row.Leaf });
                break;
            case "delete":
                ledger.Rows.RemoveAt(500);
                break;
            case "double":
                ledger.Rows.Insert(500, row);
                break;
            case "cut":
                ledger.Rows.RemoveRange(600, ledger.Rows.Count - 600);
                break;
            case "withhold":
                ledger.Rows[500] = row with { Leaf = row.Leaf with { Record = null } };
                break;
            case "node":
                ledger.SetTile(new Tile(new TileId(0, 1), [.. Enumerable.Repeat(MerkleTree.EmptyRoot, Tile.Width)]));
                break;
            default:
                ledger.SetTile(new Tile(new TileId(0, 2), [MerkleTree.EmptyRoot]));
                break;
        }
    }

    /// <summary>701 entries with checkpoints of 300, 700 and 701.</summary>
    private static async Task<LedgerFixture> KeptAsync()
    {
        var fixture = await LedgerFixture.WithAsync(300);
        await fixture.KeepAsync(await fixture.CheckpointAsync());
        await fixture.AppendAsync(400);
        await fixture.KeepAsync(await fixture.CheckpointAsync());
        await fixture.AppendAsync(1);
        await fixture.KeepAsync(await fixture.CheckpointAsync());
        return fixture;
    }

    private static async Task<LedgerRangeReport> VerifyAsync(LedgerFixture fixture, ILedgerReader ledger, long from, long to) =>
        await new LedgerRangeVerifier(fixture.Key.Verifier, fixture.Ed25519).VerifyAsync(ledger, from, to, default);
}
