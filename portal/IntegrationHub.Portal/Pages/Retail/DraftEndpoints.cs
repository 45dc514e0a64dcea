using System.Globalization;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Identity.People;
using IntegrationHub.Market;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Market.Customers;
using IntegrationHub.Portal.Hosting;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.Customers;
using IntegrationHub.Retail.Packages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Portal.Pages.Retail;

/// <summary>Drafting a retail contract with a customer, and writing a draft anew; other kinds come as files.</summary>
internal static class DraftEndpoints
{
    /// <summary>Customers that are offered for what was typed so far.</summary>
    private const int MostOffered = 50;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/contracts/new", FormAsync).Needs(Permission.KeepContracts);
        endpoints.MapPost("/contracts/new", DraftAsync).Needs(Permission.KeepContracts);
        endpoints.MapGet("/contracts/{number}/{version:int}/edit", EditAsync).Needs(Permission.KeepContracts);
    }

    /// <summary>An empty form; with a contract named its next version, filled with what the newest says; with a customer named what is known of it.</summary>
    private static async Task<IResult> FormAsync(HttpContext http, ContractBook contracts, CustomerBook customers, string? number, string? customer)
    {
        var accounts = await customers.ListAsync(on: null, http.RequestAborted);
        var newest = number is { Length: > 0 } ? await contracts.FindAsync(number, version: null, http.RequestAborted) : null;
        var form = newest is { Contract.Terms: { Kind: ContractKind.Retail } terms }
            ? DraftForm.Of(terms) with { Version = (terms.Version + 1).ToString(CultureInfo.InvariantCulture) }
            : DraftForm.Empty with { Number = number ?? "", Customer = customer ?? "" };
        return await PageAsync(http, form.BuyerCode.Length > 0 ? form : form with { BuyerCode = await CodeOfAsync(contracts, accounts, form.Customer, http.RequestAborted) }, accounts, []);
    }

    /// <summary>A draft is written anew by its author.</summary>
    private static async Task<IResult> EditAsync(HttpContext http, string number, int version, ContractBook contracts, CustomerBook customers) =>
        await contracts.FindAsync(number, version, http.RequestAborted) is { Contract: { State: ContractState.Draft, Terms: { Kind: ContractKind.Retail } terms } life } && life.Author == PortalActors.Of(http).User
            ? await PageAsync(http, DraftForm.Of(terms), await customers.ListAsync(on: null, http.RequestAborted), [])
            : Notices.NotFound();

    private static async Task<IResult> DraftAsync(HttpContext http, ContractBook contracts, CustomerBook customers, TemplateBook templates, IPartyRegistry parties)
    {
        var form = DraftForm.Read(await http.Request.ReadFormAsync(http.RequestAborted));
        var settings = http.RequestServices.GetRequiredService<PortalSettings>();
        var accounts = await customers.ListAsync(on: null, http.RequestAborted);
        if (form.BuyerCode.Length == 0)
            form = form with { BuyerCode = await CodeOfAsync(contracts, accounts, form.Customer, http.RequestAborted) };

        var template = DraftForm.Named(form.Template) is { } named ? await templates.FindAsync(named.Code, named.Version, http.RequestAborted) : null;
        var read = form.ToTerms(parties.Current.Self, settings.Code, accounts, template, await BeforeAsync(http, contracts, form));
        if (read.Value is not { } terms)
            return await PageAsync(http, form, accounts, read.Problems);

        var drafted = await contracts.DraftAsync(ContractJson.Write(terms), PortalActors.Of(http).User, http.RequestAborted);
        return drafted.IsGood ? Results.Redirect($"/contracts/{Uri.EscapeDataString(terms.MRid)}/{terms.Version}") : await PageAsync(http, form, accounts, drafted.Problems);
    }

    /// <summary>The draft that is written anew, or the version that this one follows; <c>null</c> where it is the first.</summary>
    private static async Task<ContractTerms?> BeforeAsync(HttpContext http, ContractBook contracts, DraftForm form) =>
        form.Number.Length is > 0 and <= ContractRules.LongestNumber && await contracts.FindAsync(form.Number, version: null, http.RequestAborted) is { Contract.Terms: { Kind: ContractKind.Retail } terms } ? terms : null;

    /// <summary>The customer's code: that of its newest contract, else the first of its account numbers. Empty where neither is known.</summary>
    private static async Task<string> CodeOfAsync(ContractBook contracts, IReadOnlyList<MeteringAccount> accounts, string customer, CancellationToken cancellationToken)
    {
        var own = accounts.Where(account => account.CustomerName == customer).Select(static account => account.AccountNumber).Order(StringComparer.Ordinal).FirstOrDefault();
        if (own is null)
            return "";

        var newest = (await contracts.LivesAsync(state: null, on: null, cancellationToken)).Select(static contract => contract.Terms)
            .Where(terms => terms.Kind == ContractKind.Retail && terms.Buyer.Name == customer).OrderBy(static terms => terms.ValidFrom).LastOrDefault();
        return newest?.Buyer.MRid ?? own;
    }

    private static async Task<IResult> PageAsync(HttpContext http, DraftForm form, IReadOnlyList<MeteringAccount> accounts, IReadOnlyList<Problem> problems)
    {
        var services = http.RequestServices;
        var templates = (await services.GetRequiredService<TemplateBook>().ListAsync(http.RequestAborted)).Where(static template => template.Kind == ContractKind.Retail).ToList();
        return new RazorComponentResult<DraftPage>(new
        {
            Form = form,
            Problems = problems,
            HasCustomers = accounts.Count > 0,
            Customers = accounts.Select(static account => account.CustomerName).Distinct(StringComparer.Ordinal).Where(name => name.Contains(form.Customer, StringComparison.OrdinalIgnoreCase)).Take(MostOffered).ToList(),
            Packages = (await services.GetRequiredService<PackageBook>().ListAsync(http.RequestAborted)).ToList(),
            // A new contract has the newest wording; a draft that has an earlier one may keep it.
            Templates = templates.Where(template => $"{template.Code}/{template.Version}" == form.Template || !templates.Exists(other => other.Code == template.Code && other.Version > template.Version)).ToList(),
        })
        { StatusCode = problems.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity };
    }
}
