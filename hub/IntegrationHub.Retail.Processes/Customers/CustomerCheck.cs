using IntegrationHub.Market.Contracts;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.Processes.Consents;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Retail.Processes.Customers;

/// <summary>
/// <c>customer.check</c>: inputs <c>customer</c> (name as in the customer file) and <c>begins</c>. Results: <c>eligible</c>, whether all of the customer's accounts are admitted to the
/// market, <c>bound</c>, whether one of them is under a retail contract on that day already, and <c>reference</c>, the key by which the customer's consent finds the case; nothing of name or day can be
/// read from it. Error: <c>CUSTOMER_UNKNOWN</c>.
/// </summary>
/// <remarks>It reads and changes nothing. What other retailers have agreed with the customer only the distribution company knows.</remarks>
public sealed class CustomerCheck(OnboardingTexts customers, ContractBook contracts, ConsentBook consents) : IServiceHandler
{
    public const string Unknown = "CUSTOMER_UNKNOWN";

    public string Name => "customer.check";

    public async Task<ServiceAnswer> CallAsync(ServiceCall call, CancellationToken cancellation)
    {
        if (call.Text("customer") is not { } customer || call.Day("begins") is not { } begins)
            return new ServiceAnswer.Error(Unknown, "The inputs customer and begins name a customer and a day.");

        var accounts = await customers.AccountsAsync(customer, begins, cancellation).ConfigureAwait(false);
        if (accounts.Count == 0)
            return new ServiceAnswer.Error(Unknown, $"The customer has no account that is served on {begins:uuuu-MM-dd}. Import the accounts with `ihub customers import`, or correct name or day.");

        var taken = (await contracts.ListAsync(null, begins, cancellation).ConfigureAwait(false))
            .Where(stored => stored.Contract.Terms.Kind == ContractKind.Retail && stored.Contract.BindsOn(begins))
            .SelectMany(static stored => stored.Contract.Terms.Accounts).ToHashSet();
        return new ServiceAnswer.Done(ContextValue.Of(
            ("eligible", Value.Of(accounts.All(static account => account.MarketEligible))),
            ("bound", Value.Of(accounts.Any(account => taken.Contains(new ContractAccount(account.AccountNumber, account.VoltageLevel))))),
            ("reference", Value.Of(consents.KeyOf(customer, begins)))));
    }
}
