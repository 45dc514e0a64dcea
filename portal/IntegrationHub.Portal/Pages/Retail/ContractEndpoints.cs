using System.Globalization;
using IntegrationHub.Identity;
using IntegrationHub.Identity.Endpoints;
using IntegrationHub.Identity.People;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Market.Time;
using IntegrationHub.Portal.Hosting;
using IntegrationHub.Portal.Pages.Deliveries;
using IntegrationHub.Portal.Pages.Parts;
using IntegrationHub.Rendering;
using IntegrationHub.Retail.Comparing;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.Packages;
using IntegrationHub.Retail.Processes.Consents;
using IntegrationHub.Retail.Processes.Contracts;
using IntegrationHub.Retail.Tracking;
using IntegrationHub.Workflows.Engine.Desk;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Portal.Pages.Retail;

/// <summary>Contracts: list, one with its text, the PDF, the files. What somebody reads of one is in the ledger.</summary>
internal static class ContractEndpoints
{
    private const int MostRows = 200;
    private const int LongestText = 100;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/contracts", ListAsync).Needs(Permission.ReadContracts);
        endpoints.MapGet("/contracts/export", ExportAsync).Needs(Permission.ReadContracts).Costly();
        endpoints.MapGet("/contracts/{number}/{version:int}", ShowAsync).Needs(Permission.ReadContracts);
        endpoints.MapGet("/contracts/{number}/versions", VersionsAsync).Needs(Permission.ReadContracts).Costly();
        endpoints.MapGet("/contracts/{number}/decomposition", DecompositionAsync).Needs(Permission.ReadContracts);
        endpoints.MapGet("/contracts/{number}/{version:int}/pdf", PdfAsync).Needs(Permission.ReadContracts).Costly();
        endpoints.MapGet("/contracts/{number}/signatures/{signature:int}", SignatureAsync).Needs(Permission.ReadContracts);
        endpoints.MapGet("/contracts/{number}/files/{file:int}", FileAsync).Needs(Permission.ReadContracts);
    }

    private static async Task<IResult> ListAsync(HttpContext http, ContractBook contracts, Looks looks)
    {
        var (state, search) = QuestionOf(http);
        await looks.LookAsync(http, "contracts", search);
        var found = await FindAllAsync(contracts, state, search, http.RequestAborted);
        var model = new ContractListModel([.. found.Take(MostRows)], found.Count, state, search);
        return SessionHandler.IsFragment(http.Request)
            ? new RazorComponentResult<ContractResults>(new { Model = model })
            : new RazorComponentResult<ContractListPage>(new { Model = model });
    }

    private static async Task<IResult> ExportAsync(HttpContext http, ContractBook contracts, Looks looks)
    {
        var (state, search) = QuestionOf(http);
        await looks.LookAsync(http, "contracts", "export", always: true);
        return CsvFile.Answer(
            "contracts", ["number", "version", "kind", "seller", "buyer", "from", "to", "mwh", "price", "currency", "package", "state", "author"],
            (await FindAllAsync(contracts, state, search, http.RequestAborted)).Select(static contract => (Contract: contract, contract.Terms)).Select(static one => (IReadOnlyList<object?>)
            [
                one.Terms.MRid, one.Terms.Version, one.Terms.Kind, one.Terms.Seller.Name, one.Terms.Buyer.Name, one.Terms.ValidFrom.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture),
                one.Terms.ValidTo.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture), one.Terms.Quantity?.MegawattHours, one.Terms.Price, one.Terms.Currency, one.Terms.Package, one.Contract.State, one.Contract.Author,
            ]));
    }

    private static (ContractState? State, string? Search) QuestionOf(HttpContext http) => (
        Enum.TryParse<ContractState>(http.Request.Query["state"], out var named) && Enum.IsDefined(named) ? named : null,
        http.Request.Query["search"].ToString().Trim() is { Length: > 0 and <= LongestText } text ? text : null);

    private static async Task<List<ContractLife>> FindAllAsync(ContractBook contracts, ContractState? state, string? search, CancellationToken cancellationToken) =>
        [.. (await contracts.LivesAsync(state, on: null, cancellationToken)).Where(contract => Fits(contract.Terms, search)).Reverse()];

    /// <summary>The contract's energy as it was frozen: months, and days of the one that is asked for.</summary>
    private static async Task<IResult> DecompositionAsync(HttpContext http, string number, DecompositionBook book, Looks looks)
    {
        if (await book.FindAsync(number, VersionOf(http, "version"), VersionOf(http, "against"), http.RequestAborted) is not { } sheet)
            return Notices.NotFound();

        await looks.LookAsync(http, "contract", $"{number}/decomposition", always: true);
        return new RazorComponentResult<DecompositionPage>(new { Sheet = sheet, Month = BillingMonth.TryParse(http.Request.Query["month"].ToString(), out var month) ? month : (BillingMonth?)null });
    }

    private static int? VersionOf(HttpContext http, string name) => int.TryParse(http.Request.Query[name], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;

    private static Task<IResult> ShowAsync(HttpContext http, string number, int version) => PageAsync(http, number, version, ContractRefusal.None);

    /// <summary>A version of a contract, with what refused a step of it.</summary>
    internal static async Task<IResult> PageAsync(HttpContext http, string number, int version, ContractRefusal refusal)
    {
        var services = http.RequestServices;
        var contracts = services.GetRequiredService<ContractBook>();
        if (await contracts.FindAsync(number, version, http.RequestAborted) is not { } contract)
            return Notices.NotFound();

        await services.GetRequiredService<Looks>().LookAsync(http, "contract", $"{number}/{version}", always: true);
        var (text, terms, page) = (await contracts.TextAsync(contract, http.RequestAborted), contract.Contract.Terms, services.GetRequiredService<PageContext>());
        var delivery = await DeliveryEndpoints.OfAsync(
            http, contract, contracts, services.GetRequiredService<DeliveryBook>(), services.GetRequiredService<DeliveryDays>(), services.GetRequiredService<DeliveryWatch>());
        var model = new ContractModel(contract, text.Value, text.Problems, await services.GetRequiredService<AttachmentBook>().ListAsync(number, http.RequestAborted), MonthsOf(terms), delivery)
        {
            Package = terms.Package is { } code && await services.GetRequiredService<PackageBook>().FindAsync(code, terms.PackageVersion, http.RequestAborted) is { } package ? PublicPackage.Of(package) : null,
            Course = await services.GetRequiredService<ContractCourses>().OfAsync(contract, http.RequestAborted),
            Case = contract.Contract.State == ContractState.Draft && page.May(Permission.ReadProcesses) ? await ContractStepEndpoints.OpenCaseAsync(http, number, services.GetRequiredService<ProcessDesk>()) : null,
            MaySign = page.May(Permission.StartProcesses) && ProcessStartTable.MayStart(PortalActors.Of(http).Roles, ContractStepEndpoints.Signing),
            Instance = Guid.CreateVersion7(page.Now),
            Refusal = refusal,
            Reach = await services.GetRequiredService<ConsentReaching>().OfAsync(contract.Contract, http.RequestAborted),
        };
        var status = refusal.Problems.Count + refusal.Findings.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity;
        return new RazorComponentResult<ContractPage>(new { Model = model }) { StatusCode = status };
    }

    /// <summary>Without versions named, the newest and the one that it follows.</summary>
    private static async Task<IResult> VersionsAsync(HttpContext http, string number, int? from, int? to, ContractBook contracts, VersionComparisons comparisons, Looks looks)
    {
        var versions = await contracts.VersionsAsync(number, http.RequestAborted);
        if (versions.Count == 0)
            return Notices.NotFound();

        await looks.LookAsync(http, "contract", $"{number}/{from}-{to}", always: true);
        var comparison = await comparisons.OfContractAsync(number, from, to, http.RequestAborted);
        return comparison is null && (from ?? to) is not null
            ? Notices.NotFound()
            : new RazorComponentResult<ContractVersionsPage>(new { Model = new ContractVersionsModel(number, versions, comparison) });
    }

    private static async Task<IResult> PdfAsync(HttpContext http, string number, int version, ContractBook contracts, PortalSettings settings, Looks looks)
    {
        if (await contracts.FindAsync(number, version, http.RequestAborted) is not { } contract || (await contracts.TextAsync(contract, http.RequestAborted)).Value is not { } text)
            return Notices.NotFound();

        await looks.LookAsync(http, "contract", $"{number}/{version}", always: true);
        var drawn = await Drawing.DrawAsync(settings.Font, file => ContractPdf.Render(text, file, $"{number} / {version}"), http.RequestAborted);
        return Notices.Drawn(drawn, $"{number}-{version}.pdf", $"/contracts/{Uri.EscapeDataString(number)}/{version}");
    }

    private static async Task<IResult> FileAsync(HttpContext http, string number, int file, AttachmentBook attachments, Looks looks)
    {
        if (await attachments.FindAsync(number, file, http.RequestAborted) is not { } found)
            return Notices.NotFound();

        await looks.LookAsync(http, "contract", number, always: true);
        // Somebody else's file: the browser saves it and runs nothing of it.
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return Results.File(found.Content, "application/octet-stream", found.Name);
    }

    private static async Task<IResult> SignatureAsync(HttpContext http, string number, int signature, ContractCourses courses, Looks looks)
    {
        if (await courses.SignatureAsync(number, signature, http.RequestAborted) is not { } found)
            return Notices.NotFound();

        await looks.LookAsync(http, "contract", $"{number}/signature", always: true);
        return Results.File(found.Cms, "application/pkcs7-signature", found.Name);
    }

    private static bool Fits(ContractTerms terms, string? search) =>
        search is null || new[] { terms.MRid, terms.Seller.Name, terms.Buyer.Name, terms.Seller.MRid, terms.Buyer.MRid }.Any(text => text.Contains(search, StringComparison.OrdinalIgnoreCase));

    private static List<(string Label, decimal Value)> MonthsOf(ContractTerms terms)
    {
        var shares = terms.Months.Values.Sum();
        return terms.Quantity is { } total && shares > 0
            ? [.. terms.Months.OrderBy(static month => month.Key).Select(month => (month.Key.ToString(), decimal.Round(total.MegawattHours * month.Value / shares, 3)))]
            : [];
    }
}
