using System.Globalization;
using IntegrationHub.Market;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Workflows;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Engine.Store;
using IntegrationHub.Workflows.Execution;
using IntegrationHub.Workflows.Tasks;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Retail.Processes.CustomerSide;

/// <summary>
/// The front of the cases of customers' requests: each request that an answer is owed to has one of <c>service-request</c>, whose task is what an answer completes. Where the case stands is the case's
/// to say; what was asked and answered is the book's. Thread-safe.
/// </summary>
public sealed class ServiceRequestDesk(ServiceRequestBook book, ProcessEngine engine, IProcessStore store)
{
    public const string Process = "service-request";

    /// <summary>Variable of a case: by what it is told that the customer opened the request again.</summary>
    private const string Hearing = "hearing";

    /// <summary>The case of a request. A customer names requests; nobody outside names cases.</summary>
    /// <param name="request">Its id.</param>
    /// <param name="over">Cases that it had before this one.</param>
    public static Guid CaseOf(Guid request, int over = 0) => over == 0 ? NameId.Of(Process, request.ToString("D")) : NameId.Of(Process, request.ToString("D"), over.ToString(CultureInfo.InvariantCulture));

    /// <summary>The case that a request has now.</summary>
    public static Guid CaseOf(StoredRequest request) => CaseOf(request.Id, request.CasesOver);

    /// <summary>The task that answers a request of a kind, by its id in the definition.</summary>
    internal static string TaskOf(ServiceTopic topic) => topic switch
    {
        ServiceTopic.Fault => "fault",
        ServiceTopic.Complaint => "complaint",
        _ => "consult",
    };

    /// <summary>Answers a request that an answer is owed to, by completing the task of its case, of a next one where that was cancelled; of a complaint another person approves the answer before it leaves.</summary>
    /// <returns>The request as it is before the case has gone on.</returns>
    public async Task<Checked<StoredRequest>> AnswerAsync(Guid id, string text, Actor actor, CancellationToken cancellationToken)
    {
        var owed = await book.FindOwedAsync(id, text, cancellationToken).ConfigureAwait(false);
        if (owed.Value is not { } request)
            return owed;

        if (await IsOverAsync(request, cancellationToken).ConfigureAwait(false))
            request = await book.NextCaseAsync(request, cancellationToken).ConfigureAwait(false);

        if (await BeginAsync(request, cancellationToken).ConfigureAwait(false) is { } refused)
            return ProblemOf(refused).Bad<StoredRequest>();

        if (await TokenAsync(request, cancellationToken).ConfigureAwait(false) is not { } token)
            return new Problem("REQUEST_ON_ITS_WAY", "An answer is on its way already.", "request", "Look at the case of the request.").Bad<StoredRequest>();

        var findings = await engine.CompleteAsync(CaseOf(request), token, ContextValue.Of(("text", Value.Of(text))), actor, cancellationToken).ConfigureAwait(false);
        return findings.Count == 0 ? Checked.Good(request) : Checked.Bad<StoredRequest>([.. findings.Select(ProblemOf)]);
    }

    /// <summary>Begins the cases of requests that have none, and tells those of requests that were opened again; what was told before a crash is told with the same ids.</summary>
    public async Task CarryAsync(CancellationToken cancellationToken)
    {
        foreach (var (request, started) in await book.InAsync(StoredRequest.Open, cancellationToken).ConfigureAwait(false))
        {
            // Not deployed yet, after an upgrade or at the first start: with one of the next rounds.
            if (await BeginAsync(request, cancellationToken).ConfigureAwait(false) is null)
                await started().ConfigureAwait(false);
        }

        foreach (var (request, started) in await book.InAsync(StoredRequest.Reopened, cancellationToken).ConfigureAwait(false))
        {
            // A case that is over hears nothing: the request goes on in a next one, which begins with what the customer said, and whose beginning is noted with the next round.
            var now = await IsOverAsync(request, cancellationToken).ConfigureAwait(false) ? await book.NextCaseAsync(request, cancellationToken).ConfigureAwait(false) : request;
            if (now.CaseFrom < now.Earlier.Count)
            {
                await TellAsync(now, cancellationToken).ConfigureAwait(false);

                // One that was cancelled at that very moment did not hear it: with the next round.
                if (await IsOverAsync(now, cancellationToken).ConfigureAwait(false))
                    continue;
            }
            else if (await BeginAsync(now, cancellationToken).ConfigureAwait(false) is not null)
                continue;

            await started().ConfigureAwait(false);
        }
    }

    /// <summary>Whether its case came to an end, by an operator as a rule: a request that is answered and closed has none to come.</summary>
    private async Task<bool> IsOverAsync(StoredRequest request, CancellationToken cancellationToken) =>
        await store.FindInstanceAsync(CaseOf(request), cancellationToken).ConfigureAwait(false) is { State.Status: > InstanceStatus.Running };

    private Task<Finding?> BeginAsync(StoredRequest request, CancellationToken cancellationToken) => engine.StartAsync(
        CaseOf(request), Process, $"SR-{request.Id:N}"[..11],
        ContextValue.Of(("request", Value.Of(request.Id.ToString("D"))), ("topic", Value.Of(TaskOf(request.Request.Topic))), ("until", new InstantValue(request.Until)), (Hearing, Value.Of(CaseOf(request).ToString("D")))), null, cancellationToken);

    /// <summary>Word for this case and no other one: what a case did not hear before it was cancelled is nothing to the next. Cases that began before they were told apart hear by the id of the request.</summary>
    private async Task TellAsync(StoredRequest request, CancellationToken cancellationToken)
    {
        var told = await store.FindInstanceAsync(CaseOf(request), cancellationToken).ConfigureAwait(false) is { State.Variables: var variables } && variables[Hearing] is TextValue hearing ? hearing.Text : request.Id.ToString("D");
        await engine.AcceptMessageAsync(
            new($"request-reopened-{request.Id:N}-{request.Earlier.Count}", "request-reopened", told, ContextValue.Of(("until", new InstantValue(request.Until)))), cancellationToken).ConfigureAwait(false);
    }

    private async Task<int?> TokenAsync(StoredRequest request, CancellationToken cancellationToken)
    {
        var task = TaskOf(request.Request.Topic);
        return await store.FindInstanceAsync(CaseOf(request), cancellationToken).ConfigureAwait(false) is { } row
            ? row.State.Tokens.Where(one => one.Value.Node == task && one.Value.Phase == Phase.Active).Select(static one => (int?)one.Key).FirstOrDefault()
            : null;
    }

    private static Problem ProblemOf(Finding finding) => new(finding.Code, finding.Text, finding.Element, finding.Remedy);
}
