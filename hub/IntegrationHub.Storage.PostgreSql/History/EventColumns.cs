using IntegrationHub.Storage.Confidential;
using IntegrationHub.Storage.History;
using System.Security.Cryptography;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.History;
using IntegrationHub.Storage.PostgreSql.Isolation;
using Npgsql;
using NpgsqlTypes;

namespace IntegrationHub.Storage.PostgreSql.History;

/// <summary>Writing of events as part of a statement: nine arrays, one per column, whatever their number.</summary>
internal static class EventColumns
{
    /// <summary>Number of parameters that <see cref="Add"/> adds.</summary>
    public const int Count = 9;

    /// <summary>An insert of the events in the parameters from <paramref name="first"/> on.</summary>
    /// <param name="retailer">Number of the retailer's parameter.</param>
    /// <param name="first">Number of the first of the nine.</param>
    /// <param name="condition">A relation of one row (write) or none (do not), as <c>registered</c>.</param>
    public static string Insert(int retailer, int first, string? condition) =>
        $"""
        insert into event (retailer_id, id, at, kind, exchange_id, party_id, actor, data, salt, digest)
        select ${retailer}, e.* from {(condition is null ? "" : condition + ", ")}unnest(${first}::uuid[], ${first + 1}::timestamptz[], ${first + 2}::text[],
            ${first + 3}::uuid[], ${first + 4}::uuid[], ${first + 5}::text[], ${first + 6}::bytea[], ${first + 7}::bytea[], ${first + 8}::bytea[]) as e
        """;

    /// <summary>What an event's leaf in the ledger is made of.</summary>
    public static (byte[] Salt, byte[] Digest) Digest(RetailerId retailer, ExchangeEvent item)
    {
        var salt = RandomNumberGenerator.GetBytes(EventDigest.SaltBytes);
        return (salt, EventDigest.Of(salt, retailer, item));
    }

    public static void Add(NpgsqlParameterCollection parameters, StoreValues values, RetailerId retailer, IReadOnlyList<ExchangeEvent> events)
    {
        var count = events.Count;
        var (ids, times, kinds, exchanges, parties) = (new Guid[count], new DateTimeOffset[count], new string[count], new Guid?[count], new Guid?[count]);
        var (actors, data, salts, digests) = (new string[count], new byte[count][], new byte[count][], new byte[count][]);
        for (var index = 0; index < count; index++)
        {
            var item = events[index];
            ids[index] = item.Id;
            times[index] = item.At.ToUniversalTime();
            kinds[index] = item.Kind;
            exchanges[index] = item.ExchangeId;
            parties[index] = item.PartyId;
            actors[index] = item.Actor;
            data[index] = values.Seal(SealedColumns.EventData, retailer.Value, item.Id, item.Data);
            (salts[index], digests[index]) = Digest(retailer, item);
        }

        parameters
            .Array(NpgsqlDbType.Uuid, ids).Array(NpgsqlDbType.TimestampTz, times).Array(NpgsqlDbType.Text, kinds)
            .Array(NpgsqlDbType.Uuid, exchanges).Array(NpgsqlDbType.Uuid, parties).Array(NpgsqlDbType.Text, actors)
            .Array(NpgsqlDbType.Bytea, data).Array(NpgsqlDbType.Bytea, salts).Array(NpgsqlDbType.Bytea, digests);
    }

    /// <summary>The insert as a command of its own.</summary>
    public static void AddCommand(ScopedBatch batch, StoreValues values, RetailerId retailer, IReadOnlyList<ExchangeEvent> events)
    {
        if (events.Count > 0)
            batch.BatchCommands.Add(Command(values, retailer, events));
    }

    public static NpgsqlBatchCommand Command(StoreValues values, RetailerId retailer, IReadOnlyList<ExchangeEvent> events)
    {
        var command = new NpgsqlBatchCommand(InsertAlone);
        command.Parameters.Int(retailer.Value);
        Add(command.Parameters, values, retailer, events);
        return command;
    }

    private static readonly string InsertAlone = Insert(1, 2, condition: null);
}
