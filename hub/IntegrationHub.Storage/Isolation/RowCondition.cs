namespace IntegrationHub.Storage.Isolation;

/// <summary>A further condition on the rows that may be added, changed or removed; each provider says it in its database's words.</summary>
internal abstract record RowCondition
{
    private RowCondition()
    {
    }

    /// <summary>In a scope of background work.</summary>
    public sealed record Within(SystemScope Scope) : RowCondition;

    public sealed record IsNull(string Column) : RowCondition;

    public sealed record ShorterThan(string Column, int Octets) : RowCondition;

    /// <summary>A column of text has one of these values: plain words, which stand in the policy as they are.</summary>
    public sealed record OneOf(string Column, params IReadOnlyList<string> Values) : RowCondition;

    public sealed record Either(RowCondition First, RowCondition Second) : RowCondition;
}
