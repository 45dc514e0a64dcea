using Npgsql;
using NpgsqlTypes;

namespace IntegrationHub.Storage.PostgreSql;

/// <summary>Positional parameters with their types; a null keeps its type, so that every execution has the same prepared statement.</summary>
internal static class Parameters
{
    public static NpgsqlParameterCollection Int(this NpgsqlParameterCollection list, int? value) => list.With(NpgsqlDbType.Integer, value);

    public static NpgsqlParameterCollection Short(this NpgsqlParameterCollection list, int value) => list.With(NpgsqlDbType.Smallint, (short)value);

    public static NpgsqlParameterCollection ShortOrNull(this NpgsqlParameterCollection list, int? value) => list.With(NpgsqlDbType.Smallint, (short?)value);

    public static NpgsqlParameterCollection Long(this NpgsqlParameterCollection list, long? value) => list.With(NpgsqlDbType.Bigint, value);

    public static NpgsqlParameterCollection Bool(this NpgsqlParameterCollection list, bool value) => list.With(NpgsqlDbType.Boolean, value);

    public static NpgsqlParameterCollection Uuid(this NpgsqlParameterCollection list, Guid? value) => list.With(NpgsqlDbType.Uuid, value);

    public static NpgsqlParameterCollection Text(this NpgsqlParameterCollection list, string? value) => list.With(NpgsqlDbType.Text, value);

    public static NpgsqlParameterCollection Json(this NpgsqlParameterCollection list, string? value) => list.With(NpgsqlDbType.Jsonb, value);

    /// <summary>An instant; the server keeps microseconds.</summary>
    public static NpgsqlParameterCollection Time(this NpgsqlParameterCollection list, DateTimeOffset? value) =>
        list.With(NpgsqlDbType.TimestampTz, value?.ToUniversalTime());

    public static NpgsqlParameterCollection Bytes(this NpgsqlParameterCollection list, ReadOnlyMemory<byte> value) =>
        list.With(NpgsqlDbType.Bytea, value);

    /// <summary>Empty bytes are stored as null.</summary>
    public static NpgsqlParameterCollection BytesOrNull(this NpgsqlParameterCollection list, ReadOnlyMemory<byte> value) =>
        list.With(NpgsqlDbType.Bytea, value.IsEmpty ? null : (object)value);

    public static NpgsqlParameterCollection Array<T>(this NpgsqlParameterCollection list, NpgsqlDbType element, T[] values) =>
        list.With(NpgsqlDbType.Array | element, values);

    private static NpgsqlParameterCollection With(this NpgsqlParameterCollection list, NpgsqlDbType type, object? value)
    {
        list.Add(new NpgsqlParameter { NpgsqlDbType = type, Value = value ?? DBNull.Value });
        return list;
    }
}
