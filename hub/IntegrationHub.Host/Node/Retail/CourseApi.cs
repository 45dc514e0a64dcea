using IntegrationHub.Api;
using IntegrationHub.Api.Persons;
using IntegrationHub.Api.Retail;
using IntegrationHub.Api.Services;
using IntegrationHub.Host.Node.Exchanges;
using IntegrationHub.Identity.People;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Retail;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.Processes.Consents;
using IntegrationHub.Retail.Processes.Contracts;
using IntegrationHub.Retail.Processes.CustomerSide;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Host.Node.Retail;

/// <summary>How a contract came to bind, and one customer whole, in the HTTP API: by the readers of the pages. For persons.</summary>
internal sealed class CourseApi : IApiPart
{
    private const string Signature = "application/pkcs7-signature";

    public void AddTo(IServiceCollection services, IServiceProvider hub) => services
        .AddSingleton(hub.GetRequiredService<ContractCourses>())
        .AddSingleton(hub.GetRequiredService<CustomerSheets>());

    public void Map(RouteGroupBuilder api)
    {
        var contracts = api.MapGroup("/contracts/{number}").WithTags("contracts").WithContentLooks().ForPersons(Permission.ReadContracts).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound);
        contracts.MapGet("/course", CourseAsync).WithName("getContractCourse").WithSummary("Who handed a version in, reviewed and signed it, what the customer said, and how it was filed");
        contracts.MapGet("/signatures/{signature:int}", SignatureAsync).WithName("getContractSignature").WithSummary("A signature of the company under a contract (detached CMS)").Produces<Stream>(StatusCodes.Status200OK, Signature);
        api.MapGet("/customers/one", CustomerAsync).WithTags("customers").WithName("getCustomer").WithContentLooks().ForPersons(Permission.ReadCustomers).WithSummary("One customer: accounts, contacts, and what of contracts, load, bills and requests the caller may read")
            .ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static Task<Results<Ok<ContractCourseView>, ProblemHttpResult>> CourseAsync(HttpContext http, ExchangeCalls calls, ContractBook contracts, ContractCourses courses, string number, int? version) =>
        calls.AsAsync<Ok<ContractCourseView>>(http, Permission.ReadContracts, async _ => await contracts.FindAsync(number, version, http.RequestAborted) is { } stored
            ? TypedResults.Ok(ContractCourseView.Of(await courses.OfAsync(stored, http.RequestAborted)))
            : NotThere($"contract {number}"));

    private static Task<Results<FileContentHttpResult, ProblemHttpResult>> SignatureAsync(HttpContext http, ExchangeCalls calls, ContractCourses courses, string number, int signature) =>
        calls.AsAsync<FileContentHttpResult>(http, Permission.ReadContracts, async _ => await courses.SignatureAsync(number, signature, http.RequestAborted) is { } found
            ? TypedResults.Bytes(found.Cms, Signature, found.Name)
            : NotThere($"signature {signature} of contract {number}"));

    private static Task<Results<Ok<CustomerView>, ProblemHttpResult>> CustomerAsync(HttpContext http, ExchangeCalls calls, CustomerSheets sheets, string customer) =>
        calls.AsAsync<Ok<CustomerView>>(http, Permission.ReadCustomers, async caller =>
        {
            var parts = new CustomerParts(caller.Permissions.Contains(Permission.ReadContracts), caller.Permissions.Contains(Permission.ReadSettlements), caller.Permissions.Contains(Permission.ReadRequests));
            return await sheets.FindAsync(customer, parts, http.RequestAborted) is { } sheet ? TypedResults.Ok(CustomerView.Of(sheet)) : NotThere($"customer {customer}");
        });

    private static ProblemHttpResult NotThere(string what) => Problems.Of([RetailApi.Finding(RetailProblems.NotThere(what, "Look at the list."))]);
}

/// <summary>A task of a contract's case that a person completed.</summary>
public sealed record CourseTaskView(string Task, string Person, DateTimeOffset At);

