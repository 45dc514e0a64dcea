using System.Security.Cryptography;
using System.Text;
using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Evidence.Timestamps;

namespace IntegrationHub.Storage.Tests.Compliance;

/// <summary>What every <see cref="ITimestampStore"/> does: who claims what, what is attached where, and what a late or dead node cannot do. Each test has a queue of its own.</summary>
public abstract class TimestampsCompliance
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    protected abstract ITimestampStore Queue { get; }

    protected abstract ILedgerStore Ledger { get; }

    [Fact]
    public async Task A_kept_checkpoint_waits_and_its_token_is_attached_to_it()
    {
        await AddAsync(10);
        await Queue.AttachAsync((await ClaimAsync())!, Token("t10"), default);

        var dated = (await Queue.FindDatedAsync(9, default))!;
        Assert.Equal((10, "note 10", "t10"), (dated.Size, Text(dated.Note), Text(dated.Timestamps.Token)));
        Assert.Null(await Queue.FindDatedAsync(10, default));
        Assert.Equal("t10", Text((await Ledger.ReadLastCheckpointAsync(default))!.Timestamp!));
    }

    [Fact]
    public async Task A_larger_checkpoint_takes_the_place_of_one_that_waits_and_waits_since_then()
    {
        await AddAsync(10);
        await Ledger.AddCheckpointAsync(20, "note 20"u8.ToArray(), Now.AddHours(1), default);
        var state = await Queue.ReadStateAsync(default);
        Assert.Equal((1, Now), (state.Waiting, state.OldestSince));
        Assert.Equal(20, (await ClaimAsync(Now.AddHours(1)))!.Number);
    }

    [Fact]
    public async Task What_a_node_is_asking_for_stays_its_own_when_a_larger_checkpoint_comes()
    {
        await AddAsync(10);
        var claim = (await ClaimAsync())!;
        await AddAsync(20);
        Assert.True(await Queue.AttachAsync(claim, Token("t10"), default));
        Assert.Equal(20, (await ClaimAsync())!.Number);
        Assert.Equal(10, (await Queue.FindDatedAsync(3, default))!.Size);
    }

    [Fact]
    public async Task Of_many_nodes_one_gets_an_entry()
    {
        await AddAsync(10);
        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => Queue.ClaimAsync($"node {i}", Now, Lease, default).AsTask())));
        Assert.Single(claims, c => c is not null);
    }

    [Fact]
    public async Task A_node_whose_lease_ended_attaches_nothing_and_the_next_one_asks_again()
    {
        await AddAsync(10);
        var late = (await ClaimAsync())!;
        Assert.Null(await ClaimAsync(Now.AddMinutes(1)));
        var next = (await ClaimAsync(Now.AddMinutes(2)))!;
        Assert.False(await Queue.AttachAsync(late, Token("late"), default));
        await Queue.PostponeAsync(late, Now.AddYears(1), "late", default);
        Assert.True(await Queue.AttachAsync(next, Token("next"), default));
        Assert.Equal("next", Text((await Queue.FindDatedAsync(0, default))!.Timestamps.Token));
    }

    [Fact]
    public async Task An_attached_token_stays_in_the_queue_until_it_is_kept_outside()
    {
        await AddAsync(10);
        var first = (await ClaimAsync())!;
        await Queue.AttachAsync(first, Token("t10"), default);
        var again = (await ClaimAsync(Now.AddMinutes(3)))!;
        Assert.Equal(("note 10", "t10"), (Text(again.Data), Text(again.Token!)));
        await Queue.FinishAsync(first, default);
        await Queue.FinishAsync(again, default);
        Assert.Null(await ClaimAsync(Now.AddYears(1)));
    }

    [Fact]
    public async Task A_postponed_entry_counts_its_tries_and_says_why()
    {
        await AddAsync(10);
        await Queue.PostponeAsync((await ClaimAsync())!, Now.AddSeconds(10), "one: no answer", default);
        Assert.Null(await ClaimAsync(Now.AddSeconds(9)));
        Assert.Equal("one: no answer", (await Queue.ReadStateAsync(default)).LastProblem);
        Assert.Equal(1, (await ClaimAsync(Now.AddSeconds(10)))!.Tries);
    }

    [Fact]
    public async Task Somebody_who_waits_gets_the_entry_at_once_unless_another_node_has_it()
    {
        await AddAsync(10);
        await Queue.PostponeAsync((await ClaimAsync())!, Now.AddHours(1), "rests", default);
        var claim = await Queue.ClaimCheckpointAsync(10, "verb", Now, Lease, default);
        Assert.NotNull(claim);
        Assert.Null(await Queue.ClaimCheckpointAsync(10, "other", Now, Lease, default));
        Assert.Null(await Queue.ClaimCheckpointAsync(11, "verb", Now, Lease, default));
    }

    [Fact]
    public async Task A_signature_value_is_queued_once_and_its_token_waits_to_be_fetched()
    {
        await Queue.QueueAsync(TimestampUse.Signature, "value"u8.ToArray(), Now, default);
        await Queue.QueueAsync(TimestampUse.Signature, "value"u8.ToArray(), Now, default);
        Assert.Null(await Queue.FindTokenAsync(TimestampUse.Signature, "value"u8.ToArray(), default));
        var claim = (await ClaimAsync())!;
        Assert.Equal("value", Text(claim.Data));
        await Queue.AttachAsync(claim, Token("t"), default);
        Assert.Null(await ClaimAsync(Now.AddYears(1)));
        Assert.Equal("t", Text((await Queue.FindTokenAsync(TimestampUse.Signature, "value"u8.ToArray(), default))!));
        Assert.Null(await Queue.FindTokenAsync(TimestampUse.Bundle, "value"u8.ToArray(), default));
        Assert.Equal(0, (await Queue.ReadStateAsync(default)).Waiting);
    }

    [Fact]
    public async Task One_renewal_carries_every_timestamp_that_ends_soon_and_covers_what_renewed_it_before()
    {
        foreach (var size in new[] { 10, 20, 30 })
        {
            await AddAsync(size);
            await FinishAsync(Token($"t{size}", ends: size == 30 ? Now.AddYears(9) : Now.AddYears(1)));
        }

        Assert.Equal(0, await Queue.QueueRenewalAsync(AgeingPolicy.Default, Now, default));
        var near = Now.AddMonths(7);
        Assert.Equal(2, await Queue.QueueRenewalAsync(AgeingPolicy.Default, near, default));
        Assert.Equal(0, await Queue.QueueRenewalAsync(AgeingPolicy.Default, near, default));
        var claim = (await ClaimAsync(near))!;
        Assert.Equal((TimestampUse.Renewal, Now.AddYears(1)), (claim.Use, claim.Outlive));
        Assert.Equal(
            Sums(("note 10", "checkpoint-000000000010.txt"), ("t10", "checkpoint-000000000010.tst"), ("note 20", "checkpoint-000000000020.txt"), ("t20", "checkpoint-000000000020.tst")),
            Text(claim.Data));

        // Until its token is there the renewal proves nothing and is not handed out.
        Assert.Empty((await Queue.FindDatedAsync(0, default))!.Timestamps.Renewals);
        await Queue.AttachAsync(claim, Token("r1", ends: Now.AddYears(3)), default);
        await Queue.FinishAsync(claim, default);
        Assert.Equal("r1", Text(Assert.Single((await Queue.FindDatedAsync(0, default))!.Timestamps.Renewals).Token));
        Assert.Empty((await Queue.FindDatedAsync(20, default))!.Timestamps.Renewals);

        Assert.Equal(2, await Queue.QueueRenewalAsync(AgeingPolicy.Default, Now.AddYears(3), default));
        var second = Text((await ClaimAsync(Now.AddYears(3)))!.Data);
        Assert.Contains($"{Hex("r1")}  renewal-{claim.Number:D12}.tst\n", second, StringComparison.Ordinal);
        Assert.Equal(6, second.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task An_algorithm_that_will_be_broken_has_its_timestamps_renewed_with_a_stronger_one()
    {
        await AddAsync(10);
        await FinishAsync(Token("t10", ends: Now.AddYears(9)));
        var policy = new AgeingPolicy(new Dictionary<string, DateTimeOffset> { ["2.16.840.1.101.3.4.2.1"] = Now.AddYears(1) }, TimeSpan.FromDays(180));
        Assert.Equal(0, await Queue.QueueRenewalAsync(policy, Now, default));
        Assert.Equal(1, await Queue.QueueRenewalAsync(policy, Now.AddMonths(7), default));
        var claim = (await ClaimAsync(Now.AddMonths(7)))!;
        Assert.Equal(Now.AddYears(1), claim.Outlive);
        Assert.StartsWith(Convert.ToHexStringLower(SHA512.HashData("note 10"u8)), Text(claim.Data), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_state_tells_depth_and_last_token()
    {
        Assert.Equal(new TimestampQueueState(0, null, null, null, null, null), await Queue.ReadStateAsync(default));
        await AddAsync(10);
        await FinishAsync(Token("t10", ends: Now.AddYears(2)));
        await AddAsync(20);
        Assert.Equal(new TimestampQueueState(1, Now, null, Now, "one", Now.AddYears(2)), await Queue.ReadStateAsync(default));
    }

    private ValueTask<ClaimedTimestamp?> ClaimAsync(DateTimeOffset? at = null) => Queue.ClaimAsync("node", at ?? Now, Lease, default);

    private ValueTask<Evidence.Ledger.Checkpoints.StoredCheckpoint> AddAsync(long size) => Ledger.AddCheckpointAsync(size, Encoding.ASCII.GetBytes($"note {size}"), Now, default);

    private async Task FinishAsync(ReceivedToken token)
    {
        var claim = (await ClaimAsync())!;
        await Queue.AttachAsync(claim, token, default);
        await Queue.FinishAsync(claim, default);
    }

    private static ReceivedToken Token(string text, DateTimeOffset? ends = null) =>
        new(Encoding.ASCII.GetBytes(text), "one", Now, ends ?? Now.AddYears(1), "2.16.840.1.101.3.4.2.1");

    private static string Sums(params (string Content, string Name)[] files) => string.Concat(files.Select(f => $"{Hex(f.Content)}  {f.Name}\n"));

    private static string Hex(string content) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(content)));

    private static string Text(byte[] octets) => Encoding.ASCII.GetString(octets);
}
