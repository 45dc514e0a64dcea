using System.Buffers.Binary;
using System.Text;

namespace IntegrationHub.Storage.SqlServer.Tests.Tds;

/// <summary>What the peer answers to a statement: rows, or an error.</summary>
internal sealed class TdsAnswer
{
    private readonly string _columns;
    private readonly object?[][] _rows;
    private readonly (int Number, byte Severity, string Text)? _error;
    private readonly int? _changed;

    private TdsAnswer(string columns, object?[][] rows, (int, byte, string)? error, int? changed = null) => (_columns, _rows, _error, _changed) = (columns, rows, error, changed);

    public static TdsAnswer Nothing { get; } = new("", [], null);

    /// <param name="columns">One letter per column: <c>i</c> int, <c>l</c> bigint, <c>s</c> smallint, <c>b</c> bit, <c>t</c> nvarchar, <c>x</c> varbinary, <c>d</c> datetime2, <c>y</c> date.</param>
    /// <param name="rows">Values; an id is given as <see cref="Guid"/> in an <c>x</c>.</param>
    public static TdsAnswer Rows(string columns, params object?[][] rows) => new(columns, rows, null);

    public static TdsAnswer Scalar(int value) => Rows("i", [value]);

    /// <summary>No rows, and so many were changed.</summary>
    public static TdsAnswer Changed(int rows) => new("", [], null, rows);

    public static TdsAnswer Error(int number, byte severity, string text) => new("", [], (number, severity, text));

    public byte[] ToTokens()
    {
        var body = new MemoryStream();
        if (_error is { } error)
        {
            WriteError(body, error.Number, error.Severity, error.Text);
            TdsTokens.Done(body, 0xFE, 0x02);
            return body.ToArray();
        }

        if (_columns.Length > 0)
        {
            WriteColumns(body);
            foreach (var row in _rows)
                WriteRow(body, row);

            TdsTokens.Done(body, 0xFF, 0x01);
        }

        if (_changed is { } changed)
            TdsTokens.Done(body, 0xFF, 0x11, changed);

        body.WriteByte(0x79);
        body.Write(new byte[4]);
        TdsTokens.Done(body, 0xFE, 0);
        return body.ToArray();
    }

    private static void WriteError(MemoryStream body, int number, byte severity, string text)
    {
        var content = new MemoryStream();
        Span<byte> four = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(four, number);
        content.Write(four);
        content.WriteByte(1);
        content.WriteByte(severity);
        content.Write(TdsTokens.UShort(text.Length));
        content.Write(Encoding.Unicode.GetBytes(text));
        content.Write(TdsTokens.Short("peer"));
        content.Write(TdsTokens.Short(""));
        content.Write(new byte[] { 1, 0, 0, 0 });
        body.WriteByte(0xAA);
        body.Write(TdsTokens.UShort((int)content.Length));
        content.WriteTo(body);
    }

    private void WriteColumns(MemoryStream body)
    {
        body.WriteByte(0x81);
        body.Write(TdsTokens.UShort(_columns.Length));
        foreach (var column in _columns)
        {
            body.Write(new byte[] { 0, 0, 0, 0, 1, 0 });
            body.Write(column switch
            {
                'i' => [0x26, 4],
                'l' => [0x26, 8],
                's' => [0x26, 2],
                'b' => [0x68, 1],
                'd' => [0x2A, 7],
                'y' => [0x28],
                't' => [0xE7, 0x40, 0x1F, 0x09, 0x04, 0xD0, 0x00, 0x34],
                'x' => new byte[] { 0xA5, 0x40, 0x1F },
                _ => throw new InvalidOperationException($"No column is called {column}."),
            });
            body.Write(TdsTokens.Short(""));
        }
    }

    private void WriteRow(MemoryStream body, object?[] row)
    {
        body.WriteByte(0xD1);
        for (var index = 0; index < row.Length; index++)
        {
            var octets = Octets(_columns[index], row[index]);
            if (_columns[index] is 't' or 'x')
                body.Write(TdsTokens.UShort(octets?.Length ?? 0xFFFF));
            else
                body.WriteByte((byte)(octets?.Length ?? 0));

            body.Write(octets ?? []);
        }
    }

    private static byte[]? Octets(char column, object? value)
    {
        if (value is null)
            return null;

        switch (column)
        {
            case 'i':
                return BitConverter.GetBytes(Convert.ToInt32(value, System.Globalization.CultureInfo.InvariantCulture));
            case 'l':
                return BitConverter.GetBytes(Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture));
            case 's':
                return BitConverter.GetBytes(Convert.ToInt16(value, System.Globalization.CultureInfo.InvariantCulture));
            case 'b':
                return [(bool)value ? (byte)1 : (byte)0];
            case 't':
                return Encoding.Unicode.GetBytes((string)value);
            case 'y':
                return BitConverter.GetBytes(((DateOnly)value).DayNumber)[..3];
            case 'x':
                return value is Guid id ? id.ToByteArray(bigEndian: true) : (byte[])value;
            default:
                var instant = ((DateTimeOffset)value).UtcDateTime;
                return [.. BitConverter.GetBytes(instant.TimeOfDay.Ticks)[..5], .. BitConverter.GetBytes((instant.Date - DateTime.MinValue).Days)[..3]];
        }
    }
}
