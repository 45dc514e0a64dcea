using IntegrationHub.Exchange.Search;
using Microsoft.AspNetCore.Mvc;

namespace IntegrationHub.Host.Node.Exchanges;

/// <summary>What a call looks for in the ledger, as it stands in its address; all together.</summary>
/// <param name="Kind">How the kind begins.</param>
/// <param name="Actor">Who did it, as a whole.</param>
/// <param name="Subject">Id of an exchange or a case, or name of a party.</param>
/// <param name="From">Happened at or after this instant; a day or a wall clock is one of the market.</param>
/// <param name="To">Happened before this instant; of a day, until its end.</param>
/// <param name="Before">Id of the last entry of the page before.</param>
/// <param name="Most">Entries of a page.</param>
internal sealed record LedgerSearch(
    [FromQuery(Name = "kind")] string? Kind,
    [FromQuery(Name = "actor")] string? Actor,
    [FromQuery(Name = "subject")] string? Subject,
    [FromQuery(Name = "from")] string? From,
    [FromQuery(Name = "to")] string? To,
    [FromQuery(Name = "before")] string? Before,
    [FromQuery(Name = "most")] int? Most)
{
    public EventSearchText Text => new() { Kind = Kind, Actor = Actor, Subject = Subject, From = From, To = To, Before = Before };
}
