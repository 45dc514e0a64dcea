using IntegrationHub.Api;
using IntegrationHub.Api.Persons;
using IntegrationHub.Api.Retail;
using IntegrationHub.Api.Services;
using IntegrationHub.Host.Node.Exchanges;
using IntegrationHub.Identity.Endpoints;
using IntegrationHub.Identity.People;
using IntegrationHub.Market.Settlement;
using IntegrationHub.Market.Time;
using IntegrationHub.Portal.Pages.Settlements;
using IntegrationHub.Retail;
using IntegrationHub.Retail.Settlement;
using IntegrationHub.Workflows.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Host.Node.Retail;

/// <summary>One settlement with its energy account line by line, computed again, and its bills as PDF: by the books of the pages. For persons.</summary>
/// <param name="company">Who bills.</param>
/// <param name="font">File of the font that bills are drawn with; empty is the usual one.</param>
internal sealed class SettlementSheetApi(string company, string font) : IApiPart
{
    private const string Pdf = "application/pdf";

    /// <summary>Computing bills again takes a processor whole: so many at once.</summary>
    private static readonly SemaphoreSlim Turns = new(2);

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    public void AddTo(IServiceCollection services, IServiceProvider hub) => services.AddSingleton(hub.GetRequiredService<SettlementProof>());

    public void Map(RouteGroupBuilder api)
    {
        var one = api.MapGroup("/settlements/{month}/{version:int}").WithTags("settlements").WithContentLooks().ForPersons(Permission.ReadSettlements)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound);
        one.MapGet("", ShowAsync).WithName("getSettlement").WithSummary("A settlement with its purchases and its energy account, beside the trading center's once it was reconciled; `differing` for lines that do not agree");
        one.MapPost("/verifications", VerifyAsync).WithName("verifySettlement").WithSummary("Computes its bills again from what each says it was made of; answers the digest that came out, or every bill that came out otherwise")
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        one.MapGet("/bill/pdf", DrawAsync).WithName("getBillPdf").WithSummary("An account's bill as its customer reads it: `account`, `voltage`, and `on`, a day of the customer who is meant").Produces<Stream>(StatusCodes.Status200OK, Pdf).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    private static Task<Results<Ok<SettlementSheet>, ProblemHttpResult>> ShowAsync(HttpContext http, ExchangeCalls calls, SettlementBook book, string month, int version, bool? differing) =>
        AboutAsync<Ok<SettlementSheet>>(http, calls, book, month, version, async (settlement, caller) =>
        {
            var shown = caller.Permissions.Contains(Permission.ReadBids) ? settlement : settlement.WithoutBids();
            return TypedResults.Ok(SettlementSheet.Of(shown, caller.InProcesses, differing is true));
        });

    private static Task<Results<Ok<SettlementCheck>, ProblemHttpResult>> VerifyAsync(HttpContext http, ExchangeCalls calls, SettlementBook book, SettlementProof proof, string month, int version) =>
        AboutAsync<Ok<SettlementCheck>>(http, calls, book, month, version, async (settlement, caller) =>
        {
            if (SettlementModel.TooLarge(settlement) is { } tooLarge)
                return Problems.Of([RetailApi.Finding(tooLarge)]);

            await calls.LookAsync(http, caller, "settlement-verified", settlement.Name, always: true);
            if (!await Turns.WaitAsync(LongestWait, http.RequestAborted))
                return ProblemAnswers.Of(StatusCodes.Status503ServiceUnavailable, "VERIFYING_BUSY", "Two settlements are being computed again already.", "Try again in a minute.", []);

            try
            {
                var verified = await proof.VerifyAsync(settlement.Month, settlement.Version, http.RequestAborted);
                return verified is { IsGood: true, Value: { } check } ? TypedResults.Ok(check) : Problems.Of([.. verified.Problems.Select(RetailApi.Finding)]);
            }
            finally
            {
                Turns.Release();
            }
        });

    private Task<Results<FileContentHttpResult, ProblemHttpResult>> DrawAsync(HttpContext http, ExchangeCalls calls, SettlementBook book, string month, int version, string account, string voltage, DateOnly? on) =>
        AboutAsync<FileContentHttpResult>(http, calls, book, month, version, async (settlement, _) =>
        {
            if (await book.BillAsync(account, voltage, settlement.Month, version, http.RequestAborted, on is { } day ? NodaTime.LocalDate.FromDateOnly(day) : null) is not { } bill)
                return NotThere($"bill of {account}/{voltage}");

            var shown = await book.ForCustomerAsync(bill, settlement, http.RequestAborted);
            var drawn = await BillDrawing.DrawAsync(http.Request, settlement, shown, company, font, http.RequestAborted);
            return drawn.Value is { } octets && drawn.Problems.Count == 0 ? TypedResults.Bytes(octets, Pdf, BillDrawing.NameOf(shown)) : Problems.Of([.. drawn.Problems.Select(RetailApi.Finding)]);
        });

    private static Task<Results<TGood, ProblemHttpResult>> AboutAsync<TGood>(
        HttpContext http, ExchangeCalls calls, SettlementBook book, string month, int version, Func<StoredSettlement, Caller, Task<Results<TGood, ProblemHttpResult>>> act)
        where TGood : IResult => calls.AsAsync<TGood>(http, Permission.ReadSettlements, async caller =>
            !BillingMonth.TryParse(month, out var asked) ? RetailApi.NoMonth
            : await book.FindAsync(asked, version, http.RequestAborted) is { } settlement ? await act(settlement, caller)
            : NotThere($"settlement {month}/{version}"));

    private static ProblemHttpResult NotThere(string what) => Problems.Of([RetailApi.Finding(RetailProblems.NotThere(what, "Look at the list of settlements."))]);
}

/// <summary>A settlement with what it is made of.</summary>
/// <param name="Summary">As in lists.</param>
/// <param name="Basis">Version of what the market says about the month.</param>
/// <param name="Rules">Version of the rules of computation.</param>
/// <param name="Purchases">What was bought; of bids for who reads bids.</param>
/// <param name="Account">The trading center's document; null before it was reconciled.</param>
/// <param name="Lines">The energy account.</param>
internal sealed record SettlementSheet(SettlementView Summary, int Basis, int Rules, IReadOnlyList<PurchaseView> Purchases, string? Account, IReadOnlyList<AccountLineView> Lines)
{
    public static SettlementSheet Of(StoredSettlement one, Actor actor, bool differing) => new(
        SettlementView.Of(one, actor), one.Basis, one.Rules, [.. one.Purchases.Select(static purchase => new PurchaseView(purchase.Item, purchase.Energy.MegawattHours, purchase.Amount))], one.Comparison?.Document,
        [.. new SettlementModel(one, [], null, null, []).Lines.Where(line => !differing || line.Finding != LineFinding.Agreed).Select(line => AccountLineView.Of(line, one.Comparison is not null))]);
}

/// <summary>Something that was bought.</summary>
internal sealed record PurchaseView(string Item, decimal MegawattHours, decimal Amount);

/// <summary>A line of the energy account.</summary>
/// <param name="Finding">Null before it was reconciled.</param>
internal sealed record AccountLineView(string Series, int Position, decimal? OurMegawattHours, decimal? TheirMegawattHours, decimal? OurAmount, decimal? TheirAmount, LineFinding? Finding)
{
    public static AccountLineView Of(ComparedLine line, bool compared) => new(
        line.Series, line.Position, line.Ours?.Energy.MegawattHours, line.Theirs?.Energy.MegawattHours, line.Ours?.Amount, line.Theirs?.Amount, compared ? line.Finding : null);
}
