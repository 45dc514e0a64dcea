using IntegrationHub.Market.Contracts;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Retail.Contracts;

namespace IntegrationHub.Portal.Tests.Support;

/// <summary>Contracts with more than one version.</summary>
internal static class Amendments
{
    /// <summary>A contract whose first version was given up, and whose second has 1,250.5 MWh in the place of 1,000 and a clause more; its number.</summary>
    public static async Task<string> MakeAsync(PortalSite site, string customer)
    {
        var number = await site.ContractAsync(customer);
        var book = site.Get<ContractBook>();
        var first = (await book.FindAsync(number, 1, default))!.Contract.Terms;
        MarketBooks.Good(await book.StepAsync(number, 1, new ContractStep(ContractAction.Reject, "liu.yang", Reason: "more energy"), default));
        MarketBooks.Good(await book.DraftAsync(ContractJson.Write(first with { Version = 2, Quantity = Energy.FromMegawattHours(1250.5m), Clauses = [.. first.Clauses, "green"] }), "liu.yang", default));
        return number;
    }
}
