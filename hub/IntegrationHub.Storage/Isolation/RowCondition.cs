namespace IntegrationHub.Storage.Isolation;

/// <summary>A further condition on the rows that may be added or changed; each provider says it in its database's words.</summary>
internal abstract record RowCondition
{
    private RowCondition()
    {
    }

    /// <summary>In a scope of background work.</summary>
    public sealed record Within(SystemScope Scope) : RowCondition;

    public sealed record IsNull(string Column) : RowCondition;

    public sealed record ShorterThan(string Column, int Octets) : RowCondition;

    public sealed record Either(RowCondition First, RowCondition Second) : RowCondition;
}
