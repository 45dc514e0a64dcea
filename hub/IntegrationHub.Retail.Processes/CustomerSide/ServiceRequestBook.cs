using System.Globalization;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Crossing;
using IntegrationHub.Market;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Market.Json;
using IntegrationHub.Retail.CustomerSide;
using IntegrationHub.Retail.Records;

namespace IntegrationHub.Retail.Processes.CustomerSide;

/// <summary>What customers turned to the retailer for, and what staff answered. Thread-safe.</summary>
public sealed class ServiceRequestBook(IBusinessRecords records, ICompanyCrossings crossings, CustomerNoticeBook notices, RetailerId retailer, TimeProvider time)
{
    /// <summary>Characters of an answer.</summary>
    public const int LongestAnswer = 4000;

    /// <summary>Opens a request; the same id again is the same request.</summary>
    public async Task<StoredRequest> OpenAsync(StoredRequest request, string actor, CancellationToken cancellationToken)
    {
        // Where it is there already, whoever took it over was killed before that was noted.
        await records.SaveAsync([request.ToRecord(StoredRequest.Open, 0)], [request.Fact("opened")], actor, cancellationToken).ConfigureAwait(false);
        return StoredRequest.Of((await records.FindAsync(RecordKind.Request, request.Id.ToString("D"), 1, cancellationToken).ConfigureAwait(false))!);
    }

    /// <summary>Those that an answer is owed to, those that are due first in front; or all.</summary>
    public async Task<IReadOnlyList<StoredRequest>> ListAsync(bool openOnly, CancellationToken cancellationToken)
    {
        var found = new List<BusinessRecord>();
        foreach (var state in openOnly ? StoredRequest.Owed : (IReadOnlyList<string?>)[null])
            found.AddRange(await records.ListAsync(new(RecordKind.Request) { State = state, Most = 100_000 }, cancellationToken).ConfigureAwait(false));

        return [.. found.Where(static record => record.Key != RequestCursor.Key).Select(StoredRequest.Of).OrderBy(static request => request.Until)];
    }

    /// <summary>A request; null where there is none of that id.</summary>
    public async Task<StoredRequest?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        await records.FindAsync(RecordKind.Request, id.ToString("D"), 1, cancellationToken).ConfigureAwait(false) is { } record ? StoredRequest.Of(record) : null;

    /// <summary>Why a request is not to be answered so; empty where nothing is in the way.</summary>
    internal async Task<Checked<StoredRequest>> FindOwedAsync(Guid id, string text, CancellationToken cancellationToken) =>
        Owed(await RecordAsync(id, cancellationToken).ConfigureAwait(false), id, text);

    private static Checked<StoredRequest> Owed(BusinessRecord? record, Guid id, string text)
    {
        if (record is null)
            return RetailProblems.NotThere($"request {id:D}", "See `ihub customers requests`.").Bad<StoredRequest>();

        if (!StoredRequest.Owed.Contains(record.State))
            return new Problem("REQUEST_ANSWERED", "The request is answered.", "request", "The customer can make another one.").Bad<StoredRequest>();

        return string.IsNullOrWhiteSpace(text) || text.Length > LongestAnswer
            ? new Problem("REQUEST_ANSWER", $"The answer has {text.Length} characters.", "text", $"Write 1 to {LongestAnswer}.").Bad<StoredRequest>()
            : Checked.Good(StoredRequest.Of(record));
    }

