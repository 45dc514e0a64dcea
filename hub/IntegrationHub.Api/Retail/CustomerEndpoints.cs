using IntegrationHub.Api.Persons;
using IntegrationHub.Api.Services;
using IntegrationHub.Identity.People;
using IntegrationHub.Market.Customers;
using IntegrationHub.Retail.Customers;
using IntegrationHub.Retail.Processes.Consents;
using IntegrationHub.Workflows.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace IntegrationHub.Api.Retail;

/// <summary>Customers: list and import, end of service, contacts.</summary>
internal static class CustomerEndpoints
{
    private const int MostCharacters = 64 << 20;

    /// <summary>Roles of processes whose people say that a number is the customer's, and that an objection does not hold: none of those that enter contacts.</summary>
    private static readonly string[] Confirming = ["back-office", "legal", "risk"];

    public static void Map(RouteGroupBuilder api)
    {
        var customers = api.MapGroup("/customers").WithTags("customers");
        customers.MapGet("", ListAsync).WithName("listCustomers").WithContentLooks().ForPersons(Permission.ReadCustomers).ForServices(Permission.ReadCustomers).WithSummary("Metering accounts, or those that are served on a day").ProducesProblem(StatusCodes.Status403Forbidden);
        customers.MapPost("", ImportAsync).WithName("importCustomers").ForPersons(Permission.KeepContracts).ForServices(Permission.KeepContracts).WithSummary("Imports a CSV file, the body of the request: all of its rows, or everything that is wrong")
            .ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        customers.MapPost("/ends", EndAsync).WithName("endService").ForSocketAlone("persons end a service by its process").WithSummary("Ends the service of a customer, or of one account")
            .ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        customers.MapGet("/contacts", ContactsAsync).WithName("listContacts").ForPersons(Permission.ReadCustomers).ForServices(Permission.ReadCustomers).WithSummary("Whom a customer is reached by, and was").ProducesProblem(StatusCodes.Status403Forbidden);
        customers.MapPost("/contacts", ContactAsync).WithName("addContact").ForPersons(Permission.KeepContracts).ForServices(Permission.KeepContracts).WithSummary("Takes a person whom a customer is reached by, or another number of one; it counts when another person confirms it")
            .ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        customers.MapPost("/contacts/steps", ContactStepAsync).WithName("contactStep").ForPersons(Permission.ReadCustomers).WithSummary("Confirms a contact, takes or dismisses an objection to it, or withdraws it")
            .ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    private static Task<Results<Ok<IReadOnlyList<AccountView>>, ProblemHttpResult>> EndAsync(
        HttpContext http, IRequestActor actors, Callers callers, CustomerBook book, EndOrder order, CancellationToken cancellation) =>
        RetailApi.AsAsync<IReadOnlyList<AccountView>>(http, actors, callers, Permission.KeepContracts, async actor => RetailApi.Answer<IReadOnlyList<MeteringAccount>, IReadOnlyList<AccountView>>(
                await book.EndServiceAsync(order.Customer, order.Account, LocalDate.FromDateOnly(order.On), actor.User, cancellation), static accounts => [.. accounts.Select(AccountView.Of)]));

    private static Task<Results<Ok<IReadOnlyList<ContactView>>, ProblemHttpResult>> ContactsAsync(
        HttpContext http, IRequestActor actors, Callers callers, ContactBook book, string customer, CancellationToken cancellation) =>
        RetailApi.AsAsync<IReadOnlyList<ContactView>>(http, actors, callers, Permission.ReadCustomers, async _ => TypedResults.Ok<IReadOnlyList<ContactView>>([.. (await book.ListAsync(customer, cancellation)).Select(kept => Shown(http, kept))]));

    private static Task<Results<Ok<ContactView>, ProblemHttpResult>> ContactAsync(
        HttpContext http, IRequestActor actors, Callers callers, ContactChanges changes, ContactOrder order, CancellationToken cancellation) =>
        RetailApi.AsAsync<ContactView>(http, actors, callers, Permission.KeepContracts, async actor => RetailApi.Answer(await changes.AddAsync(order.Customer, new(order.Name, order.Phone), actor.User, cancellation), kept => Shown(http, kept)));

    private static Task<Results<Ok<ContactView>, ProblemHttpResult>> ContactStepAsync(
        HttpContext http, IRequestActor actors, Callers callers, ContactChanges changes, ContactStep step, CancellationToken cancellation)
    {
        var contact = new CustomerContact(step.Name, step.Phone);
        var decides = step.Action is ContactAction.Confirm or ContactAction.Dismiss;
        if (PersonCalls.WhyNot(http, decides ? Permission.ConfirmContacts : Permission.KeepContracts) is { } missing)
        {
            return Task.FromResult<Results<Ok<ContactView>, ProblemHttpResult>>(missing);
        }

        return decides
            ? RetailApi.AsAsync<ContactView>(http, actors, Confirming, "confirming contacts", ActAsync)
            : RetailApi.AsAsync<ContactView>(http, actors, callers, Permission.KeepContracts, ActAsync);

        async Task<Results<Ok<ContactView>, ProblemHttpResult>> ActAsync(Actor actor) => RetailApi.Answer(
            await (step.Action switch
            {
                ContactAction.Confirm => changes.ConfirmAsync(step.Customer, contact, step.Reason, actor.User, cancellation),
                ContactAction.Object => changes.ObjectAsync(step.Customer, contact, step.Reason, actor.User, cancellation),
                ContactAction.Dismiss => changes.DismissAsync(step.Customer, contact, step.Reason, actor.User, cancellation),
                _ => changes.WithdrawAsync(step.Customer, contact, step.Reason, actor.User, cancellation),
            }),
            kept => Shown(http, kept));
    }

    /// <summary>Persons are shown the end of a number only, as on the page: who confirms one brings it from the customer's papers.</summary>
    private static ContactView Shown(HttpContext http, KeptContact kept) => ContactView.Of(kept) is var view && PersonCalls.IsAtDoor(http) ? view with { Phone = kept.Contact.EndOfPhone() } : view;

    private static Task<Results<Ok<IReadOnlyList<AccountView>>, ProblemHttpResult>> ListAsync(
        HttpContext http, IRequestActor actors, Callers callers, CustomerBook book, DateOnly? on, CancellationToken cancellation) =>
        RetailApi.AsAsync<IReadOnlyList<AccountView>>(http, actors, callers, Permission.ReadCustomers, async _ =>
        {
            var accounts = await book.ListAsync(on is { } day ? LocalDate.FromDateOnly(day) : null, cancellation);
            return TypedResults.Ok<IReadOnlyList<AccountView>>([.. accounts.Select(AccountView.Of)]);
        });

    private static Task<Results<Ok<IReadOnlyList<AccountView>>, ProblemHttpResult>> ImportAsync(
        HttpContext http, IRequestActor actors, Callers callers, CustomerBook book, CancellationToken cancellation) =>
        RetailApi.AsAsync<IReadOnlyList<AccountView>>(http, actors, callers, Permission.KeepContracts, async actor =>
        {
            if (await RetailApi.TextAsync(http, MostCharacters, cancellation) is not { } csv)
            {
                return Problems.TooLarge($"A customer file has at most {MostCharacters} characters.");
            }

            return RetailApi.Answer<IReadOnlyList<MeteringAccount>, IReadOnlyList<AccountView>>(
                await book.ImportAsync(csv, actor.User, cancellation), static accounts => [.. accounts.Select(AccountView.Of)]);
        });
}
