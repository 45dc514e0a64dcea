using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace IntegrationHub.Backup.Sealing;

/// <summary>
/// The readable start of a sealed file: for whom its key is wrapped and how the rest is encrypted. On disk: eight octets of magic, the form (one
/// octet), the length of the JSON (four octets, big-endian), the JSON, and SHA-256 over all of it.
/// </summary>
/// <param name="Suite">How chunks are encrypted; <see cref="ChunkCipher.Suite"/>.</param>
/// <param name="ChunkBytes">Plain octets of a full chunk.</param>
/// <param name="Recipients">Each opens the file alone.</param>
/// <remarks>
/// The digest protects against nobody who wants to change the head; it tells a damaged head from a wrong passphrase. That a changed head opens
/// nothing follows from the chunks' key, which is derived from the head's octets.
/// </remarks>
internal sealed record SealedHead(string Suite, int ChunkBytes, IReadOnlyList<WrappedKey> Recipients)
{
    private const byte Form = 1;
    private const int LongestJson = 64 * 1024;
    private const int StartBytes = 13;

    private static readonly byte[] Magic = "IHUBSEAL"u8.ToArray();

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    /// <summary>The octets of the head.</summary>
    public byte[] ToOctets()
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(this, Json);
        var octets = new byte[StartBytes + json.Length + SHA256.HashSizeInBytes];
        Magic.CopyTo(octets, 0);
        octets[Magic.Length] = Form;
        BinaryPrimitives.WriteInt32BigEndian(octets.AsSpan(Magic.Length + 1), json.Length);
        json.CopyTo(octets, StartBytes);
        SHA256.HashData(octets.AsSpan(0, StartBytes + json.Length), octets.AsSpan(StartBytes + json.Length));
        return octets;
    }

    /// <summary>Reads the head and its octets; the stream stands at the first chunk then.</summary>
    /// <exception cref="BackupException">It is none, or it was changed.</exception>
    public static async Task<(SealedHead Head, byte[] Octets)> ReadAsync(Stream file, CancellationToken cancellationToken)
    {
        var start = new byte[StartBytes];
        var read = await file.ReadAtLeastAsync(start, StartBytes, throwOnEndOfStream: false, cancellationToken);
        if (read < Magic.Length || !start.AsSpan(0, Magic.Length).SequenceEqual(Magic))
            throw new BackupException(BackupFault.NotABackup, "the file is no backup of a hub", "Name a file that `ihub backup` wrote.");
        if (read < StartBytes)
            throw Damaged();
        if (start[Magic.Length] > Form)
            throw new BackupException(BackupFault.FormatNewer, $"the backup is written in form {start[Magic.Length]}, this hub reads {Form}", "Restore it with the hub that wrote it, or a newer one.");
        var length = BinaryPrimitives.ReadInt32BigEndian(start.AsSpan(Magic.Length + 1));
        if (start[Magic.Length] != Form || length is < 2 or > LongestJson)
            throw Damaged();

        var octets = new byte[StartBytes + length + SHA256.HashSizeInBytes];
        start.CopyTo(octets, 0);
        var rest = octets.AsMemory(StartBytes);
        if (await file.ReadAtLeastAsync(rest, rest.Length, throwOnEndOfStream: false, cancellationToken) < rest.Length
            || !SHA256.HashData(octets.AsSpan(0, StartBytes + length)).AsSpan().SequenceEqual(octets.AsSpan(StartBytes + length)))
            throw Damaged();
        return (Parse(octets.AsSpan(StartBytes, length)), octets);
    }

    private static SealedHead Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            var head = JsonSerializer.Deserialize<SealedHead>(json, Json) ?? throw Damaged();
            if (head.Suite != ChunkCipher.Suite)
                throw new BackupException(BackupFault.FormatNewer, $"the backup is encrypted with {head.Suite}, which this hub does not know", "Restore it with the hub that wrote it, or a newer one.");
            return head.ChunkBytes is >= 1024 and <= 16 * 1024 * 1024 && head.Recipients.Count is > 0 and <= 100 ? head : throw Damaged();
        }
        catch (JsonException)
        {
            throw Damaged();
        }
    }

    private static BackupException Damaged() =>
        new(BackupFault.HeadDamaged, "the head of the backup is damaged: it does not have its digest", BackupException.AnotherCopy);
}
