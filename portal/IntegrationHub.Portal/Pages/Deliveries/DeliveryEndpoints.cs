using IntegrationHub.Identity;
using IntegrationHub.Identity.People;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Market.Time;
using IntegrationHub.Portal.Hosting;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.Tracking;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using NodaTime.Text;

namespace IntegrationHub.Portal.Pages.Deliveries;

/// <summary>Contracts under delivery, and what the company risks with them. Who looks stands in the ledger.</summary>
internal static class DeliveryEndpoints
{
    private const int MostRows = 200;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/contracts/delivery", ListAsync).Needs(Permission.ReadContracts);
        endpoints.MapGet("/indicators/exposure", ExposureAsync).Needs(Permission.ReadIndicators);
    }

    /// <summary>What a contract's page shows of its month: the one that is asked for, else the one that is looked at now; null where the contract is none that is delivered to a customer.</summary>
    public static async Task<DeliveryModel?> OfAsync(HttpContext http, StoredContract stored, ContractBook contracts, DeliveryBook deliveries, DeliveryDays days, DeliveryWatch watch)
    {
        var contract = stored.Contract;
        var month = MonthOf(http, watch);
        if (contract.Terms is not { Kind: ContractKind.Retail, Quantity: not null } || !month.EveryDay().Any((await contracts.OnItsDaysAsync(contract, http.RequestAborted)).BindsOn))
            return null;

        var delivery = await deliveries.FindAsync(contract.Terms.MRid, month, http.RequestAborted);
        NodaTime.LocalDate? day = LocalDatePattern.Iso.Parse(http.Request.Query["day"].ToString()).TryGetValue(default, out var asked) ? asked : delivery?.Status?.Through;
        return new(month, delivery, day is { } shown && month.Contains(shown) ? await days.FindAsync(contract.Terms.MRid, shown, http.RequestAborted) : null);
    }

    private static async Task<IResult> ListAsync(HttpContext http, DeliveryBook deliveries, DeliveryWatch watch, Looks looks)
    {
        var month = MonthOf(http, watch);
        await looks.LookAsync(http, "deliveries", month.ToString(), always: true);
        var all = await deliveries.ListAsync(month, http.RequestAborted);
        return new RazorComponentResult<DeliveryListPage>(new { Model = new DeliveryListModel(month, [.. DeliveryRows.Urgent(all).Take(MostRows)], all.Count, await deliveries.LastLookAsync(http.RequestAborted)) });
    }

    private static async Task<IResult> ExposureAsync(HttpContext http, DeliveryBook deliveries, Looks looks)
    {
        await looks.LookAsync(http, "exposure", question: null, always: true);
        return new RazorComponentResult<ExposurePage>(new { Look = await deliveries.LastLookAsync(http.RequestAborted) });
    }

    private static BillingMonth MonthOf(HttpContext http, DeliveryWatch watch) =>
        BillingMonth.TryParse(http.Request.Query["month"], out var month) ? month : DeliveryWatch.MonthOn(watch.Today);
}
