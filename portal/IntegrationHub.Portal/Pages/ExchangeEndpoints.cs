using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Identity;
using IntegrationHub.Identity.Endpoints;
using IntegrationHub.Identity.People;
using IntegrationHub.Identity.SignIn;
using IntegrationHub.Market;
using IntegrationHub.Portal.Data;
using IntegrationHub.Portal.Hosting;
using IntegrationHub.Portal.Pages.Content;
using IntegrationHub.Portal.Pages.Parts;
using IntegrationHub.Schemas.Documents;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.TimeZones;

namespace IntegrationHub.Portal.Pages;

/// <summary>Lists, details, bytes and evidence of exchanges. What is not there and what is somebody else's is 404 alike.</summary>
internal static class ExchangeEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/exchanges", ListAsync).Needs(Permission.ReadExchanges);
        endpoints.MapGet("/exchanges/export", ExportAsync).Needs(Permission.ReadExchanges).Costly();
        endpoints.MapGet("/exchanges/{id:guid}", ShowAsync).Needs(Permission.ReadExchanges);
        endpoints.MapGet("/exchanges/{id:guid}/content", ContentAsync).Needs(Permission.ReadDocuments);
        endpoints.MapGet("/exchanges/{id:guid}/{what}", ReadAsync).Needs(Permission.ReadDocuments);
        endpoints.MapGet("/exchanges/{id:guid}/{what}/download", DownloadAsync).Needs(Permission.ReadDocuments);
        endpoints.MapPost("/exchanges/{id:guid}/evidence", EvidenceAsync).Needs(Permission.ReadDocuments).Costly();
        endpoints.MapPost("/exchanges/{id:guid}/acts", ActAsync).Needs(Permission.OperateExchanges);
    }

    private static async Task<IResult> ListAsync(HttpContext http, IExchangeReader exchanges, ExchangePages pages, Looks looks)
    {
        var question = pages.Read(http.Request.Query);
        await looks.LookAsync(http, "exchanges", question.Query);
        var found = await exchanges.SearchAsync(RetailerId.Default, question.Filter, http.RequestAborted);
        var next = found.Count == question.Filter.Max ? question.Filter.CursorAfter(found[^1]).ToText(question.Filter) : null;
        var model = new ExchangeListModel(question, pages.Rows(found), next, pages.PartyNames);
        return SessionHandler.IsFragment(http.Request)
            ? new RazorComponentResult<ExchangeResults>(new { Model = model })
            : new RazorComponentResult<ExchangeListPage>(new { Model = model });
    }

    /// <summary>Everything that fits, latest first, as a file. What cannot be searched for is not left out in silence: there is no file then.</summary>
    private static async Task<IResult> ExportAsync(HttpContext http, IExchangeReader exchanges, ExchangePages pages, Looks looks)
    {
        var question = pages.Read(http.Request.Query);
        if (question.Refused.Count > 0)
            return Results.StatusCode(StatusCodes.Status400BadRequest);

        await looks.LookAsync(http, "exchanges", $"export {question.Query}".TrimEnd(), always: true);
        return CsvFile.Answer("exchanges", ExchangeSheet.Columns, ExchangeSheet.RowsAsync(exchanges, question.Filter, pages.NameOf, http.RequestAborted));
    }

    private static Task<IResult> ShowAsync(HttpContext http, Guid id, IExchangeReader exchanges, ExchangePages pages, Looks looks) => PageAsync(http, id, exchanges, pages, looks, refused: null);

    private static async Task<IResult> PageAsync(HttpContext http, Guid id, IExchangeReader exchanges, ExchangePages pages, Looks looks, Rejection? refused)
    {
        if (await exchanges.FindAsync(RetailerId.Default, id, http.RequestAborted) is not { } detail)
            return Notices.NotFound();

        await looks.LookAsync(http, "exchange", question: null, exchange: id);
        var acknowledgement = detail.AcknowledgedBy is { } by ? await exchanges.FindAsync(RetailerId.Default, by, http.RequestAborted) : null;
        return new RazorComponentResult<ExchangeDetailPage>(new
        {
            Model = new ExchangeDetailModel(
                detail, pages.NameOf(detail.Summary.Party), acknowledgement?.Summary, await pages.PiecesAsync(detail, http.RequestAborted), MayRead(http, detail))
            {
                Acts = MayOperate(http, detail) ? ExchangeActs.In(detail) : [],
                SeesWords = DocumentRules.SeesBids(http.Features.GetRequiredFeature<SignedIn>().Permissions, detail.Summary.RootElement),
                Refused = refused,
                CountedIn = MayRead(http, detail) ? await pages.CountedInAsync(detail, http.RequestAborted) : null,
            },
        })
        {
            StatusCode = refused is null ? StatusCodes.Status200OK : refused.Code == OperatorDesk.ReasonMissing ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status409Conflict,
        };
    }

    /// <summary>The document as its header, series and curves.</summary>
    private static async Task<IResult> ContentAsync(HttpContext http, Guid id, IExchangeReader exchanges, IReadableDocuments documents, ExchangePages pages, PortalSettings settings, Looks looks)
    {
        if (await exchanges.FindAsync(RetailerId.Default, id, http.RequestAborted) is not { } detail)
            return Notices.NotFound();

        if (!MayRead(http, detail))
            return Results.StatusCode(StatusCodes.Status403Forbidden);

        await looks.LookAsync(http, "content", question: null, always: true, exchange: id);
        try
        {
            if (await documents.ReadAsync(detail, http.RequestAborted) is { } document)
                return new RazorComponentResult<ContentPage>(new { Model = new ContentModel(detail.Summary, document, SeriesReading.Of(document, ZoneOf(settings)), pages.NameOf) });

            var texts = http.RequestServices.GetRequiredService<PageContext>();
            return new RazorComponentResult<RefusedPage>(new { Reason = texts.T("content.unreadable"), Back = $"/exchanges/{id}", Further = $"/exchanges/{id}/{ArchivedPiece.Document}", FurtherText = texts.T("content.text") }) { StatusCode = StatusCodes.Status409Conflict };
        }
        catch (InvalidDataException damaged)
        {
            return Damaged(detail, damaged);
        }
    }

    private static DateTimeZone ZoneOf(PortalSettings settings) => DateTimeZoneProviders.Tzdb.GetZoneOrNull(settings.TimeZone.Id) ?? BclDateTimeZone.FromTimeZoneInfo(settings.TimeZone);

    private static RazorComponentResult<RefusedPage> Damaged(ExchangeDetail detail, InvalidDataException damaged) =>
        new(new { Problem = new Problem("BYTES_DAMAGED", damaged.Message, "", "Restore the store from a backup."), Back = $"/exchanges/{detail.Summary.Id}" }) { StatusCode = StatusCodes.Status409Conflict };

    private static async Task<IResult> ReadAsync(HttpContext http, Guid id, string what, IExchangeReader exchanges, ExchangePages pages, Looks looks)
    {
        if (!ArchivedPiece.Names.Contains(what) || await exchanges.FindAsync(RetailerId.Default, id, http.RequestAborted) is not { } detail)
            return Notices.NotFound();

        if (!MayRead(http, detail))
            return Results.StatusCode(StatusCodes.Status403Forbidden);

        await looks.LookAsync(http, "document", what, always: true, exchange: id);
        var (found, damaged) = await BytesAsync(detail, what, pages, http.RequestAborted);
        if (found is not { } bytes)
            return damaged ?? Notices.NotFound();

        // Lines are counted in the document, and in what was received only where there is no document in it.
        var counted = what == ArchivedPiece.Received ? await pages.CountedInAsync(detail, http.RequestAborted) : ArchivedPiece.Document;
        var (lines, cut) = ExchangePages.Lines(bytes, what == counted ? detail.Summary.Rejections : []);
        return new RazorComponentResult<DocumentPage>(new { Model = new DocumentModel(detail.Summary, what, lines, cut, bytes.Length) { Elsewhere = what == ArchivedPiece.Received && counted == ArchivedPiece.Document } });
    }

    private static async Task<IResult> DownloadAsync(HttpContext http, Guid id, string what, IExchangeReader exchanges, ExchangePages pages, Looks looks)
    {
        if (!ArchivedPiece.Names.Contains(what) || await exchanges.FindAsync(RetailerId.Default, id, http.RequestAborted) is not { } detail)
            return Notices.NotFound();

        if (!MayRead(http, detail))
            return Results.StatusCode(StatusCodes.Status403Forbidden);

        await looks.LookAsync(http, "download", what, always: true, exchange: id);
        var (found, damaged) = await BytesAsync(detail, what, pages, http.RequestAborted);
        if (found is not { } bytes)
            return damaged ?? Notices.NotFound();

        // Bytes of strangers: never shown by the browser, whatever they look like.
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return Results.Bytes(bytes.ToArray(), "application/octet-stream", $"{id:N}-{what}.xml");
    }

    /// <summary>What the archive gives back, or that it is not what was put in.</summary>
    private static async Task<(ReadOnlyMemory<byte>? Bytes, IResult? Damaged)> BytesAsync(ExchangeDetail detail, string what, ExchangePages pages, CancellationToken cancellationToken)
    {
        try
        {
            return (await pages.BytesAsync(detail, what, cancellationToken), null);
        }
        catch (InvalidDataException damaged)
        {
            return (null, Damaged(detail, damaged));
        }
    }

    private static async Task<IResult> EvidenceAsync(HttpContext http, Guid id, IExchangeReader exchanges, IEvidenceExport evidence, Looks looks)
    {
        if (await exchanges.FindAsync(RetailerId.Default, id, http.RequestAborted) is not { } detail)
            return Notices.NotFound();

        if (!MayRead(http, detail))
            return Results.StatusCode(StatusCodes.Status403Forbidden);

        using var bundle = new MemoryStream();
        var result = await evidence.ExportAsync(id, bundle, http.RequestAborted);
        // The look is an event of the exchange: before the export it would be one that has no place in the ledger yet. Nothing has been shown so far.
        await looks.LookAsync(http, "evidence", question: null, always: true, exchange: id);
        return result.Refusal is null
            ? Results.Bytes(bundle.ToArray(), "application/vnd.etsi.asic-e+zip", $"{id:N}.asice")
            : new RazorComponentResult<RefusedPage>(new { Problem = new Problem("EVIDENCE_REFUSED", result.Refusal, "", "Try again when the cause is mended."), Back = $"/exchanges/{id}" }) { StatusCode = StatusCodes.Status409Conflict };
    }

    /// <summary>What an operator does to a document of ours: by the same desk as the command line and the HTTP API.</summary>
    private static async Task<IResult> ActAsync(HttpContext http, Guid id, IExchangeReader exchanges, ExchangePages pages, OperatorDesk desk, Looks looks)
    {
        var posted = await http.Request.ReadFormAsync(http.RequestAborted);
        var (actor, reason) = (http.Features.GetRequiredFeature<SignedIn>().Account.Actor, posted["reason"].ToString().Trim());
        if (await exchanges.FindAsync(RetailerId.Default, id, http.RequestAborted) is not { } detail || ExchangeActs.Of(posted["act"].ToString(), actor, reason) is not { } act)
            return Notices.NotFound();

        if (!MayOperate(http, detail))
            return Results.StatusCode(StatusCodes.Status403Forbidden);

        var refused = OperatorDesk.CheckReason(reason) ?? (await desk.ActAsync(id, act, http.RequestAborted)).Refused;
        return refused is null ? Results.Redirect($"/exchanges/{id:D}") : await PageAsync(http, id, exchanges, pages, looks, refused);
    }

    private static bool MayRead(HttpContext http, ExchangeDetail detail) => DocumentRules.MayRead(http.Features.GetRequiredFeature<SignedIn>().Permissions, detail.Summary.RootElement);

    private static bool MayOperate(HttpContext http, ExchangeDetail detail) =>
        detail.Summary.Direction == Direction.Out && DocumentRules.MayOperate(http.Features.GetRequiredFeature<SignedIn>().Permissions, detail.Summary.RootElement);
}

