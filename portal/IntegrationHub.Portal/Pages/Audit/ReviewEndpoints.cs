using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using IntegrationHub.Evidence.Reviews;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Identity;
using IntegrationHub.Identity.Endpoints;
using IntegrationHub.Identity.People;
using IntegrationHub.Identity.SignIn;
using IntegrationHub.Portal.Data;
using IntegrationHub.Portal.Hosting;
using IntegrationHub.Portal.Pages.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace IntegrationHub.Portal.Pages.Audit;

/// <summary>
/// An auditor's review: entered, shown as the statement that is signed, signed outside, uploaded. What was entered travels in the form and is composed anew at every step,
/// so nothing is kept before the signature holds.
/// </summary>
internal static class ReviewEndpoints
{
    private const string Instant = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/exchanges/{id:guid}/review", ShowAsync).Needs(Permission.ReadLedger);
        endpoints.MapPost("/exchanges/{id:guid}/review", ComposeAsync).Needs(Permission.ReadLedger);
        endpoints.MapPost("/exchanges/{id:guid}/review/statement", StatementAsync).Needs(Permission.ReadLedger);
        endpoints.MapPost("/exchanges/{id:guid}/review/sign", SignAsync).Needs(Permission.ReadLedger).TakesFile().Costly();
    }

    /// <summary>An instant as forms carry it.</summary>
    public static string TextOf(DateTimeOffset at) => at.UtcDateTime.ToString(Instant, CultureInfo.InvariantCulture);

    private static async Task<IResult> ShowAsync(HttpContext http, Guid id, IExchangeReader exchanges, Looks looks)
    {
        var (detail, refused) = await FindAsync(http, id, exchanges, looks);
        if (detail is null)
            return refused!;

        return Page(new ReviewModel(detail.Summary), StatusCodes.Status200OK);
    }

    private static async Task<IResult> ComposeAsync(HttpContext http, Guid id, IExchangeReader exchanges, IReviewDesk desk, Looks looks, TimeProvider time)
    {
        var (detail, refused) = await FindAsync(http, id, exchanges, looks);
        if (detail is null)
            return refused!;

        var entry = EntryOf(await http.Request.ReadFormAsync(http.RequestAborted), time.GetUtcNow());
        var composed = await desk.ComposeAsync(AccountOf(http), detail, entry, http.RequestAborted);
        return Page(
            new ReviewModel(detail.Summary) { Entry = entry, Review = composed.Review, Refused = composed.Refused },
            composed.Review is null ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
    }

    private static async Task<IResult> StatementAsync(HttpContext http, Guid id, IExchangeReader exchanges, IReviewDesk desk, Looks looks, TimeProvider time)
    {
        var (detail, refused) = await FindAsync(http, id, exchanges, looks);
        if (detail is null)
            return refused!;

        var (model, again) = await ShownAsync(http, detail, desk, time);
        if (again is not null)
            return again;

        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return Results.Bytes(model!.Review!.ToStatement(), "application/octet-stream", model.FileName);
    }

    private static async Task<IResult> SignAsync(HttpContext http, Guid id, IExchangeReader exchanges, IReviewDesk desk, Looks looks, TimeProvider time)
    {
        var (detail, refused) = await FindAsync(http, id, exchanges, looks);
        if (detail is null)
            return refused!;

        var (model, again) = await ShownAsync(http, detail, desk, time);
        if (again is not null)
            return again;

        var file = (await http.Request.ReadFormAsync(http.RequestAborted)).Files.GetFile("signature");
        if (file is not { Length: > 0 and <= ReviewRules.MostSignatureBytes })
            return Page(model! with { Refused = [ReviewProblems.NoSignature] }, StatusCodes.Status422UnprocessableEntity);

        var why = await desk.RecordAsync(AccountOf(http), model!.Review!, await file.OctetsAsync(http.RequestAborted), http.RequestAborted);
        return why is null
            ? Results.Redirect($"/exchanges/{id:D}")
            : Page(model with { Refused = [why] }, why.Where == "signature" ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status409Conflict);
    }

    /// <summary>The review that was shown, composed anew of what the form carries; or the page that shows what is to be signed instead.</summary>
    private static async Task<(ReviewModel? Model, IResult? Again)> ShownAsync(HttpContext http, ExchangeDetail detail, IReviewDesk desk, TimeProvider time)
    {
        var (posted, now) = (await http.Request.ReadFormAsync(http.RequestAborted), time.GetUtcNow());
        var fresh = DateTimeOffset.TryParseExact(posted["at"], Instant, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) && ReviewRules.CanBeSigned(at, now);
        var entry = EntryOf(posted, fresh ? at : now);
        var composed = await desk.ComposeAsync(AccountOf(http), detail, entry, http.RequestAborted);
        var model = new ReviewModel(detail.Summary) { Entry = entry, Review = composed.Review, Refused = composed.Refused };
        if (composed.Review is null)
            return (null, Page(model, StatusCodes.Status422UnprocessableEntity));

        if (!fresh)
            return (null, Page(model with { Refused = [ReviewProblems.IsOld] }, StatusCodes.Status409Conflict));

        return posted["shown"] == model.Digest
            ? (model, null)
            : (null, Page(model with { Refused = [ReviewProblems.HasChanged] }, StatusCodes.Status409Conflict));
    }

    private static async Task<(ExchangeDetail? Detail, IResult? Refused)> FindAsync(HttpContext http, Guid id, IExchangeReader exchanges, Looks looks)
    {
        var who = http.Features.GetRequiredFeature<SignedIn>();
        if (who.Account.Class != UserClass.Auditor)
            return (null, Results.StatusCode(StatusCodes.Status403Forbidden));

        if (await exchanges.FindAsync(RetailerId.Default, id, http.RequestAborted) is not { } detail)
            return (null, Notices.NotFound());

        if (!ReviewRules.MayReview(who.Account, who.Permissions, detail.Summary))
            return (null, Results.StatusCode(StatusCodes.Status403Forbidden));

        await looks.LookAsync(http, "review", question: null, exchange: id);
        return (detail, null);
    }

    private static ReviewEntry EntryOf(IFormCollection posted, DateTimeOffset at) => new(posted["finding"].ToString(), posted["sign-off"].ToString(), at);

    private static Account AccountOf(HttpContext http) => http.Features.GetRequiredFeature<SignedIn>().Account;

    private static RazorComponentResult<ReviewPage> Page(ReviewModel model, int status) => new(new { Model = model }) { StatusCode = status };
}

