using IntegrationHub.Identity;
using IntegrationHub.Identity.People;
using IntegrationHub.Market;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Market.Customers;
using IntegrationHub.Portal.Hosting;
using IntegrationHub.Retail.Customers;
using IntegrationHub.Retail.Processes.Consents;
using IntegrationHub.Retail.Processes.CustomerSide;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace IntegrationHub.Portal.Pages.Retail;

/// <summary>
/// Whom a customer is reached by. The page shows the end of a number only: who confirms one brings it from the customer's papers and types it
/// (docs/decisions/contacts-by-two-persons.md).
/// </summary>
internal static class ContactEndpoints
{
    private const string Address = "/customers/contacts";
    private const int LongestField = 200;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(Address, ShowAsync).Needs(Permission.ReadCustomers);
        Step("", Permission.KeepContracts, static (changes, one, actor, stop) => changes.AddAsync(one.Customer, one.Contact, actor, stop));
        Step("/confirm", Permission.ConfirmContacts, static (changes, one, actor, stop) => changes.ConfirmAsync(one.Customer, one.Contact, one.Reason, actor, stop));
        Step("/dismiss", Permission.ConfirmContacts, static (changes, one, actor, stop) => changes.DismissAsync(one.Customer, one.Contact, one.Reason, actor, stop));
        Step("/object", Permission.KeepContracts, static (changes, one, actor, stop) => changes.ObjectAsync(one.Customer, one.Contact, one.Reason, actor, stop));
        Step("/withdraw", Permission.KeepContracts, static (changes, one, actor, stop) => changes.WithdrawAsync(one.Customer, one.Contact, one.Reason, actor, stop));

        void Step(string step, Permission permission, Func<ContactChanges, Posted, string, CancellationToken, Task<Checked<KeptContact>>> act) => endpoints.MapPost(
            Address + step, (HttpContext http, ContactBook book, CustomerBook customers, LoadCalendarBook calendars, SubscriptionBook subscriptions, ContactChanges changes) =>
                ActAsync(http, book, customers, calendars, subscriptions, changes, act)).Needs(permission);
    }

    public static string AddressOf(string customer) => $"{Address}?customer={Uri.EscapeDataString(customer)}";

    private static async Task<IResult> ShowAsync(HttpContext http, ContactBook book, CustomerBook customers, LoadCalendarBook calendars, SubscriptionBook subscriptions, Looks looks)
    {
        if (http.Request.Query["customer"].ToString() is not { Length: > 0 and <= LongestField } customer)
            return Notices.NotFound();

        await looks.LookAsync(http, "contacts", customer);
        return new RazorComponentResult<ContactPage>(new
        {
            Customer = customer, Contacts = await book.ListAsync(customer, http.RequestAborted), Calendar = await CalendarAsync(customers, calendars, customer, http.RequestAborted),
            Subscriptions = await subscriptions.OfCustomerAsync(customer, http.RequestAborted),
        });
    }

    /// <summary>When the customer's accounts take less, the first days in front.</summary>
    private static async Task<IReadOnlyList<ReducedLoad>> CalendarAsync(CustomerBook customers, LoadCalendarBook calendars, string customer, CancellationToken stop)
    {
        var entries = new List<ReducedLoad>();
        foreach (var account in (await customers.ListAsync(null, stop)).Where(account => account.CustomerName == customer).Select(static account => new ContractAccount(account.AccountNumber, account.VoltageLevel)).Distinct())
            entries.AddRange((await calendars.OfAsync(account, stop)).Days);

        return [.. entries.OrderBy(static entry => entry.From)];
    }

    private static async Task<IResult> ActAsync(
        HttpContext http, ContactBook book, CustomerBook customers, LoadCalendarBook calendars, SubscriptionBook subscriptions, ContactChanges changes, Func<ContactChanges, Posted, string, CancellationToken, Task<Checked<KeptContact>>> act)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var posted = new Posted(Field(form, "customer"), new(Field(form, "name"), Field(form, "phone")), Field(form, "reason"));
        if (posted.Customer.Length == 0)
            return Notices.NotFound();

        var done = await act(changes, posted, PortalActors.Of(http).User, http.RequestAborted);
        return done.Problems.Count == 0
            ? Results.Redirect(AddressOf(posted.Customer))
            : new RazorComponentResult<ContactPage>(new
            {
                posted.Customer, Contacts = await book.ListAsync(posted.Customer, http.RequestAborted), Calendar = await CalendarAsync(customers, calendars, posted.Customer, http.RequestAborted), done.Problems,
                Subscriptions = await subscriptions.OfCustomerAsync(posted.Customer, http.RequestAborted),
            })
            {
                StatusCode = StatusCodes.Status422UnprocessableEntity,
            };
    }

    private static string Field(IFormCollection form, string name) => form[name].ToString().Trim() is { Length: <= LongestField } text ? text : "";

    /// <summary>What a form says.</summary>
    private sealed record Posted(string Customer, CustomerContact Contact, string Reason);
}