/// <param name="NameOf">What the hub calls the party of a code; null where it knows none.</param>
public sealed record ContentModel(ExchangeSummary Summary, MarketDocument Document, IReadOnlyList<ShownSeries> Series, Func<string, string?> NameOf);

public sealed record ExchangeListModel(ExchangeQuestion Question, IReadOnlyList<ExchangeRow> Rows, string? Next, IReadOnlyList<string> Parties);

/// <param name="MayRead">Whether the person may see content; the page says why not.</param>
public sealed record ExchangeDetailModel(ExchangeDetail Detail, string Party, ExchangeSummary? Acknowledgement, IReadOnlyList<ArchivedPiece> Pieces, bool MayRead)
{
    /// <summary>What the person may do to it as it stands, by the names of <see cref="ExchangeActs"/>.</summary>
    public IReadOnlyList<string> Acts { get; init; } = [];

    /// <summary>Whether words about it are shown, its reasons and the facts of its history: they may quote a bid.</summary>
    public bool SeesWords { get; init; }

    /// <summary>Why nothing was done just now.</summary>
    public Rejection? Refused { get; init; }

    /// <summary>The piece whose lines the errors count; null where none names a line.</summary>
    public string? CountedIn { get; init; }
}

public sealed record DocumentModel(ExchangeSummary Summary, string What, IReadOnlyList<DocumentLine> Lines, bool Cut, long Size)
{
    /// <summary>The errors stand in the document, which this is the envelope of.</summary>
    public bool Elsewhere { get; init; }
}
