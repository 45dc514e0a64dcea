using System.Buffers.Binary;

namespace IntegrationHub.Market.Readings;

/// <summary>
/// The packed form of a block. Bytes: format (1), step in minutes (1), year (2), month (1), version (4), number of intervals (2), all big-endian;
/// then qualities as runs (quality 1 byte, length as varint); then energies as differences from the interval before, zigzag varints; then CRC-32 (IEEE) of
/// everything before. A month of quarter-hours of a usual load takes 3 to 7 kB. The checksum finds damage by accident; intent is found by the seal around it.
/// </summary>
public static class ReadingBlockFormat
{
    private const byte Format = 1;
    private const int HeaderLength = 11;
    private const int MostIntervals = 31 * 100;

    public static byte[] Pack(ReadingBlock block)
    {
        var energies = block.WattHours;
        var buffer = new byte[HeaderLength + (energies.Length * 16) + 4];
        buffer[0] = Format;
        buffer[1] = (byte)block.StepMinutes;
        BinaryPrimitives.WriteUInt16BigEndian(buffer.AsSpan(2), (ushort)block.Month.Year);
        buffer[4] = (byte)block.Month.Month;
        BinaryPrimitives.WriteInt32BigEndian(buffer.AsSpan(5), block.Version);
        BinaryPrimitives.WriteUInt16BigEndian(buffer.AsSpan(9), (ushort)energies.Length);
        var at = PackQualities(block.Qualities, buffer, HeaderLength);
        long before = 0;
        foreach (var energy in energies)
        {
            // Differences wrap around, and wrap back when they are added up: every pair of energies has one.
            var difference = unchecked(energy - before);
            at = WriteVarint(buffer, at, unchecked((ulong)((difference << 1) ^ (difference >> 63))));
            before = energy;
        }

        BinaryPrimitives.WriteUInt32BigEndian(buffer.AsSpan(at), Crc32.Of(buffer.AsSpan(0, at)));
        return buffer.AsSpan(0, at + 4).ToArray();
    }

    /// <summary>Reads a packed block.</summary>
    /// <returns>The block, or one problem; never part of a block.</returns>
    public static Checked<ReadingBlock> Unpack(ReadOnlySpan<byte> packed)
    {
        if (packed.Length < HeaderLength + 4)
            return Damaged("It is too short.");

        if (packed[0] != Format)
            return Damaged($"It has the format {packed[0]}; this program knows {Format}.");

        var body = packed[..^4];
        if (BinaryPrimitives.ReadUInt32BigEndian(packed[^4..]) != Crc32.Of(body))
            return Damaged("Its checksum does not match.");

        int month = packed[4];
        var count = BinaryPrimitives.ReadUInt16BigEndian(packed[9..]);
        if (month is < 1 or > 12 || count > MostIntervals)
            return Damaged("Its header is not one of a month.");

        var at = HeaderLength;
        var qualities = new ReadingQuality[count];
        var energies = new long[count];
        if (!TryUnpackQualities(body, ref at, qualities) || !TryUnpackEnergies(body, ref at, energies) || at != body.Length)
            return Damaged("Its values do not fit its header.");

        return Checked.Good(new ReadingBlock(
            new(BinaryPrimitives.ReadUInt16BigEndian(packed[2..]), month), packed[1], BinaryPrimitives.ReadInt32BigEndian(packed[5..]), energies, qualities));
    }

    private static int PackQualities(ReadOnlySpan<ReadingQuality> qualities, byte[] buffer, int at)
    {
        for (var i = 0; i < qualities.Length;)
        {
            var run = i + 1;
            while (run < qualities.Length && qualities[run] == qualities[i])
                run++;

            buffer[at++] = (byte)qualities[i];
            at = WriteVarint(buffer, at, (ulong)(run - i));
            i = run;
        }

        return at;
    }

    private static bool TryUnpackQualities(ReadOnlySpan<byte> body, ref int at, Span<ReadingQuality> qualities)
    {
        for (var filled = 0; filled < qualities.Length;)
        {
            if (at >= body.Length || body[at] > (byte)ReadingQuality.Entered)
                return false;

            var quality = (ReadingQuality)body[at++];
            if (!TryReadVarint(body, ref at, out var run) || run == 0 || run > (ulong)(qualities.Length - filled))
                return false;

            qualities.Slice(filled, (int)run).Fill(quality);
            filled += (int)run;
        }

        return true;
    }

    private static bool TryUnpackEnergies(ReadOnlySpan<byte> body, ref int at, Span<long> energies)
    {
        long before = 0;
        var next = at;
        for (var i = 0; i < energies.Length; i++)
        {
            // Most differences of a load take one octet or two.
            ulong zigzag;
            if (next < body.Length && body[next] < 0x80)
                zigzag = body[next++];
            else if (next + 1 < body.Length && body[next + 1] < 0x80)
            {
                zigzag = (body[next] & 0x7Fu) | ((ulong)body[next + 1] << 7);
                next += 2;
            }
            else if (!TryReadVarint(body, ref next, out zigzag))
                return false;

            before = unchecked(before + ((long)(zigzag >> 1) ^ -(long)(zigzag & 1)));
            energies[i] = before;
        }

        at = next;
        return true;
    }

    private static int WriteVarint(byte[] buffer, int at, ulong value)
    {
        while (value >= 0x80)
        {
            buffer[at++] = (byte)((value & 0x7F) | 0x80);
            value >>= 7;
        }

        buffer[at++] = (byte)value;
        return at;
    }

    private static bool TryReadVarint(ReadOnlySpan<byte> body, ref int at, out ulong value)
    {
        value = 0;
        for (var shift = 0; shift < 64 && at < body.Length; shift += 7)
        {
            var part = body[at++];
            value |= unchecked((ulong)(part & 0x7F) << shift);
            if (part < 0x80)
                return true;
        }

        return false;
    }

    private static Checked<ReadingBlock> Damaged(string text) =>
        Checked.Bad<ReadingBlock>(new Problem(ProblemCodes.BlockDamaged, text, "", "Restore the block from a backup, or import the readings of the month again."));
}
