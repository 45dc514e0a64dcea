using Microsoft.Data.SqlClient;

namespace IntegrationHub.Storage.SqlServer.Execution;

/// <summary>Reading of columns, also of those that may be null.</summary>
internal static class Columns
{
    public static Guid Id(this SqlDataReader reader, int column) => new(reader.GetFieldValue<byte[]>(column), bigEndian: true);

    public static Guid? IdOrNull(this SqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.Id(column);

    public static string? Text(this SqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    public static int? Int(this SqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetInt32(column);

    public static DateTimeOffset Time(this SqlDataReader reader, int column) => new(DateTime.SpecifyKind(reader.GetDateTime(column), DateTimeKind.Utc));

    public static DateTimeOffset? TimeOrNull(this SqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.Time(column);

    public static byte[] Bytes(this SqlDataReader reader, int column) => reader.IsDBNull(column) ? [] : reader.GetFieldValue<byte[]>(column);

    /// <summary>An interval in two columns.</summary>
    public static Schemas.Documents.TimeInterval? Interval(this SqlDataReader reader, int start) =>
        reader.IsDBNull(start) ? null : new(reader.Time(start), reader.Time(start + 1));
}
