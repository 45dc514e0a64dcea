using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Host.Node;
using IntegrationHub.Lanes.Sending;
using IntegrationHub.Storage;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace IntegrationHub.Wire.Tests.Support;

/// <summary>Looks into a node's store, and hands documents in.</summary>
internal sealed class Store(HubNode node)
{
    public IExchangeReader Reader => node.Services.GetRequiredService<IExchangeReader>();

    public Party Party(string name) => node.Parties.Current.FindByName(name)!;

    public Task<SendResult> SendAsync(string party, byte[] document, bool waitsToBeFetched = false) =>
        node.Services.GetRequiredService<IDocumentSender>().SendAsync(Party(party), document, new SendOptions("test", waitsToBeFetched), CancellationToken.None);

    public async Task<IReadOnlyList<ExchangeSummary>> ExchangesAsync(string mRid, Direction direction) =>
        await Reader.SearchAsync(RetailerId.Default, new ExchangeFilter(Direction: direction, MRid: mRid), CancellationToken.None);

    /// <summary>The one exchange of a document of ours.</summary>
    public async Task<ExchangeSummary> SentAsync(string mRid) => Assert.Single(await ExchangesAsync(mRid, Direction.Out));

    public async Task<ExchangeDetail> DetailAsync(Guid id) => (await Reader.FindAsync(RetailerId.Default, id, CancellationToken.None))!;

    public Task UntilSentIsAsync(string mRid, string state) => Wait.UntilAsync(
        async () => (await ExchangesAsync(mRid, Direction.Out)).Any(one => one.State == state),
        $"{mRid} did not become {state}.",
        () => string.Join("; ", ExchangesAsync(mRid, Direction.Out).GetAwaiter().GetResult()));

    public Task UntilReceivedIsAsync(string mRid, string state) => Wait.UntilAsync(
        async () => (await ExchangesAsync(mRid, Direction.In)).Any(one => one.State == state),
        $"{mRid} did not come in as {state}.",
        () => $"{string.Join("; ", ExchangesAsync(mRid, Direction.In).GetAwaiter().GetResult())} {PullingAsync().GetAwaiter().GetResult()}");

    /// <summary>How often a document is in the registry.</summary>
    public Task<long> RegisteredAsync(string mRid) => CountAsync("select count(*) from registered_document where mrid = $1", mRid);

    public Task<long> EventsAsync(string kind) => CountAsync("select count(*) from event where kind = $1", kind);

    /// <summary>Our own acknowledgements that left or leave as documents.</summary>
    public Task<long> RepliesAsync() => CountAsync("select count(*) from outbound_exchange where root_element = $1", "Acknowledgement_MarketDocument");

    /// <summary>Documents of ours that have not arrived.</summary>
    public Task<long> UnderWayAsync() => CountAsync($"select count(*) from outbound_exchange where $1 = '' and state in ({(int)OutboundState.Queued}, {(int)OutboundState.Sent})", "");

    /// <summary>Documents that the business side was not told of yet.</summary>
    public Task<long> UntoldAsync() => CountAsync("select count(*) from notification where $1 = ''", "");

    /// <summary>Where polling stands and what it said last: for the message of a test that waited in vain.</summary>
    private async Task<string> PullingAsync()
    {
        await using var source = OpenSource();
        await using var command = source.CreateCommand(
            """
            select concat_ws(E'\n', now()::text, (select string_agg(c::text, E'\n') from pull_cursor c),
                (select string_agg(concat_ws(' ', e.at, e.kind), E'\n') from (select * from event where kind like 'pull.%' order by at desc limit 12) e))
            """);
        return $"Polling: {await command.ExecuteScalarAsync()}";
    }

    public async Task<long> CountAsync(string sql, string value)
    {
        await using var source = OpenSource();
        await using var command = source.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter { Value = value });
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private NpgsqlDataSource OpenSource()
    {
        var database = node.Services.GetRequiredService<HubStore>();
        return NpgsqlDataSource.Create(database.Server!.ConnectionStringFor(database.Options.Database) + ";Pooling=false;Search Path=hub");
    }
}
