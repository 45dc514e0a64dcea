using IntegrationHub.Exchange;
using IntegrationHub.Exchange.History;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Storage.Confidential;
using IntegrationHub.Storage.Parties;
using IntegrationHub.Storage.SqlServer.Execution;
using IntegrationHub.Storage.SqlServer.History;

namespace IntegrationHub.Storage.SqlServer.Parties;

/// <summary>Statements on <c>party</c> and <c>party_certificate</c>.</summary>
internal static class PartyStatements
{
    /// <summary>Changes of one retailer's parties, one at a time until the transaction ends. Less than 0: not granted in time.</summary>
    internal static readonly Statement Lock = new(
        "parties.lock",
        """
        declare @granted int;
        exec @granted = sys.sp_getapplock @Resource = @resource, @LockMode = N'Exclusive', @LockOwner = N'Transaction', @LockTimeout = 20000;
        select @granted;
        """);

    internal static readonly Statement Load = new("parties.load", "select is_self, content from hub.party where retailer_id = @retailer order by name;");

    /// <summary>The newest change: numbers of the server, given under the lock and so in the order of the commits.</summary>
    internal static readonly Statement Version = new(
        "parties.version", "select top (1) convert(bigint, row_version) from hub.party where retailer_id = @retailer order by row_version desc;");

    internal static readonly Statement Save = new(
        "parties.save",
        $"""
        set xact_abort on;
        update hub.party set name = @name, code = @code, content = @content, updated_at = @now where retailer_id = @retailer and id = @id;
        if @@rowcount = 0
            insert into hub.party (retailer_id, id, name, code, is_self, content, updated_at) values (@retailer, @id, @name, @code, @is_self, @content, @now);
        delete from hub.party_certificate where retailer_id = @retailer and party_id = @id;
        insert into hub.party_certificate (retailer_id, thumbprint, party_id) select @retailer, t.value, @id from @thumbprints as t;
        {EventList.Insert}
        """);

    public static async Task LockAsync(SqlSession session, RetailerId retailer, CancellationToken cancellationToken) => AppLocks.Demand(
        await session.ScalarAsync(Lock, parameters => parameters.Name("@resource", $"ihub-parties-{retailer}"), cancellationToken),
        "Another change of parties did not end in time.");

    public static async Task<PartyDirectory> LoadAsync(SqlSession session, RetailerId retailer, CancellationToken cancellationToken) => PartyRecords.ToDirectory(
        retailer,
        await session.ListAsync(
            Load,
            parameters => parameters.Int("@retailer", retailer.Value),
            static reader => (reader.GetBoolean(0), PartyRecords.Read(reader.GetString(1))),
            cancellationToken));

    public static Task SaveAsync(SqlSession session, StoreValues values, Party party, bool isSelf, DateTimeOffset now, ExchangeEvent entry, CancellationToken cancellationToken) =>
        session.ScalarAsync(
            Save,
            parameters => parameters.Int("@retailer", party.Retailer.Value).Id("@id", party.Id.Value).Text("@name", party.Name).Text("@code", party.Code.Value)
                .Bool("@is_self", isSelf).LongText("@content", PartyRecords.Write(party)).Time("@now", now)
                .TextList("@thumbprints", party.TlsCertificates).Events(values, party.Retailer, [entry]),
            cancellationToken);
}
