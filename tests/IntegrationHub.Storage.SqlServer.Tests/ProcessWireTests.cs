using IntegrationHub.Storage.Processes;
using IntegrationHub.Storage.SqlServer.Processes;
using IntegrationHub.Storage.SqlServer.Tests.Tds;
using IntegrationHub.Storage.Tests.Compliance;
using IntegrationHub.Workflows.Engine.Notifying;
using IntegrationHub.Workflows.Engine.Store;

namespace IntegrationHub.Storage.SqlServer.Tests;

/// <summary>A step is one transaction over the wire, and what the provider makes of a refusal.</summary>
public sealed class ProcessWireTests
{
    private const string Step = "processes.";

    [Fact]
    public async Task A_step_locks_the_instance_then_the_claim_then_the_messages_and_commits_everything_at_once()
    {
        await using var recorded = new RecordedStore();
        Accept(recorded, Steps.Every());

        Assert.Equal(CommitResult.Committed, await recorded.Get<IProcessStore>().CommitAsync(Steps.Every(), CancellationToken.None));

        var sent = recorded.Peer.Requests.Select(static request => request.Name).ToList();
        Assert.Equal(["begin", "processes.advance", "processes.finish", "processes.lock-messages", "processes.lock-messages", "processes.delivered"], sent.Take(6));
        Assert.Equal(["processes.match", "processes.match", "reception.events", "commit"], sent.TakeLast(4));
        Assert.Equal(["begin", "commit"], sent.Where(static name => !name.Contains('.', StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Effects_go_in_the_order_of_the_step()
    {
        await using var recorded = new RecordedStore();
        Accept(recorded, Steps.Every());

        await recorded.Get<IProcessStore>().CommitAsync(Steps.Every(), CancellationToken.None);

        var effects = recorded.Peer.Requests.Select(static request => request.Name).SkipWhile(static name => name != "processes.delivered").Skip(1)
            .TakeWhile(static name => name != "processes.match").Select(static name => name[Step.Length..]);
        Assert.Equal(
            [
                "open-task", "offer-task", "offer-task", "add-work", "add-work", "move-task", "close-task", "remove-work", "add-work", "remove-work", "add-work", "subscribe", "subscribe", "remove-work",
                "remove-work", "disarm", "keep-message", "keep-message", "signal", "add-work", "remove-work", "cancel-called", "remove-all-work", "add-work",
            ],
            effects);
    }

    [Fact]
    public async Task A_call_that_its_engine_goes_on_with_is_held_from_the_commit()
    {
        await using var recorded = new RecordedStore();
        recorded.Peer.Answer("processes.start", TdsAnswer.Scalar(1));

        await recorded.Get<IProcessStore>().CommitAsync(Steps.First(), CancellationToken.None);

        var work = recorded.Sent("processes.add-work").Parameters;
        Assert.Equal(("0x" + Steps.Id(1).ToString("N"), Hold.Fence, "2026-03-01T12:01:00.0000000"), (work["@id"], work["@fence"], work["@claimable_at"]));
        Assert.NotNull(work["@holder"]);
        Assert.Equal("2026-03-01T12:00:00.0000000", work["@due"]);
    }

    [Theory]
    [InlineData("processes.advance", CommitResult.Conflict)]
    [InlineData("processes.finish", CommitResult.ClaimLost)]
    public async Task A_step_that_comes_too_late_is_rolled_back_and_nothing_more_of_it_is_sent(string refused, CommitResult expected)
    {
        await using var recorded = new RecordedStore();
        foreach (var statement in (string[])["processes.advance", "processes.finish"])
            recorded.Peer.Answer(statement, TdsAnswer.Scalar(statement == refused ? 0 : 1));

        Assert.Equal(expected, await recorded.Get<IProcessStore>().CommitAsync(Steps.Every(), CancellationToken.None));

        Assert.Equal([refused, "rollback"], recorded.Peer.Requests.Select(static request => request.Name).TakeLast(2));
        Assert.DoesNotContain(recorded.Peer.Requests, static request => request.Name is "commit" or "processes.lock-messages");
    }

    [Fact]
    public async Task An_instance_that_is_there_already_is_a_conflict()
    {
        await using var recorded = new RecordedStore();
        recorded.Peer.Answer("processes.start", TdsAnswer.Scalar(0));

        Assert.Equal(CommitResult.Conflict, await recorded.Get<IProcessStore>().CommitAsync(Steps.First(), CancellationToken.None));
        Assert.Equal(["begin", "processes.start", "rollback"], recorded.Peer.Requests.Select(static request => request.Name));
    }

    [Fact]
    public async Task A_step_that_lost_a_deadlock_for_rows_or_for_a_lock_runs_again_as_a_whole()
    {
        await using var recorded = new RecordedStore();
        recorded.Peer.Answer("processes.match", TdsAnswer.Error(1205, 13, "deadlock"));
        recorded.Peer.Answer("processes.lock-messages", TdsAnswer.Scalar(-3));
        for (var attempt = 0; attempt < 3; attempt++)
            Accept(recorded, Steps.Every());

        Assert.Equal(CommitResult.Committed, await recorded.Get<IProcessStore>().CommitAsync(Steps.Every(), CancellationToken.None));

        // Refused for a lock, then for rows, then through; each time from the beginning, and only the last one committed.
        var sent = recorded.Peer.Requests.Select(static request => request.Name).ToList();
        Assert.Equal(3, sent.Count(static name => name == "begin"));
        Assert.Equal(3, sent.Count(static name => name == "processes.advance"));
        Assert.Single(sent, static name => name == "commit");
    }

    [Fact]
    public async Task A_lock_that_is_not_granted_in_time_is_told_as_not_available()
    {
        await using var recorded = new RecordedStore();
        recorded.Peer.Answer("processes.lock-messages", TdsAnswer.Scalar(-1));

        await Assert.ThrowsAsync<Exchange.StorageUnavailableException>(
            () => recorded.Get<IProcessStore>().AcceptMessageAsync(new IncomingMessage("m", "ack", "K", Steps.Values), Samples.Noon, CancellationToken.None));
        Assert.DoesNotContain(recorded.Peer.Requests, static request => request.Name == "commit");
    }

    [Theory]
    [InlineData(1, true, MessageReceipt.Kept)]
    [InlineData(1, false, MessageReceipt.Correlated)]
    [InlineData(0, false, MessageReceipt.Repeated)]
    [InlineData(0, true, MessageReceipt.Repeated)]
    public async Task A_message_is_kept_correlated_or_known(int kept, bool isFree, MessageReceipt expected)
    {
        await using var recorded = new RecordedStore();
        recorded.Peer.Answer("processes.lock-messages", TdsAnswer.Scalar(0)).Answer("processes.keep-message", TdsAnswer.Scalar(kept))
            .Answer("processes.is-free", TdsAnswer.Rows("b", [isFree]));

        Assert.Equal(expected, await recorded.Get<IProcessStore>().AcceptMessageAsync(new IncomingMessage("m", "ack", "K", Steps.Values), Samples.Noon, CancellationToken.None));
        Assert.Equal(
            ["begin", "processes.lock-messages", "processes.keep-message", "processes.match", "processes.is-free", "commit"], recorded.Peer.Requests.Select(static request => request.Name));
    }

    [Fact]
    public void Keys_that_the_server_takes_for_the_same_have_the_same_lock()
    {
        Assert.Equal(MessageStatements.LocksOf(1, [new MessageKey("ack", "K")]), MessageStatements.LocksOf(1, [new MessageKey("ack ", "K  ")]));
        Assert.NotEqual(MessageStatements.LocksOf(1, [new MessageKey("ack", "K")]), MessageStatements.LocksOf(1, [new MessageKey("ack", " K")]));
        Assert.NotEqual(MessageStatements.LocksOf(1, [new MessageKey("ack", "K")]), MessageStatements.LocksOf(2, [new MessageKey("ack", "K")]));
    }

    [Fact]
    public void Locks_are_taken_in_one_order_whoever_takes_them()
    {
        MessageKey[] keys = [.. Enumerable.Range(0, 20).Select(static number => new MessageKey("ack", $"K{number}"))];

        Assert.Equal(MessageStatements.LocksOf(1, keys), MessageStatements.LocksOf(1, keys.Reverse()));
        Assert.Equal(MessageStatements.LocksOf(1, keys).Order(), MessageStatements.LocksOf(1, keys));
    }

    [Fact]
    public async Task Notices_are_taken_over_all_or_none()
    {
        await using var recorded = new RecordedStore();
        recorded.Peer.Answer("notices.send", TdsAnswer.Nothing).Answer("notices.send", TdsAnswer.Error(2628, 16, "too long"));
        var notice = new Notice("n-1", NoticeChannel.Page, "clerk", true, "task.overdue", "due", null, null, Samples.Noon);

        await Assert.ThrowsAsync<Microsoft.Data.SqlClient.SqlException>(() => recorded.Get<INotifier>().SendAsync([notice, notice with { Id = "n-2" }], CancellationToken.None));

        Assert.Equal(["begin", "notices.send", "notices.send", "rollback"], recorded.Peer.Requests.Select(static request => request.Name));
    }

    private static void Accept(RecordedStore recorded, StepCommit commit)
    {
        recorded.Peer.Answer("processes.advance", TdsAnswer.Scalar(1)).Answer("processes.finish", TdsAnswer.Scalar(1));
        foreach (var _ in MessageLocks.Of(commit))
            recorded.Peer.Answer("processes.lock-messages", TdsAnswer.Scalar(0));
    }
}
