using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Crossing;
using IntegrationHub.Storage.PostgreSql.Isolation;
using Npgsql;
using NpgsqlTypes;

namespace IntegrationHub.Storage.PostgreSql.Crossing;

/// <summary>Items as rows of <c>crossing_outbox</c> and <c>crossing_inbox</c>; which side's, the connection's search path says.</summary>
internal static class CrossingRows
{
    private const string Columns = "number, id, subject, kind, version, payload, at";

    /// <summary>Of an outbox: $1 retailer, $2 stream, $3 behind which number, $4 how many.</summary>
    public const string ReadOutbox =
        $"select {Columns} from crossing_outbox where retailer_id = $1 and stream = $2 and number > $3 order by number limit $4";

    /// <summary>The same of an inbox.</summary>
    public const string ReadInbox =
        $"select {Columns} from crossing_inbox where retailer_id = $1 and stream = $2 and number > $3 order by number limit $4";

    /// <summary>Of an inbox what is for one subject: $5.</summary>
    public const string ReadOwnInbox =
        $"select {Columns} from crossing_inbox where retailer_id = $1 and stream = $2 and number > $3 and subject = $5 order by number limit $4";

    /// <summary>Handing in: $1 retailer, $2 stream, $3 id, $4 subject, $5 kind, $6 version, $7 payload, $8 time.</summary>
    public const string HandIn =
        """
        insert into crossing_outbox (retailer_id, stream, id, subject, kind, version, payload, at) values ($1, $2, $3, $4, $5, $6, $7, $8)
        on conflict (retailer_id, stream, id) do nothing
        """;

    /// <summary>Storing what crossed: $1 retailer, $2 stream, $3 when, then the columns as arrays.</summary>
    public const string Store =
        $"""
        insert into crossing_inbox (retailer_id, stream, received_at, {Columns})
        select $1, $2, $3, item.* from unnest($4::bigint[], $5::uuid[], $6::uuid[], $7::text[], $8::integer[], $9::text[], $10::timestamptz[]) as item
        on conflict (retailer_id, stream, id) do nothing
        """;

    public static void AddHandIn(NpgsqlParameterCollection parameters, RetailerId retailer, CrossingStream stream, CrossingItem item) =>
        parameters
            .Int(retailer.Value).Text(stream.Name).Uuid(item.Id).Uuid(item.Subject).Text(item.Kind).Int(item.Version).Text(item.Payload).Time(item.At);

    public static void AddStore(
        NpgsqlParameterCollection parameters, RetailerId retailer, CrossingStream stream, DateTimeOffset now, IReadOnlyList<CrossingEntry> entries)
    {
        parameters.Int(retailer.Value).Text(stream.Name).Time(now)
            .Array(NpgsqlDbType.Bigint, entries.Select(static one => one.Number).ToArray())
            .Array(NpgsqlDbType.Uuid, entries.Select(static one => one.Item.Id).ToArray())
            .Array(NpgsqlDbType.Uuid, entries.Select(static one => one.Item.Subject).ToArray())
            .Array(NpgsqlDbType.Text, entries.Select(static one => one.Item.Kind).ToArray())
            .Array(NpgsqlDbType.Integer, entries.Select(static one => one.Item.Version).ToArray())
            .Array(NpgsqlDbType.Text, entries.Select(static one => one.Item.Payload).ToArray())
            .Array(NpgsqlDbType.TimestampTz, entries.Select(static one => one.Item.At.ToUniversalTime()).ToArray());
    }

    public static async Task<IReadOnlyList<CrossingEntry>> ReadAsync(
        ScopedCommand command, RetailerId retailer, CrossingStream stream, long after, int max, CancellationToken cancellationToken, Guid? subject = null)
    {
        command.Parameters.Int(retailer.Value).Text(stream.Name).Long(after).Int(max);
        if (subject is not null)
            command.Parameters.Uuid(subject);

        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var entries = new List<CrossingEntry>();
        while (await reader.ReadAsync(cancellationToken))
        {
            entries.Add(new CrossingEntry(
                reader.GetInt64(0),
                new CrossingItem(reader.GetGuid(1), reader.Uuid(2), reader.GetString(3), reader.GetInt32(4), reader.GetString(5), reader.Time(6))));
        }

        return entries;
    }
}
