using System.Text.Json;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Search;

namespace IntegrationHub.Exchange.Sending;

/// <summary>What became of an operator's act.</summary>
/// <param name="Before">The exchange as it was shown before; <c>null</c> where there is none.</param>
/// <param name="After">As it is now; <c>null</c> where nothing was done.</param>
/// <param name="Refused">Why nothing was done.</param>
public sealed record OperatorOutcome(ExchangeSummary? Before, OutboundExchange? After, Rejection? Refused);

/// <summary>
/// What operators do to documents of ours: let a quarantined one go again, send one now, take one back. Decided on the locked row, with an entry in its history and in
/// the ledger in the same transaction; the command line, the pages and the HTTP API do it here. Thread-safe.
/// </summary>
public sealed class OperatorDesk(ISendingStore sending, IExchangeReader exchanges, OutboundDecider decider, IHubClock clock)
{
    /// <summary>There is no such exchange.</summary>
    public const string Unknown = "EXCHANGE_UNKNOWN";

    /// <summary>It came from a partner.</summary>
    public const string Received = "EXCHANGE_RECEIVED";

    /// <summary>It is in a state in which this cannot be done.</summary>
    public const string WrongState = "EXCHANGE_STATE";

    /// <summary>A lane holds it: an attempt is under way, or was when a node died.</summary>
    public const string UnderWay = "EXCHANGE_UNDER_WAY";

    /// <summary>The reason is missing or too long.</summary>
    public const string ReasonMissing = "REASON_MISSING";

    public const int LongestReason = 300;

    /// <summary>Tells the party's lane that there is something to do; else it looks by itself within seconds.</summary>
    public Action<PartyId>? Wake { get; init; }

    /// <summary>What is wrong with a reason; <c>null</c> when it can be kept.</summary>
    public static Rejection? CheckReason(string? reason) => reason?.Trim() is { Length: > 0 and <= LongestReason }
        ? null
        : new Rejection(ReasonMissing, null, $"A reason has 1 to {LongestReason} characters.", "reason", "Say why, for those who read the history.");

    public async Task<OperatorOutcome> ActAsync(Guid id, OutboundInput act, CancellationToken cancellationToken)
    {
        if (await exchanges.FindAsync(RetailerId.Default, id, cancellationToken).ConfigureAwait(false) is not { Summary: var before })
            return new OperatorOutcome(null, null, NotThere(id));

        if (before.Direction == Direction.In)
            return new OperatorOutcome(before, null, new Rejection(Received, null, $"exchange {id} was received", "", "Only documents of ours are released, sent again or cancelled."));

        try
        {
            if (await sending.DecideUnclaimedAsync(RetailerId.Default, id, exchange => decider.Decide(exchange, act, clock.Now), cancellationToken).ConfigureAwait(false) is not { Exchange: { } after })
                return new OperatorOutcome(before, null, Held(id));

            Wake?.Invoke(after.Party);
            return new OperatorOutcome(before, after, null);
        }
        catch (IllegalTransitionException illegal)
        {
            var state = JsonNamingPolicy.KebabCaseLower.ConvertName(illegal.State.ToString());
            return new OperatorOutcome(before, null, new Rejection(WrongState, null, $"exchange {id} is {state}", "", $"This is for documents that are {PossibleIn(act)}."));
        }
    }

    private static Rejection Held(Guid id) => new(
        UnderWay, null, $"an attempt with exchange {id} is under way, or was when a node died", "",
        "Try again when it has ended. After a death the hub asks the partner first, as soon as it runs and the party is switched on.");

    /// <summary>There is none with this id.</summary>
    public static Rejection NotThere(Guid id) => new(Unknown, null, $"there is no exchange {id}", "", "Look at the list of exchanges.");

    private static string PossibleIn(OutboundInput act) => act switch
    {
        OutboundInput.Release => "quarantined",
        OutboundInput.SendNow => "queued for a later attempt, or sent without an answer",
        _ => "queued, or quarantined without a lost answer",
    };
}
