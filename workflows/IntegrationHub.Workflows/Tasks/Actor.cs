using System.Collections.Immutable;

namespace IntegrationHub.Workflows.Tasks;

/// <summary>Who does something, and for whom.</summary>
/// <param name="User">The person that acts; it is always this name that is recorded.</param>
/// <param name="Roles">The person's own roles.</param>
/// <param name="StandsInFor">Absent colleagues who named this person their substitute, with their roles.</param>
public sealed record Actor(string User, ImmutableArray<string> Roles, ImmutableArray<Substitution> StandsInFor)
{
    /// <summary>Other names that the same person acts under: four eyes are two persons', not two accounts'.</summary>
    public ImmutableArray<string> OtherAccounts { get; init; } = [];

    /// <summary>Whether the person, under any name, is one of those.</summary>
    public bool IsAmong(IReadOnlySet<string> users) => users.Contains(User) || OtherAccounts.Any(users.Contains);
}

/// <summary>An absence: from its beginning (inclusive) to its end (exclusive) another person may do the tasks.</summary>
public sealed record Substitution(string Absent, ImmutableArray<string> Roles, string Substitute, DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>Other names that the absent person acts under.</summary>
    public ImmutableArray<string> OtherAccounts { get; init; } = [];

    public bool HoldsAt(DateTimeOffset now) => From <= now && now < To;
}
