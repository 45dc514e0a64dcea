using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace IntegrationHub.Evidence.Bundles.Zip;

/// <summary>Writes a container: the same files give the same octets.</summary>
internal sealed class ZipWriter(Stream target)
{
    private readonly ArrayBufferWriter<byte> directory = new();
    private long position;
    private int count;

    /// <param name="stored">True to keep the octets as they are, as the first entry of an ASiC container must be.</param>
    /// <exception cref="ArgumentException">The name is no ordinary relative path.</exception>
    public void Add(ContainerFile file, bool stored)
    {
        if (!ZipFormat.IsName(file.Name))
            throw new ArgumentException($"{file.Name} is no name for a file in a container.", nameof(file));
        var packed = stored ? file.Content : Deflate(file.Content);
        var method = packed.Length < file.Content.Length ? ZipFormat.Deflated : ZipFormat.Stored;
        if (method == ZipFormat.Stored)
            packed = file.Content;
        var name = Encoding.UTF8.GetBytes(file.Name);

        Span<byte> common = stackalloc byte[26];
        common.Clear();
        BinaryPrimitives.WriteUInt16LittleEndian(common, 20);
        BinaryPrimitives.WriteUInt16LittleEndian(common[2..], ZipFormat.Utf8Names);
        BinaryPrimitives.WriteUInt16LittleEndian(common[4..], method);
        BinaryPrimitives.WriteUInt16LittleEndian(common[8..], ZipFormat.FirstDay);
        BinaryPrimitives.WriteUInt32LittleEndian(common[10..], Crc32.Of(file.Content));
        BinaryPrimitives.WriteUInt32LittleEndian(common[14..], (uint)packed.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(common[18..], (uint)file.Content.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(common[22..], (ushort)name.Length);

        WriteDirectory(common, name);
        Span<byte> signature = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(signature, ZipFormat.LocalHeader);
        target.Write(signature);
        target.Write(common);
        target.Write(name);
        target.Write(packed);
        position += ZipFormat.LocalLength + name.Length + packed.Length;
        count++;
    }

    public void Finish()
    {
        target.Write(directory.WrittenSpan);
        Span<byte> end = stackalloc byte[ZipFormat.EndLength];
        end.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(end, ZipFormat.EndRecord);
        BinaryPrimitives.WriteUInt16LittleEndian(end[8..], (ushort)count);
        BinaryPrimitives.WriteUInt16LittleEndian(end[10..], (ushort)count);
        BinaryPrimitives.WriteUInt32LittleEndian(end[12..], (uint)directory.WrittenCount);
        BinaryPrimitives.WriteUInt32LittleEndian(end[16..], (uint)position);
        target.Write(end);
    }

    private void WriteDirectory(ReadOnlySpan<byte> common, byte[] name)
    {
        Span<byte> header = stackalloc byte[ZipFormat.CentralLength];
        header.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(header, ZipFormat.CentralHeader);
        BinaryPrimitives.WriteUInt16LittleEndian(header[4..], 20);
        common.CopyTo(header[6..]);
        BinaryPrimitives.WriteUInt32LittleEndian(header[42..], (uint)position);
        directory.Write(header);
        directory.Write(name);
    }

    private static byte[] Deflate(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            deflate.Write(content);
        return packed.ToArray();
    }
}