/// <summary>What the page of a review shows.</summary>
public sealed record ReviewModel(ExchangeSummary Summary)
{
    /// <summary>What was entered; null at first.</summary>
    public ReviewEntry? Entry { get; init; }

    /// <summary>What it makes; null until it is all right.</summary>
    public Review? Review { get; init; }

    public IReadOnlyList<Rejection> Refused { get; init; } = [];

    /// <summary>The text that is signed.</summary>
    public string Statement => Review is null ? "" : Encoding.UTF8.GetString(Review.ToStatement());

    /// <summary>SHA-256 of the text, lower hexadecimal digits.</summary>
    public string Digest => Review is null ? "" : Convert.ToHexStringLower(SHA256.HashData(Review.ToStatement()));

    /// <summary>Name of the text as a file.</summary>
    public string FileName => string.Create(CultureInfo.InvariantCulture, $"review-{Summary.Id:N}-{Review?.At.UtcDateTime:yyyyMMddHHmmss}.txt");

    /// <summary>How certificate and key come out of the file that browsers take; the key stays under its passphrase.</summary>
    public const string FromP12 = "openssl pkcs12 -in me.p12 -clcerts -nokeys -out me.pem; openssl pkcs12 -in me.p12 -nocerts -out me.key";

    /// <summary>How it is signed with OpenSSL.</summary>
    public string Command => $"openssl cms -sign -cades -binary -md sha256 -signer me.pem -inkey me.key -in {FileName} -outform DER -out {FileName}.p7s";
}
