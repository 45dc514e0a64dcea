using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Retail.Processes.CustomerSide;

/// <summary>
/// <c>request.answer</c>: the answer <c>text</c> to the <c>request</c> of this case, by who completed its task; of a complaint with another person's approval. It goes to the customer. Result:
/// <c>reopenUntil</c>. Error: <c>REQUEST_NOT_ANSWERED</c>.
/// </summary>
public sealed class RequestAnswering(ServiceRequestBook book, CaseActors actors) : IServiceHandler
{
    public const string Refused = "REQUEST_NOT_ANSWERED";

    public string Name => "request.answer";

    public async Task<ServiceAnswer> CallAsync(ServiceCall call, CancellationToken cancellation)
    {
        if (!Guid.TryParse(call.Text("request"), out var id) || await book.FindAsync(id, cancellation).ConfigureAwait(false) is not { } request || ServiceRequestDesk.CaseOf(request) != call.Instance)
            return new ServiceAnswer.Error(Refused, "The case is not that of a request. Begin none by hand: the hub begins them.");

        var isComplaint = request.Request.Topic == ServiceTopic.Complaint;
        var author = await actors.CompletedByAsync(call.Instance, ServiceRequestDesk.TaskOf(request.Request.Topic), cancellation).ConfigureAwait(false);
        var approver = isComplaint ? await actors.CompletedByAsync(call.Instance, "approve", cancellation).ConfigureAwait(false) : null;
        if (author is null || (isComplaint && (approver is null || approver == author)))
            return new ServiceAnswer.Error(Refused, "Nobody answered it, or nobody else approved the answer to a complaint. Have the tasks done by two persons.");

        var kept = await book.AnswerAsync(id, call.Needed("text"), author, approver, call.Key, cancellation).ConfigureAwait(false);
        return kept is { Value.ReopenUntil: var until, Problems.Count: 0 } ? new ServiceAnswer.Done(ContextValue.Of(("reopenUntil", new InstantValue(until)))) : ProcessAnswers.Refuse(Refused, kept.Problems);
    }
}

/// <summary>
/// <c>request.close</c>: closes the <c>request</c>. Results: <c>closed</c>, false where the customer opened it again at the last moment; and <c>reopenUntil</c>, a time to come until which the case waits then for
/// word of that. A time that is past would be over again before the word.
/// </summary>
public sealed class RequestClosing(ServiceRequestBook book, TimeProvider time) : IServiceHandler
{
    /// <summary>The word comes with the next round of the hub, and that comes sooner.</summary>
    private static readonly TimeSpan UntilWord = TimeSpan.FromMinutes(1);

    public string Name => "request.close";

    public async Task<ServiceAnswer> CallAsync(ServiceCall call, CancellationToken cancellation) =>
        Guid.TryParse(call.Text("request"), out var id) && await book.CloseAsync(id, cancellation).ConfigureAwait(false) is { } closed
            ? new ServiceAnswer.Done(ContextValue.Of(("closed", closed ? Value.True : Value.False), ("reopenUntil", new InstantValue(time.GetUtcNow() + UntilWord))))
            : new ServiceAnswer.Failed("The answer is not handed in yet.");
}
