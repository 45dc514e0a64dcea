using IntegrationHub.Exchange;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Data;
using IntegrationHub.Host.Demo;
using IntegrationHub.Host.Node;
using IntegrationHub.Host.Output;
using IntegrationHub.Market.Parameters;
using IntegrationHub.Retail.Customers;
using IntegrationHub.Retail.Packages;
using IntegrationHub.Retail.Processes.CustomerSide;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Host.Commands;

/// <summary>What <c>ihub up</c> says in development about signing in as a customer.</summary>
internal static class CustomersGreeting
{
    public static async Task SayAsync(Answer answer, DataFolder folder, HubNode node, TimeProvider time, CancellationToken cancellationToken)
    {
        if (folder.IsProduction || node.Customers is not { } customers)
        {
            return;
        }

        try
        {
            // Figures of a market to try with: without them nothing that a customer enters is taken and nobody is onboarded.
            if (await node.Services.GetRequiredService<ParameterBook>().FindAsync(cancellationToken) == RetailParameters.None)
            {
                await DemoParameters.EnterAsync(node.Services, cancellationToken);
            }

            await DemoCustomer.EnsureAsync(folder, node.Services.GetRequiredService<CustomerBook>(), node.Services.GetRequiredService<LoginBook>(), time, cancellationToken);
            answer.Line($"Customer: sign in at {customers.Address}sign-in as {DemoCustomer.Login} ({DemoCustomer.Name}), password `{DemoPeople.Password}`; codes are in {PeopleOfNode.OutboxFile(folder)}. The login crosses within seconds.");
        }
        catch (ConfidentialRefusedException closed)
        {
            // The hub runs all the same: whoever wants a customer opens the books first.
            answer.Line($"No customer to sign in as: {closed.Message} {closed.Remedy}");
        }
        catch (RefusedException refused)
        {
            answer.Line($"No customer to sign in as: {refused.Code}, {refused.Message}. {refused.Remedy}");
        }

        answer.Line();
    }
}
