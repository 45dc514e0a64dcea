using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Market.Json;
using IntegrationHub.Retail.Records;

namespace IntegrationHub.Retail.Processes.CustomerSide;

/// <summary>A service request that a customer made, with its answer when there is one.</summary>
/// <param name="Id">Of the request.</param>
/// <param name="Customer">Whose.</param>
/// <param name="CustomerName">Name of the customer.</param>
/// <param name="Request">What was asked.</param>
/// <param name="At">When.</param>
/// <param name="Until">When it is answered at the latest.</param>
public sealed record StoredRequest(Guid Id, Guid Customer, string CustomerName, ServiceRequest Request, DateTimeOffset At, DateTimeOffset Until)
{
    /// <summary>Opened, and its case is not yet known to have begun.</summary>
    internal const string Open = "open";

    /// <summary>Its case has begun: somebody has a task to answer it.</summary>
    internal const string Started = "started";

    /// <summary>Opened again, and its case does not know it yet.</summary>
    internal const string Reopened = "reopened";

    /// <summary>Answered, and the answer is not yet known to be handed in.</summary>
    internal const string Answered = "answered";

    internal const string Told = "told";

    /// <summary>The customer opens it no more.</summary>
    internal const string Closed = "closed";

    /// <summary>States in which an answer is owed.</summary>
    internal static readonly IReadOnlyList<string> Owed = [Open, Started, Reopened];

    public string? Answer { get; init; }

    public string? AnsweredBy { get; init; }

    /// <summary>Who approved the answer; null where nobody had to.</summary>
    public string? ApprovedBy { get; init; }

    /// <summary>The call of the case that brought the answer: the same call again is the same answer, also when the customer has opened the request again meanwhile.</summary>
    public string? AnswerCall { get; init; }

    /// <summary>Until when the customer may open it again; null while it is not answered, of requests that were answered without a case, and after the last time that one is opened again.</summary>
    public DateTimeOffset? ReopenUntil { get; init; }

    /// <summary>Answers that were not the last word, oldest first.</summary>
    public IReadOnlyList<RequestRound> Earlier { get; init; } = [];

    /// <summary>Cases of it that were over, cancelled as a rule, while an answer was owed.</summary>
    public int CasesOver { get; init; }

    /// <summary>How often it had been opened again when its present case began: of that the case was told by its beginning.</summary>
    public int CaseFrom { get; init; }

    /// <summary>With what a customer says who opens it again.</summary>
    internal StoredRequest OpenAgain(string words, DateTimeOffset now) => this with
    {
        Earlier = [.. Earlier, new(Answer!, AnsweredBy!, words, now) { Call = AnswerCall, ReopenUntil = ReopenUntil }], Answer = null, AnsweredBy = null, ApprovedBy = null, AnswerCall = null, ReopenUntil = null, Until = now + ServiceRequest.AnswerTime(Request.Topic),
    };

    internal BusinessRecord ToRecord(string state, long revision) => new(RecordKind.Request, Id.ToString("D"), 1, state, null, null, MarketJson.WriteUtf8(this), revision);

    internal static StoredRequest Of(BusinessRecord record) =>
        record.Read<StoredRequest>("request");

    /// <summary>What was said so far, the customer's words first.</summary>
    public string Conversation() => string.Join("\n\n", [Request.Text, .. Earlier.SelectMany(static round => new[] { round.Answer, round.Words })]);

    internal RecordFact Fact(string what) => new($"service-request.{what}", new Dictionary<string, string> { ["request"] = Id.ToString("D"), ["topic"] = Request.Topic.ToString() });
}

/// <summary>An answer that the customer was not content with.</summary>
/// <param name="Words">What the customer said to it.</param>
/// <param name="At">When.</param>
public sealed record RequestRound(string Answer, string AnsweredBy, string Words, DateTimeOffset At)
{
    /// <summary>The call of the case that brought the answer.</summary>
    public string? Call { get; init; }

    /// <summary>Until when it could be opened again.</summary>
    public DateTimeOffset? ReopenUntil { get; init; }
}
