using IntegrationHub.Api;
using IntegrationHub.Api.Persons;
using IntegrationHub.Api.Services;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Host.Commands.Exchanges;
using IntegrationHub.Identity;
using IntegrationHub.Identity.Administration;
using IntegrationHub.Identity.People;
using IntegrationHub.Portal.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Host.Node.Exchanges;

/// <summary>Exchanges in the HTTP API: lists, details, bytes, evidence, and what operators do to documents of ours. The same services, permissions and ledger events as the pages.</summary>
internal sealed class ExchangeApi : IApiPart
{
    private const string Octets = "application/octet-stream";
    private const string Bundle = "application/vnd.etsi.asic-e+zip";

    public void AddTo(IServiceCollection services, IServiceProvider hub)
    {
        services.AddSingleton(hub.GetRequiredService<TimeProvider>());
        services.AddSingleton(hub.GetRequiredService<IExchangeReader>());
        services.AddSingleton(hub.GetRequiredService<IArchive>());
        services.AddSingleton(hub.GetRequiredService<IReadableDocuments>());
        services.AddSingleton(hub.GetRequiredService<IPartyRegistry>());
        services.AddSingleton(hub.GetRequiredService<IEvidenceExport>());
        services.AddSingleton(hub.GetRequiredService<OperatorDesk>());
        services.AddSingleton(hub.GetRequiredService<AccountReader>());
        services.AddSingleton(hub.GetRequiredService<Looks>());
        services.AddSingleton<Callers>();
        services.AddSingleton<ExchangeCalls>();
    }

    public void Map(RouteGroupBuilder api)
    {
        var exchanges = api.MapGroup("/exchanges").WithTags("exchanges").WithLooksOfItsOwn().ProducesProblem(StatusCodes.Status403Forbidden);
        exchanges.MapGet("", ListAsync).WithName("listExchanges").ForPersons(Permission.ReadExchanges).ForServices(Permission.ReadExchanges).WithSummary("Exchanges that fit, newest first; by period where a period is asked for")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        exchanges.MapGet("/counts", CountAsync).WithName("countExchanges").ForPersons(Permission.ReadExchanges).ForServices(Permission.ReadExchanges).WithSummary("How many exchanges are in which state: open ones, and those that were settled since an instant");
        exchanges.MapGet("/{id:guid}", ShowAsync).WithName("getExchange").ForPersons(Permission.ReadExchanges).ForServices(Permission.ReadExchanges).WithSummary("An exchange with reasons, acknowledgement, archived bytes and history").ProducesProblem(StatusCodes.Status404NotFound);
        exchanges.MapGet("/{id:guid}/bytes/{what}", BytesAsync).WithName("getExchangeBytes").ForPersons(Permission.ReadDocuments).ForServices(Permission.ReadDocuments).WithSummary("Archived bytes: received, message, document or answer")
            .Produces<Stream>(StatusCodes.Status200OK, Octets).ProducesProblem(StatusCodes.Status404NotFound);
        exchanges.MapPost("/{id:guid}/evidence", EvidenceAsync).WithName("exportEvidence").ForPersons(Permission.ReadDocuments).ForServices(Permission.ReadDocuments).WithSummary("The bundle that ihub verify checks offline")
            .Produces<Stream>(StatusCodes.Status200OK, Bundle).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        MapAct(exchanges, "release", "releaseExchange", "Lets a quarantined document go again, with its id and its bytes", static (actor, why) => new OutboundInput.Release(actor, why));
        MapAct(exchanges, "send-now", "sendExchangeNow", "Does not wait for the next attempt; where an answer was lost the partner is asked first", static (actor, why) => new OutboundInput.SendNow(actor, why));
        MapAct(exchanges, "cancel", "cancelExchange", "Takes back a document that certainly did not leave", static (actor, why) => new OutboundInput.Cancel(actor, why));
    }

    private static void MapAct(RouteGroupBuilder exchanges, string path, string name, string summary, Func<string, string, OutboundInput> act) => exchanges.MapPost(
            "/{id:guid}/" + path,
            (HttpContext http, ExchangeCalls calls, OperatorDesk desk, Guid id, ActReason order) => ActAsync(http, calls, desk, id, order.Reason, act))
        .WithName(name).ForPersons(Permission.OperateExchanges).WithSummary(summary).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static Task<Results<Ok<IReadOnlyList<ExchangeRow>>, ProblemHttpResult>> ListAsync(
        HttpContext http, ExchangeCalls calls, IExchangeReader exchanges, IPartyRegistry parties, [AsParameters] ExchangeSearch search) =>
        calls.AsAsync<Ok<IReadOnlyList<ExchangeRow>>>(http, Permission.ReadExchanges, async caller =>
        {
            var directory = parties.Current;
            var (filter, refused) = search.Read(directory);
            if (refused.Count > 0)
                return Problems.Of(refused);

            if (search.Most is < 1 or > ExchangeSearch.MostOfPage)
                return Problems.Wrong($"A page has 1 to {ExchangeSearch.MostOfPage} entries.", "Correct `most`.");

            if (search.After is { } after)
            {
                if (ExchangeCursor.Parse(after, filter) is not { } place)
                    return Problems.Wrong("This place belongs to another list.", "Give `after` with the same question as the list that named the place, or begin without it.");

                filter = filter with { After = place };
            }

            await calls.LookAsync(http, caller, "exchanges", http.Request.QueryString.Value?.TrimStart('?'));
            var found = await exchanges.SearchAsync(RetailerId.Default, filter, http.RequestAborted);
            return TypedResults.Ok<IReadOnlyList<ExchangeRow>>([.. found.Select(summary => RowOf(summary) with { Cursor = filter.CursorAfter(summary).ToText(filter) })]);

            ExchangeRow RowOf(ExchangeSummary summary) =>
                ExchangeRow.Of(summary, directory) is var row && DocumentRules.SeesBids(caller.Permissions, summary.RootElement) ? row : row.WithoutWords();
        });

