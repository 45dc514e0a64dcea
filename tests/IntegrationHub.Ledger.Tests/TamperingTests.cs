using System.Text.RegularExpressions;
using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Evidence.Ledger.Export;
using IntegrationHub.Evidence.Ledger.Verification;

namespace IntegrationHub.Ledger.Tests;

public sealed class TamperingTests
{
    [Fact]
    public async Task An_untouched_ledger_is_intact_and_says_which_outside_checkpoint_it_was_proven_against()
    {
        var fixture = await LedgerFixture.WithAsync(700);
        var outside = await fixture.CheckpointAsync("usb/checkpoint-700");
        await fixture.AppendAsync(100);
        await fixture.KeepAsync(await fixture.CheckpointAsync());
        fixture.Ledger.Commit(LedgerFixture.Leaf(9000));

        var report = await fixture.VerifyAsync(null, outside);
        Assert.True(report.IsIntact, string.Join("; ", report.Statements()));
        Assert.Equal(("usb/checkpoint-700", 700L), (report.Proven.Single().Name, report.Proven.Single().Size));
        Assert.Equal((800, 1, 1), (report.Size, report.OwnCheckpoints, report.Unsequenced));
    }

    [Fact]
    public async Task Without_an_outside_checkpoint_the_report_says_that_nothing_outside_vouches_for_it()
    {
        var report = await (await LedgerFixture.WithAsync(3)).VerifyAsync();
        Assert.Contains(report.Statements(), s => s.Contains("No outside checkpoint was proven", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(LedgerFault.Change, "flip a bit of a record")]
    [InlineData(LedgerFault.Change, "flip a bit of a digest")]
    [InlineData(LedgerFault.Change, "replace record, salt and digest")]
    [InlineData(LedgerFault.Gap, "delete a row")]
    [InlineData(LedgerFault.Gap, "delete a row and move the others up")]
    [InlineData(LedgerFault.Insertion, "insert a row and move the others down")]
    [InlineData(LedgerFault.Insertion, "insert a row at a taken position")]
    [InlineData(LedgerFault.Insertion, "append a row behind the head")]
    [InlineData(LedgerFault.Reordering, "swap two rows")]
    [InlineData(LedgerFault.Truncation, "cut the tail")]
    [InlineData(LedgerFault.Node, "change a stored node")]
    [InlineData(LedgerFault.Change, "change a waiting leaf")]
    public async Task What_is_done_to_the_rows_is_detected_and_named(LedgerFault fault, string attack)
    {
        var fixture = await LedgerFixture.WithAsync(700);
        fixture.Ledger.Commit(LedgerFixture.Leaf(5000));
        var tampered = await TamperedLedger.CopyAsync(fixture.Ledger);
        Attack(tampered, attack);
        var report = await fixture.VerifyAsync(tampered);
        Assert.Contains(report.Findings, f => f.Fault == fault);
        Assert.False(report.IsIntact);
    }

    [Theory]
    [InlineData("replace record, salt and digest")]
    [InlineData("delete a row")]
    [InlineData("insert a row and move the others down")]
    [InlineData("swap two rows")]
    public async Task An_attacker_who_makes_everything_in_the_store_consistent_is_caught_by_a_checkpoint_from_outside(string attack)
    {
        var fixture = await LedgerFixture.WithAsync(700);
        var outside = await fixture.CheckpointAsync();
        await fixture.AppendAsync(60);
        var tampered = await TamperedLedger.CopyAsync(fixture.Ledger);
        Attack(tampered, attack);
        tampered.MakeConsistent();

        Assert.True((await fixture.VerifyAsync(tampered)).IsIntact);
        var report = await fixture.VerifyAsync(tampered, outside);
        Assert.Contains(report.Findings, f => f.Fault == LedgerFault.Fork);
        Assert.Empty(report.Proven);
    }

    [Fact]
    public async Task A_ledger_set_back_by_a_restore_is_told_from_its_outside_checkpoint()
    {
        var fixture = await LedgerFixture.WithAsync(300);
        var backup = await TamperedLedger.CopyAsync(fixture.Ledger);
        await fixture.AppendAsync(20);
        var outside = await fixture.CheckpointAsync();
        var report = await fixture.VerifyAsync(backup, outside);
        var finding = Assert.Single(report.Findings);
        Assert.Equal((LedgerFault.Rollback, 300, 319), (finding.Fault, finding.From, finding.To));
    }

    [Fact]
    public async Task A_ledger_that_grew_again_after_a_restore_is_a_fork()
    {
        var fixture = await LedgerFixture.WithAsync(300);
        var backup = await TamperedLedger.CopyAsync(fixture.Ledger);
        await fixture.AppendAsync(20);
        var outside = await fixture.CheckpointAsync();
        for (var i = 0; i < 40; i++)
            backup.Rows.Add(new SequencedLeaf(300 + i, LedgerFixture.Leaf(10_000 + i)));
        backup.MakeConsistent();
        Assert.Equal(LedgerFault.Fork, Assert.Single((await fixture.VerifyAsync(backup, outside)).Findings).Fault);
    }

    [Fact]
    public async Task Two_checkpoints_of_one_size_with_different_roots_prove_a_fork_by_themselves()
    {
        var fixture = await LedgerFixture.WithAsync(30);
        var honest = await fixture.CheckpointAsync("auditor A");
        var tampered = await TamperedLedger.CopyAsync(fixture.Ledger);
        Attack(tampered, "swap two rows");
        tampered.MakeConsistent();
        var forked = Evidence.Ledger.Checkpoints.Checkpoint.Of(fixture.Key.Verifier.Name, tampered.Head, LedgerFixture.Now).Sign(fixture.Key, fixture.Ed25519).ToOctets();
        var report = await fixture.VerifyAsync(null, honest, new OutsideCheckpoint("auditor B", forked));
        Assert.Contains(report.Findings, f => f.Fault == LedgerFault.Fork && f.Text.Contains("both signed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_checkpoint_signed_by_somebody_else_proves_nothing_and_is_reported()
    {
        var (fixture, stranger) = (await LedgerFixture.WithAsync(30), await LedgerFixture.WithAsync(30));
        var report = await fixture.VerifyAsync(null, await stranger.CheckpointAsync());
        Assert.Equal(LedgerFault.Checkpoint, Assert.Single(report.Findings).Fault);
    }

    [Fact]
    public async Task An_export_verifies_like_the_live_ledger_and_a_changed_export_does_not()
    {
        var fixture = await LedgerFixture.WithAsync(600);
        var outside = await fixture.CheckpointAsync();
        await fixture.KeepAsync(outside);
        fixture.Ledger.Commit(LedgerFixture.Leaf(601));
        using var file = new MemoryStream();
        await LedgerExport.WriteAsync(fixture.Ledger, null, file, default);
        var report = await fixture.VerifyAsync(await ExportedLedger.OpenAsync(file, default), outside);
        Assert.True(report.IsIntact);
        Assert.Equal((600, 1, 1, 1), (report.Size, report.Unsequenced, report.OwnCheckpoints, report.Proven.Count));

        var lines = System.Text.Encoding.UTF8.GetString(file.ToArray()).Split('\n').ToList();
        lines.RemoveAt(200);
        using var cut = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', lines)));
        var damaged = await fixture.VerifyAsync(await ExportedLedger.OpenAsync(cut, default), outside);
        Assert.Contains(damaged.Findings, f => f.Fault == LedgerFault.Gap);
    }

    [Theory]
    [InlineData(LedgerFault.Change, "flip a bit of a record")]
    [InlineData(LedgerFault.Change, "flip a bit of a digest")]
    [InlineData(LedgerFault.Change, "replace record, salt and digest")]
    [InlineData(LedgerFault.Gap, "delete a row")]
    [InlineData(LedgerFault.Gap, "delete a row and move the others up")]
    [InlineData(LedgerFault.Insertion, "insert a row and move the others down")]
    [InlineData(LedgerFault.Insertion, "insert a row at a taken position")]
    [InlineData(LedgerFault.Reordering, "swap two rows")]
    [InlineData(LedgerFault.Truncation, "cut the tail")]
    [InlineData(LedgerFault.Change, "change a waiting leaf")]
    public async Task What_was_done_to_the_rows_is_named_in_an_export_of_them_as_in_the_store(LedgerFault fault, string attack)
    {
        var fixture = await LedgerFixture.WithAsync(700);
        fixture.Ledger.Commit(LedgerFixture.Leaf(5000));
        var outside = await fixture.CheckpointAsync();
        var tampered = await TamperedLedger.CopyAsync(fixture.Ledger);
        Attack(tampered, attack);
        var report = await fixture.VerifyAsync(await ExportedAsync(tampered), outside);
        Assert.Contains(report.Findings, f => f.Fault == fault);
    }

    [Theory]
    [InlineData(LedgerFault.Reordering, "lines in another order")]
    [InlineData(LedgerFault.Gap, "a line removed")]
    [InlineData(LedgerFault.Gap, "two tiles of lines removed")]
    [InlineData(LedgerFault.Insertion, "a line twice")]
    [InlineData(LedgerFault.Truncation, "the end cut off")]
    [InlineData(LedgerFault.Change, "a salt exchanged")]
    [InlineData(LedgerFault.Checkpoint, "a checkpoint changed")]
    [InlineData(LedgerFault.Fork, "everything made consistent")]
    [InlineData(LedgerFault.Rollback, "an older export")]
    public async Task What_was_done_to_the_file_of_an_export_is_named(LedgerFault fault, string attack)
    {
        var fixture = await LedgerFixture.WithAsync(300);
        await fixture.KeepAsync(await fixture.CheckpointAsync());
        var older = await LinesAsync(fixture.Ledger);
        await fixture.AppendAsync(900);
        var outside = await fixture.CheckpointAsync();
        var lines = await LinesAsync(fixture.Ledger);
        var leaf = lines.FindIndex(l => l.StartsWith("{\"position\":520,", StringComparison.Ordinal));
        switch (attack)
        {
            case "lines in another order":
                (lines[leaf], lines[leaf + 2]) = (lines[leaf + 2], lines[leaf]);
                break;
            case "a line removed":
                lines.RemoveAt(leaf);
                break;
            case "two tiles of lines removed":
                lines.RemoveAll(l => l.StartsWith("{\"position\":4", StringComparison.Ordinal) || l.StartsWith("{\"position\":5", StringComparison.Ordinal) || l.StartsWith("{\"position\":6", StringComparison.Ordinal));
                break;
            case "a line twice":
                lines.Insert(leaf, lines[leaf]);
                break;
            case "the end cut off":
                lines.RemoveRange(lines.Count - 50, 50);
                break;
            case "a salt exchanged":
                lines[leaf] = lines[leaf].Replace("\"salt\":\"", "\"salt\":\"AAAA", StringComparison.Ordinal);
                break;
            case "a checkpoint changed":
                lines[1] = lines[1].Replace("\"note\":\"", "\"note\":\"AAAA", StringComparison.Ordinal);
                break;
            case "everything made consistent":
                var tampered = await TamperedLedger.CopyAsync(fixture.Ledger);
                Attack(tampered, "replace record, salt and digest");
                tampered.MakeConsistent();
                lines = await LinesAsync(tampered);
                break;
            case "an older export":
                lines = older;
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(attack), attack, "An attack without an implementation.");
        }

        using var file = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', lines)));
        var report = await fixture.VerifyAsync(await ExportedLedger.OpenAsync(file, default), outside);
        Assert.Contains(report.Findings, f => f.Fault == fault);
        // A changed checkpoint of its own does not keep the entries from being proven against the one from outside.
        Assert.Equal(fault == LedgerFault.Checkpoint ? 1 : 0, report.Proven.Count);
    }

    [Fact]
    public async Task Entries_whose_record_is_withheld_are_counted_and_the_export_is_not_intact()
    {
        var fixture = await LedgerFixture.WithAsync(600);
        fixture.Ledger.Commit(LedgerFixture.Leaf(601));
        var outside = await fixture.CheckpointAsync();
        var lines = (await LinesAsync(fixture.Ledger)).ConvertAll(l => Regex.Replace(l, "\"record\":\"[^\"]*\"", "\"record\":null"));
        using var file = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', lines)));
        var report = await fixture.VerifyAsync(await ExportedLedger.OpenAsync(file, default), outside);
        Assert.False(report.IsIntact);
        Assert.Equal(601, report.Withheld);
        Assert.Equal([(LedgerFault.Withheld, 0L, 599L), (LedgerFault.Withheld, -1L, -1L)], report.Findings.Select(f => (f.Fault, f.From, f.To)));
        Assert.Empty(report.Proven);
        Assert.Contains(report.Statements(), s => s.Contains("601 are without their record", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_each_kind_of_finding_a_hundred_are_kept_the_rest_is_counted_and_none_crowds_out_another()
    {
        var fixture = await LedgerFixture.WithAsync(3000);
        var tampered = await TamperedLedger.CopyAsync(fixture.Ledger);
        var rows = tampered.Rows;
        for (var i = 0; i < 2000; i += 2)
            rows[i] = rows[i] with { Leaf = rows[i].Leaf with { Record = Flipped(rows[i].Leaf.Record!) } };
        rows.RemoveAll(r => r.Position is > 2000 and < 2400 && r.Position % 2 == 1);
        var report = await fixture.VerifyAsync(tampered, await fixture.CheckpointAsync());
        Assert.Equal([(LedgerFault.Gap, 100), (LedgerFault.Change, 100)], report.Findings.GroupBy(f => f.Fault).Select(g => (g.Key, g.Count())).OrderBy(g => g.Key));
        Assert.Equal(900 + 100, report.OmittedFindings);
        Assert.Contains(report.Statements(), s => s == "And 1000 more findings of these kinds.");
        Assert.Empty(report.Proven);
    }

    [Fact]
    public async Task Many_gaps_and_late_entries_are_told_apart_in_one_pass()
    {
        const int entries = 60_000;
        var fixture = await LedgerFixture.WithAsync(entries);
        var lines = await LinesAsync(fixture.Ledger);
        // Every second entry stands behind all the others.
        var late = lines.Where(l => l.StartsWith("{\"position\":", StringComparison.Ordinal) && (l[l.IndexOf(',', StringComparison.Ordinal) - 1] - '0') % 2 == 1).ToList();
        lines.RemoveAll(late.ToHashSet().Contains);
        using var file = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', lines.Concat(late))));
        var report = await fixture.VerifyAsync(await ExportedLedger.OpenAsync(file, default));
        Assert.Equal([LedgerFault.Gap, LedgerFault.Reordering], report.Findings.Select(f => f.Fault).Distinct().Order());
        Assert.Equal(2 * (entries / 2 - 1 - 100), report.OmittedFindings);
    }

    [Fact]
    public async Task A_finding_that_is_only_counted_still_keeps_a_checkpoint_from_being_proven()
    {
        var fixture = await LedgerFixture.WithAsync(100);
        var outside = await fixture.CheckpointAsync();
        await fixture.AppendAsync(200);
        var lines = await LinesAsync(fixture.Ledger);
        string At(int position) => lines.Single(l => l.StartsWith($"{{\"position\":{position},", StringComparison.Ordinal));
        var twice = lines.Concat(Enumerable.Range(150, 100).Select(At));
        Assert.Single((await VerifyAsync(twice)).Proven);
        Assert.Empty((await VerifyAsync(twice.Append(At(5)))).Proven);

        async Task<LedgerReport> VerifyAsync(IEnumerable<string> changed)
        {
            using var file = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', changed)));
            return await fixture.VerifyAsync(await ExportedLedger.OpenAsync(file, default), outside);
        }
    }

    [Fact]
    public async Task One_checkpoint_many_times_over_is_no_fork()
    {
        var fixture = await LedgerFixture.WithAsync(30);
        await fixture.KeepAsync(await fixture.CheckpointAsync());
        var lines = await LinesAsync(fixture.Ledger);
        lines.InsertRange(1, Enumerable.Repeat(lines[1], 2000));
        using var file = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', lines)));
        var report = await fixture.VerifyAsync(await ExportedLedger.OpenAsync(file, default));
        Assert.Equal((true, 2001), (report.IsIntact, report.OwnCheckpoints));
    }

    [Fact]
    public async Task A_line_without_end_is_refused_before_it_fills_the_memory()
    {
        using var file = new EndlessLine(1L << 32);
        var refused = await Assert.ThrowsAsync<FormatException>(async () => await ExportedLedger.OpenAsync(file, default));
        Assert.Contains("longer than any leaf", refused.Message, StringComparison.Ordinal);
        Assert.InRange(file.Position, 0, 16_000_000);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("{\"format\":\"other/1\",\"size\":0,\"root\":\"\"}")]
    [InlineData("nonsense")]
    [InlineData("{\"format\":\"ihub-ledger/1\",\"size\":9223372036854775807,\"root\":\"47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\"}")]
    [InlineData("{\"format\":\"ihub-ledger/1\",\"size\":-1,\"root\":\"47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\"}")]
    [InlineData("{\"format\":\"ihub-ledger/1\",\"size\":0,\"root\":\"47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\"}\n{\"other\":1}")]
    public async Task Something_else_than_an_export_is_refused_with_words(string content)
    {
        using var file = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(content));
        await Assert.ThrowsAsync<FormatException>(async () => await ExportedLedger.OpenAsync(file, default));
    }

    private static async Task<List<string>> LinesAsync(ILedgerReader ledger)
    {
        using var file = new MemoryStream();
        await LedgerExport.WriteAsync(ledger, null, file, default);
        return [.. System.Text.Encoding.UTF8.GetString(file.ToArray()).TrimEnd('\n').Split('\n')];
    }

    private static async Task<ExportedLedger> ExportedAsync(ILedgerReader ledger)
    {
        var file = new MemoryStream();
        await LedgerExport.WriteAsync(ledger, null, file, default);
        return await ExportedLedger.OpenAsync(file, default);
    }

    private static void Attack(TamperedLedger ledger, string attack)
    {
        var rows = ledger.Rows;
        var foreign = LedgerFixture.Leaf(8888);
        switch (attack)
        {
            case "flip a bit of a record":
                rows[300] = rows[300] with { Leaf = rows[300].Leaf with { Record = Flipped(rows[300].Leaf.Record!) } };
                break;
            case "flip a bit of a digest":
                rows[300] = rows[300] with { Leaf = rows[300].Leaf with { Digest = Flipped(rows[300].Leaf.Digest), Record = null } };
                break;
            case "replace record, salt and digest":
                rows[20] = rows[20] with { Leaf = foreign };
                break;
            case "delete a row":
                rows.RemoveAt(20);
                break;
            case "delete a row and move the others up":
                rows.RemoveAt(300);
                for (var i = 300; i < rows.Count; i++)
                    rows[i] = rows[i] with { Position = i };
                break;
            case "insert a row and move the others down":
                rows.Insert(300, new SequencedLeaf(300, foreign));
                for (var i = 301; i < rows.Count; i++)
                    rows[i] = rows[i] with { Position = i };
                break;
            case "insert a row at a taken position":
                rows.Add(new SequencedLeaf(300, foreign));
                break;
            case "append a row behind the head":
                rows.Add(new SequencedLeaf(rows.Count, foreign));
                break;
            case "swap two rows":
                (rows[5], rows[7]) = (rows[5] with { Leaf = rows[7].Leaf }, rows[7] with { Leaf = rows[5].Leaf });
                break;
            case "cut the tail":
                rows.RemoveRange(650, 50);
                break;
            case "change a stored node":
                ledger.SetTile(new Tile(new TileId(1, 0), [foreign.LeafHash, foreign.LeafHash]));
                break;
            case "change a waiting leaf":
                ledger.Waiting[0] = ledger.Waiting[0] with { Record = Flipped(ledger.Waiting[0].Record!) };
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(attack), attack, "An attack without an implementation.");
        }
    }

    private static byte[] Flipped(byte[] octets)
    {
        var copy = (byte[])octets.Clone();
        copy[^2] ^= 4;
        return copy;
    }
}
