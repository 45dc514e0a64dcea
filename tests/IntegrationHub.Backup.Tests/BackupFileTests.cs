using IntegrationHub.Backup.Content;
using IntegrationHub.Backup.Sealing;

namespace IntegrationHub.Backup.Tests;

/// <summary>A whole backup: what was saved comes out with a manifest that says so; a damaged one never yields a manifest.</summary>
public sealed class BackupFileTests
{
    private static readonly byte[] Copy = Samples.Copy((1, Samples.Octets(100_000)), (2, null), (3, []));

    [Fact]
    public async Task Tables_files_and_manifest_come_out_as_they_went_in()
    {
        var blob = Samples.Octets(200_000, 9);
        var (file, written) = await Samples.BackUpAsync(Copy, blob);
        var target = new MemoryTarget();
        var read = await ReadAsync(file, target);

        Assert.Equal(Copy, target.Parts["hub.event"].ToArray());
        Assert.Equal(blob, target.Parts["archive/ab/cd/abcd.blob"].ToArray());
        Assert.Equal([new TableTotals("hub", "event", 3, Copy.Length, written.Tables[0].Digest)], read.Tables);
        Assert.Equal((1, 200_000L), (read.Folders[0].Files, read.Folders[0].Bytes));
        Assert.Equal(written.Ledger, read.Ledger);
        Assert.Equal(written.Sequences, read.Sequences);
        Assert.Equal("10XIHUB-RETAILRZ", read.Opening.Code);
    }

    [Fact]
    public async Task Empty_tables_and_files_are_saved_too()
    {
        var (file, _) = await Samples.BackUpAsync(Samples.Copy(), []);
        var target = new MemoryTarget();
        var manifest = await ReadAsync(file, target);
        Assert.Equal(0, manifest.Tables[0].Rows);
        Assert.Empty(target.Parts["archive/ab/cd/abcd.blob"].ToArray());
    }

    [Fact]
    public async Task Whatever_is_done_to_the_file_no_manifest_comes_out()
    {
        var (file, _) = await Samples.BackUpAsync(Copy, Samples.Octets(50_000, 3));
        var random = new Random(20261128);
        for (var round = 0; round < 400; round++)
        {
            var damaged = Damage(file, random);
            if (damaged.AsSpan().SequenceEqual(file))
                continue;
            await Assert.ThrowsAsync<BackupException>(() => ReadAsync(damaged, new MemoryTarget()));
        }
    }

    [Theory]
    [InlineData("archive", "../../etc/passwd")]
    [InlineData("archive", "/etc/passwd")]
    [InlineData("archive", "a/../b")]
    [InlineData("archive", "a//b")]
    [InlineData("archive", "a\\b")]
    [InlineData("archive", "")]
    [InlineData("/root/.ssh", "authorized_keys")]
    [InlineData("..", "authorized_keys")]
    [InlineData("../..", "x")]
    [InlineData("data/../../..", "x")]
    [InlineData("Data", "x")]
    [InlineData("elsewhere", "x")]
    [InlineData("", "x")]
    public async Task A_path_that_leaves_its_folder_is_neither_written_nor_read(string root, string path)
    {
        Assert.False(new FileHead(root, path).IsSafe);
        var file = await ForgeAsync(async packed =>
        {
            await Frames.WriteJsonAsync(packed, FrameKind.File, new FileHead(root, path), default);
            await Frames.WriteAsync(packed, FrameKind.Piece, new byte[] { 1 }, default);
        });
        var target = new MemoryTarget();
        Assert.Equal(BackupFault.ContentWrong, (await Assert.ThrowsAsync<BackupException>(() => ReadAsync(file, target))).Fault);
        Assert.Empty(target.Parts);
    }

    [Fact]
    public async Task A_backup_whose_content_is_not_its_manifest_is_refused_although_it_is_sealed()
    {
        var (_, manifest) = await Samples.BackUpAsync(Copy, [1]);
        foreach (var forge in (Func<Stream, Task>[])
            [
                // Another row, no table, no manifest, something behind it, a piece of nothing.
                async packed =>
                {
                    await Frames.WriteJsonAsync(packed, FrameKind.Table, Samples.Table, default);
                    await Frames.WriteAsync(packed, FrameKind.Piece, Samples.Copy((1, [2])), default);
                    await Frames.WriteJsonAsync(packed, FrameKind.Manifest, manifest with { Folders = [] }, default);
                },
                async packed => await Frames.WriteJsonAsync(packed, FrameKind.Manifest, manifest with { Folders = [] }, default),
                static _ => Task.CompletedTask,
                async packed =>
                {
                    await Frames.WriteJsonAsync(packed, FrameKind.Manifest, manifest with { Folders = [], Tables = [] }, default);
                    await Frames.WriteJsonAsync(packed, FrameKind.Manifest, manifest with { Folders = [], Tables = [] }, default);
                },
                async packed => await Frames.WriteAsync(packed, FrameKind.Piece, new byte[] { 1 }, default),
            ])
        {
            var file = await ForgeAsync(forge);
            Assert.Equal(BackupFault.ContentWrong, (await Assert.ThrowsAsync<BackupException>(() => ReadAsync(file, new MemoryTarget()))).Fault);
        }
    }

    [Fact]
    public async Task Packed_octets_that_make_no_sense_are_refused_although_they_are_sealed()
    {
        var file = await Samples.SealAsync(Samples.Octets(1000));
        Assert.Equal(BackupFault.ContentWrong, (await Assert.ThrowsAsync<BackupException>(() => ReadAsync(file, new MemoryTarget()))).Fault);
    }

    private static async Task<byte[]> ForgeAsync(Func<Stream, Task> content)
    {
        using var plain = new MemoryStream();
        await using (var packed = new System.IO.Compression.BrotliStream(plain, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true))
        {
            await Frames.WriteJsonAsync(packed, FrameKind.Opening, new BackupOpening("0", default, "", [], 15, 0, 0), default);
            await content(packed);
        }

        return await Samples.SealAsync(plain.ToArray());
    }

    private static async Task<BackupManifest> ReadAsync(byte[] file, MemoryTarget target)
    {
        using var key = OpeningKey.OfPassphrase(Samples.Passphrase);
        await using var reader = await BackupReader.StartAsync(new MemoryStream(file), key, default);
        return await reader.ReadAsync(target, static _ => { }, default);
    }

    private static byte[] Damage(byte[] file, Random random)
    {
        var at = random.Next(file.Length);
        var length = random.Next(1, 2000);
        var end = Math.Min(at + length, file.Length);
        switch (random.Next(5))
        {
            case 0:
                var flipped = (byte[])file.Clone();
                flipped[at] ^= (byte)random.Next(1, 256);
                return flipped;
            case 1:
                return file[..at];
            case 2:
                return [.. file[..at], .. file[end..]];
            case 3:
                return [.. file[..at], .. Samples.Octets(length, at), .. file[at..]];
            default:
                return [.. file[..at], .. file[at..end], .. file[at..end], .. file[end..]];
        }
    }
}
