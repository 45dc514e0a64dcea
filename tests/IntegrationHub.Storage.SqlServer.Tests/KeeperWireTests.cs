using IntegrationHub.Archive.Keeping;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Storage.SqlServer.Tests.Tds;
using IntegrationHub.Storage.Tests.Compliance;

namespace IntegrationHub.Storage.SqlServer.Tests;

/// <summary>A page of removal is one transaction over the wire, and gives way to who stores.</summary>
public sealed class KeeperWireTests
{
    private static readonly Guid Exchange = Samples.NewId();
    private static readonly Guid Party = Samples.NewParty().Value;
    private static readonly Guid Entry = Samples.NewId();

    [Fact]
    public async Task A_page_reads_the_holds_under_their_lock_and_frees_behind_the_lock_of_the_rows()
    {
        await using var recorded = new RecordedStore();
        var page = await RemoveAsync(recorded);

        Assert.Equal((1, 1, 0, 1), (page.Examined, page.Removed, page.Held, page.Freed));
        Assert.Equal(
            [
                "begin", "keeper.lock-holds", "keeper.take-place", "keeper.holds", "keeper.walk+received", "keeper.find", "keeper.lock", "keeper.mark", "reception.events", "keeper.lock",
                "keeper.free", "keeper.keep-place", "commit",
            ],
            recorded.Peer.Requests.Select(static request => request.Name));
        Assert.Equal("0x" + Exchange.ToString("N"), recorded.Sent("keeper.keep-place").Parameters["@position"]);
    }

    [Fact]
    public async Task What_a_hold_covers_is_neither_marked_nor_freed()
    {
        await using var recorded = new RecordedStore();
        recorded.Peer.Answer("keeper.holds", TdsAnswer.Rows("xxxttdttd", [Samples.NewId(), null, Party, "a case", "op", Samples.Noon, null, null, null]));
        var page = await RemoveAsync(recorded);

        Assert.Equal((0, 1), (page.Removed, page.Held));
        Assert.DoesNotContain(recorded.Peer.Requests, static request => request.Name is "keeper.mark" or "keeper.free" or "reception.events");
    }

    [Theory]
    [InlineData("keeper.lock")]
    [InlineData("keeper.mark")]
    [InlineData("keeper.free")]
    public async Task A_page_that_met_somebody_who_stores_is_done_again_from_its_beginning(string statement)
    {
        await using var recorded = new RecordedStore();
        recorded.Peer.Answer(statement, TdsAnswer.Error(1205, 13, "deadlock"));
        Answer(recorded);
        var page = await RemoveAsync(recorded);

        Assert.Equal(1, page.Removed);
        Assert.Equal(["begin", "begin", "commit"], recorded.Peer.Requests.Select(static request => request.Name).Where(static name => name is "begin" or "commit"));
        Assert.Equal(2, recorded.Peer.Requests.Count(static request => request.Name == "keeper.lock-holds"));
    }

    [Fact]
    public void The_keeper_is_the_one_who_gives_way() => Assert.All(
        (string[])["keeper.lock", "keeper.mark", "keeper.free"],
        static name => Assert.Contains("set deadlock_priority low;", Sources.Statement(name).Text, StringComparison.Ordinal));

    [Fact]
    public async Task A_hold_that_is_not_there_or_lifted_is_not_lifted_and_nothing_is_recorded()
    {
        await using var recorded = new RecordedStore();
        recorded.Peer.Answer("keeper.lift-hold", TdsAnswer.Scalar(0));

        Assert.False(await recorded.Get<IArchiveKeeper>().LiftHoldAsync(
            Samples.Retailer, Samples.NewId(), new HoldLift("op", Samples.Noon, "over"), Samples.Event("archive.hold-lifted"), CancellationToken.None));
        Assert.DoesNotContain(recorded.Peer.Requests, static request => request.Name is "reception.events" or "keeper.restart");
    }

    private static async Task<RemovalPage> RemoveAsync(RecordedStore recorded)
    {
        Answer(recorded);
        var order = new RemovalOrder(Samples.Retailer, ArchiveClass.Received, Samples.Noon, 10, TimeSpan.FromHours(1));
        return await recorded.Get<IArchiveKeeper>().RemoveAsync(
            order, Samples.Noon, static removed => Samples.Event("archive.removed", removed.Exchange, removed.Party), CancellationToken.None);
    }

    private static void Answer(RecordedStore recorded) => recorded.Peer
        .Answer("keeper.take-place", TdsAnswer.Rows("x", [Guid.Empty]))
        .Answer("keeper.walk+received", TdsAnswer.Rows("xxxi", [Exchange, Party, Entry, 1]))
        .Answer("keeper.find", TdsAnswer.Rows("xslxxsbxd", [Entry, 0, 3L, new byte[32], null, 0, false, "abc"u8.ToArray(), Samples.Noon]))
        .Answer("keeper.free", TdsAnswer.Rows("x", [Entry]));
}
