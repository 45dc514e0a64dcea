namespace IntegrationHub.Exchange.History;

/// <summary>
/// One thing that happened, as the history and the ledger keep it. Written in the transaction of what it tells of.
/// </summary>
/// <param name="Id">Made by the hub (version 7), so events sort by time.</param>
/// <param name="At">Instant, UTC.</param>
/// <param name="Kind">Stable dotted name: <c>exchange.accepted</c>, <c>exchange.refused</c>, <c>caller.unknown</c>, <c>lane.expired</c>, …</param>
/// <param name="ExchangeId">The exchange it belongs to, when it belongs to one.</param>
/// <param name="PartyId">The party it concerns, when there is one.</param>
/// <param name="Actor">Who did it: a party, a user, or <c>hub</c>.</param>
/// <param name="Data">Facts as small JSON object; no payloads, prices or secrets.</param>
public sealed record ExchangeEvent(
    Guid Id,
    DateTimeOffset At,
    string Kind,
    Guid? ExchangeId,
    Guid? PartyId,
    string Actor,
    string Data = "{}");
