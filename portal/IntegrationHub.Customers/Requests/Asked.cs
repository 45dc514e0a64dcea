using IntegrationHub.Exchange;
using IntegrationHub.Market;

namespace IntegrationHub.Customers.Requests;

/// <summary>What became of something that a customer asks for, before the company's side judges it.</summary>
internal enum AskedStatus
{
    /// <summary>It is on its way; its answer comes under the id of the request.</summary>
    HandedIn,

    /// <summary>It is about something that the customer has not.</summary>
    NotThere,

    /// <summary>It is about something that is over.</summary>
    Late,

    /// <summary>It is not what can be asked.</summary>
    Wrong,

    /// <summary>Too many tries.</summary>
    TooMany,
}

/// <summary>The same with everything that is wrong; pages and calls say it each in their way.</summary>
/// <param name="Status">What became of it.</param>
/// <param name="Problems">All that is wrong; empty where the status says everything.</param>
internal sealed record Asked(AskedStatus Status, IReadOnlyList<Problem> Problems)
{
    public static Asked NotThere { get; } = new(AskedStatus.NotThere, []);

    public static Asked TooMany { get; } = new(AskedStatus.TooMany, []);

    public static Asked Late(Problem problem) => new(AskedStatus.Late, [problem]);

    public static Asked Wrong(params IReadOnlyList<Problem> problems) => new(AskedStatus.Wrong, problems);

    /// <summary>What the way to the company's side said.</summary>
    public static Asked Of(IReadOnlyList<Rejection> refused) =>
        refused.Count == 0 ? new(AskedStatus.HandedIn, []) : Wrong([.. refused.Select(static one => new Problem(one.Code, one.Text, one.Where, one.Remedy))]);
}
