using IntegrationHub.Exchange.Parties;
using IntegrationHub.Identity.People;
using IntegrationHub.Market;
using IntegrationHub.Market.Contracts;
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

    private static Task<IResult> FormAsync(HttpContext http, string? number, string? version) => PageAsync(http, DraftForm.Empty with { Number = number ?? "", Version = version ?? "1" }, []);

    private static async Task<IResult> DraftAsync(HttpContext http, ContractBook contracts, CustomerBook customers, IPartyRegistry parties)
    {
        var form = DraftForm.Read(await http.Request.ReadFormAsync(http.RequestAborted));
        var settings = http.RequestServices.GetRequiredService<PortalSettings>();
        var read = form.ToTerms(parties.Current.Self, settings.Code, await customers.ListAsync(on: null, http.RequestAborted));
        if (read.Value is not { } terms)
            return await PageAsync(http, form, read.Problems);

        var drafted = await contracts.DraftAsync(ContractJson.Write(terms), PortalActors.Of(http).User, http.RequestAborted);
        return drafted.IsGood ? Results.Redirect($"/contracts/{Uri.EscapeDataString(terms.MRid)}/{terms.Version}") : await PageAsync(http, form, drafted.Problems);
    }

    private static async Task<IResult> PageAsync(HttpContext http, DraftForm form, IReadOnlyList<Problem> problems)
    {
        var services = http.RequestServices;
        return new RazorComponentResult<DraftPage>(new
        {
            Form = form,
            Problems = problems,
            Customers = (await services.GetRequiredService<CustomerBook>().ListAsync(on: null, http.RequestAborted)).Select(static account => account.CustomerName).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList(),
            Packages = (await services.GetRequiredService<PackageBook>().ListAsync(http.RequestAborted)).Select(static package => $"{package.Code}/{package.Version}").ToList(),
            Templates = (await services.GetRequiredService<TemplateBook>().ListAsync(http.RequestAborted)).Where(static template => template.Kind == ContractKind.Retail).Select(static template => $"{template.Code}/{template.Version}").ToList(),
        })
        { StatusCode = problems.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity };
    }
}
