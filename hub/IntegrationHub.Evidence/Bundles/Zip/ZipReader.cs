using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace IntegrationHub.Evidence.Bundles.Zip;

/// <summary>
/// Reads a container strictly, so that no two tools can see different files in it: entries lie one behind the other from the first octet
/// to the directory, which agrees with every local header and ends the file; no comments, extra fields, encryption, descriptors or ZIP64.
/// </summary>
internal static class ZipReader
{
    /// <param name="zip">The container.</param>
    /// <param name="mostContent">Octets of all files together after decompression; what has more is not unpacked.</param>
    /// <returns>The files in the order of the container, and whether the first one is stored as it is; or why not.</returns>
    public static (IReadOnlyList<ContainerFile>? Files, bool FirstIsStored, Refusal? Refusal) Read(byte[] zip, long mostContent = ZipFormat.LargestContent)
    {
        try
        {
            return (ReadAll(zip, mostContent, out var firstIsStored), firstIsStored, null);
        }
        catch (ContainerException e)
        {
            return (null, false, e.Refusal);
        }
    }

    private static List<ContainerFile> ReadAll(ReadOnlySpan<byte> zip, long mostContent, out bool firstIsStored)
    {
        if (zip.Length < ZipFormat.EndLength || BinaryPrimitives.ReadUInt32LittleEndian(zip[^ZipFormat.EndLength..]) != ZipFormat.EndRecord)
            throw new ContainerException("bundle.not_a_container", "The file is no ZIP container, or something stands behind its end.");
        var end = zip[^ZipFormat.EndLength..];
        int count = BinaryPrimitives.ReadUInt16LittleEndian(end[10..]);
        long length = BinaryPrimitives.ReadUInt32LittleEndian(end[12..]);
        long start = BinaryPrimitives.ReadUInt32LittleEndian(end[16..]);
        if (end[4..8].ContainsAnyExcept((byte)0) || BinaryPrimitives.ReadUInt16LittleEndian(end[8..]) != count ||
            end[20..].ContainsAnyExcept((byte)0) || start + length != zip.Length - ZipFormat.EndLength || count > ZipFormat.MostEntries)
            throw Malformed("its end record does not fit");

        var files = new List<ContainerFile>(count);
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var directory = zip.Slice((int)start, (int)length);
        var (position, total) = (0, 0L);
        firstIsStored = false;
        for (var i = 0; i < count; i++)
        {
            var entry = ReadEntry(ref directory, zip[..(int)start], ref position);
            if (!names.Add(entry.Name))
                throw new ContainerException("bundle.duplicate_name", $"{entry.Name} occurs twice.");
            total += entry.Size;
            if (total > ZipFormat.LargestContent || entry.Size > (long)entry.Packed.Length * ZipFormat.LargestRatio)
                throw new ContainerException("bundle.too_large", $"{entry.Name} unpacks to {entry.Size} octets, more than a bundle may.");
            if (total > mostContent)
                throw new ContainerException("bundle.too_large", $"The files unpack to more than {mostContent} octets together, which are not taken here.", "Verify it on the command line (ihub verify).");
            files.Add(new ContainerFile(entry.Name, Unpack(entry, zip)));
            firstIsStored |= i == 0 && entry.Method == ZipFormat.Stored;
        }
        if (!directory.IsEmpty || position != start)
            throw Malformed("there are octets that belong to no file");
        return files;
    }

    private static Entry ReadEntry(ref ReadOnlySpan<byte> directory, ReadOnlySpan<byte> data, ref int position)
    {
        if (directory.Length < ZipFormat.CentralLength || BinaryPrimitives.ReadUInt32LittleEndian(directory) != ZipFormat.CentralHeader)
            throw Malformed("its directory is broken");
        var common = directory.Slice(6, 26);
        var local = data[position..];
        if (local.Length < ZipFormat.LocalLength || BinaryPrimitives.ReadUInt32LittleEndian(local) != ZipFormat.LocalHeader || !local.Slice(4, 26).SequenceEqual(common))
            throw Malformed("a file's header and the directory differ");
        var flags = BinaryPrimitives.ReadUInt16LittleEndian(common[2..]);
        var method = BinaryPrimitives.ReadUInt16LittleEndian(common[4..]);
        if ((flags & ~ZipFormat.Utf8Names) != 0 || method is not (ZipFormat.Stored or ZipFormat.Deflated))
            throw Malformed("a file is encrypted, streamed or packed in an unusual way");
        long packed = BinaryPrimitives.ReadUInt32LittleEndian(common[14..]);
        long size = BinaryPrimitives.ReadUInt32LittleEndian(common[18..]);
        int nameLength = BinaryPrimitives.ReadUInt16LittleEndian(common[22..]);
        var noExtras = BinaryPrimitives.ReadUInt16LittleEndian(common[24..]) == 0 && BinaryPrimitives.ReadUInt16LittleEndian(directory[32..]) == 0;
        if (!noExtras || BinaryPrimitives.ReadUInt32LittleEndian(directory[42..]) != position ||
            directory.Length < ZipFormat.CentralLength + nameLength || local.Length < ZipFormat.LocalLength + nameLength + packed)
            throw Malformed("a file has extra fields or lies outside its place");
        var name = directory.Slice(ZipFormat.CentralLength, nameLength);
        if (!local.Slice(ZipFormat.LocalLength, nameLength).SequenceEqual(name))
            throw Malformed("a file has two names");
        var text = Encoding.Latin1.GetString(name);
        if (!ZipFormat.IsName(text))
            throw new ContainerException("bundle.unsafe_name", $"A file is named \"{text}\", which is no ordinary relative path.");

        // Attributes could make a link of a file for whoever unpacks it by hand.
        if (directory[34..42].ContainsAnyExcept((byte)0) || BinaryPrimitives.ReadUInt16LittleEndian(directory[4..]) != 20)
            throw Malformed("a file has attributes");

        var from = position + ZipFormat.LocalLength + nameLength;
        position = from + (int)packed;
        directory = directory[(ZipFormat.CentralLength + nameLength)..];
        return new Entry(text, method, BinaryPrimitives.ReadUInt32LittleEndian(common[10..]), size, (from, (int)packed));
    }

    private static byte[] Unpack(Entry entry, ReadOnlySpan<byte> zip)
    {
        var packed = zip.Slice(entry.Packed.Start, entry.Packed.Length).ToArray();
        var content = packed;
        if (entry.Method == ZipFormat.Deflated)
        {
            content = new byte[entry.Size];
            try
            {
                using var inflate = new DeflateStream(new MemoryStream(packed), CompressionMode.Decompress);
                inflate.ReadExactly(content);
                if (inflate.ReadByte() >= 0)
                    throw new ContainerException("bundle.too_large", $"{entry.Name} unpacks to more than it says.");
            }
            catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
            {
                throw Malformed($"{entry.Name} cannot be unpacked");
            }
        }
        return content.Length == entry.Size && Crc32.Of(content) == entry.Checksum ? content : throw Malformed($"{entry.Name} is damaged");
    }

    private static ContainerException Malformed(string what) => new("bundle.malformed", $"The container is malformed: {what}.");

    private sealed record Entry(string Name, ushort Method, uint Checksum, long Size, (int Start, int Length) Packed);

    private sealed class ContainerException(string id, string detail, string remedy = "Ask for the bundle again; it was changed or damaged on its way.") : Exception(detail)
    {
        public Refusal Refusal { get; } = new(id, detail, remedy);
    }
}
