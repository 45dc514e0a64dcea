using System.Globalization;
using IntegrationHub.Identity;
using IntegrationHub.Identity.Endpoints;
using IntegrationHub.Identity.People;
using IntegrationHub.Market;
using IntegrationHub.Market.Bidding;
using IntegrationHub.Portal.Hosting;
using IntegrationHub.Portal.Pages.Parts;
using IntegrationHub.Retail.Bids;
using IntegrationHub.Retail.Comparing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace IntegrationHub.Portal.Pages.Bids;

/// <summary>Market events and the bid book. Who looks at ceilings and bids stands in the ledger.</summary>
internal static class BidEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/bids", ListAsync).Needs(Permission.ReadBids);
        endpoints.MapGet("/bids/export", ExportAsync).Needs(Permission.ReadBids).Costly();
        endpoints.MapGet("/bids/events/{code}", EventAsync).Needs(Permission.ReadBids).Costly();
        endpoints.MapPost("/bids/events/{code}/propose", ProposeAsync).Needs(Permission.KeepBids).Costly();
        endpoints.MapGet("/bids/{number}/{version:int}", ShowAsync).Needs(Permission.ReadBids);
        endpoints.MapPost("/bids/{number}/{version:int}/price", PriceAsync).Needs(Permission.KeepBids);
        endpoints.MapPost("/bids/{number}/{version:int}/price/confirm", ConfirmPriceAsync).Needs(Permission.KeepBids);
        endpoints.MapGet("/bids/{number}/{version:int}/export", ExportOneAsync).Needs(Permission.ReadBids).Costly();
    }

    private static async Task<IResult> ListAsync(HttpContext http, BidSheets sheets, Looks looks)
    {
        var state = StateOf(http);
        await looks.LookAsync(http, "bids", state?.ToString(), always: true);
        var model = await sheets.ListAsync(state, http.RequestAborted);
        return SessionHandler.IsFragment(http.Request)
            ? new RazorComponentResult<BidResults>(new { Model = model })
            : new RazorComponentResult<BidListPage>(new { Model = model });
    }

    private static async Task<IResult> ExportAsync(HttpContext http, BidEntries entries, Looks looks)
    {
        await looks.LookAsync(http, "bids", "export", always: true);
        return CsvFile.Answer(
            "bids", ["number", "version", "event", "state", "author", "approvedBy", "mwh", "awardedMwh", "cost"],
            (await entries.ListAsync(StateOf(http), http.RequestAborted)).Select(static bid => (IReadOnlyList<object?>)
            [
                bid.Number, bid.Version, bid.Event, bid.State, bid.Author, string.Join(' ', bid.ApprovedBy), bid.Intervals.Sum(static interval => interval.Quantity.MegawattHours),
                bid.Outcome?.Awarded.MegawattHours, bid.Outcome?.Cost,
            ]));
    }

    private static async Task<IResult> EventAsync(HttpContext http, string code, BidSheets sheets, Looks looks)
    {
        if (await sheets.EventAsync(code, [], http.RequestAborted) is not { } model)
            return Notices.NotFound();

        await looks.LookAsync(http, "market-event", code, always: true);
        return new RazorComponentResult<MarketEventPage>(new { Model = model });
    }

    /// <summary>A draft from plan and past rounds: it is proposed, approved and signed in the process like any other.</summary>
    private static async Task<IResult> ProposeAsync(HttpContext http, string code, BidSheets sheets, BidPlanBook plans)
    {
        var number = (await http.Request.ReadFormAsync(http.RequestAborted))["number"].ToString().Trim();
        var written = await plans.ProposeAsync(code, number, PortalActors.Of(http).User, http.RequestAborted);
        if (written.Value is { } bid && written.Problems.Count == 0)
            return Results.Redirect($"/bids/{Uri.EscapeDataString(bid.Number)}/{bid.Version}");

        return await sheets.EventAsync(code, written.Problems, http.RequestAborted) is { } model
            ? new RazorComponentResult<MarketEventPage>(new { Model = model }) { StatusCode = StatusCodes.Status422UnprocessableEntity }
            : Notices.NotFound();
    }

    private static async Task<IResult> ShowAsync(HttpContext http, string number, int version, BidSheets sheets, VersionComparisons comparisons, Looks looks)
    {
        if (await sheets.BidAsync(number, version, http.RequestAborted) is not { } model)
            return Notices.NotFound();

        await looks.LookAsync(http, "bid", $"{number}/{version}", always: true);
        return new RazorComponentResult<BidPage>(new { Model = model, Changes = await comparisons.OfBidAsync(number, from: null, version, http.RequestAborted) });
    }

    /// <summary>The price of what the result gives without one, with where it is from.</summary>
    private static Task<IResult> PriceAsync(HttpContext http, string number, int version, BidSheets sheets, BidPrices prices) => PricedAsync(http, number, version, sheets, (price, position, form) =>
        prices.EnterAsync(number, new BidPriceDraft { Price = price, Version = version, Position = position, Source = form["source"].ToString() }, PortalActors.Of(http).User, http.RequestAborted));

    /// <summary>What somebody else entered, typed once more out of its source.</summary>
    private static Task<IResult> ConfirmPriceAsync(HttpContext http, string number, int version, BidSheets sheets, BidPrices prices) => PricedAsync(http, number, version, sheets, (price, position, _) =>
        prices.ConfirmAsync(number, new BidPriceConfirmation { Price = price, Version = version, Position = position }, PortalActors.Of(http).User, http.RequestAborted));

    private static async Task<IResult> PricedAsync(HttpContext http, string number, int version, BidSheets sheets, Func<decimal, int?, IFormCollection, Task<Checked<BidEntry>>> done)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var position = form["position"].ToString().Trim();
        List<Problem> problems = [];
        if (!decimal.TryParse(form["price"].ToString().Trim(), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var price))
            problems.Add(new(ProblemCodes.ValueUnreadable, "The price is no number.", "price", "Write it with a point, such as 401.25."));

        var asked = 0;
        if (position.Length > 0 && !int.TryParse(position, NumberStyles.None, CultureInfo.InvariantCulture, out asked))
            problems.Add(new(ProblemCodes.ValueUnreadable, "The interval is no number.", "position", "Write its position, counted from 1, or leave it empty."));

        if (problems.Count == 0)
            problems.AddRange((await done(price, position.Length == 0 ? null : asked, form)).Problems);

        if (problems.Count == 0)
            return Results.Redirect($"/bids/{Uri.EscapeDataString(number)}/{version}");

        return await sheets.BidAsync(number, version, http.RequestAborted) is { } model
            ? new RazorComponentResult<BidPage>(new { Model = model with { Problems = [.. problems, .. model.Problems] } }) { StatusCode = StatusCodes.Status422UnprocessableEntity }
            : Notices.NotFound();
    }

    private static async Task<IResult> ExportOneAsync(HttpContext http, string number, int version, BidSheets sheets, Looks looks)
    {
        if (await sheets.BidAsync(number, version, http.RequestAborted) is not { } model)
            return Notices.NotFound();

        await looks.LookAsync(http, "bid", $"{number}/{version}", always: true);
        var intervals = BidInterval.Of(model.Plan, model.Bid.Intervals, model.Results, model.Times);
        return CsvFile.Answer(
            $"{number}-{version}", ["interval", "expectedMwh", "contractedMwh", "gapMwh", "ceiling", "bound", "bidMwh", "highestPrice", "awardedMwh", "clearingPrice", "cost"],
            intervals.Select(static one => (IReadOnlyList<object?>)
            [
                one.Time, one.Planned?.Expected.MegawattHours, one.Planned?.Contracted.MegawattHours, one.Planned?.Gap.MegawattHours, one.Planned?.Ceiling, one.Planned?.Bound,
                one.Bid?.Quantity.MegawattHours, one.Bid?.Steps.Select(static step => (decimal?)step.Price).FirstOrDefault(), one.Result?.Awarded.MegawattHours, one.Result?.Price, one.Result?.Cost,
            ]));
    }

    private static BidState? StateOf(HttpContext http) => Enum.TryParse<BidState>(http.Request.Query["state"], out var named) && Enum.IsDefined(named) ? named : null;
}
