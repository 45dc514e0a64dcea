using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace IntegrationHub.Storage.SqlServer.Tests.Tds;

/// <summary>Reads what the driver writes: [MS-TDS] 2.2.5, as far as the hub's parameters go.</summary>
internal sealed class TdsReader(byte[] bytes)
{
    private int _at;

    public bool AtEnd => _at >= bytes.Length;

    public byte Byte() => bytes[_at++];

    public ushort UShort() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    public uint UInt() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    public ReadOnlySpan<byte> Take(int count)
    {
        var span = bytes.AsSpan(_at, count);
        _at += count;
        return span;
    }

    public string Text(int characters) => Encoding.Unicode.GetString(Take(characters * 2));

    public string Rest() => Encoding.Unicode.GetString(bytes.AsSpan(_at));

    /// <summary>The headers that stand before every request.</summary>
    public void SkipHeaders() => _at += (int)BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(_at));

    /// <summary>A type and its value, as a declaration and as people read it.</summary>
    public (TdsType Type, object? Value) Value()
    {
        var type = Type();
        return (type, Value(type));
    }

    public TdsType Type()
    {
        var code = Byte();
        switch (code)
        {
            case 0x26 or 0x68: // INTN, BITN
                return new TdsType(code, Byte());
            case 0x2A: // DATETIME2N
                return new TdsType(code, Byte());
            case 0x28: // DATEN
                return new TdsType(code, 0);
            case 0xA5 or 0xAD: // BIGVARBINARY, BIGBINARY
                return new TdsType(code, UShort());
            case 0xE7: // NVARCHAR
                var size = UShort();
                Take(5);
                return new TdsType(code, size);
            case 0xF3: // TVP
                return new TdsType(code, 0);
            default:
                throw new NotSupportedException($"Type 0x{code:X2} is new to this peer.");
        }
    }

    public object? Value(TdsType type) => type.Code switch
    {
        0x26 => Number(Byte()),
        0x68 => Byte() == 0 ? null : Byte() == 1,
        0x2A => Instant(Byte()),
        0x28 => Day(Byte()),
        0xA5 or 0xAD => Bytes(type.Size) is { } octets ? "0x" + Convert.ToHexStringLower(octets) : null,
        0xE7 => Bytes(type.Size) is { } text ? Encoding.Unicode.GetString(text) : null,
        0xF3 => Table(),
        _ => throw new NotSupportedException($"Type 0x{type.Code:X2} is new to this peer."),
    };

    private object? Number(int length) => length switch
    {
        0 => null,
        1 => (int)Byte(),
        2 => BinaryPrimitives.ReadInt16LittleEndian(Take(2)),
        4 => BinaryPrimitives.ReadInt32LittleEndian(Take(4)),
        _ => BinaryPrimitives.ReadInt64LittleEndian(Take(8)),
    };

    /// <summary>Ticks of the day in five bytes, days since year 1 in three.</summary>
    private string? Instant(int length)
    {
        if (length == 0)
            return null;

        Span<byte> wide = stackalloc byte[8];
        wide.Clear();
        Take(length - 3).CopyTo(wide);
        var ticks = BinaryPrimitives.ReadInt64LittleEndian(wide);
        wide.Clear();
        Take(3).CopyTo(wide);
        return DateTime.MinValue.AddDays(BinaryPrimitives.ReadInt32LittleEndian(wide)).AddTicks(ticks).ToString("O", CultureInfo.InvariantCulture);
    }

    /// <summary>Days since year 1 in three bytes.</summary>
    private string? Day(int length)
    {
        if (length == 0)
            return null;

        Span<byte> wide = stackalloc byte[4];
        wide.Clear();
        Take(3).CopyTo(wide);
        return DateOnly.FromDayNumber(BinaryPrimitives.ReadInt32LittleEndian(wide)).ToString("O", CultureInfo.InvariantCulture);
    }

    private byte[]? Bytes(int size)
    {
        if (size != 0xFFFF)
        {
            var length = UShort();
            return length == 0xFFFF ? null : Take(length).ToArray();
        }

        // Partially length-prefixed: a total, which may be unknown, and chunks until an empty one.
        if (BinaryPrimitives.ReadUInt64LittleEndian(Take(8)) == ulong.MaxValue)
            return null;

        var all = new MemoryStream();
        while (UInt() is > 0 and var chunk)
            all.Write(Take((int)chunk));

        return all.ToArray();
    }

    private TdsTable Table()
    {
        Text(Byte());
        var name = Text(Byte()) + "." + Text(Byte());
        var count = UShort();
        List<TdsType> types = [];
        if (count != 0xFFFF)
        {
            for (var column = 0; column < count; column++)
            {
                Take(6);
                types.Add(Type());
                Text(Byte());
            }
        }

        // Order and default columns; none are used.
        if (Byte() != 0)
            throw new NotSupportedException("The table has metadata that is new to this peer.");

        List<object?[]> rows = [];
        while (Byte() == 1)
            rows.Add([.. types.Select(Value)]);

        return new TdsTable(name, rows);
    }
}

/// <summary>A type on the wire with its size or scale.</summary>
internal sealed record TdsType(byte Code, int Size);

/// <summary>A list that came as a parameter.</summary>
internal sealed record TdsTable(string Type, IReadOnlyList<object?[]> Rows);
