using System.Security.Cryptography;
using System.Text;
using IntegrationHub.Api;
using IntegrationHub.Api.Persons;
using IntegrationHub.Api.Services;
using IntegrationHub.Evidence.Reviews;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Identity.People;
using IntegrationHub.Identity.SignIn;
using IntegrationHub.Portal.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Host.Node.Exchanges;

/// <summary>Reviews of auditors in the HTTP API: the list, the statement that is signed, and the review with its signature. By the desk of the pages; nothing is kept before the signature holds.</summary>
internal sealed class ReviewApi : IApiPart
{
    private const int MostOfPage = 1_000;
    private const int PageByDefault = 100;

    public void AddTo(IServiceCollection services, IServiceProvider hub) => services.AddSingleton(hub.GetRequiredService<IReviewDesk>());

    public void Map(RouteGroupBuilder api)
    {
        api.MapGet("/reviews", ListAsync).WithTags("reviews").WithName("listReviews").WithLooksOfItsOwn().ForPersons(Permission.ReadLedger).WithSummary("Reviews, newest first").ProducesProblem(StatusCodes.Status403Forbidden);
        var reviews = api.MapGroup("/exchanges/{id:guid}/reviews").WithTags("reviews").WithOnlySignedIn().ForPersons(Permission.ReadLedger)
            .ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        reviews.MapPost("/statement", ComposeAsync).WithName("composeReview").WithSummary("The statement that an auditor signs with the certificate bound to him");
        reviews.MapPost("", RecordAsync).WithName("recordReview").WithSummary("Records a review with its detached signature, within 24 hours of its statement").ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static Task<Results<Ok<IReadOnlyList<Review>>, ProblemHttpResult>> ListAsync(HttpContext http, ExchangeCalls calls, IExchangeReader exchanges, int? most) =>
        calls.AsAsync<Ok<IReadOnlyList<Review>>>(http, Permission.ReadLedger, async caller =>
        {
            if (most is < 1 or > MostOfPage)
                return Problems.Wrong($"A page has 1 to {MostOfPage} entries.", "Correct `most`.");

            await calls.LookAsync(http, caller, "reviews", always: true);
            return TypedResults.Ok(await LedgerReading.ReviewsAsync(caller.Permissions, exchanges, most ?? PageByDefault, http.RequestAborted));
        });

    private static Task<Results<Ok<StatementView>, ProblemHttpResult>> ComposeAsync(HttpContext http, ExchangeCalls calls, IReviewDesk desk, TimeProvider time, Guid id, ReviewDraft draft) =>
        AboutAsync<StatementView>(http, calls, id, async (auditor, detail) =>
        {
            var composed = await desk.ComposeAsync(auditor, detail, new ReviewEntry(draft.Finding, draft.SignOff, time.GetUtcNow()), http.RequestAborted);
            return composed.Review is { } review ? TypedResults.Ok(StatementView.Of(review)) : Problems.Of(composed.Refused);
        });

    private static Task<Results<Ok<Review>, ProblemHttpResult>> RecordAsync(HttpContext http, ExchangeCalls calls, IReviewDesk desk, TimeProvider time, Guid id, SignedReview signed) =>
        AboutAsync<Review>(http, calls, id, async (auditor, detail) =>
        {
            if (!ReviewRules.CanBeSigned(signed.At, time.GetUtcNow()))
                return Problems.Of(ReviewProblems.IsOld);

            var composed = await desk.ComposeAsync(auditor, detail, new ReviewEntry(signed.Finding, signed.SignOff, signed.At), http.RequestAborted);
            if (composed.Review is not { } review)
                return Problems.Of(composed.Refused);

            if (StatementView.Of(review).Sha256 != signed.Sha256)
                return Problems.Of(ReviewProblems.HasChanged);

            if (signed.Signature.Length is 0 or > ReviewRules.MostSignatureBytes)
                return Problems.Of(ReviewProblems.NoSignature);

            return await desk.RecordAsync(auditor, review, signed.Signature, http.RequestAborted) is { } refused ? Problems.Of(refused) : TypedResults.Ok(review);
        });

    /// <summary>For auditors who may read what they review; of others nobody learns more than that.</summary>
    private static Task<Results<Ok<T>, ProblemHttpResult>> AboutAsync<T>(HttpContext http, ExchangeCalls calls, Guid id, Func<Account, ExchangeDetail, Task<Results<Ok<T>, ProblemHttpResult>>> act) =>
        calls.AboutAsync<Ok<T>>(http, id, Permission.ReadLedger, rule: null, async (caller, detail) =>
        {
            var auditor = http.Features.GetRequiredFeature<PersonRequest>().Who!.Account;
            if (!ReviewRules.MayReview(auditor, caller.Permissions, detail.Summary))
                return Problems.PermissionMissing("an auditor who may read the exchange");

            await calls.LookAsync(http, caller, "review", exchange: id);
            return await act(auditor, detail);
        });
}

/// <summary>What an auditor found.</summary>
/// <param name="SignOff"><c>accepted</c>, <c>qualified</c> or <c>rejected</c>.</param>
internal sealed record ReviewDraft(string Finding, string SignOff);

/// <summary>What is signed.</summary>
/// <param name="At">Comes again with the signature.</param>
/// <param name="Text">The statement; its octets in UTF-8 are signed.</param>
/// <param name="Sha256">Of those octets; comes again with the signature.</param>
internal sealed record StatementView(DateTimeOffset At, string Text, string Sha256)
{
    public static StatementView Of(Review review) => new(review.At, Encoding.UTF8.GetString(review.ToStatement()), Convert.ToHexStringLower(SHA256.HashData(review.ToStatement())));
}

/// <summary>A review with its signature.</summary>
/// <param name="At">As the statement has it.</param>
/// <param name="Sha256">Of the statement that was signed.</param>
/// <param name="Signature">Detached CMS over the statement, DER, Base64.</param>
internal sealed record SignedReview(string Finding, string SignOff, DateTimeOffset At, string Sha256, byte[] Signature);
