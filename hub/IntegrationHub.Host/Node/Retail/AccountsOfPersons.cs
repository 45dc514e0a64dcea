using IntegrationHub.Identity.Administration;
using IntegrationHub.Retail;

namespace IntegrationHub.Host.Node.Retail;

/// <summary>Which names are one person's, as the accounts say.</summary>
internal sealed class AccountsOfPersons(AccountReader accounts) : IPersonAccounts
{
    public Task<IReadOnlyList<string>> OthersOfAsync(string user, CancellationToken cancellationToken) => accounts.OthersOfAsync(user, cancellationToken);
}