    /// <summary>Keeps the answer that a call of a case came to, once; the same call again is the same answer, whatever became of the request since.</summary>
    internal async Task<Checked<KeptAnswer>> AnswerAsync(Guid id, string text, string actor, string? approver, string call, CancellationToken cancellationToken)
    {
        var record = await RecordAsync(id, cancellationToken).ConfigureAwait(false);
        if (record is not null && KeptOf(record, text, actor, call) is { } kept)
            return Checked.Good(kept);

        var owed = Owed(record, id, text);
        if (owed.Value is not { } request || record is null)
            return Checked.Bad<KeptAnswer>(owed.Problems);

        var now = time.GetUtcNow();
        var answered = request with
        {
            Answer = text, AnsweredBy = actor, ApprovedBy = approver, AnswerCall = call, ReopenUntil = request.Earlier.Count < RequestReopening.MostTimes ? now.AddDays(RequestReopening.Days) : null,
        };
        if (await records.SaveAsync([answered.ToRecord(StoredRequest.Answered, record.Revision)], [answered.Fact("answered")], actor, cancellationToken).ConfigureAwait(false) != RecordResult.Saved)
        {
            // Two who do the same call at once have one answer.
            return await RecordAsync(id, cancellationToken).ConfigureAwait(false) is { } newer && KeptOf(newer, text, actor, call) is { } same ? Checked.Good(same) : RetailProblems.SomebodyElse.Bad<KeptAnswer>();
        }

        await DeliverAsync(cancellationToken).ConfigureAwait(false);
        return Checked.Good(new KeptAnswer(answered.ReopenUntil ?? now));
    }

    /// <summary>What a call came to that brought an answer before; null where it brought none. Answers without a call are older than that it is kept: they are known by what they say.</summary>
    private KeptAnswer? KeptOf(BusinessRecord record, string text, string actor, string call)
    {
        var request = StoredRequest.Of(record);
        if (request.Answer is not null && (request.AnswerCall ?? (request.Answer == text && request.AnsweredBy == actor ? call : null)) == call)
            return new(request.ReopenUntil ?? time.GetUtcNow());

        return request.Earlier.LastOrDefault(round => round.Call == call) is { } earlier ? new(earlier.ReopenUntil ?? time.GetUtcNow()) : null;
    }

    /// <summary>Opens an answered request of a customer again; the same words again are the same opening.</summary>
    internal async Task<Checked<StoredRequest>> ReopenAsync(Guid customer, RequestReopening reopening, string actor, CancellationToken cancellationToken)
    {
        // Another customer's request and one that there is not are refused alike.
        if (await RecordAsync(reopening.Request, cancellationToken).ConfigureAwait(false) is not { } record || StoredRequest.Of(record) is not { } request || request.Customer != customer)
            return new Problem(CustomerRequestDesk.Refused, "That is no request of the customer.", "request", "Choose one of the requests that are shown.").Bad<StoredRequest>();

        if (StoredRequest.Owed.Contains(record.State) && request.Earlier is [.., { Words: var said }] && said == reopening.Words)
            return Checked.Good(request);

        if (record.State is not (StoredRequest.Answered or StoredRequest.Told) || request.ReopenUntil is not { } until || until < time.GetUtcNow() || request.Earlier.Count >= RequestReopening.MostTimes)
            return new Problem("REQUEST_CLOSED", "The request is not open to be opened again.", "request", "Make another one.").Bad<StoredRequest>();

        var again = request.OpenAgain(reopening.Words, time.GetUtcNow());
        return await records.SaveAsync([again.ToRecord(StoredRequest.Reopened, record.Revision)], [again.Fact("reopened")], actor, cancellationToken).ConfigureAwait(false) == RecordResult.Saved
            ? Checked.Good(again)
            : RetailProblems.SomebodyElse.Bad<StoredRequest>();
    }

