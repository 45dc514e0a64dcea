using System.Buffers.Binary;

namespace IntegrationHub.Storage.SqlServer.Tests.Tds;

/// <summary>A message put together from its packets.</summary>
internal sealed record TdsMessage(byte Type, byte[] Body)
{
    public const byte Batch = 0x01;
    public const byte Attention = 0x06;
    public const byte TransactionManager = 0x0E;
    public const byte Login = 0x10;
    public const byte PreLogin = 0x12;
}

/// <summary>Packets of at most 4,096 bytes with a header of 8.</summary>
internal static class TdsPackets
{
    private const int Header = 8;
    private const int Largest = 4096;
    private const byte Reply = 0x04;
    private const byte LastPacket = 0x01;

    /// <summary>The next message, or null at the end of the connection.</summary>
    public static async Task<TdsMessage?> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var body = new MemoryStream();
        var header = new byte[Header];
        while (true)
        {
            if (await stream.ReadAtLeastAsync(header, Header, throwOnEndOfStream: false, cancellationToken) < Header)
                return null;

            var piece = new byte[BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(2)) - Header];
            await stream.ReadExactlyAsync(piece, cancellationToken);
            body.Write(piece);
            if ((header[1] & LastPacket) != 0)
                return new TdsMessage(header[0], body.ToArray());
        }
    }

    public static async Task WriteAsync(Stream stream, byte[] body, CancellationToken cancellationToken)
    {
        byte number = 1;
        for (var at = 0; at == 0 || at < body.Length; at += Largest - Header)
        {
            var length = Math.Min(Largest - Header, body.Length - at);
            var packet = new byte[Header + length];
            packet[0] = Reply;
            packet[1] = at + length == body.Length ? LastPacket : (byte)0;
            BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)packet.Length);
            packet[6] = number;
            number = unchecked((byte)(number + 1));
            body.AsSpan(at, length).CopyTo(packet.AsSpan(Header));
            await stream.WriteAsync(packet, cancellationToken);
        }

        await stream.FlushAsync(cancellationToken);
    }
}
