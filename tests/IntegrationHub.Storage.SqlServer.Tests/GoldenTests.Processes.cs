using IntegrationHub.Exchange.Sending;
using IntegrationHub.Storage.SqlServer.Tests.Tds;
using IntegrationHub.Workflows.Engine.Notifying;
using IntegrationHub.Workflows.Engine.Store;

namespace IntegrationHub.Storage.SqlServer.Tests;

/// <content>Running processes, and what people are told.</content>
public sealed partial class GoldenTests
{
    private static async Task RunProcessesAsync(RecordedStore recorded)
    {
        var (peer, store) = (recorded.Peer, recorded.Get<IProcessStore>());
        peer.Answer("processes.lock-deployment", TdsAnswer.Scalar(0)).Answer("processes.deploy", TdsAnswer.Scalar(3));
        Assert.Equal([new DefinitionKey("switch", 3)], await store.DeployAsync(["switch"], "00ff", "<definitions/>"u8.ToArray(), "op", Now, default));
        await store.FindDefinitionAsync("switch", 3, default);
        peer.Answer("processes.find-newest-definition", TdsAnswer.Rows("titxdt", ["switch", 3, "00ff", "<definitions/>"u8.ToArray(), Now, "op"]));
        Assert.Equal(new DefinitionKey("switch", 3), (await store.FindDefinitionAsync("switch", null, default))!.Key);
        await store.NewestDefinitionsAsync(default);

        peer.Answer("processes.start", TdsAnswer.Scalar(1));
        Assert.Equal(CommitResult.Committed, await store.CommitAsync(Steps.First(), default));
        foreach (var statement in (string[])["processes.advance", "processes.finish"])
            peer.Answer(statement, TdsAnswer.Scalar(1));

        foreach (var _ in MessageLocks.Of(Steps.Every()))
            peer.Answer("processes.lock-messages", TdsAnswer.Scalar(0));

        Assert.Equal(CommitResult.Committed, await store.CommitAsync(Steps.Every(), default));

        peer.Answer("processes.claim", TdsAnswer.Rows(
            "lxxsiitxdixx",
            [2L, Steps.Id(2), Steps.Instance, (int)WorkKind.Message, 4, 0, "ack", Array.Empty<byte>(), Now, 1, Steps.Id(9), """{"a":1}"""u8.ToArray()],
            [1L, Steps.Id(1), Steps.Instance, (int)WorkKind.Service, 5, 2, "bill", Array.Empty<byte>(), Now, 7, null, null]));
        var claims = await store.ClaimAsync(10, Lease, Now, default);
        Assert.Equal([(Steps.Id(1), 7), (Steps.Id(2), 1)], claims.Select(static claim => (claim.Work.Id, claim.Fence)));
        Assert.Single(claims[1].Work.Data.Entries);
        peer.Answer("processes.finish", TdsAnswer.Scalar(0));
        Assert.False(await store.DropAsync(claims[0], default));

        peer.Answer("processes.lock-messages", TdsAnswer.Scalar(1)).Answer("processes.keep-message", TdsAnswer.Scalar(1)).Answer("processes.is-free", TdsAnswer.Rows("b", [true]));
        Assert.Equal(MessageReceipt.Kept, await store.AcceptMessageAsync(new IncomingMessage("m-1", "ack", "K", Steps.Values), Now, default));

        await store.FindInstanceAsync(Steps.Instance, default);
        foreach (var query in Steps.Queries())
            await store.InstancesAsync(query, default);

        await store.TasksAsync(TaskQuery.All(10), default);
        await store.TasksAsync(new TaskQuery(["clerk", "head"], ["anna"], Now, TaskPlace.First, 10), default);
        await store.FindTaskAsync(Steps.Instance, 3, default);
        peer.Answer("processes.hold-task", TdsAnswer.Scalar(1));
        Assert.True(await store.HoldTaskAsync(Steps.Instance, 3, null, "anna", "anna", Now, default));
        await store.HistoryAsync(Steps.Instance, default);

        peer.Answer("processes.answers", TdsAnswer.Rows("xttsx", [Steps.Id(4), "bid-acknowledged", "OUT-1", (int)OutboundState.Accepted, null]));
        var answer = Assert.Single(await recorded.Get<IDocumentAnswers>().ReadAsync(10, default));
        Assert.Equal($"answer-{Steps.Id(4):D}-{(int)OutboundState.Accepted}-bid-acknowledged", answer.Id);

        await recorded.Get<INotifier>().SendAsync([new Notice("n-1", NoticeChannel.Page, "clerk", true, "task.overdue", "A task is due.", Steps.Instance, 3, Now)], default);
        await recorded.Get<INoticeOutbox>().ReadAsync(null, [], 10, default);
        await recorded.Get<INoticeOutbox>().ReadAsync("anna", ["clerk"], 10, default);
    }
}
