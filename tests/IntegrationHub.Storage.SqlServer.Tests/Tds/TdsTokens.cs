using System.Buffers.Binary;
using System.Text;

namespace IntegrationHub.Storage.SqlServer.Tests.Tds;

/// <summary>Answers of the protocol itself.</summary>
internal static class TdsTokens
{
    private static readonly byte[] Collation = [0x09, 0x04, 0xD0, 0x00, 0x34];
    private static readonly byte[] Descriptor = [1, 0, 0, 0, 0, 0, 0, 0];

    /// <summary>Our version, the encryption that the driver named, and no more.</summary>
    public static byte[] PreLogin(byte[] asked)
    {
        byte encryption = 0x02;
        for (var at = 0; asked[at] != 0xFF; at += 5)
        {
            if (asked[at] == 1)
                encryption = asked[BinaryPrimitives.ReadUInt16BigEndian(asked.AsSpan(at + 1))];
        }

        byte[] options = [0, 0, 11, 0, 6, 1, 0, 17, 0, 1, 0xFF];
        return [.. options, 16, 0, 0x03, 0xE8, 0, 0, encryption];
    }

    public static byte[] Login()
    {
        var body = new MemoryStream();
        Environment(body, 1, [.. Short("ihub")], [.. Short("master")]);
        Environment(body, 7, [(byte)Collation.Length, .. Collation], [0]);
        Environment(body, 4, [.. Short("4096")], [.. Short("4096")]);
        byte[] acknowledged = [1, 0x08, 0, 0, 0, .. Short("peer"), 16, 0, 0x03, 0xE8];
        body.WriteByte(0xAD);
        body.Write(UShort(acknowledged.Length));
        body.Write(acknowledged);
        Done(body, 0xFD, 0);
        return body.ToArray();
    }

    public static byte[] Transaction(string act)
    {
        var body = new MemoryStream();
        byte[] descriptor = [(byte)Descriptor.Length, .. Descriptor];
        if (act == "begin")
            Environment(body, 8, descriptor, [0]);
        else
            Environment(body, act == "commit" ? (byte)9 : (byte)10, [0], descriptor);

        Done(body, 0xFD, 0);
        return body.ToArray();
    }

    public static byte[] AttentionAcknowledged()
    {
        var body = new MemoryStream();
        Done(body, 0xFD, 0x20);
        return body.ToArray();
    }

    public static void Done(MemoryStream body, byte token, int status, long rows = 0)
    {
        body.WriteByte(token);
        body.Write(UShort(status));
        body.Write(UShort(0));
        body.Write(BitConverter.GetBytes(rows));
    }

    public static byte[] UShort(int value)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)value);
        return bytes;
    }

    /// <summary>A text with its length in one byte.</summary>
    public static byte[] Short(string text) => [(byte)text.Length, .. Encoding.Unicode.GetBytes(text)];

    private static void Environment(MemoryStream body, byte kind, byte[] now, byte[] before)
    {
        body.WriteByte(0xE3);
        body.Write(UShort(1 + now.Length + before.Length));
        body.WriteByte(kind);
        body.Write(now);
        body.Write(before);
    }
}
