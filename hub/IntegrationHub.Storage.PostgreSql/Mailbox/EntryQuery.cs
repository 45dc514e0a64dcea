using IntegrationHub.Exchange.Mailbox;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Storage.PostgreSql.Isolation;
using Npgsql;
using NpgsqlTypes;

namespace IntegrationHub.Storage.PostgreSql.Mailbox;

/// <summary>Selects entries of one party's mailbox with what their exchange says now.</summary>
internal static class EntryQuery
{
    /// <summary>One entry per row in the order of <see cref="Read"/>; $1 is the retailer, $2 the party, and only coded entries are seen.</summary>
    private static readonly string Select =
        $"""
        select m.code, m.exchange_id, coalesce(i.mrid, o.mrid), coalesce(i.revision, o.revision),
            case when i.state in ({(int)InboundState.Accepted}, {(int)InboundState.PartlyAccepted})
                   or o.state in ({(int)OutboundState.Accepted}, {(int)OutboundState.PartlyAccepted}) then 'OK'
                 when i.state = {(int)InboundState.Rejected} or o.state = {(int)OutboundState.Rejected} then 'FAILED' end,
            m.period_start, m.period_end, m.server_timestamp, coalesce(i.root_element, o.root_element, ''), coalesce(i.sender_code, o.sender_code),
            coalesce(i.archive_id, o.document_archive_id), coalesce(i.size, o.size)
        from mailbox_entry m
        left join inbound_exchange i on not m.addressed and i.retailer_id = m.retailer_id and i.id = m.exchange_id
        left join outbound_exchange o on m.addressed and o.retailer_id = m.retailer_id and o.id = m.exchange_id
        where m.retailer_id = $1 and m.party_id = $2 and m.code is not null
        """;

    /// <summary>By code: $3.</summary>
    public static readonly string ByCode = Select + " and m.code = $3";

    /// <summary>The oldest document addressed to the party behind its queue position.</summary>
    public static readonly string NextInQueue = Select +
        """
         and m.addressed and m.code > coalesce((select queue_code from mailbox where retailer_id = $1 and party_id = $2), 0)
        order by m.code limit 1
        """;

    /// <summary>By identification: the exchanges of that name first (few), then whether they are in this mailbox. $3 mRID, $4 version or null.</summary>
    public static readonly string ByIdentification = Select +
        """
         and m.exchange_id = any (array(
            select id from inbound_exchange where retailer_id = $1 and mrid = $3 and ($4::integer is null or revision = $4)
            union all
            select id from outbound_exchange where retailer_id = $1 and mrid = $3 and ($4::integer is null or revision = $4)))
        order by coalesce(i.revision, o.revision) desc nulls last, m.code desc limit 1
        """;

    /// <summary>Adds the conditions of a List request to a command on $1 and $2.</summary>
    public static void Fill(ScopedCommand command, MailboxQuery query)
    {
        var sql = Select;
        var parameters = command.Parameters;
        if (query.AfterCode is { } code)
            sql += $" and m.code > {parameters.Long(code).Last()}";

        if (query.Interval is { } interval)
        {
            sql += query.IntervalType == IntervalType.Server
                ? $" and m.server_timestamp >= {parameters.Time(interval.Start).Last()} and m.server_timestamp < {parameters.Time(interval.End).Last()}"
                : $" and m.period_end > {parameters.Time(interval.Start).Last()} and m.period_start < {parameters.Time(interval.End).Last()}";
        }

        if (query.IdentificationPattern is { } pattern)
            sql += $" and coalesce(i.mrid, o.mrid) like {parameters.Text(LikePattern(pattern)).Last()} escape '\\'";

        if (query.Types.Count > 0)
            sql += $" and coalesce(i.root_element, o.root_element) = any ({parameters.Array(NpgsqlDbType.Text, query.Types.ToArray()).Last()})";

        if (query.Owner is { } owner)
            sql += $" and coalesce(i.sender_code, o.sender_code) = {parameters.Text(owner).Last()}";

        command.CommandText = sql + $" order by m.code limit {parameters.Long((long)query.Max + 1).Last()}";
    }

    public static MailboxEntry Read(NpgsqlDataReader reader) => new(
        reader.GetInt64(0), reader.GetGuid(1), reader.GetString(2), reader.Int(3), reader.Text(4), reader.Interval(5), reader.Time(7),
        reader.GetString(8), reader.GetString(9), reader.GetGuid(10), reader.GetInt64(11));

    /// <summary><c>*</c> is the only wildcard a party has.</summary>
    private static string LikePattern(string pattern) => pattern
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal)
        .Replace("_", "\\_", StringComparison.Ordinal).Replace('*', '%');

    private static string Last(this NpgsqlParameterCollection parameters) => $"${parameters.Count}";
}
