using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Storage.Parties;

namespace IntegrationHub.Storage.Tests;

/// <summary>Readings of the parties that overtake each other.</summary>
public sealed class KeptDirectoryTests
{
    [Fact]
    public async Task A_reading_that_began_before_a_change_does_not_stand_in_the_place_of_the_one_after_it()
    {
        var kept = new KeptDirectory();
        Assert.Throws<InvalidOperationException>(() => kept.Current);
        var (before, after) = (PartyRecords.ToDirectory(RetailerId.Default, []), PartyRecords.ToDirectory(RetailerId.Default, []));
        var (slow, fast) = (new TaskCompletionSource<PartyDirectory>(), new TaskCompletionSource<PartyDirectory>());

        var first = kept.ReadAsync(() => slow.Task);
        var second = kept.ReadAsync(() => fast.Task);
        fast.SetResult(after);
        await second;
        slow.SetResult(before);
        await first;

        Assert.Same(after, kept.Current);
    }

    [Fact]
    public async Task A_reading_that_fails_leaves_what_was_read_and_the_next_one_counts()
    {
        var kept = new KeptDirectory();
        var (old, young) = (PartyRecords.ToDirectory(RetailerId.Default, []), PartyRecords.ToDirectory(RetailerId.Default, []));
        await kept.ReadAsync(() => Task.FromResult(old));
        await Assert.ThrowsAsync<TimeoutException>(async () => await kept.ReadAsync(() => Task.FromException<PartyDirectory>(new TimeoutException())));
        Assert.Same(old, kept.Current);

        await kept.ReadAsync(() => Task.FromResult(young));
        Assert.Same(young, kept.Current);
    }
}
