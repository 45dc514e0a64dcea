using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace IntegrationHub.Backup.Content;

/// <summary>What stands in the packed content, one after the other: a kind (one octet), a length (four, big-endian), and so many octets.</summary>
internal enum FrameKind : byte
{
    /// <summary><see cref="BackupOpening"/>; the first.</summary>
    Opening = (byte)'O',

    /// <summary><see cref="TableHead"/>; its rows follow.</summary>
    Table = (byte)'T',

    /// <summary><see cref="FileHead"/>; its content follows.</summary>
    File = (byte)'F',

    /// <summary>A piece of the table or file before it.</summary>
    Piece = (byte)'P',

    /// <summary><see cref="BackupManifest"/>; the last.</summary>
    Manifest = (byte)'M',
}

/// <summary>Writes and reads frames.</summary>
internal static class Frames
{
    /// <summary>Octets of a full piece.</summary>
    public const int PieceBytes = 64 * 1024;

    /// <summary>The manifest of many tables is some kilobytes; nothing needs more.</summary>
    private const int LongestFrame = 4 * 1024 * 1024;

    private const int HeadBytes = 5;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        IgnoreReadOnlyProperties = true,
    };

    public static Task WriteJsonAsync<T>(Stream stream, FrameKind kind, T value, CancellationToken cancellationToken) =>
        WriteAsync(stream, kind, JsonSerializer.SerializeToUtf8Bytes(value, Json), cancellationToken);

    public static async Task WriteAsync(Stream stream, FrameKind kind, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var head = new byte[HeadBytes];
        head[0] = (byte)kind;
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(1), content.Length);
        await stream.WriteAsync(head, cancellationToken);
        await stream.WriteAsync(content, cancellationToken);
    }

    /// <summary>Reads the next frame; null at the end. The content is valid until the next read into the same buffer.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static async Task<(FrameKind Kind, ReadOnlyMemory<byte> Content)?> ReadAsync(Stream stream, FrameBuffer buffer, CancellationToken cancellationToken)
    {
        try
        {
            var read = await stream.ReadAtLeastAsync(buffer.Head, HeadBytes, throwOnEndOfStream: false, cancellationToken);
            if (read == 0)
                return null;
            var length = read == HeadBytes ? BinaryPrimitives.ReadInt32BigEndian(buffer.Head.AsSpan(1)) : -1;
            if (length is < 0 or > LongestFrame)
                throw new InvalidDataException("A part has an impossible length.");
            var content = buffer.Take(length);
            await stream.ReadExactlyAsync(content, cancellationToken);
            return ((FrameKind)buffer.Head[0], content);
        }
        catch (InvalidOperationException unpacking)
        {
            // So the framework says that packed octets make no sense.
            throw new InvalidDataException("It cannot be unpacked.", unpacking);
        }
    }

    /// <exception cref="InvalidDataException">It says something else.</exception>
    public static T Parse<T>(ReadOnlyMemory<byte> content)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(content.Span, Json) ?? throw new InvalidDataException($"A {typeof(T).Name} is empty.");
        }
        catch (JsonException wrong)
        {
            throw new InvalidDataException($"A {typeof(T).Name} cannot be read.", wrong);
        }
    }

    /// <summary>Room for one frame, used again for each.</summary>
    internal sealed class FrameBuffer
    {
        private byte[] _content = new byte[PieceBytes];

        public byte[] Head { get; } = new byte[HeadBytes];

        public Memory<byte> Take(int length)
        {
            if (_content.Length < length)
                _content = new byte[length];
            return _content.AsMemory(0, length);
        }
    }
}
