using System.Text;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Workflows.Bpmn;
using IntegrationHub.Workflows.Engine.Notifying;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Engine.Store;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Storage.Tests.Compliance;

/// <summary>What every <see cref="IDocumentAnswers"/> does: answers of partners find the processes that wait for them. Each test has documents of its own.</summary>
public abstract class DocumentAnswersCompliance
{
    private const string Definition =
        $"""
        <definitions xmlns="{BpmnNames.Model}" xmlns:hub="{BpmnNames.Hub}" targetNamespace="urn:test"><message id="m" name="bid-acknowledged"/><process id="answers" isExecutable="true">
        <startEvent id="s"/><receiveTask id="r" messageRef="m"><extensionElements><hub:correlation key="document"/></extensionElements></receiveTask><sequenceFlow id="f" sourceRef="s" targetRef="r"/>
        </process></definitions>
        """;

    protected abstract IDocumentAnswers Answers { get; }

    protected abstract IProcessStore Processes { get; }

    protected abstract ISendingStore Sending { get; }

    [Theory]
    [InlineData(OutboundState.Accepted, true, false, null)]
    [InlineData(OutboundState.PartlyAccepted, true, true, "A57")]
    [InlineData(OutboundState.Rejected, false, false, "A57")]
    [InlineData(OutboundState.Expired, false, false, "EXPIRED")]
    public async Task An_answer_is_found_while_a_process_waits_for_it_and_no_more_when_it_was_told(OutboundState state, bool accepted, bool partly, string? reason)
    {
        var exchange = Document(state) with { Rejections = reason is null ? [] : [new Rejection("PRICE", "A57", "a price")] };
        await QueueAsync(exchange);
        Assert.Null(await FindAsync(exchange));
        using var engine = await WaitAsync(exchange.Document.MRid);

        var answer = (await FindAsync(exchange))!;
        Assert.Equal(($"answer-{exchange.Id:D}-{(int)state}-bid-acknowledged", "bid-acknowledged"), (answer.Id, answer.Name));
        Assert.Equal(
            (Value.Of(accepted), Value.Of(partly), reason is null ? Value.Null : Value.Of(reason)), (answer.Payload["accepted"], answer.Payload["partly"], answer.Payload["reason"]));
        Assert.Equal(answer.Id, (await FindAsync(exchange))!.Id);

        await engine.AcceptMessageAsync(answer, default);
        Assert.Null(await FindAsync(exchange));
    }

    [Fact]
    public async Task A_document_that_is_under_way_has_no_answer_and_of_several_revisions_the_newest_answers()
    {
        var under = Document(OutboundState.Sent);
        var first = Document(OutboundState.Rejected);
        var second = Document(OutboundState.Accepted) with { Document = first.Document with { Revision = 2 } };
        foreach (var exchange in (OutboundExchange[])[under, first, second])
            await QueueAsync(exchange);

        using var one = await WaitAsync(under.Document.MRid);
        using var two = await WaitAsync(first.Document.MRid);

        Assert.Null(await FindAsync(under));
        Assert.Equal(Value.True, (await FindAsync(first))!.Payload["accepted"]);
    }

    private static OutboundExchange Document(OutboundState state) => Samples.Outbound(Samples.NewParty()) with { State = state, DueAt = null };

    private async Task QueueAsync(OutboundExchange exchange) => Assert.Null(await Sending.QueueAsync(exchange, "doc"u8.ToArray(), null, [], default));

    /// <summary>A process that waits for the answer to a document.</summary>
    private async Task<ProcessEngine> WaitAsync(string mRid)
    {
        var engine = new ProcessEngine(Processes, [], NoNotifier.Instance, TimeProvider.System, EngineOptions.Default);
        Assert.Empty((await engine.DeployAsync(Encoding.UTF8.GetBytes(Definition), "op", default)).Findings);
        Assert.Null(await engine.StartAsync(Guid.CreateVersion7(), "answers", mRid, ContextValue.Of(("document", Value.Of(mRid))), null, default));
        return engine;
    }

    private async Task<IncomingMessage?> FindAsync(OutboundExchange exchange) => (await Answers.ReadAsync(1_000, default)).SingleOrDefault(answer => answer.Key == exchange.Document.MRid);
}
