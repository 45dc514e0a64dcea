using System.Data;
using System.Security.Cryptography;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.History;
using IntegrationHub.Storage.Confidential;
using IntegrationHub.Storage.History;
using IntegrationHub.Storage.SqlServer.Execution;
using Microsoft.Data.SqlClient;
using Microsoft.Data.SqlClient.Server;

namespace IntegrationHub.Storage.SqlServer.History;

/// <summary>Events as a list that goes with the statement whose history they are.</summary>
internal static class EventList
{
    /// <summary>Writes the events in <c>@events</c>; an empty list writes nothing.</summary>
    public const string Insert =
        """
        insert into hub.event (retailer_id, id, at, kind, exchange_id, party_id, actor, data, salt, digest)
        select @retailer, e.id, e.at, e.kind, e.exchange_id, e.party_id, e.actor, e.data, e.salt, e.digest from @events as e;
        """;

    private static readonly SqlMetaData[] Columns =
    [
        new("id", SqlDbType.Binary, 16), new("at", SqlDbType.DateTime2, 27, 7), new("kind", SqlDbType.NVarChar, 100), new("exchange_id", SqlDbType.Binary, 16),
        new("party_id", SqlDbType.Binary, 16), new("actor", SqlDbType.NVarChar, 400), new("data", SqlDbType.VarBinary, SqlMetaData.Max),
        new("salt", SqlDbType.Binary, EventDigest.SaltBytes), new("digest", SqlDbType.Binary, 32),
    ];

    public static SqlParameterCollection Events(this SqlParameterCollection parameters, StoreValues values, RetailerId retailer, IReadOnlyList<ExchangeEvent> events) =>
        parameters.Table("@events", "hub.event_list", Columns, events, (record, item) =>
        {
            var salt = RandomNumberGenerator.GetBytes(EventDigest.SaltBytes);
            record.SetValue(0, item.Id.ToByteArray(bigEndian: true));
            record.SetDateTime(1, item.At.UtcDateTime);
            record.SetString(2, item.Kind);
            SetId(record, 3, item.ExchangeId);
            SetId(record, 4, item.PartyId);
            record.SetString(5, item.Actor);
            record.SetValue(6, values.Seal(SealedColumns.EventData, retailer.Value, item.Id, item.Data));
            record.SetValue(7, salt);
            record.SetValue(8, EventDigest.Of(salt, retailer, item));
        });

    private static void SetId(SqlDataRecord record, int column, Guid? id)
    {
        if (id is { } value)
            record.SetValue(column, value.ToByteArray(bigEndian: true));
        else
            record.SetDBNull(column);
    }
}