    private static Task<Results<Ok<ExchangeCounts>, ProblemHttpResult>> CountAsync(HttpContext http, ExchangeCalls calls, IExchangeReader exchanges, TimeProvider time, DateTimeOffset? since) =>
        calls.AsAsync<Ok<ExchangeCounts>>(http, Permission.ReadExchanges, async caller =>
        {
            await calls.LookAsync(http, caller, "exchange-counts");
            // Without a limit it would count everything there is, which takes the longer the more there are.
            var counts = await exchanges.CountAsync(RetailerId.Default, since ?? time.GetUtcNow().AddDays(-1), http.RequestAborted);
            return TypedResults.Ok(counts);
        });

    private static Task<Results<Ok<ExchangeReport>, ProblemHttpResult>> ShowAsync(
        HttpContext http, ExchangeCalls calls, IExchangeReader exchanges, IArchive archive, IPartyRegistry parties, Guid id) =>
        calls.AboutAsync<Ok<ExchangeReport>>(http, id, Permission.ReadExchanges, rule: null, async (caller, detail) =>
        {
            await calls.LookAsync(http, caller, "exchange", exchange: id);
            var report = await ExchangeReport.OfAsync(exchanges, archive, parties.Current, detail, http.RequestAborted);
            return TypedResults.Ok(DocumentRules.SeesBids(caller.Permissions, detail.Summary.RootElement) ? report : report.WithoutWords());
        });

    private static Task<Results<FileContentHttpResult, ProblemHttpResult>> BytesAsync(HttpContext http, ExchangeCalls calls, IArchive archive, IReadableDocuments documents, Guid id, string what) =>
        calls.AboutAsync<FileContentHttpResult>(http, id, Permission.ReadDocuments, DocumentRules.MayRead, async (caller, detail) =>
        {
            if (!ArchivedPiece.Names.Contains(what))
                return NoBytes(id, what);

            await calls.LookAsync(http, caller, "download", what, always: true, exchange: id);
            try
            {
                var found = what == ArchivedPiece.Document ? await documents.TextAsync(detail, http.RequestAborted) : await ArchivedPiece.BytesAsync(archive, detail, what, http.RequestAborted);
                return found is { } bytes
                    ? TypedResults.Bytes(bytes.ToArray(), Octets, $"{id:N}-{what}.xml")
                    : NoBytes(id, what);
            }
            catch (InvalidDataException damaged)
            {
                return Problems.Of(new Rejection("BYTES_DAMAGED", null, damaged.Message, what, "Restore the store from a backup."));
            }
        });

    private static ProblemHttpResult NoBytes(Guid id, string what) => Problems.Of(new Rejection(
        "EXCHANGE_BYTES_UNKNOWN", null, $"exchange {id} has no {what}", what, $"See under `archive` what it has; a received message has its document, too; there may be {string.Join(", ", ArchivedPiece.Names)}."));

    private static Task<Results<FileContentHttpResult, ProblemHttpResult>> EvidenceAsync(HttpContext http, ExchangeCalls calls, IEvidenceExport evidence, Guid id) =>
        calls.AboutAsync<FileContentHttpResult>(http, id, Permission.ReadDocuments, DocumentRules.MayRead, async (caller, _) =>
        {
            using var bundle = new MemoryStream();
            var result = await evidence.ExportAsync(id, bundle, http.RequestAborted);
            // The look is an event of the exchange: before the export it would be one that has no place in the ledger yet. Nothing has been shown so far.
            await calls.LookAsync(http, caller, "evidence", always: true, exchange: id);
            return result.Refusal is { } refusal
                ? Problems.Of(new Rejection("EVIDENCE_REFUSED", null, refusal, "", "Try again when the cause is mended; what happened just now is in the ledger within seconds."))
                : TypedResults.Bytes(bundle.ToArray(), Bundle, $"{id:N}.asice");
        });

    private static Task<Results<Ok<ActView>, ProblemHttpResult>> ActAsync(HttpContext http, ExchangeCalls calls, OperatorDesk desk, Guid id, string reason, Func<string, string, OutboundInput> act) =>
        calls.AboutAsync<Ok<ActView>>(http, id, Permission.OperateExchanges, DocumentRules.MayOperate, async (caller, _) =>
        {
            if (OperatorDesk.CheckReason(reason) is { } unsaid)
                return Problems.Of(unsaid);

            var outcome = await desk.ActAsync(id, act(caller.Actor, reason.Trim()), http.RequestAborted);
            return outcome.Refused is { } refused ? Problems.Of(refused) : TypedResults.Ok(ActView.Of(outcome));
        });
}

/// <summary>An act of an operator.</summary>
/// <param name="Reason">Why, for those who read the history.</param>
internal sealed record ActReason(string Reason);

/// <summary>What became of an act: after its gate closure a document expires instead.</summary>
internal sealed record ActView(Guid Exchange, string Was, OutboundState State, DateTimeOffset? DueAt, DateTimeOffset? GateClosure)
{
    public static ActView Of(OperatorOutcome outcome) =>
        new(outcome.After!.Id, Commands.Words.Hyphened(outcome.Before!.State), outcome.After.State, outcome.After.DueAt, outcome.After.GateClosure);
}
