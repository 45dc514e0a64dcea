namespace IntegrationHub.Exchange.Parties;

/// <summary>Port: where parties are kept. Reading is a snapshot that costs nothing; a change is durable before it is visible.</summary>
public interface IPartyRegistry
{
    /// <summary>The current snapshot; cheap, never blocks, never <c>null</c> after <see cref="ReloadAsync"/>.</summary>
    PartyDirectory Current { get; }

    /// <summary>Reads the snapshot anew (at start, after another process changed it).</summary>
    ValueTask ReloadAsync(CancellationToken cancellationToken);

    /// <summary>Adds or replaces a party by name, with its history entry, and publishes a new snapshot.</summary>
    /// <returns>The reasons why it was refused (duplicate certificate, duplicate code, …); empty when it was stored.</returns>
    ValueTask<IReadOnlyList<Rejection>> SaveAsync(Party party, string actor, CancellationToken cancellationToken);

    /// <summary>Sets who we are.</summary>
    ValueTask<IReadOnlyList<Rejection>> SaveSelfAsync(Party self, string actor, CancellationToken cancellationToken);
}
