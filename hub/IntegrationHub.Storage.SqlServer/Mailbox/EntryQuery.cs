using IntegrationHub.Exchange.Mailbox;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Storage.SqlServer.Execution;
using Microsoft.Data.SqlClient;

namespace IntegrationHub.Storage.SqlServer.Mailbox;

/// <summary>Selects entries of one party's mailbox with what their exchange says now.</summary>
internal static class EntryQuery
{
    /// <summary>One entry per row in the order of <see cref="Read"/>; only coded entries are seen.</summary>
    private static string Select(string top) =>
        $"""
        select {top} m.code, m.exchange_id, coalesce(i.mrid, o.mrid), coalesce(i.revision, o.revision),
            case when i.state in ({(int)InboundState.Accepted}, {(int)InboundState.PartlyAccepted})
                   or o.state in ({(int)OutboundState.Accepted}, {(int)OutboundState.PartlyAccepted}) then N'OK'
                 when i.state = {(int)InboundState.Rejected} or o.state = {(int)OutboundState.Rejected} then N'FAILED' end,
            m.period_start, m.period_end, m.server_timestamp, coalesce(i.root_element, o.root_element, N''), coalesce(i.sender_code, o.sender_code),
            coalesce(i.archive_id, o.document_archive_id), coalesce(i.size, o.size)
        from hub.mailbox_entry as m
        left join hub.inbound_exchange as i on m.addressed = 0 and i.retailer_id = m.retailer_id and i.id = m.exchange_id
        left join hub.outbound_exchange as o on m.addressed = 1 and o.retailer_id = m.retailer_id and o.id = m.exchange_id
        where m.retailer_id = @retailer and m.party_id = @party and m.code is not null
        """;

    internal static readonly Statement ByCode = new("mailbox.by-code", Select("") + " and m.code = @code;");

    /// <summary>The oldest document addressed to the party behind its queue position.</summary>
    internal static readonly Statement NextInQueue = new(
        "mailbox.next",
        Select("top (1)") +
        """
         and m.addressed = 1
            and m.code > coalesce((select queue_code from hub.mailbox where retailer_id = @retailer and party_id = @party), 0)
        order by m.code;
        """);

    /// <summary>By identification: the exchanges of that name first (few), then whether they are in this mailbox.</summary>
    internal static readonly Statement ByIdentification = new(
        "mailbox.by-identification",
        Select("top (1)") +
        """
         and m.exchange_id in (
            select id from hub.inbound_exchange where retailer_id = @retailer and mrid = @mrid and (@version is null or revision = @version)
            union all
            select id from hub.outbound_exchange where retailer_id = @retailer and mrid = @mrid and (@version is null or revision = @version))
        order by coalesce(i.revision, o.revision) desc, m.code desc
        option (recompile);
        """);

    /// <summary>One statement per combination of conditions.</summary>
    private static readonly Statement[] Lists = [.. Enumerable.Range(0, 64).Where(static form => (form & 6) != 6).Select(List)];

    /// <summary>All of them: for the tests.</summary>
    internal static IReadOnlyList<Statement> All => Lists;

    /// <summary>The statement for a List request.</summary>
    public static Statement For(MailboxQuery query)
    {
        var form = (query.AfterCode is null ? 0 : 1)
            | (query.Interval is null ? 0 : query.IntervalType == IntervalType.Server ? 2 : 4)
            | (query.IdentificationPattern is null ? 0 : 8) | (query.Types.Count == 0 ? 0 : 16) | (query.Owner is null ? 0 : 32);
        return Array.Find(Lists, list => list.Name == NameOf(form))!;
    }

    public static void Fill(SqlParameterCollection parameters, MailboxQuery query)
    {
        parameters.Long("@most", (long)query.Max + 1);
        if (query.AfterCode is { } code)
            parameters.Long("@after", code);

        if (query.Interval is { } interval)
            parameters.Time("@from", interval.Start).Time("@to", interval.End);

        if (query.IdentificationPattern is { } pattern)
            parameters.Text("@pattern", LikePattern(pattern));

        if (query.Types.Count > 0)
            parameters.TextList("@types", query.Types);

        if (query.Owner is { } owner)
            parameters.Text("@owner", owner);
    }

    public static MailboxEntry Read(SqlDataReader reader) => new(
        reader.GetInt64(0), reader.Id(1), reader.GetString(2), reader.Int(3), reader.Text(4), reader.Interval(5), reader.Time(7),
        reader.GetString(8), reader.GetString(9), reader.Id(10), reader.GetInt64(11));

    /// <summary><c>*</c> is the only wildcard a party has; SQL Server knows one more than PostgreSQL, the bracket.</summary>
    internal static string LikePattern(string pattern) => pattern
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal)
        .Replace("_", "\\_", StringComparison.Ordinal).Replace("[", "\\[", StringComparison.Ordinal).Replace('*', '%');

    private static string NameOf(int form) => "mailbox.list"
        + ((form & 1) != 0 ? "+after" : "") + ((form & 2) != 0 ? "+server" : "") + ((form & 4) != 0 ? "+application" : "")
        + ((form & 8) != 0 ? "+pattern" : "") + ((form & 16) != 0 ? "+types" : "") + ((form & 32) != 0 ? "+owner" : "");

    private static Statement List(int form) => new(
        NameOf(form),
        Select("top (@most)")
        + ((form & 1) != 0 ? " and m.code > @after" : "")
        + ((form & 2) != 0 ? " and m.server_timestamp >= @from and m.server_timestamp < @to" : "")
        + ((form & 4) != 0 ? " and m.period_end > @from and m.period_start < @to" : "")
        + ((form & 8) != 0 ? " and coalesce(i.mrid, o.mrid) like @pattern escape N'\\'" : "")
        + ((form & 16) != 0 ? " and coalesce(i.root_element, o.root_element) in (select value from @types)" : "")
        + ((form & 32) != 0 ? " and coalesce(i.sender_code, o.sender_code) = @owner" : "")
        + " order by m.code;");
}