/// <summary>What the customer said.</summary>
/// <param name="Phone">The end of the number that the code went to; empty where none was sent.</param>
public sealed record CourseConsentView(ConsentAnswer Answer, DateTimeOffset AskedAt, DateTimeOffset? AnsweredAt, string Phone, DateTimeOffset? StampedAt, string Digest, string? Words);

/// <summary>A signature of the company.</summary>
/// <param name="Number">By which its file is got.</param>
public sealed record CourseSignatureView(int Number, string Person, SignatureWay Way, DateTimeOffset At, DateTimeOffset? StampedAt, string Digest);

/// <summary>A filing.</summary>
/// <param name="MRid">Of the document: its exchange is found by it.</param>
/// <param name="State"><c>sent</c>, <c>accepted</c> or <c>refused</c>: it never left.</param>
public sealed record CourseFilingView(int Number, string Party, string MRid, string State);

/// <summary>How a version of a contract came to bind; each list is the oldest first.</summary>
public sealed record ContractCourseView(IReadOnlyList<CourseTaskView> Tasks, IReadOnlyList<CourseConsentView> Consents, IReadOnlyList<CourseSignatureView> Signatures, IReadOnlyList<CourseFilingView> Filings)
{
    internal static ContractCourseView Of(ContractCourse course) => new(
        [.. course.Tasks.Select(static one => new CourseTaskView(one.Task, one.Person, one.At))],
        [.. course.Consents.Select(static one => new CourseConsentView(one.Answer, one.AskedAt, one.AnsweredAt, one.Phone, one.StampedAt, one.Digest, one.Words))],
        [.. course.Signatures.Select(static one => new CourseSignatureView(one.Number, one.Person, one.Way, one.At, one.StampedAt, one.Digest))],
        [.. course.Filings.Select(static one => new CourseFilingView(one.Number, one.Party, one.MRid, one switch { { Refused: not null } => "refused", { Accepted: not null } => "accepted", _ => "sent" }))]);
}

/// <summary>Energy of a month.</summary>
/// <param name="Month">For example <c>2027-01</c>.</param>
public sealed record CustomerLoadView(string Month, decimal Mwh);

/// <summary>A bill of a customer.</summary>
/// <param name="Settlement">Month and version.</param>
public sealed record CustomerBillView(string Settlement, string Account, decimal Mwh, decimal Total, string Currency);

/// <summary>A request of a customer.</summary>
public sealed record CustomerRequestView(Guid Id, ServiceTopic Topic, DateTimeOffset At, DateTimeOffset Until, string? AnsweredBy);

/// <summary>One customer; lists that the caller may not read are empty.</summary>
/// <param name="Load">By month, the oldest first; months without readings are left away.</param>
/// <param name="IsCut">Whether load and bills are those of the first accounts only.</param>
public sealed record CustomerView(
    string Name, IReadOnlyList<AccountView> Accounts, IReadOnlyList<ContactView> Contacts, IReadOnlyList<ContractView> Contracts, IReadOnlyList<CustomerLoadView> Load, IReadOnlyList<CustomerBillView> Bills,
    IReadOnlyList<CustomerRequestView> Requests, bool IsCut)
{
    internal static CustomerView Of(CustomerSheet sheet) => new(
        sheet.Name, [.. sheet.Accounts.Select(AccountView.Of)], [.. sheet.Contacts.Select(static kept => ContactView.Of(kept) with { Phone = kept.Contact.EndOfPhone() })], [.. sheet.Contracts.Select(ContractView.Of)],
        [.. sheet.Load.Select(static month => new CustomerLoadView(month.Month.ToString(), month.Energy.MegawattHours))],
        [.. sheet.Bills.Select(static bill => new CustomerBillView(bill.Settlement.Name, bill.Stored.Bill.Account, bill.Stored.Bill.Energy.MegawattHours, bill.Stored.Bill.Total, bill.Settlement.Currency))],
        [.. sheet.Requests.Select(static one => new CustomerRequestView(one.Id, one.Request.Topic, one.At, one.Until, one.AnsweredBy))], sheet.IsCut);
}
