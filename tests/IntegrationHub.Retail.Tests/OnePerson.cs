namespace IntegrationHub.Retail.Tests;

/// <summary>One person with several accounts; everybody else has one.</summary>
internal sealed class OnePerson : IPersonAccounts
{
    public HashSet<string> Accounts { get; } = new(StringComparer.Ordinal);

    public Task<IReadOnlyList<string>> OthersOfAsync(string user, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>(Accounts.Contains(user) ? [.. Accounts.Where(other => other != user)] : []);
}
