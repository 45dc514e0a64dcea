namespace IntegrationHub.Retail;

/// <summary>Port: which names are one person's. Who checks somebody's work is another person, not the same one under another name. Thread-safe.</summary>
public interface IPersonAccounts
{
    /// <summary>The other names of the person who acts under this one; none where nothing else is known.</summary>
    Task<IReadOnlyList<string>> OthersOfAsync(string user, CancellationToken cancellationToken);
}

internal static class PersonNames
{
    /// <summary>Every name of the person who acts under this one.</summary>
    public static async Task<IReadOnlySet<string>> NamesOfAsync(this IPersonAccounts persons, string user, CancellationToken cancellationToken) =>
        (await persons.OthersOfAsync(user, cancellationToken).ConfigureAwait(false)).Append(user).ToHashSet(StringComparer.Ordinal);
}

/// <summary>Where nobody signs in: every name is a person.</summary>
internal sealed class NamesArePersons : IPersonAccounts
{
    public Task<IReadOnlyList<string>> OthersOfAsync(string user, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<string>>([]);
}
