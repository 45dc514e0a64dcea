using IntegrationHub.Market.Contracts;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.Packages;
using IntegrationHub.Retail.Processes.Consents;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Retail.Processes.Customers;

/// <summary>
/// <c>customer.check</c>: inputs <c>customer</c> (name as in the customer file), <c>begins</c> and <c>annualMwh</c>. Results: <c>eligible</c>, whether all of the customer's accounts are admitted to the
/// market, <c>bound</c>, whether one of them is under a retail contract on that day already, and <c>reference</c>, the key by which the customer's consent finds the case; nothing of name or day can be
/// read from it, and <c>large</c>, whether the energy of a year reaches what the parameters call a large customer on that day. Errors: <c>CUSTOMER_UNKNOWN</c>; <c>PARAMETER_MISSING</c>, which an operator
/// mends by having the figure entered.
/// </summary>
/// <remarks>It reads and changes nothing. What other retailers have agreed with the customer only the distribution company knows.</remarks>
public sealed class CustomerCheck(OnboardingTexts customers, ContractBook contracts, ConsentBook consents, ParameterBook parameters) : IServiceHandler
{
    public const string Unknown = "CUSTOMER_UNKNOWN";

    public string Name => "customer.check";

    public async Task<ServiceAnswer> CallAsync(ServiceCall call, CancellationToken cancellation)
    {
        if (call.Text("customer") is not { } customer || call.Day("begins") is not { } begins)
            return new ServiceAnswer.Error(Unknown, "The inputs customer and begins name a customer and a day.");

        // Cases that began on an earlier version of their process give no energy: a rule of theirs says later what is large.
        var saysHowMuch = call.Inputs["annualMwh"] is not NullValue;
        var annual = call.Amount("annualMwh");
        if (saysHowMuch && annual is null)
            return new ServiceAnswer.Error(Unknown, "The input annualMwh is no energy of a year in MWh.");

        var accounts = await customers.AccountsAsync(customer, begins, cancellation).ConfigureAwait(false);
        if (accounts.Count == 0)
            return new ServiceAnswer.Error(Unknown, $"The customer has no account that is served on {begins:uuuu-MM-dd}. Import the accounts with `ihub customers import`, or correct name or day.");

        Energy? from = null;
        if (saysHowMuch)
        {
            var large = (await parameters.FindAsync(cancellation).ConfigureAwait(false)).LargeCustomerOn(begins);
            if (large.Value is not { } figure)
                return new ServiceAnswer.Error(large.Problems[0].Code, $"{large.Problems[0].Text} {large.Problems[0].Remedy}");

            from = figure.Value;
        }

        var taken = (await contracts.ListAsync(null, begins, cancellation).ConfigureAwait(false))
            .Where(stored => stored.Contract.Terms.Kind == ContractKind.Retail && stored.Contract.BindsOn(begins))
            .SelectMany(static stored => stored.Contract.Terms.Accounts).ToHashSet();
        return new ServiceAnswer.Done(ContextValue.Of(
            ("eligible", Value.Of(accounts.All(static account => account.MarketEligible))),
            ("bound", Value.Of(accounts.Any(account => taken.Contains(new ContractAccount(account.AccountNumber, account.VoltageLevel))))),
            ("reference", Value.Of(consents.KeyOf(customer, begins))),
            ("large", from is { } energy ? Value.Of(annual >= energy.MegawattHours) : Value.Null)));
    }
}
