using System.Security.Cryptography;

namespace IntegrationHub.Backup.Sealing;

/// <summary>Seals what is written to it, chunk by chunk. Without <see cref="CompleteAsync"/> the file has no end, and nobody takes it for whole.</summary>
/// <remarks>Not thread-safe. Does not dispose the file beneath.</remarks>
public sealed class SealingStream : WriteOnlyStream
{
    /// <summary>64 kB: 0.02 % for tags, and a reader holds two of them.</summary>
    internal const int ChunkBytes = 64 * 1024;

    private readonly Stream _file;
    private readonly ChunkCipher _cipher;
    private readonly byte[] _plain = new byte[ChunkBytes];
    private readonly byte[] _sealed = new byte[ChunkBytes + ChunkCipher.TagBytes];
    private int _filled;
    private long _number;
    private bool _complete;

    private SealingStream(Stream file, ChunkCipher cipher)
    {
        _file = file;
        _cipher = cipher;
    }

    /// <summary>Writes the head and is ready for what is to be sealed.</summary>
    public static async Task<SealingStream> StartAsync(Stream file, SealingKeys keys, CancellationToken cancellationToken)
    {
        var fileKey = RandomNumberGenerator.GetBytes(KeyWrap.KeyBytes);
        try
        {
            var head = new SealedHead(ChunkCipher.Suite, ChunkBytes, keys.Wrap(fileKey)).ToOctets();
            await file.WriteAsync(head, cancellationToken);
            return new SealingStream(file, new ChunkCipher(fileKey, head));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(fileKey);
        }
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_complete, this);
        while (buffer.Length > 0)
        {
            // A full chunk waits: only when more comes it is known not to be the last.
            if (_filled == ChunkBytes)
                await WriteChunkAsync(last: false, cancellationToken);
            var take = Math.Min(buffer.Length, ChunkBytes - _filled);
            buffer[..take].CopyTo(_plain.AsMemory(_filled));
            _filled += take;
            buffer = buffer[take..];
        }
    }

    /// <summary>Writes the end.</summary>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_complete, this);
        await WriteChunkAsync(last: true, cancellationToken);
        _complete = true;
    }

    protected override void Dispose(bool disposing)
    {
        _cipher.Dispose();
        CryptographicOperations.ZeroMemory(_plain);
        base.Dispose(disposing);
    }

    private async Task WriteChunkAsync(bool last, CancellationToken cancellationToken)
    {
        _cipher.Seal(_number, last, _plain.AsSpan(0, _filled), _sealed.AsSpan(0, _filled + ChunkCipher.TagBytes));
        await _file.WriteAsync(_sealed.AsMemory(0, _filled + ChunkCipher.TagBytes), cancellationToken);
        _filled = 0;
        _number++;
    }
}
