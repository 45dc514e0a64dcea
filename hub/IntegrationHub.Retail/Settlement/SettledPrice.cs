namespace IntegrationHub.Retail.Settlement;

/// <summary>Prices of what a bid bought that its result does not say: one person entered them, another confirmed them. The prices themselves lie with the bid.</summary>
/// <param name="Event">Code of the market event.</param>
/// <param name="Bid">Number of the bid.</param>
/// <param name="Positions">Intervals of the event, such as <c>1-4, 7</c>.</param>
/// <param name="Source">Where they are from: letter, notice or call of the trading center.</param>
/// <param name="EnteredBy">Who entered them.</param>
/// <param name="ConfirmedBy">The second person.</param>
public sealed record SettledPrice(string Event, string Bid, string Positions, string Source, string EnteredBy, string ConfirmedBy);
