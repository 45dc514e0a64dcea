using System.Security.Cryptography;

namespace IntegrationHub.Backup.Sealing;

/// <summary>Opens what <see cref="SealingStream"/> sealed. No octet comes out that was not verified; the end comes out only when it is the end that was written.</summary>
/// <remarks>Memory for two chunks. Not thread-safe. Does not dispose the file beneath.</remarks>
public sealed class OpeningStream : ReadOnlyStream
{
    private readonly Stream _file;
    private readonly ChunkCipher _cipher;
    private readonly byte[] _plain;

    /// <summary>One chunk and one octet of the next: whether there is one says whether this must be the last.</summary>
    private readonly byte[] _sealed;
    private int _ahead;
    private int _at;
    private int _filled;
    private long _number;
    private bool _ended;
    private long _offset;

    private OpeningStream(Stream file, ChunkCipher cipher, int chunkBytes, long offset)
    {
        _file = file;
        _cipher = cipher;
        _plain = new byte[chunkBytes];
        _sealed = new byte[chunkBytes + ChunkCipher.TagBytes + 1];
        _offset = offset;
    }

    /// <summary>Octets of the file that were read and verified, the head included.</summary>
    public long Verified => _offset;

    /// <summary>Reads the head and unwraps the file's key.</summary>
    /// <exception cref="BackupException">The head is damaged, or the key opens nothing.</exception>
    public static async Task<OpeningStream> StartAsync(Stream file, OpeningKey key, CancellationToken cancellationToken)
    {
        var (head, octets) = await SealedHead.ReadAsync(file, cancellationToken);
        var fileKey = key.Unwrap(head);
        try
        {
            return new OpeningStream(file, new ChunkCipher(fileKey, octets), head.ChunkBytes, octets.Length);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(fileKey);
        }
    }

    /// <exception cref="BackupException">The next chunk is not the one that was written there.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.Length == 0)
            return 0;
        while (_at == _filled)
        {
            if (_ended)
                return 0;
            await NextAsync(cancellationToken);
        }

        var count = Math.Min(buffer.Length, _filled - _at);
        _plain.AsMemory(_at, count).CopyTo(buffer);
        _at += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        _cipher.Dispose();
        CryptographicOperations.ZeroMemory(_plain);
        base.Dispose(disposing);
    }

    private async Task NextAsync(CancellationToken cancellationToken)
    {
        var have = _ahead + await _file.ReadAtLeastAsync(_sealed.AsMemory(_ahead), _sealed.Length - _ahead, throwOnEndOfStream: false, cancellationToken);
        var last = have < _sealed.Length;
        var length = last ? have : have - 1;
        var plain = Math.Max(length - ChunkCipher.TagBytes, 0);
        if (!_cipher.TryOpen(_number, last, _sealed.AsSpan(0, length), _plain.AsSpan(0, plain)))
            throw Refusal(last, length);

        (_at, _filled, _ended) = (0, plain, last);
        _offset += length;
        _number++;
        if (!last)
        {
            _sealed[0] = _sealed[length];
            _ahead = 1;
        }
    }

    /// <summary>Tells the ways apart in which a file is not what was written.</summary>
    private BackupException Refusal(bool last, int length)
    {
        if (_cipher.TryOpen(_number, !last, _sealed.AsSpan(0, length), _plain.AsSpan(0, Math.Max(length - ChunkCipher.TagBytes, 0))))
        {
            return last
                ? Cut($"the backup ends after chunk {_number}, before its end")
                : new BackupException(BackupFault.Lengthened, $"something stands behind the end of the backup, from byte {_offset + length} on", BackupException.AnotherCopy);
        }

        return last && length < _sealed.Length - 1
            ? Cut($"the last chunk of the backup (number {_number}, from byte {_offset} on) is cut or damaged")
            : new BackupException(BackupFault.Damaged, $"chunk {_number} of the backup (from byte {_offset} on) is not what was written there", BackupException.AnotherCopy);
    }

    private static BackupException Cut(string problem) => new(BackupFault.Cut, problem, BackupException.AnotherCopy);
}
