using System.Buffers.Binary;
using IntegrationHub.Backup.Content;
using IntegrationHub.Backup.Sealing;

namespace IntegrationHub.Backup.Tests;

/// <summary>Keys, tables and whole backups to try things on.</summary>
internal static class Samples
{
    public const string Passphrase = "correct horse battery";

    public static readonly TableHead Table = new("hub", "event", [new("id", "integer"), new("data", "bytea")]);

    public static readonly FileHead File = new("archive", "ab/cd/abcd.blob");

    /// <summary>Few rounds: what is tested here is not how slow guessing is.</summary>
    public static SealingKeys Keys { get; } = SealingKeys.OfPassphrase(Passphrase, iterations: 1000);

    public static byte[] Octets(int count, int seed = 1)
    {
        var octets = new byte[count];
        new Random(seed).NextBytes(octets);
        return octets;
    }

    public static async Task<byte[]> SealAsync(byte[] plain, SealingKeys? keys = null)
    {
        using var file = new MemoryStream();
        await using (var sealing = await SealingStream.StartAsync(file, keys ?? Keys, CancellationToken.None))
        {
            await sealing.WriteAsync(plain);
            await sealing.CompleteAsync(CancellationToken.None);
        }

        return file.ToArray();
    }

    public static async Task<byte[]> OpenAsync(byte[] file, OpeningKey? key = null)
    {
        using var mine = key ?? OpeningKey.OfPassphrase(Passphrase);
        await using var opening = await OpeningStream.StartAsync(new MemoryStream(file), mine, CancellationToken.None);
        using var plain = new MemoryStream();
        await opening.CopyToAsync(plain);
        return plain.ToArray();
    }

    /// <summary>Rows of two columns in the binary COPY format, as the manual describes it.</summary>
    public static byte[] Copy(params IReadOnlyList<(int Id, byte[]? Data)> rows)
    {
        using var copy = new MemoryStream();
        copy.Write([.. "PGCOPY\n"u8, 0xFF, 13, 10, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        foreach (var (id, data) in rows)
        {
            copy.Write([0, 2, 0, 0, 0, 4]);
            copy.Write(BigEndian(id));
            copy.Write(BigEndian(data?.Length ?? -1));
            copy.Write(data ?? []);
        }

        copy.Write([0xFF, 0xFF]);
        return copy.ToArray();
    }

    public static async Task<(byte[] File, BackupManifest Manifest)> BackUpAsync(byte[] copy, byte[] blob)
    {
        using var file = new MemoryStream();
        var opening = new BackupOpening("0.1.0", new DateTimeOffset(2026, 11, 28, 12, 0, 0, TimeSpan.Zero), "10XIHUB-RETAILRZ", ["20261121034252_Initial"], 15, 1, 1);
        await using var writer = await BackupWriter.StartAsync(file, Keys, opening, CancellationToken.None);
        await writer.AddTableAsync(Table, new MemoryStream(copy), static _ => { }, CancellationToken.None);
        await writer.AddFileAsync(File, new MemoryStream(blob), static _ => { }, CancellationToken.None);
        var manifest = await writer.CompleteAsync([new("hub", "notification_id_seq", 7, true)], new LedgerState(3, "root", 1, "note"), CancellationToken.None);
        return (file.ToArray(), manifest);
    }

    private static byte[] BigEndian(int value)
    {
        var octets = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(octets, value);
        return octets;
    }
}

/// <summary>Keeps what is read.</summary>
internal sealed class MemoryTarget : IBackupTarget
{
    public Dictionary<string, MemoryStream> Parts { get; } = [];

    public Task<Stream> BeginTableAsync(TableHead head, CancellationToken cancellationToken) => Begin(head.ToString());

    public Task<Stream> BeginFileAsync(FileHead head, CancellationToken cancellationToken) => Begin($"{head.Root}/{head.Path}");

    private Task<Stream> Begin(string name) => Task.FromResult<Stream>(Parts[name] = new MemoryStream());
}
