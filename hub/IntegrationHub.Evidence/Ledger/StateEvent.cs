namespace IntegrationHub.Evidence.Ledger;

/// <summary>What the kind of an event says of the state of its exchange, and of which direction such an exchange is.</summary>
/// <param name="Direction"><c>in</c> or <c>out</c>: no exchange of the other direction has such an event.</param>
/// <param name="State">Name of the state that it gives.</param>
/// <param name="IsFinal">No later event of the exchange gives another state.</param>
public sealed record StateEvent(string Direction, string State, bool IsFinal)
{
    public const string In = "in";
    public const string Out = "out";

    /// <summary>
    /// Reads a kind; null for one that gives no state, or not by itself: a fault may leave the document on its way or stop it, a release may
    /// put it back or have it asked for.
    /// </summary>
    public static StateEvent? Of(string kind) => kind switch
    {
        OctetsEvent.Accepted or OctetsEvent.AnswerDelivered => new(In, "Accepted", IsFinal: true),
        OctetsEvent.PartlyAccepted => new(In, "PartlyAccepted", IsFinal: true),
        OctetsEvent.Rejected or OctetsEvent.AnswerFailed => new(In, "Rejected", IsFinal: true),
        OctetsEvent.Refused => new(In, "Refused", IsFinal: true),
        OctetsEvent.Repeated => new(In, "Repeated", IsFinal: true),
        OctetsEvent.Signed => new(Out, "Signed", IsFinal: false),
        "exchange.queued" => new(Out, "Queued", IsFinal: false),
        "exchange.delivered" or "exchange.fetched" => new(Out, "Delivered", IsFinal: false),
        "exchange.accepted" => new(Out, "Accepted", IsFinal: true),
        "exchange.partly-accepted" => new(Out, "PartlyAccepted", IsFinal: true),
        "exchange.rejected" => new(Out, "Rejected", IsFinal: true),
        "exchange.expired" => new(Out, "Expired", IsFinal: true),
        "exchange.cancelled" => new(Out, "Cancelled", IsFinal: true),
        _ => null,
    };
}
