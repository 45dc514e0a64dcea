namespace IntegrationHub.Evidence.Revocation;

/// <summary>How long revocation data speaks, and what counts when there is none.</summary>
/// <remarks>Immutable.</remarks>
public sealed record RevocationPolicy
{
    /// <summary>How long after its next update data is still relied on, as assumed. Default none: stale data says nothing.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.Zero;

    /// <summary>How long data without a next update speaks. Default one day.</summary>
    public TimeSpan AgeWithoutNextUpdate { get; init; } = TimeSpan.FromDays(1);

    /// <summary>
    /// When nothing tells (unreachable, too stale, unknown): false, the default, refuses (<c>revocation_unknown</c>); true assumes the
    /// best and leaves it to a later validation. A revocation that is known always counts.
    /// </summary>
    public bool AcceptUnknown { get; init; }

    /// <summary>The end of what a statement speaks for.</summary>
    public DateTimeOffset EndOf(DateTimeOffset thisUpdate, DateTimeOffset? nextUpdate) => nextUpdate ?? thisUpdate + AgeWithoutNextUpdate;
}
