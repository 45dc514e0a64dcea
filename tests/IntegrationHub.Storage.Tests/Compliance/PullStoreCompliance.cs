using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Pulling;

namespace IntegrationHub.Storage.Tests.Compliance;

/// <summary>What every <see cref="IPullStore"/> does.</summary>
public abstract class PullStoreCompliance
{
    protected abstract IPullStore Store { get; }

    /// <summary>The same store as another node sees it.</summary>
    protected abstract IPullStore OtherNode { get; }

    [Fact]
    public async Task A_saved_cursor_is_found_by_its_retailer_only()
    {
        var party = Samples.NewParty();
        var cursor = new PullCursor(Samples.Retailer, party, 9, null, Samples.Noon, 2);
        Assert.Null(await Store.FindAsync(Samples.Retailer, party, CancellationToken.None));

        await Store.SaveAsync(cursor with { LastCode = 11, LastServerTimestamp = Samples.Noon }, [], CancellationToken.None);
        await Store.SaveAsync(cursor, [Samples.Event("pull.backwards", party: party.Value)], CancellationToken.None);

        Assert.Equal(cursor, await Store.FindAsync(Samples.Retailer, party, CancellationToken.None));
        Assert.Null(await Store.FindAsync(new RetailerId(2), party, CancellationToken.None));
    }

    [Fact]
    public async Task One_node_holds_a_party_until_it_lets_go()
    {
        var party = Samples.NewParty();
        var held = await Store.TryHoldAsync(Samples.Retailer, party, CancellationToken.None);

        Assert.NotNull(held);
        Assert.Null(await Store.TryHoldAsync(Samples.Retailer, party, CancellationToken.None));
        Assert.Null(await OtherNode.TryHoldAsync(Samples.Retailer, party, CancellationToken.None));
        await using (var another = await OtherNode.TryHoldAsync(Samples.Retailer, Samples.NewParty(), CancellationToken.None))
        {
            Assert.NotNull(another);
        }

        await held.DisposeAsync();
        await held.DisposeAsync();
        await using var next = await OtherNode.TryHoldAsync(Samples.Retailer, party, CancellationToken.None);
        Assert.NotNull(next);
    }
}
