using System.Data;
using Microsoft.Data.SqlClient;

namespace IntegrationHub.Storage.SqlServer.Execution;

/// <summary>Parameters with their types; a null keeps its type and a text its declared size, so that every execution has the same plan.</summary>
internal static class Values
{
    /// <summary>The longest text that is no large object.</summary>
    private const int LongestText = 4000;

    public static SqlParameterCollection Int(this SqlParameterCollection list, string name, int? value) => list.With(name, SqlDbType.Int, 0, value);

    public static SqlParameterCollection Short(this SqlParameterCollection list, string name, int value) => list.With(name, SqlDbType.SmallInt, 0, (short)value);

    public static SqlParameterCollection ShortOrNull(this SqlParameterCollection list, string name, int? value) => list.With(name, SqlDbType.SmallInt, 0, (short?)value);

    public static SqlParameterCollection Long(this SqlParameterCollection list, string name, long? value) => list.With(name, SqlDbType.BigInt, 0, value);

    public static SqlParameterCollection Bool(this SqlParameterCollection list, string name, bool value) => list.With(name, SqlDbType.Bit, 0, value);

    /// <summary>An id in network order: version 7 ids sort by age.</summary>
    public static SqlParameterCollection Id(this SqlParameterCollection list, string name, Guid? value) =>
        list.With(name, SqlDbType.Binary, 16, value?.ToByteArray(bigEndian: true));

    public static SqlParameterCollection Text(this SqlParameterCollection list, string name, string? value) =>
        list.With(name, SqlDbType.NVarChar, value?.Length > LongestText ? -1 : LongestText, value);

    /// <summary>A short name that the server keeps as a variant.</summary>
    public static SqlParameterCollection Name(this SqlParameterCollection list, string name, string? value) => list.With(name, SqlDbType.NVarChar, 100, value);

    /// <summary>A text of any length.</summary>
    public static SqlParameterCollection LongText(this SqlParameterCollection list, string name, string? value) => list.With(name, SqlDbType.NVarChar, -1, value);

    /// <summary>An instant in UTC, to the tick.</summary>
    public static SqlParameterCollection Time(this SqlParameterCollection list, string name, DateTimeOffset? value)
    {
        list.Add(new SqlParameter(name, SqlDbType.DateTime2) { Scale = 7, Value = (object?)value?.UtcDateTime ?? DBNull.Value });
        return list;
    }

    public static SqlParameterCollection Bytes(this SqlParameterCollection list, string name, ReadOnlyMemory<byte> value) =>
        list.With(name, SqlDbType.VarBinary, -1, Array(value));

    /// <summary>A digest that is compared: not a large object, so that an index finds it.</summary>
    public static SqlParameterCollection Digest(this SqlParameterCollection list, string name, byte[] value) => list.With(name, SqlDbType.VarBinary, 64, value);

    /// <summary>Empty bytes are stored as null.</summary>
    public static SqlParameterCollection BytesOrNull(this SqlParameterCollection list, string name, ReadOnlyMemory<byte> value) =>
        list.With(name, SqlDbType.VarBinary, -1, value.IsEmpty ? null : Array(value));

    private static SqlParameterCollection With(this SqlParameterCollection list, string name, SqlDbType type, int size, object? value)
    {
        list.Add(new SqlParameter(name, type, size) { Value = value ?? DBNull.Value });
        return list;
    }

    /// <summary>The driver takes arrays; a whole one is not copied.</summary>
    private static byte[] Array(ReadOnlyMemory<byte> value) =>
        System.Runtime.InteropServices.MemoryMarshal.TryGetArray(value, out var segment) && segment.Array is { } array && segment.Count == array.Length
            ? array
            : value.ToArray();
}
