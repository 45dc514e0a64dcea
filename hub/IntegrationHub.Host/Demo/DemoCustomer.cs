using IntegrationHub.Exchange;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Data;
using IntegrationHub.Market;
using IntegrationHub.Retail.Customers;
using IntegrationHub.Retail.Processes.CustomerSide;
using NodaTime.Text;
using NodaTime;

namespace IntegrationHub.Host.Demo;

/// <summary>A customer for trying out, with somebody who signs in for it. Only folders for development get it. Its account takes no part in the market, so it changes no plan and no settlement.</summary>
internal static class DemoCustomer
{
    public const string Name = "演示客户";
    public const string Login = "demo.customer";
    public const string Phone = "+8613800002001";

    private const string Account = "DEMO-CUSTOMER-1";
    private const string Actor = "development";

    /// <summary>Makes what is missing; whatever is there stays as it is.</summary>
    /// <exception cref="RefusedException">The folder is for production, or the books refuse it.</exception>
    /// <exception cref="ConfidentialRefusedException">The books are closed here.</exception>
    public static async Task EnsureAsync(DataFolder folder, CustomerBook customers, LoginBook logins, TimeProvider time, CancellationToken cancellationToken)
    {
        if (folder.IsProduction)
        {
            throw new RefusedException("PRODUCTION_REFUSES_DEMO_USERS", "this data folder is for production and takes no demo users", "Add persons with `ihub customers login add`.");
        }

        if (await logins.FindAsync(Login, cancellationToken) is not null)
        {
            return;
        }

        if (!(await customers.ListAsync(null, cancellationToken)).Any(static account => account.CustomerName == Name))
        {
            var today = Instant.FromDateTimeOffset(time.GetUtcNow()).InUtc().Date;
            var row = $"accountNumber,voltageLevel,customerName,capacityKw,servedFrom,marketEligible,industry\n{Account},10kV,{Name},500,{LocalDatePattern.Iso.Format(today)},no,industry\n";
            Must((await customers.ImportAsync(row, Actor, cancellationToken)).Problems);
        }

        Must((await logins.AddAsync(Login, Name, Name, Phone, DemoPeople.Password, Actor, cancellationToken)).Problems);
    }

    private static void Must(IReadOnlyList<Problem> problems)
    {
        if (problems.Count > 0)
        {
            throw new RefusedException(problems[0].Code, problems[0].Text.TrimEnd('.'), problems[0].Remedy);
        }
    }
}
