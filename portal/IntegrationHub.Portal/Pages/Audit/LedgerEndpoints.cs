using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.History;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Identity;
using IntegrationHub.Identity.Endpoints;
using IntegrationHub.Identity.People;
using IntegrationHub.Identity.SignIn;
using IntegrationHub.Portal.Data;
using IntegrationHub.Portal.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace IntegrationHub.Portal.Pages.Audit;

/// <summary>The ledger: its head and checkpoints, its entries as they are searched, one of them, and what was found as a file. Every look is an entry itself, written before it is answered.</summary>
internal static class LedgerEndpoints
{
    private const int Few = 8;
    private const int PageSize = 50;
    private const int LongestText = 200;

    private static readonly string[] Asked = ["kind", "actor", "subject", "from", "to"];

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/ledger", ListAsync).Needs(Permission.ReadLedger);
        endpoints.MapGet("/ledger/export", ExportAsync).Needs(Permission.ReadLedger).Costly();
        endpoints.MapGet("/ledger/{id:guid}", ShowAsync).Needs(Permission.ReadLedger);
    }

    private static async Task<IResult> ListAsync(HttpContext http, ILedgerReader ledger, IExchangeReader exchanges, IPartyRegistry parties, TimeZones zones, Looks looks)
    {
        var who = http.Features.GetRequiredFeature<SignedIn>();
        var question = Read(http.Request.Query, parties, zones);
        await looks.RecordAsync(who.Account, "ledger", exchange: null, question.Query.Length == 0 ? null : Uri.UnescapeDataString(question.Query), http.RequestAborted);
        var found = await LedgerReading.EventsAsync(who.Permissions, exchanges, question.Filter, http.RequestAborted);
        var results = new LedgerResultsModel(question, [.. found.Select(item => new LedgerRow(item, NameOf(parties, item)))], found.Count == PageSize ? found[^1].Id : null);
        if (SessionHandler.IsFragment(http.Request))
            return new RazorComponentResult<LedgerResults>(new { Model = results });

        var checkpoints = await ledger.ReadCheckpointsAsync(http.RequestAborted);
        return new RazorComponentResult<LedgerPage>(new
        {
            Model = new LedgerModel(
                await ledger.ReadHeadAsync(http.RequestAborted), [.. checkpoints.Reverse().Take(Few).Select(CheckpointRow.Of)], checkpoints.Count,
                [.. parties.Current.Parties.Select(static party => party.Name).Order(StringComparer.Ordinal)], results),
        });
    }

    /// <summary>One entry under an address that stays: what it says, where it stands in the tree, and whether it is still what it was when its digest was made.</summary>
    private static async Task<IResult> ShowAsync(HttpContext http, Guid id, IExchangeReader exchanges, IExchangeLeaves leaves, IPartyRegistry parties, Looks looks)
    {
        var who = http.Features.GetRequiredFeature<SignedIn>();
        await looks.RecordAsync(who.Account, "ledger", exchange: null, id.ToString(), http.RequestAborted);
        return await LedgerReading.EventAsync(who.Permissions, exchanges, id, http.RequestAborted) is { } item
            ? new RazorComponentResult<LedgerEntryPage>(new { Model = new LedgerEntryModel(item, NameOf(parties, item), await leaves.FindAsync(RetailerId.Default.ToString(), id, http.RequestAborted)) })
            : Notices.NotFound();
    }

    /// <summary>Everything that fits and is older than where the page begins, as a file. What cannot be searched for is not left out in silence: there is no file then.</summary>
    private static async Task<IResult> ExportAsync(HttpContext http, IExchangeReader exchanges, IPartyRegistry parties, TimeZones zones, Looks looks, string? format)
    {
        var who = http.Features.GetRequiredFeature<SignedIn>();
        var question = Read(http.Request.Query, parties, zones);
        if (question.Refused.Count > 0)
            return Results.StatusCode(StatusCodes.Status400BadRequest);

        var lines = format == "lines";
        await looks.RecordAsync(who.Account, "ledger", exchange: null, $"export {(lines ? "jsonl" : "csv")} {Uri.UnescapeDataString(question.Query)}".TrimEnd(), http.RequestAborted);
        var found = LedgerReading.AllAsync(who.Permissions, exchanges, question.Filter, http.RequestAborted);
        return lines
            ? Results.Stream(target => LedgerFile.WriteLinesAsync(target, found, http.RequestAborted), "application/jsonl", "ledger.jsonl")
            : Results.Stream(target => LedgerFile.WriteCsvAsync(target, found, http.RequestAborted), "text/csv; charset=utf-8", "ledger.csv");
    }

    private static string? NameOf(IPartyRegistry parties, ExchangeEvent item) => item.PartyId is { } party ? parties.Current.Find(new PartyId(party))?.Name : null;

    private static LedgerQuestion Read(IQueryCollection query, IPartyRegistry parties, TimeZones zones)
    {
        var typed = Asked.ToDictionary(static name => name, name => query[name].ToString().Trim() is { Length: > 0 } text ? text : null, StringComparer.Ordinal);
        var (filter, refused) = new EventSearchText
        {
            Kind = typed["kind"], Actor = typed["actor"], Subject = typed["subject"], From = typed["from"], To = typed["to"], Before = query["before"],
        }.Read(parties.Current, PageSize, zones.Zone);
        // What is too long to be looked for is not carried on.
        var carried = Asked.Where(name => typed[name] is { Length: <= LongestText }).ToList();
        return new LedgerQuestion(filter, carried.ToDictionary(static name => name, name => typed[name]!, StringComparer.Ordinal), refused)
        {
            Query = string.Join('&', carried.Select(name => $"{name}={Uri.EscapeDataString(typed[name]!)}")),
        };
    }
}

