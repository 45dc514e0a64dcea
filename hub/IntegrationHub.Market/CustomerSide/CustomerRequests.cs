using IntegrationHub.Market.Json;

namespace IntegrationHub.Market.CustomerSide;

/// <summary>A customer wants a code, to agree to an offered text.</summary>
/// <param name="Login">Whose number it goes to.</param>
/// <param name="Contract">Number of the contract.</param>
/// <param name="Digest">Of the text that was shown.</param>
/// <param name="Session">Where the code will be entered, and nowhere else; made of the browser's session, which does not cross.</param>
public sealed record CodeWanted(string Login, string Contract, string Digest, string Session);

/// <summary>A customer agrees with a code.</summary>
public sealed record ConsentGiven(string Login, string Contract, string Digest, string Session, string Code);

/// <summary>A customer declines a contract or asks for changes.</summary>
public sealed record ContractWords(string Login, string Contract, string Digest, string Words);

/// <summary>What somebody turns to the retailer for.</summary>
public enum ServiceTopic
{
    Consultation,
    Application,
    Complaint,
    Fault,
}

/// <summary>A customer turns to the retailer.</summary>
public sealed record ServiceRequest(string Login, ServiceTopic Topic, string Text)
{
    public const int LongestText = 4000;

    /// <summary>How long an answer may take at most.</summary>
    public static TimeSpan AnswerTime(ServiceTopic topic) => topic switch
    {
        ServiceTopic.Fault => TimeSpan.FromHours(4),
        ServiceTopic.Complaint => TimeSpan.FromDays(3),
        _ => TimeSpan.FromDays(5),
    };

    public IReadOnlyList<Problem> Check()
    {
        var problems = new List<Problem>();
        ArticleRules.CheckText(Text, "text", LongestText, allowLines: true, problems);
        return problems;
    }
}

/// <summary>A customer is not content with an answer.</summary>
/// <param name="Login">Who says so.</param>
/// <param name="Request">Id of the request.</param>
/// <param name="Words">What is still wanted.</param>
public sealed record RequestReopening(string Login, Guid Request, string Words)
{
    /// <summary>Days in which a request may be opened again after its answer.</summary>
    public const int Days = 14;

    /// <summary>How often: what was said must fit into one crossing, and after so many answers another request says more.</summary>
    public const int MostTimes = 5;

    public IReadOnlyList<Problem> Check()
    {
        var problems = new List<Problem>();
        ArticleRules.CheckText(Words, "text", ServiceRequest.LongestText, allowLines: true, problems);
        return problems;
    }
}

/// <summary>What happened to a session, for the ledger: the customers' side has none.</summary>
/// <param name="Login">Name of the person.</param>
/// <param name="Event"><c>signed-in</c>, <c>sign-in-failed</c>, <c>code-sent</c>, <c>code-not-sent</c> or <c>session-ended</c>.</param>
/// <param name="Address">Where the request came from.</param>
/// <param name="Reason">Of a failure or an end; null where there is nothing to say.</param>
public sealed record SessionNotice(string Login, string Event, string Address, string? Reason = null);

/// <summary>Where a request stands.</summary>
public enum RequestState
{
    /// <summary>Taken, somebody will answer.</summary>
    Open,

    /// <summary>Done as it was asked.</summary>
    Done,

    /// <summary>Not done; code and text say why.</summary>
    Refused,
}

/// <summary>What became of a request.</summary>
/// <param name="Request">Its id.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Code">Stable code of a refusal.</param>
/// <param name="Text">Words of staff, for a person.</param>
/// <param name="Until">When an open one is answered at the latest.</param>
/// <param name="Round">How often it was opened again.</param>
/// <param name="ReopenUntil">Until when it may be opened again.</param>
public sealed record RequestAnswer(Guid Request, RequestState State, string? Code = null, string? Text = null, DateTimeOffset? Until = null, int Round = 0, DateTimeOffset? ReopenUntil = null)
{
    /// <summary>Kind of the request, a name of <see cref="CrossingKinds"/>; null where the company's side does not say.</summary>
    public string? Kind { get; init; }

    /// <summary>What it was about: a contract, or account and day; else null.</summary>
    public string? About { get; init; }

    /// <summary>Of values of a day these values, as they were entered (<see cref="DayEntered.Values"/>): the customers' side keeps none; else null.</summary>
    public string? Values { get; init; }

    /// <summary>What somebody turned to the retailer for; null of another kind of request.</summary>
    public ServiceTopic? Topic { get; init; }

    /// <summary>Whether this was said after another word on the same request: who answers may be faster than the word that it is open.</summary>
    public bool IsAfter(RequestAnswer other) => Round > other.Round || (Round == other.Round && State != RequestState.Open);

    /// <summary>Whether its request may be opened again.</summary>
    public bool MayReopenAt(DateTimeOffset now) => ReopenUntil is { } until && now < until;

    public static Checked<RequestAnswer> Read(string json) => MarketJson.Read<RequestAnswer>(json, "answer", new(ProblemCodes.JsonUnreadable, "The answer is empty.", "", "Publish it anew."));
}

/// <summary>Reads a request of a kind.</summary>
public static class CustomerRequests
{
    public static Checked<T> Read<T>(string json)
        where T : class => MarketJson.Read<T>(json, "request", new(ProblemCodes.JsonUnreadable, "The request is empty.", "", "Send it from the customers' pages."));
}
