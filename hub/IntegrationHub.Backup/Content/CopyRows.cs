using System.Buffers.Binary;
using System.Security.Cryptography;

namespace IntegrationHub.Backup.Content;

/// <summary>
/// Watches a table go by in PostgreSQL's binary COPY format (the manual, COPY, "Binary Format") and counts and digests its rows, however the
/// octets are cut into pieces.
/// </summary>
/// <remarks>Holds 19 octets, never a row. Not thread-safe.</remarks>
public sealed class CopyRows : IDisposable
{
    private const int HeadBytes = 19;
    private const int WithOids = 1 << 16;

    private static readonly byte[] Signature = [.. "PGCOPY\n"u8, 0xFF, (byte)'\r', (byte)'\n', 0];

    private readonly SumDigest _digest = new();
    private readonly IncrementalHash _row = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _number = new byte[HeadBytes];
    private State _state = State.Head;
    private int _have;
    private int _fields;
    private long _skip;

    private enum State
    {
        Head,
        Extension,
        FieldCount,
        FieldLength,
        Field,
        End,
    }

    public long Rows => _digest.Count;

    /// <summary>Octets seen.</summary>
    public long Bytes { get; private set; }

    /// <summary>Over the rows so far, whatever their order.</summary>
    public string Digest => _digest.ToHex();

    /// <summary>True when the format's end was seen.</summary>
    public bool IsComplete => _state == State.End;

    /// <summary>Takes the next piece.</summary>
    /// <exception cref="InvalidDataException">It is not that format.</exception>
    public void Push(ReadOnlySpan<byte> piece)
    {
        Bytes += piece.Length;
        while (piece.Length > 0)
        {
            piece = _state switch
            {
                State.Head => TakeNumber(piece, HeadBytes),
                State.FieldCount => TakeNumber(piece, 2),
                State.FieldLength => TakeNumber(piece, 4),
                State.Extension or State.Field => TakeContent(piece),
                _ => throw new InvalidDataException("Octets stand behind the end of a table."),
            };
        }
    }

    public void Dispose() => _row.Dispose();

    private ReadOnlySpan<byte> TakeNumber(ReadOnlySpan<byte> piece, int length)
    {
        var take = Math.Min(length - _have, piece.Length);
        piece[..take].CopyTo(_number.AsSpan(_have));
        _have += take;
        if (_have == length)
        {
            _have = 0;
            Understand(_number.AsSpan(0, length));
        }

        return piece[take..];
    }

    private ReadOnlySpan<byte> TakeContent(ReadOnlySpan<byte> piece)
    {
        var take = (int)Math.Min(_skip, piece.Length);
        if (_state == State.Field)
            _row.AppendData(piece[..take]);
        _skip -= take;
        if (_skip == 0)
            AfterContent();
        return piece[take..];
    }

    private void Understand(ReadOnlySpan<byte> number)
    {
        switch (_state)
        {
            case State.Head:
                _skip = BinaryPrimitives.ReadInt32BigEndian(number[15..]);
                if (!number[..Signature.Length].SequenceEqual(Signature) || _skip < 0 || (BinaryPrimitives.ReadInt32BigEndian(number[11..]) & WithOids) != 0)
                    throw new InvalidDataException("A table does not begin as PostgreSQL's binary COPY does.");
                _state = _skip == 0 ? State.FieldCount : State.Extension;
                break;
            case State.FieldCount:
                _fields = BinaryPrimitives.ReadInt16BigEndian(number);
                if (_fields < -1)
                    throw new InvalidDataException("A row has a negative number of columns.");
                if (_fields == -1)
                {
                    _state = State.End;
                    break;
                }

                _row.AppendData(number);
                BeginField();
                break;
            default:
                _skip = BinaryPrimitives.ReadInt32BigEndian(number);
                if (_skip < -1)
                    throw new InvalidDataException("A column has a negative length.");
                _row.AppendData(number);
                _fields--;
                _skip = Math.Max(_skip, 0);
                _state = State.Field;
                if (_skip == 0)
                    AfterContent();
                break;
        }
    }

    private void AfterContent()
    {
        if (_state == State.Extension)
            _state = State.FieldCount;
        else
            BeginField();
    }

    private void BeginField()
    {
        if (_fields > 0)
        {
            _state = State.FieldLength;
            return;
        }

        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        _row.GetHashAndReset(digest);
        _digest.Add(digest);
        _state = State.FieldCount;
    }
}