    /// <summary>Closes a request whose answer the customer has had long enough.</summary>
    /// <returns>True where it is closed, false where it was opened again, null where it cannot be known yet.</returns>
    internal async Task<bool?> CloseAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await RecordAsync(id, cancellationToken).ConfigureAwait(false) is not { } record || StoredRequest.Owed.Contains(record.State))
            return false;

        if (record.State == StoredRequest.Closed)
            return true;

        var request = StoredRequest.Of(record);
        return record.State == StoredRequest.Told
            && await records.SaveAsync([record with { State = StoredRequest.Closed }], [request.Fact("closed")], "hub", cancellationToken).ConfigureAwait(false) == RecordResult.Saved
                ? true
                : null;
    }

    /// <summary>Has a request go on in a next case where the one of that number is over and an answer is owed.</summary>
    /// <returns>The request with the case that it has now.</returns>
    internal async Task<StoredRequest> NextCaseAsync(StoredRequest before, CancellationToken cancellationToken)
    {
        if (await RecordAsync(before.Id, cancellationToken).ConfigureAwait(false) is not { } record || StoredRequest.Of(record) is not { } request || request.CasesOver != before.CasesOver || !StoredRequest.Owed.Contains(record.State))
            return await FindAsync(before.Id, cancellationToken).ConfigureAwait(false) ?? before;

        var next = request with { CasesOver = request.CasesOver + 1, CaseFrom = request.Earlier.Count };
        return await records.SaveAsync([next.ToRecord(record.State, record.Revision)], [], "hub", cancellationToken).ConfigureAwait(false) == RecordResult.Saved
            ? next
            : await FindAsync(before.Id, cancellationToken).ConfigureAwait(false) ?? before;
    }

    /// <summary>Requests in a state, with what tells that the next state was reached.</summary>
    internal async Task<IReadOnlyList<(StoredRequest Request, Func<Task> Started)>> InAsync(string state, CancellationToken cancellationToken) =>
    [
        .. (await records.ListAsync(new(RecordKind.Request) { State = state }, cancellationToken).ConfigureAwait(false))
            .Select(record => (StoredRequest.Of(record), (Func<Task>)(() => records.SaveAsync([record with { State = StoredRequest.Started }], [], "hub", cancellationToken)))),
    ];

    private Task<BusinessRecord?> RecordAsync(Guid id, CancellationToken cancellationToken) => records.FindAsync(RecordKind.Request, id.ToString("D"), 1, cancellationToken);

    /// <summary>Hands in answers that are not known to be handed in.</summary>
    public async Task DeliverAsync(CancellationToken cancellationToken)
    {
        foreach (var record in await records.ListAsync(new(RecordKind.Request) { State = StoredRequest.Answered }, cancellationToken).ConfigureAwait(false))
        {
            var request = StoredRequest.Of(record);
            await PublishAsync(
                request,
                new RequestAnswer(request.Id, RequestState.Done, Text: $"{request.Conversation()}\n\n{request.Answer}", Round: request.Earlier.Count, ReopenUntil: request.ReopenUntil) { Kind = CrossingKinds.Service, Topic = request.Request.Topic },
                cancellationToken).ConfigureAwait(false);
            await notices.RaiseAsync(
                request.Request.Login, new(SubscriptionTopic.RequestAnswered, request.Id.ToString("D"), time.GetUtcNow()), cancellationToken, request.Earlier.Count.ToString(CultureInfo.InvariantCulture)).ConfigureAwait(false);
            await records.SaveAsync([record with { State = StoredRequest.Told }], [], request.AnsweredBy!, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Tells the customer that the request is open, and until when.</summary>
    internal Task PublishOpenAsync(StoredRequest request, CancellationToken cancellationToken) =>
        PublishAsync(request, new RequestAnswer(request.Id, RequestState.Open, Text: request.Conversation().TrimEnd(), Until: request.Until, Round: request.Earlier.Count) { Kind = CrossingKinds.Service, Topic = request.Request.Topic }, cancellationToken);

    private Task PublishAsync(StoredRequest request, RequestAnswer answer, CancellationToken cancellationToken)
    {
        // The customer's own words stand above the answer: the customers' side keeps none.
        var name = answer.Round == 0 ? answer.State.ToString() : string.Create(CultureInfo.InvariantCulture, $"{answer.State} {answer.Round}");
        var item = new CrossingItem(
            NameId.Of(CrossingKinds.Answer, request.Id.ToString("D"), name), request.Customer, CrossingKinds.Answer, CrossingKinds.Version, MarketJson.Write(answer), time.GetUtcNow());
        return crossings.HandInAsync(retailer, item, request.AnsweredBy ?? "hub", $"The answer to {request.Id:D}", cancellationToken);
    }
}

/// <summary>What a case is told of the answer that it brought.</summary>
/// <param name="ReopenUntil">Until when the customer may open the request again; a time that is not to come where it is not opened again any more.</param>
internal sealed record KeptAnswer(DateTimeOffset ReopenUntil);
