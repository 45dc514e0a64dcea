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

/// <summary>Drafting a retail contract with a customer; other kinds come as files.</summary>
internal static class DraftEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/contracts/new", FormAsync).Needs(Permission.KeepContracts);
        endpoints.MapPost("/contracts/new", DraftAsync).Needs(Permission.KeepContracts);
    }

    private static async Task<IResult> FormAsync(HttpContext http, CustomerBook customers, string? number, string? version) =>
        await PageAsync(http, DraftForm.Empty with { Number = number ?? "", Version = version ?? "1" }, await customers.ListAsync(on: null, http.RequestAborted), []);

    private static async Task<IResult> DraftAsync(HttpContext http, ContractBook contracts, CustomerBook customers, IPartyRegistry parties)
    {
        var form = DraftForm.Read(await http.Request.ReadFormAsync(http.RequestAborted));
        var settings = http.RequestServices.GetRequiredService<PortalSettings>();
        var accounts = await customers.ListAsync(on: null, http.RequestAborted);
        var read = form.ToTerms(parties.Current.Self, settings.Code, accounts);
        if (read.Value is not { } terms)
            return await PageAsync(http, form, accounts, read.Problems);

        var drafted = await contracts.DraftAsync(ContractJson.Write(terms), PortalActors.Of(http).User, http.RequestAborted);
        return drafted.IsGood ? Results.Redirect($"/contracts/{Uri.EscapeDataString(terms.MRid)}/{terms.Version}") : await PageAsync(http, form, accounts, drafted.Problems);
    }

    private static async Task<IResult> PageAsync(HttpContext http, DraftForm form, IReadOnlyList<MeteringAccount> accounts, IReadOnlyList<Problem> problems)
    {
        var services = http.RequestServices;
        return new RazorComponentResult<DraftPage>(new
        {
            Form = form,
            Problems = problems,
            Customers = accounts.Select(static account => account.CustomerName).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList(),
            Packages = (await services.GetRequiredService<PackageBook>().ListAsync(http.RequestAborted)).Select(static package => $"{package.Code}/{package.Version}").ToList(),
            Templates = (await services.GetRequiredService<TemplateBook>().ListAsync(http.RequestAborted)).Where(static template => template.Kind == ContractKind.Retail).Select(static template => $"{template.Code}/{template.Version}").ToList(),
        })
        { StatusCode = problems.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity };
    }
}
