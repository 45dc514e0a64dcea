using IntegrationHub.Archive.Keeping;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Storage.Archive.Keeping;
using IntegrationHub.Storage.SqlServer.Tests.Tds;
using IntegrationHub.Storage.Tests.Compliance;

namespace IntegrationHub.Storage.SqlServer.Tests;

/// <content>What looks after the archive.</content>
public sealed partial class GoldenTests
{
    private static async Task KeepAsync(RecordedStore recorded)
    {
        var (peer, keeper) = (recorded.Peer, recorded.Get<IArchiveKeeper>());
        peer.Answer("keeper.measure", TdsAnswer.Rows("lllllll", [1L, 2L, 3L, 4L, 5L, 6L, 7L]));
        Assert.Equal(new ArchiveFigures(1, 6, 9, 3, 4, 5), await keeper.MeasureAsync(Retailer, default));

        var hold = new LegalHold(Samples.NewId(), Retailer, null, Party, "a case", "op", Now);
        await keeper.SetHoldAsync(hold, Samples.Event("archive.held"), default);
        peer.Answer("keeper.holds", TdsAnswer.Rows("xxxttdttd", [hold.Id, null, Party.Value, "a case", "op", Now, null, null, null]));
        Assert.Equal([hold], await keeper.ReadHoldsAsync(Retailer, alsoLifted: true, default));
        peer.Answer("keeper.lift-hold", TdsAnswer.Scalar(1));
        Assert.True(await keeper.LiftHoldAsync(Retailer, hold.Id, new HoldLift("op", Now, "over"), Samples.Event("archive.hold-lifted"), default));

        foreach (var archiveClass in Enum.GetValues<ArchiveClass>())
            Assert.True((await RemoveAsync(recorded, archiveClass)).IsAtEnd);

        Place(peer);
        peer.Answer("keeper.rows", TdsAnswer.Rows(
            "xslxxsbiilii",
            [Samples.NewId(), 0, 3L, new byte[32], null, 0, false, 1, 0, 3L, 0, 0],
            [Samples.NewId(), 0, 3L, new byte[32], null, 0, false, 0, 2, 3L, 1, 0]));
        peer.Answer("keeper.count-unnamed", TdsAnswer.Scalar(1));
        var page = await keeper.ReconcileAsync(Retailer, 10, TimeSpan.FromHours(1), Now, [], default);
        Assert.Equal((2, 1, 1), (page.Examined, page.Missing.Count, page.Unnamed));

        // What is asked for the place outside, without one.
        Place(peer, "keeper.keep-first");
        peer.Answer("keeper.has-event", TdsAnswer.Scalar(0));
        var rows = (ArchiveKeeper)keeper;
        await rows.InTransactionAsync(
            Retailer,
            async transaction => (await transaction.KeepFirstAsync(PlaceOwnership.Lane, Samples.NewId(), Now, default), await transaction.HasEventAsync("store.restored", default)),
            default);
        await rows.InTransactionAsync(Retailer, static transaction => transaction.FindNamesAsync([new(Retailer, new byte[32])], default), default);
    }

    /// <summary>One page of each walk of the class, with one document that goes.</summary>
    private static async Task<RemovalPage> RemoveAsync(RecordedStore recorded, ArchiveClass archiveClass)
    {
        var (peer, stored) = (recorded.Peer, Samples.NewId());
        foreach (var walk in RemovalWalk.All.Where(walk => walk.Class == archiveClass))
        {
            Place(peer);
            peer.Answer($"keeper.walk+{walk.What}", TdsAnswer.Rows("xxxi", [Samples.NewId(), Party.Value, stored, 1]));
            peer.Answer("keeper.find", TdsAnswer.Rows("xslxxsbxd", [stored, 0, 3L, new byte[32], null, 0, false, "abc"u8.ToArray(), Now]));
            peer.Answer("keeper.free", TdsAnswer.Rows("x", [stored]));
        }

        var order = new RemovalOrder(Retailer, archiveClass, Now, 10, TimeSpan.FromHours(1));
        return await recorded.Get<IArchiveKeeper>().RemoveAsync(order, Now, static removed => Samples.Event("archive.removed", removed.Exchange, removed.Party), default);
    }

    private static void Place(TdsPeer peer, string statement = "keeper.take-place") => peer.Answer(statement, TdsAnswer.Rows("x", [Guid.Empty]));
}
