using System.Data;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Crossing;
using IntegrationHub.Storage.Model;
using IntegrationHub.Storage.SqlServer.Execution;
using IntegrationHub.Storage.SqlServer.History;
using Microsoft.Data.SqlClient;
using Microsoft.Data.SqlClient.Server;

namespace IntegrationHub.Storage.SqlServer.Crossing;

/// <summary>The statements of one side, over the tables in its schema. The company's side writes the ledger's entries with them; the other has no ledger.</summary>
internal sealed class CrossingStatements
{
    private const string Columns = "number, id, subject, kind, version, payload, at";

    private static readonly SqlMetaData[] Items =
    [
        new("number", SqlDbType.BigInt), new("id", SqlDbType.Binary, 16), new("subject", SqlDbType.Binary, 16), new("kind", SqlDbType.NVarChar, 100), new("version", SqlDbType.Int),
        new("payload", SqlDbType.NVarChar, SqlMetaData.Max), new("at", SqlDbType.DateTime2, 27, 7),
    ];

    private readonly string _schema;

    private CrossingStatements(string schema, string side)
    {
        _schema = schema;
        var entry = schema == HubContext.Schema ? EventList.Insert : "";
        var ofStream = "retailer_id = @retailer and stream = @stream";
        var makeStream =
            $"""
            insert into {schema}.crossing_stream (retailer_id, stream, numbered_to, confirmed_to, received_to)
            select @retailer, @stream, 0, 0, 0
            where not exists (select 1 from {schema}.crossing_stream with (updlock, holdlock, rowlock) where {ofStream});
            """;

        HandIn = new Statement(
            $"crossing.{side}.hand-in",
            $"""
            set xact_abort on;
            begin transaction;
            insert into {schema}.crossing_outbox (retailer_id, stream, id, subject, kind, version, payload, at)
            select @retailer, @stream, @id, @subject, @kind, @version, @payload, @at
            where not exists (select 1 from {schema}.crossing_outbox with (updlock, holdlock, rowlock) where {ofStream} and id = @id);
            {(entry.Length == 0 ? "" : $"if @@rowcount = 1\nbegin\n    {entry}\nend;")}
            commit transaction;
            """);
        ReadOutbox = new Statement(
            $"crossing.{side}.outbox", $"select top (@max) {Columns} from {schema}.crossing_outbox where {ofStream} and number is not null and number > @after order by number;");
        ReadInbox = new Statement($"crossing.{side}.inbox", $"select top (@max) {Columns} from {schema}.crossing_inbox where {ofStream} and number > @after order by number;");
        State = new Statement($"crossing.{side}.state", $"select numbered_to, confirmed_to, received_to from {schema}.crossing_stream where {ofStream};");
        AnyNew = new Statement($"crossing.{side}.any-new", $"select iif(exists (select 1 from {schema}.crossing_outbox where {ofStream} and number is null), 1, 0);");

        // As in mailboxes: the stream's row is locked, and what commits later gets a higher number. Ids are version 7.
        GiveNumbers = new Statement(
            $"crossing.{side}.give-numbers",
            $"""
            set xact_abort on;
            begin transaction;
            declare @last bigint, @given bigint;
            {makeStream}
            select @last = numbered_to from {schema}.crossing_stream with (updlock, rowlock) where {ofStream};
            with fresh as (
                select top (@most) number, row_number() over (order by id) as place
                from {schema}.crossing_outbox with (updlock, readpast, rowlock)
                where {ofStream} and number is null order by id)
            update fresh set number = @last + place;
            set @given = @@rowcount;
            update {schema}.crossing_stream set numbered_to = @last + @given where {ofStream};
            commit transaction;
            """);
        Accept = new Statement(
            $"crossing.{side}.accept",
            $"""
            set xact_abort on;
            begin transaction;
            declare @moved int;
            {makeStream}
            update {schema}.crossing_stream set received_to = @up_to where {ofStream} and received_to = @expected;
            set @moved = @@rowcount;
            if @moved = 1
            begin
                insert into {schema}.crossing_inbox (retailer_id, stream, received_at, {Columns})
                select @retailer, @stream, @now, i.number, i.id, i.subject, i.kind, i.version, i.payload, i.at from @items as i
                where not exists (
                    select 1 from {schema}.crossing_inbox as known where known.retailer_id = @retailer and known.stream = @stream and known.id = i.id);
                {entry}
            end;
            commit transaction;
            select @moved;
            """);
        Confirm = new Statement(
            $"crossing.{side}.confirm",
            $"""
            set xact_abort on;
            begin transaction;
            declare @moved int;
            update {schema}.crossing_stream set confirmed_to = greatest(confirmed_to, @up_to) where {ofStream} and confirmed_to = @expected;
            set @moved = @@rowcount;
            {(entry.Length == 0 ? "" : $"if @moved = 1\nbegin\n    {entry}\nend;")}
            commit transaction;
            select @moved;
            """);
    }

    public static CrossingStatements Company { get; } = new(HubContext.Schema, "company");

    public static CrossingStatements Customers { get; } = new(CrossingTables.CustomerSchema, "customers");

    /// <summary>What is for one customer, on the customers' side.</summary>
    public static Statement ReadOwn { get; } = new(
        "crossing.customers.own",
        $"select top (@max) {Columns} from {CrossingTables.CustomerSchema}.crossing_inbox where retailer_id = @retailer and stream = @stream and number > @after and subject = @subject order by number;");

    /// <summary>All of them: for the tests.</summary>
    internal static readonly Statement[] All = [.. Company.Every, .. Customers.Every, ReadOwn];

    public Statement HandIn { get; }

    public Statement ReadOutbox { get; }

    public Statement ReadInbox { get; }

    public Statement State { get; }

    public Statement AnyNew { get; }

    public Statement GiveNumbers { get; }

    public Statement Accept { get; }

    public Statement Confirm { get; }

    private Statement[] Every => [HandIn, ReadOutbox, ReadInbox, State, AnyNew, GiveNumbers, Accept, Confirm];

    public SqlParameterCollection AddItems(SqlParameterCollection parameters, IReadOnlyList<CrossingEntry> entries) =>
        parameters.Table("@items", $"{_schema}.crossing_list", Items, entries, static (record, entry) =>
        {
            record.SetInt64(0, entry.Number);
            record.SetValue(1, entry.Item.Id.ToByteArray(bigEndian: true));
            if (entry.Item.Subject is { } subject)
                record.SetValue(2, subject.ToByteArray(bigEndian: true));
            else
                record.SetDBNull(2);

            record.SetString(3, entry.Item.Kind);
            record.SetInt32(4, entry.Item.Version);
            record.SetString(5, entry.Item.Payload);
            record.SetDateTime(6, entry.Item.At.UtcDateTime);
        });

    public static SqlParameterCollection Stream(SqlParameterCollection parameters, RetailerId retailer, CrossingStream stream) =>
        parameters.Int("@retailer", retailer.Value).Text("@stream", stream.Name);

    public static SqlParameterCollection Item(SqlParameterCollection parameters, RetailerId retailer, CrossingStream stream, CrossingItem item) =>
        Stream(parameters, retailer, stream).Id("@id", item.Id).Id("@subject", item.Subject).Text("@kind", item.Kind).Int("@version", item.Version)
            .LongText("@payload", item.Payload).Time("@at", item.At);

    public static CrossingEntry Read(SqlDataReader reader) => new(
        reader.GetInt64(0),
        new CrossingItem(reader.Id(1), reader.IdOrNull(2), reader.GetString(3), reader.GetInt32(4), reader.GetString(5), reader.Time(6)));
}
