using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Crossing;
using IntegrationHub.Market;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Market.Json;
using IntegrationHub.Retail.Records;

namespace IntegrationHub.Retail.Processes.CustomerSide;

/// <summary>What customers turned to the retailer for, and what staff answered. Thread-safe.</summary>
public sealed class ServiceRequestBook(IBusinessRecords records, ICompanyCrossings crossings, RetailerId retailer, TimeProvider time)
{
    /// <summary>Characters of an answer.</summary>
    public const int LongestAnswer = 4000;

    /// <summary>Opens a request; the same id again is the same request.</summary>
    internal async Task<StoredRequest> OpenAsync(StoredRequest request, string actor, CancellationToken cancellationToken)
    {
        // Where it is there already, whoever took it over was killed before that was noted.
        await records.SaveAsync([request.ToRecord(StoredRequest.Open, 0)], [request.Fact("opened")], actor, cancellationToken).ConfigureAwait(false);
        return StoredRequest.Of((await records.FindAsync(RecordKind.Request, request.Id.ToString("D"), 1, cancellationToken).ConfigureAwait(false))!);
    }

    /// <summary>Open ones, those that are due first in front; or all.</summary>
    public async Task<IReadOnlyList<StoredRequest>> ListAsync(bool openOnly, CancellationToken cancellationToken) =>
    [
        .. (await records.ListAsync(new(RecordKind.Request) { State = openOnly ? StoredRequest.Open : null, Most = 100_000 }, cancellationToken).ConfigureAwait(false))
            .Where(static record => record.Key != RequestCursor.Key).Select(StoredRequest.Of).OrderBy(static request => request.Until),
    ];

    /// <summary>A request; null where there is none of that id.</summary>
    public async Task<StoredRequest?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        await records.FindAsync(RecordKind.Request, id.ToString("D"), 1, cancellationToken).ConfigureAwait(false) is { } record ? StoredRequest.Of(record) : null;

    /// <summary>Answers an open request, once.</summary>
    public async Task<Checked<StoredRequest>> AnswerAsync(Guid id, string text, string actor, CancellationToken cancellationToken)
    {
        var record = await records.FindAsync(RecordKind.Request, id.ToString("D"), 1, cancellationToken).ConfigureAwait(false);
        if (record is null)
            return RetailProblems.NotThere($"request {id:D}", "See `ihub customers requests`.").Bad<StoredRequest>();

        if (record.State != StoredRequest.Open)
            return new Problem("REQUEST_ANSWERED", "The request is answered.", "request", "The customer can make another one.").Bad<StoredRequest>();

        if (string.IsNullOrWhiteSpace(text) || text.Length > LongestAnswer)
            return new Problem("REQUEST_ANSWER", $"The answer has {text.Length} characters.", "text", $"Write 1 to {LongestAnswer}.").Bad<StoredRequest>();

        var answered = StoredRequest.Of(record) with { Answer = text, AnsweredBy = actor };
        if (await records.SaveAsync([answered.ToRecord(StoredRequest.Answered, record.Revision)], [answered.Fact("answered")], actor, cancellationToken).ConfigureAwait(false) != RecordResult.Saved)
            return RetailProblems.SomebodyElse.Bad<StoredRequest>();

        await DeliverAsync(cancellationToken).ConfigureAwait(false);
        return Checked.Good(answered);
    }

    /// <summary>Hands in answers that are not known to be handed in.</summary>
    public async Task<int> DeliverAsync(CancellationToken cancellationToken)
    {
        var open = await records.ListAsync(new(RecordKind.Request) { State = StoredRequest.Answered }, cancellationToken).ConfigureAwait(false);
        foreach (var record in open)
        {
            var request = StoredRequest.Of(record);
            await PublishAsync(request, new RequestAnswer(request.Id, RequestState.Done, Text: Said(request) + request.Answer), cancellationToken).ConfigureAwait(false);
            await records.SaveAsync([record with { State = StoredRequest.Told }], [], request.AnsweredBy!, cancellationToken).ConfigureAwait(false);
        }

        return open.Count;
    }

    /// <summary>Tells the customer that the request is open, and until when.</summary>
    internal Task PublishOpenAsync(StoredRequest request, CancellationToken cancellationToken) =>
        PublishAsync(request, new RequestAnswer(request.Id, RequestState.Open, Text: Said(request).TrimEnd(), Until: request.Until), cancellationToken);

    /// <summary>The customer's own words stand above the answer: the customers' side keeps none.</summary>
    private static string Said(StoredRequest request) => $"{request.Request.Text}\n\n";

    private async Task PublishAsync(StoredRequest request, RequestAnswer answer, CancellationToken cancellationToken)
    {
        var item = new CrossingItem(
            NameId.Of(CrossingKinds.Answer, request.Id.ToString("D"), answer.State.ToString()), request.Customer, CrossingKinds.Answer, CrossingKinds.Version, MarketJson.Write(answer), time.GetUtcNow());
        var refused = await crossings.PublishAsync(retailer, item, request.AnsweredBy ?? "hub", cancellationToken).ConfigureAwait(false);
        if (refused.Count > 0)
            throw new InvalidDataException($"The answer to {request.Id:D} does not cross: {refused[0].Text}");
    }
}
