using Npgsql;

namespace IntegrationHub.Storage.PostgreSql;

/// <summary>Reading of columns that may be null.</summary>
internal static class Columns
{
    public static string? Text(this NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    public static Guid? Uuid(this NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetGuid(column);

    public static int? Int(this NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetInt32(column);

    public static DateTimeOffset Time(this NpgsqlDataReader reader, int column) => reader.GetFieldValue<DateTimeOffset>(column);

    public static DateTimeOffset? TimeOrNull(this NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetFieldValue<DateTimeOffset>(column);

    public static byte[] Bytes(this NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? [] : reader.GetFieldValue<byte[]>(column);

    public static byte[]? BytesOrNull(this NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetFieldValue<byte[]>(column);

    /// <summary>An interval in two columns.</summary>
    public static Schemas.Documents.TimeInterval? Interval(this NpgsqlDataReader reader, int start) =>
        reader.IsDBNull(start) ? null : new(reader.Time(start), reader.Time(start + 1));
}