/// <summary>A question as the form asks it.</summary>
/// <param name="Typed">As it was typed, by the name of the field.</param>
/// <param name="Refused">What of it cannot be looked for, and why; the filter goes without it.</param>
public sealed record LedgerQuestion(EventFilter Filter, IReadOnlyDictionary<string, string> Typed, IReadOnlyList<Rejection> Refused)
{
    /// <summary>The question as a query, for links and for the ledger.</summary>
    public required string Query { get; init; }

    public string? this[string name] => Typed.GetValueOrDefault(name);
}

/// <summary>One entry with the name of its party.</summary>
public sealed record LedgerRow(ExchangeEvent Event, string? Party);

/// <summary>What an entry is about. Pure.</summary>
internal static class LedgerSubjects
{
    /// <summary>Entries of processes have the case where others have the exchange.</summary>
    public static bool IsCase(ExchangeEvent item) => item.Kind.StartsWith("process.", StringComparison.Ordinal);

    /// <summary>Where more of it stands; null for who may not read that, and of an entry that is about neither.</summary>
    public static string? AddressOf(ExchangeEvent item, Func<Permission, bool> may) => item.ExchangeId is not { } id ? null
        : IsCase(item) ? may(Permission.ReadProcesses) ? $"/processes/{id}" : null
        : may(Permission.ReadExchanges) ? $"/exchanges/{id}" : null;
}

/// <param name="Next">The last entry of this page where there may be more.</param>
public sealed record LedgerResultsModel(LedgerQuestion Question, IReadOnlyList<LedgerRow> Rows, Guid? Next);

/// <param name="Parties">Names that can be asked for.</param>
public sealed record LedgerModel(LedgerHead Head, IReadOnlyList<CheckpointRow> Checkpoints, int CheckpointCount, IReadOnlyList<string> Parties, LedgerResultsModel Results);

/// <param name="Leaf">Its place in the tree; null until the sequencer gave it one, within a second.</param>
public sealed record LedgerEntryModel(ExchangeEvent Event, string? Party, SequencedLeaf? Leaf);
